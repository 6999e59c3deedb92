// Users whom an administrator creates: whom the invitation reaches, and what becomes of a second one.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "server/accounts/attributes.h"
#include "server/accounts/user.h"
#include "server/api/types.h"
#include "server/messaging/messages.h"
#include "server/pools/pool_in_use.h"

namespace rockpool::sign_up {

// Whether a user without a password can sign in with a code that is sent to him.
bool AllowsNoPassword(const pools::PoolInUse& pool);

// The same of a user who signs up with these attributes: a code needs an address.
bool AllowsNoPassword(const pools::PoolInUse& pool, accounts::Attributes given);

// Where an invitation goes: by the media that are wished for (SMS if none is) and whose attribute the user has. Assumed: if none is left,
// by one that he has.
std::vector<messaging::Destination> DestinationsOfInvitation(const accounts::User& user, std::span<const api::DeliveryMediumType> wished);

}  // namespace rockpool::sign_up
