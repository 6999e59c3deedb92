#include "server/sign_up/refusals.h"

#include "server/accounts/attempts.h"
#include "server/accounts/names.h"
#include "server/api/errors.h"

namespace rockpool::sign_up {
namespace {

constexpr util::EpochMillis kHour = 60LL * 60 * 1000;

}  // namespace

std::optional<accounts::User> FindUserOrHide(const storage::Transaction& transaction, const clients::ClientInUse& client,
                                             std::string_view name) {
  auto user = accounts::FindUser(transaction, *client.pool, name);
  if (!user && !clients::HidesWhoExists(client)) {
    throw api::UserNotFoundException("Username/client id combination not found.");
  }
  return user;
}

std::optional<accounts::User> FindEnabledUserOrHide(const storage::Transaction& transaction, const clients::ClientInUse& client,
                                                    std::string_view name) {
  auto user = FindUserOrHide(transaction, client, name);
  if (user && !user->is_enabled() && clients::HidesWhoExists(client)) {
    return std::nullopt;
  }
  return user;
}

void ThrowCodeMismatch() { throw api::CodeMismatchException("Invalid verification code provided, please try again."); }

void WriteAsForCode(storage::Transaction& transaction, const pools::PoolInUse& pool, std::string_view name, util::EpochMillis now) {
  transaction.SweepExpired(now, accounts::kSweptRows);
  // A code and a message, which is also in three indexes and found again where there are too many.
  for (const char* kind : {"code_of_nobody", "message_of_nobody", "message_of_nobody/1", "message_of_nobody/2", "message_of_nobody/3",
                           "message_of_nobody/4"}) {
    transaction.attempts().Put({pool.id, accounts::Fold(pool, name), kind, 0, now, now, now + kHour});
  }
}

}  // namespace rockpool::sign_up
