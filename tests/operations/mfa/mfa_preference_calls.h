// What a preference leads to, for both forms of the operation.
#pragma once

#include <string>

#include "tests/operations/mfa/token_calls.h"

namespace rockpool::support {

// UserMFASettingList and PreferredMfaSetting, as "SMS_MFA,EMAIL_OTP; EMAIL_OTP".
inline std::string PreferenceOf(const SignInPool& pool, const std::string& name = "alice") {
  const Answer shown = pool.Show(name);
  std::string text;
  if (shown.Has("UserMFASettingList")) {
    for (const auto& factor : shown.At("UserMFASettingList").GetArray()) {
      text += (text.empty() ? "" : ",") + std::string(factor.GetString());
    }
  }
  return text + "; " + (shown.Has("PreferredMfaSetting") ? shown.TextAt("PreferredMfaSetting") : "");
}

// The text of a factor that is not set up.
inline std::string NotSetUp(const std::string& factor) {
  return "InvalidParameterException: User does not have delivery config set to turn on " + factor;
}

}  // namespace rockpool::support
