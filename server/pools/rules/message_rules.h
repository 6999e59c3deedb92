// How a pool's messages leave, by e-mail and by SMS, and what is refused of that.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/api/errors.h"
#include "server/api/types.h"
#include "server/util/lists.h"
#include "server/world/caller.h"

namespace rockpool::pools {

// Who may send a pool's e-mail. All throw api::InvalidParameterException in AWS's words unless they say otherwise.

// A sender of the account's own and its address: a region of SES, an address, an identity of the caller's. `member` has them, and is named
// in the text. Throws api::NotAuthorizedException, too. "a@b" and "Name <a@b>" are addresses.
void CheckSender(const world::Caller& caller, std::string_view member, std::string_view source_arn, const std::optional<std::string>& from);

// What the members ask of each other.
void CheckEmailConfiguration(const world::Caller& caller, const api::EmailConfigurationType& email);

// E-mail as a second factor needs a sender of the pool's own, and a way to recover accounts beside e-mail. An absent setting is the
// default.
void CheckSenderOfEmailMfa(const std::optional<api::EmailConfigurationType>& email);
void CheckRecoveryBesideEmailMfa(const std::optional<api::AccountRecoverySettingType>& recovery);

// How a pool sends SMS, which CreateUserPool, UpdateUserPool and SetUserPoolMfaConfig all set.

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
