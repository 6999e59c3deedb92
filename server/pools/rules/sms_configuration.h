// How a pool sends SMS, which CreateUserPool, UpdateUserPool and SetUserPoolMfaConfig all set.
#pragma once

#include "server/api/errors.h"
#include "server/api/types.h"
#include "server/util/lists.h"
#include "server/world/caller.h"

namespace rockpool::pools {

// Throws api::InvalidParameterException for another region than the pool's, or the role of another account.
void CheckSmsConfiguration(const api::SmsConfigurationType& sms, const world::Caller& caller);

// Throws api::InvalidParameterException if telephone numbers are to be verified and nothing can send the codes. `Settings` are a request
// for a pool, or the pool.
template <class Settings>
void CheckPhoneVerification(const Settings& settings) {
  if (!settings.SmsConfiguration && util::Contains(settings.AutoVerifiedAttributes, api::VerifiedAttributeType::phone_number)) {
    throw api::InvalidParameterException("SMS configuration is required when phone_number is selected for auto verification");
  }
}

// Throws api::InvalidParameterException: MFA is to be on, and nothing can send its codes.
[[noreturn]] void ThrowMfaNeedsSms();

}  // namespace rockpool::pools
