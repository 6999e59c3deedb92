// From claims to the user who has them: found, linked or created, with the attributes that the provider's mapping says.
#pragma once

#include "server/accounts/user.h"
#include "server/clients/client_in_use.h"
#include "server/federation/claims.h"
#include "server/federation/refusal.h"
#include "server/federation/report.h"
#include "server/identity_providers/provider_in_use.h"
#include "server/world/caller.h"
#include "server/world/look_call_commit.h"
#include "server/world/world.h"

namespace rockpool::federation {

// Who signs in. Asks the pool's functions in AWS's order, outside of transactions: InboundFederation before the claims are mapped,
// PreSignUp and PostConfirmation of who signs in for the first time, PreAuthentication and PostAuthentication of the others; so it blocks.
// Writes once at most: an error before that leaves nothing behind, one of PostConfirmation or PostAuthentication what was written. `steps`
// has looked at the provider before it was asked: a reset since then fails. Looks the provider up again in that write: one that was deleted
// meanwhile refuses, also where another one has its name. `caller` is who comes back from the provider; his
// program is told to functions. At a secondary replica only who has signed in before comes in, by the functions of the replica, and nothing
// of him is written. Throws Refusal in AWS's words.
accounts::User SignInUser(const world::World& world, world::LookCallCommit& steps, const clients::SharedClient& client,
                          const identity_providers::ProviderInUse& provider, const Claims& claims, Report& report,
                          const world::Caller& caller = {});

}  // namespace rockpool::federation
