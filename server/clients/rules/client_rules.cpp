#include "server/clients/rules/client_rules.h"

#include "server/api/errors.h"
#include "server/clients/token_validity.h"
#include "server/pools/user_pools.h"
#include "server/util/lists.h"

namespace rockpool::clients {
namespace {

void CheckContextData(const api::UserPoolClientType& client, bool has_secret) {
  if (client.EnablePropagateAdditionalUserContextData == true && !has_secret) {
    throw api::InvalidParameterException("Client Secret is required to set EnablePropagateAdditionalUserContextData as true");
  }
}

}  // namespace

void CheckClient(const storage::Transaction& transaction, const world::Caches& caches, const world::Caller& caller,
                 const pools::Quotas& quotas, const api::Operation& operation, const std::string& user_pool_id,
                 const api::UserPoolClientType& client, bool has_secret, ClientChange change) {
  // Assumed: the order of the rules.
  CheckTokenValidity(client);
  CheckAuthFlows(client);
  CheckContextData(client, has_secret);
  if (client.AnalyticsConfiguration) {
    CheckAnalytics(caller, *client.AnalyticsConfiguration);
  }
  CheckOAuthFlows(client, has_secret);
  CheckRedirects(client);
  // To read the pool's settings costs as much as the rest of creating a client, and most clients have nothing that depends on them.
  if (UsesTierFeatures(client) || client.ReadAttributes || client.WriteAttributes) {
    const auto pool = pools::LoadPool(transaction, caches, caller, user_pool_id);
    CheckClientTier(client, *pool);
    CheckAttributePermissions(client, util::MembersOf(pool->SchemaAttributes), change);
  }
  CheckSupportedProviders(transaction, user_pool_id, client);
  CheckClientQuotas(quotas, operation, client);
  CheckScopes(transaction, user_pool_id, client);
}

namespace {

[[noreturn]] void ThrowUnknownProvider(const std::string& name, const std::string& user_pool_id) {
  throw api::InvalidParameterException("The provider " + name + " does not exist for User Pool " + user_pool_id + ".");
}

}  // namespace

void CheckSupportedProviders(const storage::Transaction& transaction, const std::string& user_pool_id,
                             const api::UserPoolClientType& client) {
  for (const std::string& name : util::MembersOf(client.SupportedIdentityProviders)) {
    if (name != "COGNITO" && !transaction.identity_providers().Find(user_pool_id, name)) {
      ThrowUnknownProvider(name, user_pool_id);
    }
  }
}

}  // namespace rockpool::clients
