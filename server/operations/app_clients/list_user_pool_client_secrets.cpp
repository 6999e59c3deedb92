#include "server/api/handlers.h"
#include "server/clients/app_clients.h"
#include "server/operations/context.h"
#include "server/operations/page.h"
#include "server/pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

api::ListUserPoolClientSecretsResponse ListUserPoolClientSecrets(const Context& context,
                                                                 const api::ListUserPoolClientSecretsRequest& request) {
  const auto page = context.world.store.Read([&](const storage::Transaction& transaction) {
    pools::RequirePool(transaction, context.caller, request.UserPoolId);
    const auto client = clients::FindClient(transaction, request.UserPoolId, request.ClientId);
    auto secrets = clients::SecretsOf(transaction, client);
    // All that a client has is on one page, so no token is ever issued and any is refused.
    return ReadPage(
        context, request.UserPoolId + "/" + request.ClientId, request.NextToken, secrets.size(),
        [&](const std::string&, std::size_t) { return secrets; }, [](const storage::PoolResource& secret) { return secret.key; });
  });
  api::ListUserPoolClientSecretsResponse response;
  response.ClientSecrets.emplace();
  for (const auto& record : page.entries) {
    auto& secret = response.ClientSecrets->emplace_back(clients::SecretOf(record));
    secret.ClientSecretValue.reset();
  }
  return response;
}

}  // namespace rockpool::operations
