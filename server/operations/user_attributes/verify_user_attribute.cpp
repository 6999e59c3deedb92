#include <string>

#include "server/accounts/names.h"
#include "server/api/handlers.h"
#include "server/messaging/codes.h"
#include "server/operations/context.h"
#include "server/operations/user_attributes/holder_attempts.h"
#include "server/sign_up/verification.h"
#include "server/tokens/access_token.h"
#include "storage/store.h"

namespace rockpool::operations {

api::VerifyUserAttributeResponse VerifyUserAttribute(const Context& context, const api::VerifyUserAttributeRequest& request) {
  const world::World& world = context.world;
  const tokens::AccessToken token = tokens::ReadAccessToken(world, request.AccessToken);
  const std::string& attribute = request.AttributeName;
  CountHolderAttempt(context, token, accounts::Limited::kVerifyUserAttribute,
                     [&](const storage::Transaction&, const tokens::TokenHolder&) { sign_up::RequireVerifiable(attribute); });
  const util::EpochMillis now = world.clock.Now();
  world.store.Write([&](storage::Transaction& transaction) {
    tokens::TokenHolder holder = tokens::RequireHolder(transaction, world.caches, token);
    const pools::PoolInUse& pool = *holder.client->pool;
    sign_up::RequireVerifiable(attribute);
    const auto purpose = messaging::VerifyPurpose(attribute);
    const storage::Code code = messaging::CheckCode(transaction, holder.user, purpose, request.Code, now);
    messaging::DeleteCode(transaction, holder.user, purpose);
    if (!code.pending_value.empty()) {
      accounts::SetAttribute(holder.user, attribute, code.pending_value);
    }
    accounts::SetAttribute(holder.user, attribute + "_verified", "true");
    accounts::ClaimAliases(transaction, pool, now, holder.user, false);
    accounts::Save(transaction, pool, now, holder.user);
  });
  return {};
}

}  // namespace rockpool::operations
