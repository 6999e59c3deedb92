// What a sign-in tells the Lambda functions that it calls.
#pragma once

#include "server/sign_in/step.h"
#include "server/triggers/origin.h"

namespace rockpool::sign_in {

// In whose name a sign-in calls functions; what is called stands in its trace. It lives no longer than the call.
triggers::Origin OriginOf(const Call& call);

// Of whom functions are told. Nobody is one who is not found.
triggers::Person PersonOf(const Subject& subject);

}  // namespace rockpool::sign_in
