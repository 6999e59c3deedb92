// The box on the sign-in page where a person types the address of his organization, which tells its SAML provider.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/http/message.h"
#include "server/oauth/pages/visit.h"

namespace rockpool::oauth {

// Whether the form that was posted is that box, and not the one of name and password.
bool IsOfDomainBox(const Visit& visit);

// 302 to /oauth2/authorize with `idp_identifier`: the domain of the e-mail address, or what was typed, where that is the identifier of one
// of the app client's providers; as it was typed or in lower case. nullopt where it is nobody's. Reads in a transaction of its own. Throws
// api::InvalidParameterException if it is too long.
std::optional<http::Response> LeadToDomain(const Visit& visit);

}  // namespace rockpool::oauth
