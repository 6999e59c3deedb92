#include "server/sign_in/mfa_preference.h"

#include <algorithm>
#include <array>

#include "server/accounts/passkeys.h"
#include "server/api/codecs.h"
#include "server/api/errors.h"
#include "server/pools/mfa.h"
#include "server/sign_in/mfa_decision.h"
#include "server/util/lists.h"

namespace rockpool::sign_in {
namespace {

constexpr std::array kInOrder{Question::SMS_MFA, Question::SOFTWARE_TOKEN_MFA, Question::EMAIL_OTP};
// Assumed: that UserMFASettingList names passkeys so, and last.
constexpr std::array kAll{Question::SMS_MFA, Question::SOFTWARE_TOKEN_MFA, Question::EMAIL_OTP, Question::WEB_AUTHN};

const MfaPreference::Factor& Of(const MfaPreference& preference, Question factor) {
  switch (factor) {
    case Question::SMS_MFA:
      return preference.sms;
    case Question::EMAIL_OTP:
      return preference.email;
    default:
      return preference.software_token;
  }
}

[[noreturn]] void ThrowNotSetUp(Question factor) {
  throw api::InvalidParameterException("User does not have delivery config set to turn on " + std::string(api::ToText(factor)));
}

void CheckConflicts(const MfaPreference& preference) {
  int preferred = 0;
  for (const Question factor : kInOrder) {
    const MfaPreference::Factor& asked = Of(preference, factor);
    if (!asked.preferred.value_or(false)) {
      continue;
    }
    // Assumed: both texts.
    if (!asked.enabled.value_or(false)) {
      throw api::InvalidParameterException("Preferred MFA method must be enabled.");
    }
    if (++preferred > 1) {
      throw api::InvalidParameterException("Only one MFA method can be preferred.");
    }
  }
}

// Whether one beside passkeys is on once the call is done.
bool HasOtherFactor(const accounts::User& user, const MfaPreference& preference) {
  return std::ranges::any_of(kInOrder, [&](Question factor) { return Of(preference, factor).enabled.value_or(IsOn(user, factor)); });
}

// A factor need not be among the pool's: a user with a telephone number may turn SMS on where the pool offers authenticators alone
// (amplify-js#11260).
void CheckSetUp(const storage::Transaction& transaction, const pools::PoolInUse& pool, const accounts::User& user,
                const MfaPreference& preference) {
  const bool is_off = pools::MfaModeOf(pool.settings.MfaConfiguration) == api::UserPoolMfaType::OFF;
  const bool has_token = transaction.credentials().Find(user.number()).software_token.has_value();
  for (const Question factor : kInOrder) {
    const bool is_set_up = factor == Question::SOFTWARE_TOKEN_MFA ? has_token : accounts::HasValue(user, AttributeOf(factor));
    if (Of(preference, factor).enabled.value_or(false) && (is_off || !is_set_up)) {
      ThrowNotSetUp(factor);
    }
  }
  // Assumed: the text.
  if (preference.web_authn_enabled.value_or(false) &&
      (is_off || !OffersFactor(pool, Question::WEB_AUTHN) || accounts::PasskeysOf(transaction, user).empty() ||
       !HasOtherFactor(user, preference))) {
    ThrowNotSetUp(Question::WEB_AUTHN);
  }
}

}  // namespace

bool IsOn(const accounts::User& user, Question factor) {
  return util::Contains(user.content.UserMFASettingList, std::string(api::ToText(factor)));
}

void SetPreference(const storage::Transaction& transaction, const pools::PoolInUse& pool, accounts::User& user,
                   const MfaPreference& preference) {
  CheckConflicts(preference);
  CheckSetUp(transaction, pool, user, preference);
  for (const Question factor : kInOrder) {
    const MfaPreference::Factor& asked = Of(preference, factor);
    if (asked.enabled) {
      *asked.enabled ? TurnOn(user, factor) : TurnOff(user, factor);
    }
    const std::string name(api::ToText(factor));
    if (asked.preferred.value_or(false)) {
      user.content.PreferredMfaSetting = name;
    } else if (asked.preferred && user.content.PreferredMfaSetting == name) {
      user.content.PreferredMfaSetting.reset();
    }
  }
  if (!preference.sms.enabled.value_or(true)) {
    user.content.MFAOptions.reset();  // Assumed: they are SMS's older switch
  }
  if (preference.web_authn_enabled) {
    *preference.web_authn_enabled ? TurnOn(user, Question::WEB_AUTHN) : TurnOff(user, Question::WEB_AUTHN);
  }
}

void TurnOn(accounts::User& user, Question factor) {
  std::vector<std::string> names;
  for (const Question one : kAll) {
    if (one == factor || IsOn(user, one)) {
      names.emplace_back(api::ToText(one));
    }
  }
  user.content.UserMFASettingList = names;
}

void TurnOff(accounts::User& user, Question factor) {
  const std::string name(api::ToText(factor));
  if (user.content.UserMFASettingList) {
    std::erase(*user.content.UserMFASettingList, name);
    if (*user.content.UserMFASettingList == std::vector<std::string>{std::string(api::ToText(Question::WEB_AUTHN))}) {
      user.content.UserMFASettingList->clear();
    }
    if (user.content.UserMFASettingList->empty()) {
      user.content.UserMFASettingList.reset();
    }
  }
  if (user.content.PreferredMfaSetting == name) {
    user.content.PreferredMfaSetting.reset();
  }
}

void SetOptions(accounts::User& user, const std::vector<api::MFAOptionType>& options) {
  for (const api::MFAOptionType& option : options) {
    if (option.DeliveryMedium != api::DeliveryMediumType::SMS || option.AttributeName != "phone_number") {
      // Recorded (aws-amplify/aws-sdk-ios#382) for e-mail. Assumed: the same for phone_number by another medium.
      throw api::InvalidParameterException("Only phone_number attribute is currently supported as a MFA option.");
    }
  }
  if (options.empty()) {
    user.content.MFAOptions.reset();
    return;
  }
  if (!accounts::HasValue(user, "phone_number")) {
    ThrowNotSetUp(Question::SMS_MFA);
  }
  user.content.MFAOptions = {options.front()};  // they are all the same
}

void RequireConfirmed(const accounts::User& user) {
  if (user.status() == api::UserStatusType::UNCONFIRMED) {
    throw api::UserNotConfirmedException("User is not confirmed.");
  }
}

}  // namespace rockpool::sign_in
