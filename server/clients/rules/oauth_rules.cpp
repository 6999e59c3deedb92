#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "server/api/errors.h"
#include "server/clients/rules/client_rules.h"
#include "server/clients/scopes.h"
#include "server/util/lists.h"
#include "server/util/strings.h"

namespace rockpool::clients {
namespace {

using Flow = api::OAuthFlowType;

bool SignsUsersIn(const api::UserPoolClientType& client) {
  return util::Contains(client.AllowedOAuthFlows, Flow::code) || util::Contains(client.AllowedOAuthFlows, Flow::implicit);
}

void CheckClientCredentials(const api::UserPoolClientType& client, bool has_secret) {
  if (SignsUsersIn(client)) {
    throw api::InvalidOAuthFlowException("client_credentials flow can not be selected along with code flow or implicit flow.");
  }
  if (!has_secret) {
    throw api::InvalidOAuthFlowException("client_credentials flow can not be selected if client does not have a client secret.");
  }
  for (const std::string& scope : util::MembersOf(client.AllowedOAuthScopes)) {
    if (IsOidcScope(scope)) {
      // Assumed: the type; users report the text.
      throw api::InvalidOAuthFlowException(scope + " is not supported with client_credentials flow");
    }
  }
}

}  // namespace

void CheckOAuthFlows(const api::UserPoolClientType& client, bool has_secret) {
  if (client.AllowedOAuthFlowsUserPoolClient == true && (!client.AllowedOAuthFlows || !client.AllowedOAuthScopes)) {
    throw api::InvalidParameterException(
        "AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.");
  }
  if (util::Contains(client.AllowedOAuthFlows, Flow::client_credentials)) {
    CheckClientCredentials(client, has_secret);
  }
  if (SignsUsersIn(client) && !client.CallbackURLs) {
    throw api::InvalidOAuthFlowException("CallbackUrls can not be empty when code flow or implicit flow is selected");
  }
}

void CheckScopes(const storage::Transaction& transaction, const world::Caches& caches, const std::string& user_pool_id,
                 const api::UserPoolClientType& client) {
  for (const std::string& scope : util::MembersOf(client.AllowedOAuthScopes)) {
    if (!IsOidcScope(scope) && !HasCustomScope(transaction, caches, user_pool_id, scope)) {
      throw api::ScopeDoesNotExistException("Invalid scope requested: " + scope);
    }
    if (scope == kRegistrationScope && client.ClientType == api::ClientTypeType::DCR) {
      // Assumed: the rule is documented, its text is not.
      throw api::InvalidParameterException(scope + " is not supported with a client that was registered dynamically");
    }
  }
}

namespace {

constexpr std::string_view kHttp = "http:";
constexpr std::array<std::string_view, 3> kLoopback{"localhost", "127.0.0.1", "[::1]"};
// What a browser runs, or reads from where it is, instead of going to an application.
constexpr std::array<std::string_view, 5> kNoApplications{"javascript:", "data:", "vbscript:", "file:", "blob:"};

// A scheme and something behind it: apps have schemes of their own ("myapp://example").
bool IsAbsolute(std::string_view uri) {
  const std::size_t colon = uri.find(':');
  if (colon == std::string_view::npos || colon + 1 == uri.size()) {
    return false;
  }
  const std::string_view scheme = uri.substr(0, colon);
  return !scheme.empty() && util::IsLetter(scheme.front()) &&
         std::ranges::all_of(scheme, [](char c) { return util::IsLetterOrDigit(c) || c == '+' || c == '-' || c == '.'; });
}

bool HasScheme(std::string_view uri, std::string_view scheme) { return util::EqualsIgnoringCase(uri.substr(0, scheme.size()), scheme); }

// `authority` is all of it, so that no user information ("localhost:1@evil.example") passes for a host.
bool IsLoopback(std::string_view authority) {
  return std::ranges::any_of(kLoopback, [authority](std::string_view host) {
    if (!authority.starts_with(host)) {
      return false;
    }
    const std::string_view port = authority.substr(host.size());
    return port.empty() || (port.front() == ':' && std::ranges::all_of(port.substr(1), util::IsDigit));
  });
}

void CheckRedirect(const std::string& uri) {
  if (!IsAbsolute(uri)) {
    // Assumed: the rule is documented, its text is not.
    throw api::InvalidParameterException(uri + " is not an absolute URI.");
  }
  if (HasScheme(uri, kHttp)) {
    // Browsers read "http:host" and "http:/host" as "http://host".
    std::string_view rest = std::string_view(uri).substr(kHttp.size());
    const bool has_authority = rest.starts_with("//");
    rest.remove_prefix(has_authority ? 2 : 0);
    if (!has_authority || !IsLoopback(rest.substr(0, rest.find_first_of("/?#\\")))) {
      throw api::InvalidParameterException(uri + " cannot use the HTTP protocol.");
    }
  }
  if (std::ranges::any_of(kNoApplications, [&](std::string_view scheme) { return HasScheme(uri, scheme); })) {
    // Assumed: the rule, of which nothing is documented, and the text, which is that of HTTP.
    throw api::InvalidParameterException(uri + " cannot use the " + uri.substr(0, uri.find(':')) + " protocol.");
  }
  if (uri.find('#') != std::string::npos) {
    throw api::InvalidParameterException(uri + " cannot use fragment");
  }
}

}  // namespace

void CheckRedirects(const api::UserPoolClientType& client) {
  std::ranges::for_each(util::MembersOf(client.CallbackURLs), CheckRedirect);
  std::ranges::for_each(util::MembersOf(client.LogoutURLs), CheckRedirect);  // Assumed: the same rules.
  if (client.DefaultRedirectURI && !util::Contains(client.CallbackURLs, *client.DefaultRedirectURI)) {
    throw api::InvalidParameterException("The default redirect URI " + *client.DefaultRedirectURI + " is not in the callback URIs list.");
  }
}

}  // namespace rockpool::clients
