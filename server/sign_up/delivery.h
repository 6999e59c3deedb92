// Where the codes of sign-up and recovery go, and what is shown of it to who must not know whether there is such a user.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/accounts/user.h"
#include "server/messaging/messages.h"
#include "server/pools/pool_in_use.h"
#include "storage/transaction.h"

namespace rockpool::sign_up {

// Where the code goes that confirms a sign-up: to the phone, else the e-mail address, of those that the pool verifies by itself. nullopt if
// the user has none of them.
std::optional<messaging::Destination> DestinationOfConfirmation(const pools::PoolInUse& pool, const accounts::User& user);

// Where the code goes that recovers a password: the verified medium of highest priority (AccountRecoverySetting), but never that of the
// user's preferred second factor. nullopt if there is none, or administrators alone recover.
std::optional<messaging::Destination> DestinationOfRecovery(const pools::PoolInUse& pool, const accounts::User& user);

// Whether administrators alone recover passwords.
bool AdministratorsRecover(const pools::PoolInUse& pool);

// The attribute ("email", "phone_number") that a code goes to first, of a user who has everything.
std::string_view UsualOfConfirmation(const pools::PoolInUse& pool);
std::string_view UsualOfRecovery(const pools::PoolInUse& pool);

// What a name that nobody has, or that may not be told from one, is shown: always the same of the same name. Assumed: a name that is an
// address is masked, any other one gets a value of the attribute `usual` that is made up.
api::CodeDeliveryDetailsType SimulatedDelivery(const pools::PoolInUse& pool, std::string_view secret, std::string_view name,
                                               std::string_view usual);

// The same by a medium that is given: a name that is no address of the attribute gets one that is made up.
api::CodeDeliveryDetailsType SimulatedDestination(const pools::PoolInUse& pool, std::string_view secret, std::string_view name,
                                                  std::string_view attribute);

// Scheme and host of the pool's domain, to which links in messages lead; empty if it has none, or sends codes.
std::string LinkOriginOf(const storage::Transaction& transaction, const pools::PoolInUse& pool);

}  // namespace rockpool::sign_up
