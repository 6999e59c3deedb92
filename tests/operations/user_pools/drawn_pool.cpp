#include "tests/operations/user_pools/drawn_pool.h"

#include "tests/operations/user_pools/drawn_pool_parts.h"

namespace rockpool::support {
namespace {

PoolTraits DrawTraits(DrawnSettings& drawn) {
  PoolTraits traits;
  traits.tier = drawn.OneOf("LITE ESSENTIALS PLUS");
  traits.has_sms = drawn.Coin();
  traits.mfa = traits.has_sms ? drawn.OneOf("OFF OPTIONAL ON") : "OFF";
  return traits;
}

std::string DrawMechanism(std::string_view name, int priority) {
  return R"({"Priority":)" + std::to_string(priority) + R"(,"Name":")" + std::string(name) + R"("})";
}

std::string DrawRecovery(DrawnSettings& drawn) {
  const int first = drawn.Number(1, 2);
  const std::string one = DrawMechanism(drawn.OneOf("admin_only verified_email"), first);
  const std::string two = DrawMechanism("verified_email", first) + "," + DrawMechanism("verified_phone_number", 3 - first);
  return R"({"RecoveryMechanisms":[)" + (drawn.Coin() ? one : two) + "]}";
}

void DrawUsernames(DrawnSettings& drawn, DrawnObject& pool) {
  if (drawn.Coin()) {
    pool.Perhaps("AliasAttributes", drawn.SomeOf("email phone_number preferred_username", 1));
  } else {
    pool.Perhaps("UsernameAttributes", drawn.SomeOf("email phone_number", 1));
  }
  pool.Perhaps("UsernameConfiguration", R"({"CaseSensitive":)" + drawn.Flag() + "}");
}

void DrawVerification(DrawnSettings& drawn, const PoolTraits& traits, DrawnObject& pool) {
  const std::string verified = traits.has_sms ? drawn.SomeOf("email phone_number") : drawn.SomeOf("email");
  pool.Set("AutoVerifiedAttributes", verified);
  pool.Perhaps("UserAttributeUpdateSettings", R"({"AttributesRequireVerificationBeforeUpdate":)" + verified + "}");
}

std::string DrawAddOns(DrawnSettings& drawn, const PoolTraits& traits) {
  DrawnObject add_ons(drawn);
  const std::string mode = traits.tier == "PLUS" ? drawn.OneOf("OFF AUDIT ENFORCED") : "OFF";
  add_ons.SetText("AdvancedSecurityMode", mode);
  if (mode != "OFF") {
    add_ons.Perhaps("AdvancedSecurityAdditionalFlows", R"({"CustomAuthMode":")" + drawn.OneOf("AUDIT ENFORCED") + R"("})");
  }
  return add_ons.Json();
}

std::string DrawDevices(DrawnSettings& drawn) {
  DrawnObject devices(drawn);
  devices.Perhaps("ChallengeRequiredOnNewDevice", drawn.Flag());
  devices.Perhaps("DeviceOnlyRememberedOnUserPrompt", drawn.Flag());
  return devices.Json();
}

}  // namespace

std::string DrawnArn(std::string_view service, std::string_view resource) {
  const std::string_view region = service == "iam" ? "" : "us-east-1";
  return std::string("\"arn:aws:").append(service).append(":").append(region).append(":123456789012:").append(resource).append("\"");
}

std::string DrawPool(DrawnSettings& drawn) {
  const PoolTraits traits = DrawTraits(drawn);
  DrawnObject pool(drawn);
  pool.SetText("PoolName", drawn.OneOf({"pool", "a b+c=d,e.f@g-h", "_"}));
  pool.SetText("UserPoolTier", traits.tier);
  pool.SetText("MfaConfiguration", traits.mfa);
  pool.PerhapsText("DeletionProtection", drawn.OneOf("ACTIVE INACTIVE"));
  pool.Perhaps("UserPoolTags", drawn.OneOf({"{}", R"({"team":"rock","stage":""})"}));
  DrawPasswords(drawn, traits, pool);
  DrawUsernames(drawn, pool);
  DrawMessages(drawn, traits, pool);
  if (drawn.Coin()) {
    DrawVerification(drawn, traits, pool);
  }
  pool.Perhaps("AccountRecoverySetting", DrawRecovery(drawn));
  pool.Perhaps("DeviceConfiguration", DrawDevices(drawn));
  pool.Perhaps("UserPoolAddOns", DrawAddOns(drawn, traits));
  pool.Perhaps("LambdaConfig", DrawLambdas(drawn, traits));
  pool.Perhaps("Schema", DrawSchema(drawn));
  DrawIdentity(drawn, traits, pool);
  return pool.Json();
}

}  // namespace rockpool::support
