#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "server/sign_up/calls.h"
#include "server/sign_up/delivery.h"
#include "server/sign_up/public_calls.h"
#include "server/sign_up/recovery.h"
#include "server/sign_up/refusals.h"

namespace rockpool::sign_up {
namespace {

// nullopt: nobody, or nobody who can recover, and the client hides that.
std::optional<Receiver> RequireReceiver(const storage::Transaction& transaction, const clients::ClientInUse& client,
                                        std::string_view name) {
  const pools::PoolInUse& pool = *client.pool;
  const bool hides = clients::HidesWhoExists(client);
  if (hides) {
    RefuseWhereAdministratorsRecover(pool);  // whoever asks: Assumed, or it would tell who exists
  }
  auto user = FindEnabledUserOrHide(transaction, client, name);
  if (!user || (hides && !IsReachable(pool, *user))) {
    return std::nullopt;
  }
  auto destination = RequireRecoverableByUser(pool, *user);
  return Receiver{*std::move(user), std::move(destination)};
}

}  // namespace

api::ForgotPasswordResponse ForgotPassword(const world::World& world, const api::ForgotPasswordRequest& request, By by) {
  CheckForm(by, {request.Username});
  const clients::SharedClient client = RequireClient(world, request.ClientId, request.Username, request.SecretHash, by);
  const pools::PoolInUse& pool = *client->pool;
  CodeCall call;
  call.limited = accounts::Limited::kForgotPassword;
  call.usual = UsualOfRecovery(pool);
  call.require = [&](const storage::Transaction& transaction) { return RequireReceiver(transaction, *client, request.Username); };
  call.send = [&](storage::Transaction& transaction, const Receiver& receiver, const std::string& code, util::EpochMillis now) {
    return SendRecoveryCode(transaction, pool, receiver.user, client->id, receiver.destination, code, now);
  };
  return {SendCode(world, *client, request.Username, call)};
}

}  // namespace rockpool::sign_up
