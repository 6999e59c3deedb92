// How a pool sends SMS, which CreateUserPool, UpdateUserPool and SetUserPoolMfaConfig all set.
#pragma once

#include "server/api/types.h"
#include "server/world/caller.h"

namespace rockpool::pools {

// Throws api::InvalidParameterException for another region than the pool's, or the role of another account.
void CheckSmsConfiguration(const api::SmsConfigurationType& sms, const world::Caller& caller);

// Throws api::InvalidParameterException: MFA is to be on, and nothing can send its codes.
[[noreturn]] void ThrowMfaNeedsSms();

}  // namespace rockpool::pools
