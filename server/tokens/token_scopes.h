// The scopes that a token has, as the names with blanks between them of its claim, and what of a user each of them shows.
#pragma once

#include <string_view>

#include "server/clients/client_in_use.h"

namespace rockpool::tokens {

inline constexpr std::string_view kAdminScope = "aws.cognito.signin.user.admin";
inline constexpr std::string_view kOpenIdScope = "openid";

bool HasScope(std::string_view scope, std::string_view name);

// Of the OAuth endpoints: `openid` by itself shows all attributes, with email, phone or profile only those are shown that they name (the
// developer guide, "Scopes"). `attribute` has its full name ("custom:team").
bool ShowsAttribute(std::string_view scope, std::string_view attribute);

// Whether the client may read all that email and phone name, as far as the scopes have them: else the token endpoint gives no tokens for
// them (documented; its example is `email` without `email_verified`). Of profile a client gets what it may read (documented of userInfo).
bool MayReadAllOf(const clients::ClientInUse& client, std::string_view scope);

}  // namespace rockpool::tokens
