// From claims to the user who has them: found, linked or created, with the attributes that the provider's mapping says.
#pragma once

#include "server/accounts/user.h"
#include "server/clients/client_in_use.h"
#include "server/federation/claims.h"
#include "server/federation/refusal.h"
#include "server/federation/report.h"
#include "server/identity_providers/provider_in_use.h"
#include "server/world/look_call_commit.h"
#include "server/world/world.h"

namespace rockpool::federation {

// Who signs in. Writes once at most: an error leaves nothing behind. `steps` has looked at the provider before it was asked: a reset since
// then fails. Looks the provider up again in that write: one that was deleted meanwhile refuses, also where another one has its name.
// Throws Refusal in AWS's words.
accounts::User SignInUser(const world::World& world, world::LookCallCommit& steps, const clients::SharedClient& client,
                          const identity_providers::ProviderInUse& provider, const Claims& claims, Report& report);

}  // namespace rockpool::federation
