#include "server/operations/links/provider_user.h"

#include <utility>

#include "server/accounts/names.h"
#include "server/api/errors.h"

namespace rockpool::operations {
namespace {

// Assumed, the text: the API reference only says that the members are needed.
const std::string& Require(const std::optional<std::string>& member, const char* name) {
  if (!member || member->empty()) {
    throw api::InvalidParameterException(std::string("Missing required parameter ") + name);
  }
  return *member;
}

}  // namespace

accounts::SourceName RequireNamed(const api::ProviderUserIdentifierType& named) {
  const std::string& provider = Require(named.ProviderName, "ProviderName");
  const std::string& value = Require(named.ProviderAttributeValue, "ProviderAttributeValue");
  const std::string attribute = named.ProviderAttributeName.value_or("");
  return {provider, attribute.empty() ? std::string(accounts::kSubjectAttribute) : attribute, value};
}

storage::IdentityProvider RequireProvider(const storage::Transaction& transaction, const pools::PoolInUse& pool,
                                          std::string_view provider) {
  std::optional<storage::IdentityProvider> found = transaction.identity_providers().Find(pool.id, provider);
  if (!found) {
    throw api::ResourceNotFoundException("Identity provider " + std::string(provider) + " does not exist.");
  }
  return *std::move(found);
}

std::optional<accounts::User> FindUserOfProvider(const storage::Transaction& transaction, const pools::PoolInUse& pool,
                                                 const accounts::SourceName& named) {
  if (named.provider == kOfThePool) {
    return accounts::FindUser(transaction, pool, named.value);
  }
  const std::optional<accounts::Identity> identity = accounts::FindIdentity(transaction, pool, named);
  std::optional<storage::User> user = identity ? transaction.users().FindByNumber(identity->user) : std::nullopt;
  return user ? std::optional(accounts::Decode(*std::move(user))) : std::nullopt;
}

}  // namespace rockpool::operations
