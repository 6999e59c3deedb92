#include "server/api/handlers.h"
#include "server/operations/users/change_user.h"
#include "server/sign_up/attribute_changes.h"
#include "server/sign_up/commit_asking.h"

namespace rockpool::operations {

api::AdminUpdateUserAttributesResponse AdminUpdateUserAttributes(const Context& context,
                                                                 const api::AdminUpdateUserAttributesRequest& request) {
  const world::World& world = context.world;
  const sign_up::AttributeCodes codes(world.random);
  const util::EpochMillis now = world.clock.Now();
  sign_up::Asker asker(world, context.caller, "", request.ClientMetadata);
  world::LookCallCommit rounds(world.store);
  PoolAndUser found;
  const auto sent = sign_up::CommitAsking(rounds, [&](storage::Transaction& transaction) {
    found = RequirePoolAndUser(transaction, context, request.UserPoolId, request.Username);
    return sign_up::ChangeAttributes(transaction, *found.pool, accounts::AttributeWrite::kAdminUpdate, request.UserAttributes, codes, now,
                                     asker, found.user);
  });
  sent.Dispatch(asker, *found.pool, found.user);
  return {};
}

}  // namespace rockpool::operations
