#include "tests/operations/user_pools/drawn_pool_parts.h"

namespace rockpool::support {
namespace {

std::string DrawVersioned(const std::string& function, const std::string& version) {
  return R"({"LambdaVersion":")" + version + R"(","LambdaArn":)" + function + "}";
}

}  // namespace

std::string DrawLambdas(DrawnSettings& drawn, const PoolTraits& traits) {
  DrawnObject lambdas(drawn);
  for (const char* trigger : {"PreSignUp", "CustomMessage", "PostConfirmation", "PreAuthentication", "PostAuthentication",
                              "DefineAuthChallenge", "CreateAuthChallenge", "VerifyAuthChallengeResponse", "UserMigration"}) {
    lambdas.Perhaps(trigger, DrawnArn("lambda", std::string("function:") + trigger));
  }
  const std::string token = DrawnArn("lambda", "function:token:7");
  lambdas.Perhaps("PreTokenGeneration", token);
  lambdas.Perhaps("PreTokenGenerationConfig", DrawVersioned(token, traits.tier == "LITE" ? "V1_0" : drawn.OneOf("V1_0 V2_0 V3_0")));
  lambdas.Perhaps("InboundFederation", DrawVersioned(DrawnArn("lambda", "function:federation"), "V1_0"));
  if (drawn.Coin()) {
    lambdas.Perhaps("CustomEmailSender", DrawVersioned(DrawnArn("lambda", "function:mail"), "V1_0"));
    lambdas.Perhaps("CustomSMSSender", DrawVersioned(DrawnArn("lambda", "function:sms"), "V1_0"));
    lambdas.Set("KMSKeyID", DrawnArn("kms", "key/k"));
  }
  return lambdas.Json();
}

}  // namespace rockpool::support
