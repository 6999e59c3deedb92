#include "tests/operations/user_pools/drawn_pool_parts.h"

namespace rockpool::support {
namespace {

std::string DrawKey(DrawnSettings& drawn) {
  DrawnObject key(drawn);
  if (drawn.Coin()) {
    key.SetText("KeyType", "CUSTOMER_MANAGED_KEY");
    key.Set("KmsKeyArn", DrawnArn("kms", "key/k"));
  } else {
    key.PerhapsText("KeyType", "AWS_OWNED_KEY");
  }
  return key.Json();
}

std::string DrawLevels(DrawnSettings& drawn) {
  DrawnObject levels(drawn);
  for (const char* level : {"Level1", "Level2", "Level3", "Level4"}) {
    levels.Perhaps(level, R"({"AcrValue":"urn:example:)" + std::string(level) + R"("})");
  }
  return levels.Json();
}

std::string DrawRegistration(DrawnSettings& drawn, const PoolTraits& traits) {
  DrawnObject registration(drawn);
  if (traits.tier == "LITE") {
    registration.SetText("EnableStatus", "Disabled");
  } else {
    registration.PerhapsText("EnableStatus", drawn.OneOf("Enabled Disabled"));
  }
  registration.Perhaps("OpenDcrEnabled", drawn.Flag());
  registration.Perhaps("AuthenticatedGrantTypes", drawn.SomeOf("code implicit client_credentials"));
  registration.Perhaps("OpenDcrGrantTypes", drawn.SomeOf("code implicit client_credentials"));
  registration.Perhaps("AllowedScopes", drawn.SomeOf("openid a/b"));
  return registration.Json();
}

}  // namespace

void DrawIdentity(DrawnSettings& drawn, const PoolTraits& traits, DrawnObject& pool) {
  pool.Perhaps("IssuerConfiguration", drawn.OneOf(R"({} {"Type":"ORIGINAL"} {"Type":"UPDATED"})"));
  pool.Perhaps("KeyConfiguration", DrawKey(drawn));
  pool.Perhaps("AcrConfiguration", traits.tier == "LITE" ? "{}" : DrawLevels(drawn));
  pool.Perhaps("DcrConfiguration", DrawRegistration(drawn, traits));
}

}  // namespace rockpool::support
