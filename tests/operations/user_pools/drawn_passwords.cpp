#include "tests/operations/user_pools/drawn_pool_parts.h"

namespace rockpool::support {
namespace {

std::string DrawPasswordPolicy(DrawnSettings& drawn, const PoolTraits& traits, bool names_validity) {
  DrawnObject policy(drawn);
  policy.Perhaps("MinimumLength", std::to_string(drawn.Number(6, 99)));
  for (const char* rule : {"RequireUppercase", "RequireLowercase", "RequireNumbers", "RequireSymbols"}) {
    policy.Perhaps(rule, drawn.Flag());
  }
  policy.Perhaps("PasswordHistorySize", std::to_string(traits.tier == "LITE" ? 0 : drawn.Number(0, 24)));
  if (names_validity) {
    policy.Set("TemporaryPasswordValidityDays", std::to_string(drawn.Number(0, 365)));
  }
  return policy.Json();
}

std::string DrawSignInPolicy(DrawnSettings& drawn, const PoolTraits& traits) {
  DrawnObject policy(drawn);
  if (traits.tier == "LITE" || traits.mfa == "ON") {
    policy.Set("AllowedFirstAuthFactors", R"(["PASSWORD"])");
  } else if (traits.has_sms) {
    policy.Set("AllowedFirstAuthFactors", drawn.OneOf(R"(["SMS_OTP","PASSWORD","EMAIL_OTP"] ["WEB_AUTHN","PASSWORD"] ["PASSWORD"])"));
  } else {
    policy.Set("AllowedFirstAuthFactors", drawn.OneOf(R"(["PASSWORD"] ["PASSWORD","EMAIL_OTP","WEB_AUTHN"])"));
  }
  return policy.Json();
}

std::string DrawInvitation(DrawnSettings& drawn) {
  DrawnObject invitation(drawn);
  invitation.Perhaps("SMSMessage", R"("You are {username} {####}")");
  invitation.Perhaps("EmailMessage", R"("Hi {username} {####}")");
  invitation.PerhapsText("EmailSubject", drawn.Words(3));
  return invitation.Json();
}

}  // namespace

void DrawPasswords(DrawnSettings& drawn, const PoolTraits& traits, DrawnObject& pool) {
  const bool names_validity = drawn.Coin();
  DrawnObject policies(drawn);
  policies.Perhaps("PasswordPolicy", DrawPasswordPolicy(drawn, traits, names_validity));
  policies.Perhaps("SignInPolicy", DrawSignInPolicy(drawn, traits));
  pool.Perhaps("Policies", policies.Json());
  DrawnObject config(drawn);
  config.Perhaps("AllowAdminCreateUserOnly", drawn.Flag());
  if (!names_validity) {
    config.Perhaps("UnusedAccountValidityDays", std::to_string(drawn.Number(0, 365)));
  }
  config.Perhaps("InviteMessageTemplate", DrawInvitation(drawn));
  pool.Perhaps("AdminCreateUserConfig", config.Json());
}

}  // namespace rockpool::support
