// What CreateUserPool refuses although the model lets it pass, by theme. Each throws api::InvalidParameterException in AWS's words unless
// it says otherwise. The rules of a Schema are with schema_attributes.
#pragma once

#include <string_view>

#include "server/api/types.h"

namespace rockpool::operations {

// Names, factors, recovery and passwords.
void CheckSignInRules(const api::CreateUserPoolRequest& request);

// How SMS and e-mail leave, and what needs them. `region` is the pool's.
void CheckMessageRules(const api::CreateUserPoolRequest& request, std::string_view region);

// The functions that the pool calls.
void CheckLambdaRules(const api::CreateUserPoolRequest& request, std::string_view region);

// Throws api::FeatureUnavailableInTierException for what the pool's tier has not.
void CheckTierRules(const api::CreateUserPoolRequest& request);

}  // namespace rockpool::operations
