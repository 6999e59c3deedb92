#include "server/clients/scopes.h"

#include <algorithm>
#include <array>
#include <memory>

#include "server/pools/records.h"
#include "server/util/lists.h"
#include "server/util/strings.h"

namespace rockpool::clients {
namespace {

// The last one is Cognito's own: it lets an access token call the API's operations on its user.
constexpr std::array<std::string_view, 5> kOidcScopes{"phone", "email", "openid", "profile", "aws.cognito.signin.user.admin"};

// What a resource server offers: the names of its scopes.
struct OfferedScopes {
  std::vector<std::string> names;
};

OfferedScopes OfferedBy(const storage::PoolResource& server) {
  const auto content = pools::ContentOf<api::ResourceServerType>(server);
  OfferedScopes offered;
  for (const api::ResourceServerScopeType& scope : util::MembersOf(content.Scopes)) {
    offered.names.push_back(scope.ScopeName);
  }
  return offered;
}

// Null if the pool has no such resource server.
std::shared_ptr<const OfferedScopes> FindOffered(const storage::Transaction& transaction, const world::Caches& caches,
                                                 const std::string& user_pool_id, const std::string& identifier) {
  const auto& servers = transaction.resources(storage::ResourceKind::kResourceServer);
  const auto revision = servers.FindRevision(user_pool_id, identifier);
  if (!revision) {
    return nullptr;
  }
  const std::string id = user_pool_id + "/" + identifier;  // no id of a pool has a slash
  return caches.Of<OfferedScopes>().Get({transaction.generation(), id, *revision},
                                        [&] { return OfferedBy(servers.Find(user_pool_id, identifier).value()); });
}

}  // namespace

bool IsOidcScope(std::string_view scope) { return std::ranges::find(kOidcScopes, scope) != kOidcScopes.end(); }

// A resource server's scope is its identifier, a slash, and a name without one.
bool HasCustomScope(const storage::Transaction& transaction, const world::Caches& caches, const std::string& user_pool_id,
                    const std::string& scope) {
  if (scope == kRegistrationScope) {
    return true;
  }
  const std::size_t slash = scope.rfind('/');
  if (slash == std::string::npos) {
    return false;
  }
  const auto offered = FindOffered(transaction, caches, user_pool_id, scope.substr(0, slash));
  return offered != nullptr && std::ranges::find(offered->names, std::string_view(scope).substr(slash + 1)) != offered->names.end();
}

bool HasScope(const storage::Transaction& transaction, const world::Caches& caches, const std::string& user_pool_id,
              const std::string& scope) {
  return IsOidcScope(scope) || HasCustomScope(transaction, caches, user_pool_id, scope);
}

std::string ScopeThatIsLeft(world::LookCallCommit& rounds, const world::Caches& caches, const std::string& user_pool_id,
                            std::string scope) {
  const auto names = util::Split(scope, " ");
  if (std::ranges::all_of(names, IsOidcScope)) {
    return scope;
  }
  return rounds.Look([&](const storage::Transaction& transaction) {
    std::vector<std::string> left(names.begin(), names.end());
    std::erase_if(left, [&](const std::string& name) { return !HasScope(transaction, caches, user_pool_id, name); });
    return util::Join(left, " ");
  });
}

std::optional<std::vector<std::string>> ScopesForItself(const storage::Transaction& transaction, const world::Caches& caches,
                                                        const ClientInUse& client, const std::optional<std::vector<std::string>>& asked,
                                                        Gone gone) {
  const auto allowed = util::MembersOf(client.settings.AllowedOAuthScopes);
  const auto may_have = [&](const std::string& scope) { return !IsOidcScope(scope) && std::ranges::find(allowed, scope) != allowed.end(); };
  const bool has_asked = asked && !asked->empty();
  std::vector<std::string> scopes;
  for (const std::string& scope : has_asked ? util::MembersOf(asked) : allowed) {
    if (std::ranges::find(scopes, scope) != scopes.end()) {
      continue;  // before the store is asked: a request may repeat one as often as it likes
    }
    const bool is_allowed = may_have(scope);
    if (is_allowed && HasCustomScope(transaction, caches, client.pool->id, scope)) {
      scopes.push_back(scope);
    } else if (has_asked && (!is_allowed || gone == Gone::kRefused)) {
      return std::nullopt;
    }
  }
  return scopes.empty() ? std::nullopt : std::optional(std::move(scopes));
}

}  // namespace rockpool::clients
