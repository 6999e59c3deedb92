#include "server/triggers/triggers.h"

#include <gtest/gtest.h>

#include "tests/unit/triggers/asked_pool.h"

namespace rockpool::triggers {
namespace {

using accounts::PoolOf;

constexpr Trigger kAll[] = {
    Trigger::kPreSignUp,           Trigger::kPostConfirmation,    Trigger::kPreAuthentication,           Trigger::kPostAuthentication,
    Trigger::kDefineAuthChallenge, Trigger::kCreateAuthChallenge, Trigger::kVerifyAuthChallengeResponse, Trigger::kPreTokenGeneration,
    Trigger::kUserMigration,       Trigger::kCustomMessage,       Trigger::kCustomEmailSender,           Trigger::kCustomSMSSender,
    Trigger::kInboundFederation};

TEST(Triggers, HaveTheWordsOfTheConfiguration) {
  for (const Trigger trigger : kAll) {
    EXPECT_EQ(TriggerOf(ToText(trigger)), trigger) << ToText(trigger);
  }
  EXPECT_EQ(ToText(Trigger::kCustomSMSSender), "CustomSMSSender");
  EXPECT_EQ(TriggerOf("CustomSmsSender"), std::nullopt);
  EXPECT_EQ(TriggerOf(""), std::nullopt);
}

TEST(Triggers, HaveTheFunctionThatThePoolNames) {
  const pools::PoolInUse pool = PoolOf("{" + AllFunctions("V3_0") + "}");
  for (const Trigger trigger : kAll) {
    const auto function = FunctionOf(pool, trigger);
    ASSERT_TRUE(function) << ToText(trigger);
    EXPECT_EQ(function->arn, "arn:" + std::string(ToText(trigger)));
    EXPECT_EQ(function->version, trigger == Trigger::kPreTokenGeneration ? "V3_0" : "V1_0") << ToText(trigger);
  }
}

TEST(Triggers, OfAPoolWithoutConfigurationHaveNone) {
  for (const char* settings : {"{}", R"({"LambdaConfig":{}})"}) {
    const pools::PoolInUse pool = PoolOf(settings);
    EXPECT_FALSE(HasFunctions(pool));
    for (const Trigger trigger : kAll) {
      EXPECT_EQ(FunctionOf(pool, trigger).has_value(), false) << ToText(trigger);
    }
  }
}

TEST(Triggers, OfTokensAreOfTheFirstVersionWhereThePoolSaysNone) {
  const auto function = FunctionOf(PoolOf(R"({"LambdaConfig":{"PreTokenGeneration":"arn:a"}})"), Trigger::kPreTokenGeneration);
  ASSERT_TRUE(function);
  EXPECT_EQ(function->arn, "arn:a");
  EXPECT_EQ(function->version, "V1_0");
}

TEST(Triggers, AreThereWhereAnyOfThemIs) {
  for (const char* trigger :
       {"PreSignUp", "PostConfirmation", "PreAuthentication", "PostAuthentication", "DefineAuthChallenge", "CreateAuthChallenge",
        "VerifyAuthChallengeResponse", "PreTokenGeneration", "UserMigration", "CustomMessage"}) {
    EXPECT_TRUE(HasFunctions(PoolOf(std::string(R"({"LambdaConfig":{")") + trigger + R"(":"arn:a"}})"))) << trigger;
  }
  for (const char* trigger : {"PreTokenGenerationConfig", "CustomEmailSender", "CustomSMSSender", "InboundFederation"}) {
    const std::string config = R"(":{"LambdaVersion":"V1_0","LambdaArn":"arn:a"}}})";
    EXPECT_TRUE(HasFunctions(PoolOf(std::string(R"({"LambdaConfig":{")") + trigger + config))) << trigger;
  }
  EXPECT_FALSE(HasFunctions(PoolOf(R"({"LambdaConfig":{"KMSKeyID":"arn:key"}})")));
}

}  // namespace
}  // namespace rockpool::triggers
