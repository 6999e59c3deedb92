#include "server/clients/scopes.h"

#include <algorithm>
#include <array>

#include "server/pools/records.h"
#include "server/util/lists.h"

namespace rockpool::clients {
namespace {

// The last one is Cognito's own: it lets an access token call the API's operations on its user.
constexpr std::array<std::string_view, 5> kOidcScopes{"phone", "email", "openid", "profile", "aws.cognito.signin.user.admin"};

}  // namespace

bool IsOidcScope(std::string_view scope) { return std::ranges::find(kOidcScopes, scope) != kOidcScopes.end(); }

// A resource server's scope is its identifier, a slash, and a name without one.
bool HasCustomScope(const storage::Transaction& transaction, const std::string& user_pool_id, const std::string& scope) {
  if (scope == kRegistrationScope) {
    return true;
  }
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

std::optional<std::vector<std::string>> ScopesForItself(const storage::Transaction& transaction, const ClientInUse& client,
                                                        const std::optional<std::vector<std::string>>& asked, Gone gone) {
  const auto allowed = util::MembersOf(client.settings.AllowedOAuthScopes);
  const auto may_have = [&](const std::string& scope) { return !IsOidcScope(scope) && std::ranges::find(allowed, scope) != allowed.end(); };
  const bool has_asked = asked && !asked->empty();
  std::vector<std::string> scopes;
  for (const std::string& scope : has_asked ? util::MembersOf(asked) : allowed) {
    if (std::ranges::find(scopes, scope) != scopes.end()) {
      continue;  // before the store is asked: a request may repeat one as often as it likes
    }
    const bool is_allowed = may_have(scope);
    if (is_allowed && HasCustomScope(transaction, client.pool->id, scope)) {
      scopes.push_back(scope);
    } else if (has_asked && (!is_allowed || gone == Gone::kRefused)) {
      return std::nullopt;
    }
  }
  return scopes.empty() ? std::nullopt : std::optional(std::move(scopes));
}

}  // namespace rockpool::clients
