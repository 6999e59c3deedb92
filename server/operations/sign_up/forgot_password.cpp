#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/sign_up/delivery.h"
#include "server/sign_up/public_calls.h"
#include "server/sign_up/recovery.h"
#include "server/sign_up/refusals.h"

namespace rockpool::operations {
namespace {

// nullopt: nobody, or nobody who can recover, and the client hides that.
std::optional<sign_up::Receiver> RequireReceiver(const storage::Transaction& transaction, const clients::ClientInUse& client,
                                                 std::string_view name) {
  const pools::PoolInUse& pool = *client.pool;
  const bool hides = clients::HidesWhoExists(client);
  if (hides) {
    sign_up::RefuseWhereAdministratorsRecover(pool);  // whoever asks: Assumed, or it would tell who exists
  }
  auto user = sign_up::FindEnabledUserOrHide(transaction, client, name);
  if (!user || (hides && !sign_up::IsReachable(pool, *user))) {
    return std::nullopt;
  }
  auto destination = sign_up::RequireRecoverableByUser(pool, *user);
  return sign_up::Receiver{*std::move(user), std::move(destination)};
}

}  // namespace

api::ForgotPasswordResponse ForgotPassword(const Context& context, const api::ForgotPasswordRequest& request) {
  const clients::SharedClient client = sign_up::RequireClient(context.world, request.ClientId, request.Username, request.SecretHash);
  const pools::PoolInUse& pool = *client->pool;
  sign_up::CodeCall call;
  call.limited = accounts::Limited::kForgotPassword;
  call.usual = sign_up::UsualOfRecovery(pool);
  call.require = [&](const storage::Transaction& transaction) { return RequireReceiver(transaction, *client, request.Username); };
  call.send = [&](storage::Transaction& transaction, const sign_up::Receiver& receiver, const std::string& code, util::EpochMillis now) {
    return sign_up::SendRecoveryCode(transaction, pool, receiver.user, client->id, receiver.destination, code, now);
  };
  return {sign_up::SendCode(context.world, *client, request.Username, call)};
}

}  // namespace rockpool::operations
