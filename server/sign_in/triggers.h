// The Lambda triggers that AWS would call in a sign-in. They are not called yet: the trace and the log name each.
#pragma once

#include "server/sign_in/step.h"

namespace rockpool::sign_in {

enum class Moment {
  kBegin,        // PreAuthentication
  kUnknownUser,  // UserMigration
  kCode,         // CustomMessage and the custom senders
  kSignedIn,     // PostAuthentication, where the tokens come by a call of their own
  kTokens,       // PostAuthentication, PreTokenGeneration
  kRefresh,      // PreTokenGeneration alone (the developer guide); so are a code's and an implicit grant's tokens
};

// Nothing where the pool has none of that moment. It logs: outside of transactions.
void TellSkippedTriggers(const Call& call, Moment moment);
void TellSkippedTriggers(Trace& trace, const pools::PoolInUse& pool, Moment moment);

// In whose name a sign-in calls functions; what is called stands in its trace. It lives no longer than the call.
triggers::Origin OriginOf(const Call& call);

}  // namespace rockpool::sign_in
