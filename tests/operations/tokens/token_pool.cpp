#include "tests/operations/tokens/token_pool.h"

#include "server/accounts/names.h"
#include "server/clients/client_in_use.h"
#include "storage/store.h"

namespace rockpool::support {

sign_in::TokenGrant TokenPool::GrantTo(std::string_view client, std::string_view name) {
  const world::World& world = service_.world();
  return world.store.Read([&](const storage::Transaction& transaction) {
    clients::SharedClient shared = clients::UseClient(transaction, world.caches, client);
    accounts::User user = accounts::RequireUser(transaction, *shared->pool, name);
    return sign_in::GrantOfApi(world, std::move(shared), std::move(user), {});
  });
}

void TokenPool::BeginSignIn(const std::string& digest, std::string_view name) {
  storage::SignInSession session;
  session.digest = digest;
  session.user_pool_id = id();
  session.client_id = client_;
  session.user = UserOf(service_, id(), name).number();
  session.challenge = "NEW_PASSWORD_REQUIRED";
  session.document = "{}";
  session.expires_millis = service_.clock.Now() + 180'000;
  service_.world().store.Write([&](storage::Transaction& transaction) { transaction.sign_in_sessions().Insert(session); });
}

bool TokenPool::IsSignInGoingOn(const std::string& digest) {
  return service_.world().store.Read(
      [&](const storage::Transaction& transaction) { return transaction.sign_in_sessions().Find(digest).has_value(); });
}

}  // namespace rockpool::support
