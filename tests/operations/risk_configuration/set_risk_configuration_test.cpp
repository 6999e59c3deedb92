#include <gtest/gtest.h>

#include "tests/operations/risk_configuration/risk_pool.h"

namespace rockpool::support {
namespace {

using SetRiskConfiguration = PoolTest<RiskPool>;

constexpr const char* kBegin = "1700000000.000";

TEST_F(SetRiskConfiguration, AnswersWithWhatItKeeps) {
  const std::string actions =
      Action("High", "BLOCK", true) + "," + Action("Low", "NO_ACTION", false) + "," + Action("Medium", "MFA_REQUIRED", true);
  const std::string takeover = TakeoverWith(actions, Notifying("us-east-1"));
  const std::string exceptions = R"("RiskExceptionConfiguration":{"BlockedIPRangeList":["10.0.0.0/8"],"SkippedIPRangeList":["::1/128"]})";
  const std::string all = takeover + "," + kBlockCompromised + "," + exceptions;
  const std::string shown = pool.Shown(takeover + "," + kBlockCompromised + ",", kBegin, exceptions + ",");
  EXPECT_EQ(pool.Call(kSetRisk, all).body, shown);
  EXPECT_EQ(pool.Call(kDescribeRisk).body, shown);
}

TEST_F(SetRiskConfiguration, WatchesAllEventsUnlessToldWhich) {
  EXPECT_EQ(pool.Call(kSetRisk, R"("CompromisedCredentialsRiskConfiguration":{"Actions":{"EventAction":"NO_ACTION"}})").body,
            pool.Shown(R"("CompromisedCredentialsRiskConfiguration":{"Actions":{"EventAction":"NO_ACTION"},)"
                       R"("EventFilter":["SIGN_IN","PASSWORD_CHANGE","SIGN_UP"]},)",
                       kBegin));
}

TEST_F(SetRiskConfiguration, WatchesAnEventOnce) {
  const std::string begin = R"("CompromisedCredentialsRiskConfiguration":{"Actions":{"EventAction":"NO_ACTION"},"EventFilter":)";
  EXPECT_EQ(pool.Call(kSetRisk, begin + R"(["SIGN_UP","SIGN_IN","SIGN_UP"]})").body,
            pool.Shown(begin + R"(["SIGN_UP","SIGN_IN"]},)", kBegin));
}

TEST_F(SetRiskConfiguration, ForgetsWhatTheRequestLeavesOut) {
  pool.Call(kSetRisk, kBlockCompromised);
  service.clock.Advance(1500);
  const std::string exceptions = Blocking("192.0.2.0/24") + ",";
  EXPECT_EQ(pool.Call(kSetRisk, Blocking("192.0.2.0/24")).body, pool.Shown("", "1700000001.500", exceptions));
  EXPECT_EQ(pool.Call(kDescribeRisk).body, pool.Shown("", "1700000001.500", exceptions));
}

TEST_F(SetRiskConfiguration, DatesEachChangeLaterThanTheOneBefore) {
  pool.Call(kSetRisk, kBlockCompromised);
  EXPECT_EQ(pool.Call(kSetRisk, kBlockCompromised).body, pool.Shown(std::string(kBlockCompromised) + ",", "1700000000.001"));
}

TEST_F(SetRiskConfiguration, KeepsAnAppClientsApartFromThePools) {
  pool.Call(kSetRisk, kBlockCompromised);
  const std::string of_web = std::string(kOfWeb) + ",";
  EXPECT_EQ(pool.Call(kSetRisk, of_web + Blocking("192.0.2.0/24")).body, pool.Shown(of_web, kBegin, Blocking("192.0.2.0/24") + ","));
  EXPECT_EQ(pool.Call(kDescribeRisk).body, pool.Shown(std::string(kBlockCompromised) + ",", kBegin));
}

TEST_F(SetRiskConfiguration, TakesThePoolsBackWithIdsAlone) {
  pool.Call(kSetRisk, kBlockCompromised);
  EXPECT_EQ(pool.Call(kSetRisk).body, pool.ShownNothing());
  EXPECT_EQ(pool.Call(kDescribeRisk).body, pool.ShownNothing());
  EXPECT_EQ(pool.Call(kSetRisk).body, pool.ShownNothing());
}

TEST_F(SetRiskConfiguration, LetsAnAppClientInheritAgainWithIdsAlone) {
  pool.Call(kSetRisk, kBlockCompromised);
  pool.Call(kSetRisk, std::string(kOfWeb) + "," + Blocking("192.0.2.0/24"));
  const std::string pools = pool.Shown(std::string(kBlockCompromised) + ",", kBegin);
  EXPECT_EQ(pool.Call(kSetRisk, kOfWeb).body, pools);
  EXPECT_EQ(pool.Call(kDescribeRisk, kOfWeb).body, pools);
}

// terraform-provider-aws, risk_configuration_test.go
TEST_F(SetRiskConfiguration, IsTakenWithoutThreatProtection) {
  for (const char* add_ons : {"", R"(,"UserPoolAddOns":{"AdvancedSecurityMode":"OFF"})"}) {
    PoolCaller own(service, add_ons);
    for (const std::string& members : {Blocking("10.10.10.10/32"), std::string(kBlockCompromised), Takeover("", false)}) {
      EXPECT_EQ(own.Try(kSetRisk, members), kOk) << members;
      EXPECT_NE(own.Call(kDescribeRisk).body.find(members), std::string::npos) << members;
    }
  }
}

TEST_F(SetRiskConfiguration, TakesTheCallersOwnSenderAlone) {
  PoolCaller own(service, "", {.access_key = "210987654321"});
  EXPECT_EQ(own.Try(kSetRisk, Takeover(Notifying("us-east-1"))), "NotAuthorizedException: Email arn does not belong to your account.");
}

TEST_F(SetRiskConfiguration, TakesRangesOfBothKindsOfAddresses) {
  for (const char* range : {"0.0.0.0/0", "192.0.2.1/32", "192.0.2.77/8", "2001:db8::/32", "::/0", "::ffff:192.0.2.1/128"}) {
    EXPECT_EQ(pool.Try(kSetRisk, Blocking(range)), kOk) << range;
    EXPECT_EQ(pool.Try(kSetRisk, Skipping(range)), kOk) << range;
  }
}

TEST_F(SetRiskConfiguration, RefusesWhatIsNoRange) {
  for (const char* range : {"", "192.0.2.1", "192.0.2.0/", "/24", "192.0.2.0/33", "192.0.2.0/-1", "192.0.2.0/-0", "192.0.2.0/+8",
                            "192.0.2.0/ 8", "192.0.2.0/24/24", "192.0.2/24", "256.0.2.0/24", "192.0.2.0/2x", "2001:db8::/129",
                            "example.com/24", "192.0.2.0\\u0000/24", "192.0.2.0/99999999999"}) {
    EXPECT_EQ(pool.Try(kSetRisk, Blocking(range)), "InvalidParameterException: Incorrect CIDR format") << range;
    EXPECT_EQ(pool.Try(kSetRisk, Skipping(range)), "InvalidParameterException: Incorrect CIDR format") << range;
  }
}

TEST_F(SetRiskConfiguration, TakesTwoHundredRanges) {
  std::string ranges = R"("192.0.2.0/24")";
  for (int i = 1; i < 200; ++i) {
    ranges += R"(,"192.0.2.0/24")";
  }
  EXPECT_EQ(pool.Try(kSetRisk, R"("RiskExceptionConfiguration":{"BlockedIPRangeList":[)" + ranges + "]}"), kOk);
  const auto refused = pool.Call(kSetRisk, R"("RiskExceptionConfiguration":{"BlockedIPRangeList":[)" + ranges + R"(,"192.0.2.0/24"]})");
  EXPECT_EQ(refused.ErrorType(), "InvalidParameterException");
  EXPECT_TRUE(refused.Message().ends_with("Member must have length less than or equal to 200")) << refused.Message();
}

TEST_F(SetRiskConfiguration, WantsToKnowHowToNotifyBeforeAnActionDoes) {
  for (const char* level : {"Low", "Medium", "High"}) {
    EXPECT_EQ(pool.Try(kSetRisk, TakeoverWith(Action(level, "NO_ACTION", true), "")),
              "InvalidParameterException: NotifyConfiguration is required when an action notifies users.")
        << level;
    EXPECT_EQ(pool.Try(kSetRisk, TakeoverWith(Action(level, "NO_ACTION", false), "")), kOk) << level;
  }
  EXPECT_EQ(pool.Try(kSetRisk, Takeover(Notifying("eu-west-1"), false)), kOk);
}

TEST_F(SetRiskConfiguration, HoldsTheSenderToTheRulesOfThePoolsOwnEmail) {
  EXPECT_EQ(pool.Try(kSetRisk, Takeover(Notifying("ap-south-1"))),
            "InvalidParameterException: Invalid NotifyConfiguration.SourceArn. Provided SourceArn must be in one of the following SES "
            "regions: eu-west-1, us-east-1, us-west-2.");
  EXPECT_EQ(pool.Try(kSetRisk, Takeover(Notifying("us-east-1", "nobody"))),
            "InvalidParameterException: Provided From email address is invalid");
}

TEST_F(SetRiskConfiguration, ChangesNothingWhenItRefuses) {
  const std::string kept = pool.Call(kSetRisk, kBlockCompromised).body;
  ASSERT_NE(pool.Try(kSetRisk, Blocking("everyone")), kOk);
  EXPECT_EQ(pool.Call(kDescribeRisk).body, kept);
}

}  // namespace
}  // namespace rockpool::support
