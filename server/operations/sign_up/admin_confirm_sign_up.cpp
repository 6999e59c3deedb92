#include <string>

#include "server/api/codecs.h"
#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/messaging/codes.h"
#include "server/operations/repeats.h"
#include "server/operations/users/change_user.h"
#include "server/sign_up/asker.h"
#include "server/triggers/events/sign_up_events.h"
#include "server/triggers/invoker.h"

namespace rockpool::operations {

// It verifies no attribute.
api::AdminConfirmSignUpResponse AdminConfirmSignUp(const Context& context, const api::AdminConfirmSignUpRequest& request) {
  const util::EpochMillis now = context.world.clock.Now();
  const PoolAndUser confirmed = ChangeUser(
      context, request.UserPoolId, request.Username,
      [&](storage::Transaction& transaction, const pools::PoolInUse& pool, accounts::User& user) {
        triggers::RequireMayCall(context.world.settings, pool);
        if (user.status() != api::UserStatusType::UNCONFIRMED) {
          throw api::NotAuthorizedException("User cannot be confirmed. Current status is " + std::string(api::ToText(user.status())));
        }
        messaging::DeleteCode(transaction, user, messaging::CodePurpose::kConfirmSignUp);
        user.content.UserStatus = api::UserStatusType::CONFIRMED;
        accounts::ClaimAliasesForAdministrator(transaction, pool, now, user);
      });
  const sign_up::Asker asker(context.world, context.caller, "", request.ClientMetadata);
  triggers::TellPostConfirmation(asker.In(*confirmed.pool), triggers::ConfirmationSource::kConfirmSignUp,
                                 triggers::PersonOf(confirmed.user), asker.client_metadata());
  return {};
}

Existence AdminConfirmSignUpExists(const storage::Transaction& transaction, const Context& context,
                                   const api::AdminConfirmSignUpRequest& request) {
  const auto user = FindUserOfPool(transaction, context, request.UserPoolId, request.Username);
  return user && user->status() != api::UserStatusType::UNCONFIRMED ? Existence::kHere : Existence::kNowhere;
}

}  // namespace rockpool::operations
