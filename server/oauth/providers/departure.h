// The way to an identity provider.
#pragma once

#include <string>
#include <string_view>

#include "server/http/message.h"
#include "server/oauth/authorization_request.h"
#include "server/oauth/exchange.h"

namespace rockpool::oauth {

// Where providers send browsers back to, behind the origin under which browsers know this server.
inline constexpr std::string_view kIdpResponsePath = "/oauth2/idpresponse";
inline constexpr std::string_view kSamlResponsePath = "/saml2/idpresponse";
inline constexpr std::string_view kSamlLogoutPath = "/saml2/logout";

// 302 to the provider that the request names (LoginOption::kProvider), once it is kept what the browser is to come back to, with the
// cookies of csrf_state.h. May wait. Throws RedirectError (or as RefuseRequest does) where the provider cannot be asked, and PageError if
// the request does not say under which host it came.
http::Response LeadToProvider(const Exchange& exchange, const AuthorizationRequest& request);

// The same query without what it says of a provider.
std::string WithoutProvider(const http::NamedValues& query);

// Whether a person has clicked that on a page of this server: the browser says that the page before was one (Sec-Fetch-Site, or else
// Referer).
bool IsClickedHere(const Exchange& exchange);

}  // namespace rockpool::oauth
