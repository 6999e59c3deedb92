// Recovering a password: who can, and the code that lets him.
#pragma once

#include "server/accounts/user.h"
#include "server/messaging/messages.h"
#include "server/pools/pool_in_use.h"
#include "server/util/clock.h"
#include "storage/messages.h"
#include "storage/transaction.h"

namespace rockpool::sign_up {

// Whether the user's state lets him recover and he has a verified address at which a code would reach him (DestinationOfRecovery); where
// administrators alone recover, any.
bool IsReachable(const pools::PoolInUse& pool, const accounts::User& user);

// Where the code goes. Throws in AWS's words, in AWS's order: api::NotAuthorizedException `User is disabled.` · `User password cannot be
// reset in the current state.`; api::InvalidParameterException `Cannot reset password for the user as there is no registered/verified email
// or phone_number`, also for a user who is not confirmed. Assumed: that also where administrators alone recover, for the code would be no
// use.
messaging::Destination RequireRecoverable(const pools::PoolInUse& pool, const accounts::User& user);

// The same where the user asks himself. Throws besides, the last: api::NotAuthorizedException `Contact administrator to reset password.`
messaging::Destination RequireRecoverableByUser(const pools::PoolInUse& pool, const accounts::User& user);

// Throws that last one if administrators alone recover: it tells nothing of a user.
void RefuseWhereAdministratorsRecover(const pools::PoolInUse& pool);

// Keeps the letter's code in place of the one before, and sends it.
storage::Message SendRecoveryCode(storage::Transaction& transaction, const pools::PoolInUse& pool, const accounts::User& user,
                                  const messaging::Destination& destination, const messaging::Letter& letter, util::EpochMillis now);

}  // namespace rockpool::sign_up
