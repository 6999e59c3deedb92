// The Lambda functions of a sign-in through a provider, but for that of its tokens.
#pragma once

#include <optional>
#include <string>

#include "server/accounts/user.h"
#include "server/clients/client_in_use.h"
#include "server/federation/claims.h"
#include "server/federation/report.h"
#include "server/identity_providers/provider_in_use.h"
#include "server/pools/pool_in_use.h"
#include "server/triggers/events/sign_up_events.h"
#include "server/triggers/origin.h"
#include "server/world/look_call_commit.h"
#include "server/world/world.h"

namespace rockpool::federation {

// Of one sign-in; one thread. All calls block, outside of transactions, do nothing where the pool has no such function, and throw Refusal
// with what a function refuses. What the `steps` owe is settled before a function is asked. `pool` is the pool as the caller has seen it
// last.
class Functions {
 public:
  // All outlive it. `steps` have looked at the pool.
  Functions(const world::World& world, world::LookCallCommit& steps, const clients::ClientInUse& client, const std::string& user_agent,
            Report& report)
      : world_(world), steps_(steps), client_(client), user_agent_(user_agent), report_(report) {}

  // InboundFederation: the claims with its attributes in the place of those of the provider. Who it is stays proved.
  Claims Rewritten(const identity_providers::ProviderInUse& provider, Claims claims) const;

  // PreSignUp_ExternalProvider. `user` is who is to be made: his name, and the attributes that are mapped.
  triggers::PreSignUpAnswer AskPreSignUp(const pools::PoolInUse& pool, const accounts::User& user,
                                         const accounts::SourceName& identity) const;
  // PostConfirmation_ConfirmSignUp, once he is made.
  void TellPostConfirmation(const pools::PoolInUse& pool, const accounts::User& user) const;

  // Of who is there already.
  void AskPreAuthentication(const pools::PoolInUse& pool, const accounts::User& user) const;
  void TellPostAuthentication(const pools::PoolInUse& pool, const accounts::User& user) const;

 private:
  triggers::Origin OriginIn(const pools::PoolInUse& pool) const;

  const world::World& world_;
  world::LookCallCommit& steps_;
  const clients::ClientInUse& client_;
  const std::string& user_agent_;
  Report& report_;
};

}  // namespace rockpool::federation
