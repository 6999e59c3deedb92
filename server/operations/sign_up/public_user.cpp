#include "server/operations/sign_up/public_user.h"

#include "server/accounts/names.h"
#include "server/util/clock.h"
#include "storage/store.h"

namespace rockpool::operations {

clients::SharedClient RequireClient(const Context& context, std::string_view client_id, std::string_view username,
                                    const std::optional<std::string>& secret_hash) {
  clients::SharedClient client = context.world.store.Read(
      [&](const storage::Transaction& transaction) { return clients::UseClient(transaction, context.world.caches, client_id); });
  clients::CheckSecretHash(*client, username, secret_hash);
  return client;
}

void CountPublicAttempt(const Context& context, const clients::ClientInUse& client, accounts::Limited what, std::string_view username) {
  const auto& settings = context.world.settings.Of<accounts::Settings>();
  if (settings.attempt_limits == accounts::AttemptLimits::kOff) {
    return;
  }
  const pools::PoolInUse& pool = *client.pool;
  const util::EpochMillis now = context.world.clock.Now();
  context.world.store.Write([&](storage::Transaction& transaction) {
    const auto user = accounts::FindUser(transaction, pool, username);
    accounts::CountAttempt(transaction, settings, what, pool.id, user ? user->username() : accounts::Fold(pool, username), now);
  });
}

}  // namespace rockpool::operations
