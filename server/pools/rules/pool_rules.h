// What CreateUserPool and UpdateUserPool refuse although the model lets it pass, by theme. `Request` is the request of either; what an
// update keeps stands in its request. `factors` are those of the pool as it is, none for a new one. Each throws
// api::InvalidParameterException in AWS's words unless it says otherwise. The rules of a Schema are with schema_attributes.
#pragma once

#include "server/api/types.h"
#include "server/pools/mfa.h"
#include "server/world/caller.h"

namespace rockpool::pools {

// Factors, recovery and passwords.
template <class Request>
void CheckSignInRules(const Request& request, const MfaFactors& factors);

// How SMS and e-mail leave, and what needs them.
template <class Request>
void CheckMessageRules(const Request& request, const world::Caller& caller, const MfaFactors& factors);

// The functions that the pool calls.
template <class Request>
void CheckLambdaRules(const Request& request, const world::Caller& caller);

// Encryption keys and the names of authentication levels.
template <class Request>
void CheckIdentityRules(const Request& request, const world::Caller& caller);

// Throws api::FeatureUnavailableInTierException for what the pool's tier has not.
template <class Request>
void CheckTierRules(const Request& request, const MfaFactors& factors);

// All of them.
template <class Request>
void CheckPoolRules(const Request& request, const world::Caller& caller, const MfaFactors& factors) {
  // Assumed: the order of the rules.
  CheckSignInRules(request, factors);
  CheckMessageRules(request, caller, factors);
  CheckLambdaRules(request, caller);
  CheckIdentityRules(request, caller);
  CheckTierRules(request, factors);
}

}  // namespace rockpool::pools
