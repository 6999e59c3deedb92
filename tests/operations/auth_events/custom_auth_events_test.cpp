// CUSTOM_AUTH, which has a mode of threat protection of its own.
#include <gtest/gtest.h>

#include "tests/operations/auth_events/threat_pool.h"
#include "tests/operations/sign_in/custom_auth_pool.h"

namespace rockpool::support {
namespace {

using Events = std::vector<std::string>;

std::string WithMode(const std::string& mode) {
  const std::string flows = mode.empty() ? "" : R"(,"AdvancedSecurityAdditionalFlows":{"CustomAuthMode":")" + mode + R"("})";
  return R"(,"UserPoolTier":"PLUS","UserPoolAddOns":{"AdvancedSecurityMode":"ENFORCED")" + flows + "}";
}

struct Custom {
  explicit Custom(const std::string& mode) : custom({}, WithMode(mode)) { custom.pool.AddUser("alice"); }
  Events Shown() const {
    Events events;
    const Answer answer = custom.pool.Call("AdminListUserAuthEvents", R"("Username":"alice")");
    for (const auto& event : answer.At("AuthEvents").GetArray()) {
      events.push_back(std::string(event["EventResponse"].GetString()) + " " + event["EventRisk"]["RiskDecision"].GetString() + " " +
                       std::to_string(event["ChallengeResponses"].Size()));
    }
    return events;
  }
  void Next(const std::string& action) {
    custom.pool.Call("SetRiskConfiguration", TakeoverWith(Action("High", action, false), ""));
    custom.service.risk_rules->Add({{custom.pool.id(), "alice", "", api::RiskLevelType::High, false, 1}});
  }

  CustomAuthPool custom;
};

TEST(CustomAuthEvents, AreNoneWithoutAModeOfTheirOwn) {
  const Custom of("");
  EXPECT_EQ(NextOf(of.custom.Give(of.custom.Open(), kSum)), "tokens");
  EXPECT_EQ(of.Shown(), Events{});
}

TEST(CustomAuthEvents, AreOneOfASignIn) {
  const Custom of("AUDIT");
  const Answer asked = of.custom.Open();
  EXPECT_EQ(of.Shown(), (Events{"InProgress NoRisk 0"}));
  const Answer again = of.custom.Give(asked, "3");
  EXPECT_EQ(of.Shown(), (Events{"InProgress NoRisk 0"}));
  EXPECT_EQ(NextOf(of.custom.Give(again, kSum)), "tokens");
  EXPECT_EQ(of.Shown(), (Events{"Pass NoRisk 0"}));
}

TEST(CustomAuthEvents, FailWhereTheFunctionsRefuse) {
  const Custom of("AUDIT");
  Answer asked = of.custom.Open();
  for (int i = 0; i < 3; ++i) {
    asked = of.custom.Give(asked, "3");
  }
  EXPECT_EQ(NextOf(asked), "NotAuthorizedException: Incorrect username or password.");
  EXPECT_EQ(of.Shown(), (Events{"Fail NoRisk 0"}));
}

TEST(CustomAuthEvents, SayWhatBecameOfThePassword) {
  const Custom of("ENFORCED");
  const Answer asked = of.custom.OpenBySrp();
  EXPECT_EQ(NextOf(of.custom.Prove(asked, "wrong")), "NotAuthorizedException: Incorrect username or password.");
  EXPECT_EQ(of.Shown(), (Events{"Fail NoRisk 1"}));
}

TEST(CustomAuthEvents, BlockBeforeAnythingIsAsked) {
  Custom of("ENFORCED");
  of.Next("BLOCK");
  EXPECT_EQ(NextOf(of.custom.Open()), kBlocked);
  EXPECT_EQ(of.Shown(), (Events{"Fail Block 0"}));
}

TEST(CustomAuthEvents, HaveNoSecondFactorWithoutAPassword) {
  Custom of("ENFORCED");
  of.Next("MFA_IF_CONFIGURED");
  EXPECT_EQ(NextOf(of.custom.Open()), "CUSTOM_CHALLENGE");
  of.Next("MFA_REQUIRED");
  EXPECT_EQ(NextOf(of.custom.Open()), kBlocked);
}

TEST(CustomAuthEvents, OnlyRecordInAuditMode) {
  Custom of("AUDIT");
  of.Next("BLOCK");
  EXPECT_EQ(NextOf(of.custom.Open()), "CUSTOM_CHALLENGE");
  EXPECT_EQ(of.Shown(), (Events{"InProgress AccountTakeover 0"}));
}

}  // namespace
}  // namespace rockpool::support
