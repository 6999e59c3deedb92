#include "server/sign_in/authenticator_code.h"

#include "server/accounts/names.h"
#include "server/api/errors.h"
#include "server/api/json_object.h"
#include "server/crypto/totp.h"
#include "server/pools/pool_in_use.h"
#include "storage/store.h"

namespace rockpool::sign_in {

std::string CodeOfThisMoment(const world::World& world, std::string_view user_pool_id, std::string_view username) {
  const storage::Credentials credentials = world.store.ReadBriefly([&](const storage::Transaction& transaction) {
    const auto record = transaction.user_pools().FindById(user_pool_id);
    if (!record) {
      throw api::ResourceNotFoundException("User pool " + std::string(user_pool_id) + " does not exist.");
    }
    const pools::SharedPool pool = pools::UsePoolOf(transaction, world.caches, user_pool_id);
    return transaction.credentials().Find(accounts::RequireUser(transaction, *pool, username).number());
  });
  if (!credentials.pending_token_secret && !credentials.software_token) {
    throw api::SoftwareTokenMFANotFoundException("The user has no authenticator.");
  }
  const std::string& secret = credentials.pending_token_secret ? *credentials.pending_token_secret : credentials.software_token->secret;
  const util::EpochMillis now = world.clock.Now();
  const std::int64_t step = crypto::TotpStepOf(now);
  api::JsonObject json;
  json.Add("code", crypto::TotpCode(secret, step));
  json.Add("seconds_left", ((step + 1) * crypto::kTotpStepMillis - now) / 1000);
  return json.Text();
}

bool IsUsed(const storage::SoftwareToken& token, std::int64_t step, util::EpochMillis now) {
  return step <= token.last_step && token.last_step <= crypto::TotpStepOf(now) + 1;
}

}  // namespace rockpool::sign_in
