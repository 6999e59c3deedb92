// The sender of SMS that SetUserPoolMfaConfig names in a secondary replica's region, and what GetUserPoolMfaConfig shows there.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/operations/replicas/replicated_pool.h"

namespace rockpool::support {
namespace {

constexpr const char* kSet = "SetUserPoolMfaConfig";
constexpr const char* kRegionShown = "SmsMfaConfiguration.SmsConfiguration.SnsRegion";

std::string SmsConfiguration(const std::string& region) {
  return R"("SmsConfiguration":{"ExternalId":"x","SnsCallerArn":"arn:aws:iam::123456789012:role/sms","SnsRegion":")" + region + R"("})";
}
std::string Optional(const std::string& region, const std::string& more = "") {
  return R"("MfaConfiguration":"OPTIONAL","SmsMfaConfiguration":{)" + SmsConfiguration(region) + "}" + more;
}

// A pool with codes by SMS as an optional factor, and a replica in Ireland that is INACTIVE.
class ReplicaMfa : public testing::Test {
 protected:
  ReplicaMfa() {
    EXPECT_EQ(pool.Try(kSet, Optional("us-east-1")), kOk);
    pool.Create("eu-west-1");
    service.clock.Advance(kLong);
  }

  Answer SetThere(const std::string& members) { return pool.CallAs(kIreland, kSet, members); }
  Answer Shown(const CallerKey& caller) { return pool.CallAs(caller, "GetUserPoolMfaConfig"); }
  std::string RegionShown(const CallerKey& caller) { return Shown(caller).TextAt(kRegionShown); }

  TestService service;
  ReplicatedPool pool{service};
};

TEST_F(ReplicaMfa, IsThePrimarysWhereNothingWasSet) { EXPECT_EQ(Shown(kIreland).body, Shown({}).body); }

TEST_F(ReplicaMfa, ShowsTheSenderThatUpdateUserPoolHasSetThere) {
  const std::string update = std::string(kReplicable + 1) + ",";
  ASSERT_EQ(OutcomeOf(pool.CallAs(kIreland, "UpdateUserPool", update + SmsConfiguration("eu-west-1"))), kOk);
  EXPECT_EQ(RegionShown(kIreland), "eu-west-1");
  EXPECT_EQ(RegionShown({}), "us-east-1");
}

TEST_F(ReplicaMfa, TakesASenderOfItsOwn) {
  const Answer set = SetThere(Optional("eu-west-1"));
  ASSERT_EQ(OutcomeOf(set), kOk);
  EXPECT_EQ(set.TextAt(kRegionShown), "eu-west-1");
  EXPECT_EQ(set.body, Shown(kIreland).body);
  EXPECT_EQ(pool.CallAs(kIreland, "DescribeUserPool").TextAt("UserPool.SmsConfiguration.SnsRegion"), "eu-west-1");
  EXPECT_EQ(RegionShown({}), "us-east-1");
  EXPECT_EQ(OutcomeOf(pool.Update("eu-west-1", "ACTIVE")), kOk);
  EXPECT_EQ(RegionShown(kIreland), "eu-west-1");
}

TEST_F(ReplicaMfa, LeavesItsFunctionsAndEmailThePrimarys) {
  ASSERT_EQ(OutcomeOf(SetThere(Optional("eu-west-1"))), kOk);
  const std::string function = R"(,"LambdaConfig":{"PostAuthentication":"arn:aws:lambda:us-east-1:123456789012:function:after"})";
  ASSERT_EQ(pool.Try("UpdateUserPool", kReplicable + 1 + function + "," + SmsConfiguration("us-east-1")), kOk);
  const Answer described = pool.CallAs(kIreland, "DescribeUserPool");
  EXPECT_TRUE(described.Has("UserPool.LambdaConfig.PostAuthentication"));
  EXPECT_EQ(described.TextAt("UserPool.SmsConfiguration.SnsRegion"), "eu-west-1");
}

TEST_F(ReplicaMfa, IsHeldToItsRegion) {
  EXPECT_EQ(OutcomeOf(SetThere(Optional("us-east-1"))),
            "InvalidParameterException: Invalid snsRegion. Allowed SNS region for eu-west-1 is eu-west-1");
}

TEST_F(ReplicaMfa, IsOtherwiseAsThePrimaryHasIt) {
  for (const std::string& other : {Optional("eu-west-1", R"(,"SoftwareTokenMfaConfiguration":{"Enabled":true})"),
                                   Optional("eu-west-1", R"(,"WebAuthnConfiguration":{"RelyingPartyId":"example.com"})"),
                                   R"("MfaConfiguration":"ON","SmsMfaConfiguration":{)" + SmsConfiguration("eu-west-1") + "}",
                                   R"("MfaConfiguration":"OPTIONAL","SmsMfaConfiguration":{"SmsAuthenticationMessage":"Code {####}",)" +
                                       SmsConfiguration("eu-west-1") + "}",
                                   std::string(R"("MfaConfiguration":"OPTIONAL","SoftwareTokenMfaConfiguration":{"Enabled":true})"),
                                   std::string(R"("MfaConfiguration":"OFF")")}) {
    EXPECT_EQ(OutcomeOf(SetThere(other)), kNotItsOwn) << other;
  }
  EXPECT_EQ(Shown(kIreland).body, Shown({}).body);
}

TEST_F(ReplicaMfa, LosesItsSenderWhereThePrimaryWould) {
  ASSERT_EQ(pool.Try(kSet, R"("MfaConfiguration":"OFF")"), kOk);
  ASSERT_EQ(pool.Try("UpdateUserPool", std::string(kReplicable + 1) + "," + SmsConfiguration("us-east-1")), kOk);
  ASSERT_EQ(OutcomeOf(SetThere(R"("MfaConfiguration":"OFF")")), kOk);
  EXPECT_FALSE(pool.CallAs(kIreland, "DescribeUserPool").Has("UserPool.SmsConfiguration"));
  EXPECT_TRUE(pool.Call("DescribeUserPool").Has("UserPool.SmsConfiguration"));
}

TEST_F(ReplicaMfa, EndsWithTheNextUpdateThereAndWithTheReplica) {
  ASSERT_EQ(OutcomeOf(SetThere(Optional("eu-west-1"))), kOk);
  const std::string update = std::string(kReplicable + 1) + R"(,"SmsConfiguration":{"ExternalId":"y",)"
                                                            R"("SnsCallerArn":"arn:aws:iam::123456789012:role/sms"})";
  ASSERT_EQ(OutcomeOf(pool.CallAs(kIreland, "UpdateUserPool", update)), kOk);
  EXPECT_EQ(Shown(kIreland).TextAt("SmsMfaConfiguration.SmsConfiguration.ExternalId"), "y");
  ASSERT_EQ(OutcomeOf(SetThere(Optional("eu-west-1"))), kOk);
  EXPECT_EQ(OutcomeOf(pool.Delete("eu-west-1")), kOk);
  service.clock.Advance(kLong);
  EXPECT_EQ(OutcomeOf(pool.Create("eu-west-1")), kOk);
  service.clock.Advance(kLong);
  EXPECT_EQ(RegionShown(kIreland), "us-east-1");
}

TEST_F(ReplicaMfa, IsThereOnceTheReplicaIs) {
  ReplicatedPool other(service);
  other.Create("eu-west-1");
  EXPECT_EQ(OutcomeOf(other.CallAs(kIreland, kSet, R"("MfaConfiguration":"OFF")")),
            "OperationNotEnabledException: This operation is not enabled in this Region.")
      << "it is being created";
  service.clock.Advance(kLong);
  EXPECT_EQ(OutcomeOf(other.CallAs(kIreland, kSet, R"("MfaConfiguration":"OFF")")), kOk);
  EXPECT_EQ(OutcomeOf(other.CallAs({.region = "us-west-2"}, kSet, R"("MfaConfiguration":"OFF")")), NoSuchPool(other.id()));
}

}  // namespace
}  // namespace rockpool::support
