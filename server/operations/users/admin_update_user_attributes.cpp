#include "server/api/handlers.h"
#include "server/operations/users/change_user.h"
#include "server/sign_up/attribute_changes.h"

namespace rockpool::operations {

api::AdminUpdateUserAttributesResponse AdminUpdateUserAttributes(const Context& context,
                                                                 const api::AdminUpdateUserAttributesRequest& request) {
  const world::World& world = context.world;
  const sign_up::AttributeCodes codes(world.random);
  const util::EpochMillis now = world.clock.Now();
  const sign_up::SentMessages sent = world.store.Write([&](storage::Transaction& transaction) {
    PoolAndUser found = RequirePoolAndUser(transaction, context, request.UserPoolId, request.Username);
    return sign_up::ChangeAttributes(transaction, *found.pool, accounts::AttributeWrite::kAdminUpdate, "", request.UserAttributes, codes,
                                     now, found.user);
  });
  sent.Announce();
  return {};
}

}  // namespace rockpool::operations
