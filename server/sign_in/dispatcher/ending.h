// The end of a sign-in: PostAuthentication, then tokens, or, for the hosted pages, who it is.
#pragma once

#include <optional>

#include "server/pools/pool_in_use.h"
#include "server/sign_in/dispatcher/dispatcher.h"
#include "server/sign_in/step.h"
#include "storage/sign_in_sessions.h"

namespace rockpool::sign_in {

enum class Before {
  kNothing,  // was written down, so that what such a write checks and uses up is checked and used up in the last one
  kAll,
};

// Whether functions of the pool are told of the end. Then what was answered is to be used up before they are: kAll.
bool EndsWithFunctions(const pools::PoolInUse& pool);

// Nothing is asked any more. `effects`: of kNothing what is left to do, which changes no user; may be none. Requires: a user.
HostedReply End(Call& call, const Subject& subject, const State& state, const std::optional<storage::SignInSession>& answered,
                Before written, const Effects& effects = nullptr);

}  // namespace rockpool::sign_in
