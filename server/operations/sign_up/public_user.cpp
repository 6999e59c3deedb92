#include "server/operations/sign_up/public_user.h"

namespace rockpool::operations {

clients::SharedClient RequireClient(const Context& context, std::string_view client_id, std::string_view username,
                                    const std::optional<std::string>& secret_hash) {
  clients::SharedClient client = context.world.store.Read(
      [&](const storage::Transaction& transaction) { return clients::UseClient(transaction, context.world.caches, client_id); });
  clients::CheckSecretHash(*client, username, secret_hash);
  return client;
}

}  // namespace rockpool::operations
