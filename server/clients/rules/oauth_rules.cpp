#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "server/api/errors.h"
#include "server/clients/rules/client_rules.h"
#include "server/pools/records.h"
#include "server/util/lists.h"

namespace rockpool::clients {
namespace {

using Flow = api::OAuthFlowType;

// The last one is Cognito's own: it lets an access token call the API's operations on its user.
constexpr std::array<std::string_view, 5> kOidcScopes{"phone", "email", "openid", "profile", "aws.cognito.signin.user.admin"};
// With it a client may register others. Assumed: that every pool has it.
constexpr std::string_view kRegistrationScope = "aws.cognito/dcr/register";

bool SignsUsersIn(const api::UserPoolClientType& client) {
  return util::Contains(client.AllowedOAuthFlows, Flow::code) || util::Contains(client.AllowedOAuthFlows, Flow::implicit);
}

bool IsOidcScope(std::string_view scope) { return std::ranges::find(kOidcScopes, scope) != kOidcScopes.end(); }

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

// A custom scope is a resource server's identifier, a slash, and a name without one.
bool IsCustomScope(const storage::Transaction& transaction, const std::string& user_pool_id, const std::string& scope) {
  const std::size_t slash = scope.rfind('/');
  if (slash == std::string::npos) {
    return false;
  }
  const auto server = transaction.resources(storage::ResourceKind::kResourceServer).Find(user_pool_id, scope.substr(0, slash));
  if (!server) {
    return false;
  }
  const auto content = pools::ContentOf<api::ResourceServerType>(*server);
  return std::ranges::any_of(
      util::MembersOf(content.Scopes),
      [name = scope.substr(slash + 1)](const api::ResourceServerScopeType& offered) { return offered.ScopeName == name; });
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

void CheckScopes(const storage::Transaction& transaction, const std::string& user_pool_id, const api::UserPoolClientType& client) {
  for (const std::string& scope : util::MembersOf(client.AllowedOAuthScopes)) {
    if (!IsOidcScope(scope) && scope != kRegistrationScope && !IsCustomScope(transaction, user_pool_id, scope)) {
      throw api::ScopeDoesNotExistException("Invalid scope requested: " + scope);
    }
  }
}

}  // namespace rockpool::clients
