// Provisioned limits as rates, where the server is asked to hold requests to them.
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "server/api/operation.h"
#include "server/pools/api_categories.h"
#include "tests/operations/provisioned_limits/limit_calls.h"
#include "tests/support/users.h"

namespace rockpool::support {
namespace {

constexpr const char* kTooMany = "TooManyRequestsException: Rate exceeded";

class EnforcedRates : public testing::Test {
 protected:
  // The outcome of the first call that is not `usual`, and how many came before it; at most 1,000.
  std::string After(std::string_view operation, const std::string& body, const std::string& usual, const CallerKey& caller = {}) {
    for (int calls = 0; calls < 1000; ++calls) {
      const std::string outcome = OutcomeOf(service.Call(operation, body, caller));
      if (outcome != usual) {
        return std::to_string(calls) + " then " + outcome;
      }
    }
    return "never";
  }

  const std::string kNoPool = R"({"UserPoolId":"us-east-1_Nothing00"})";
  const std::string kNotThere = "ResourceNotFoundException: User pool us-east-1_Nothing00 does not exist.";
  TestService service{{.rates = {std::make_shared<pools::TokenBuckets>()}}};
};

TEST_F(EnforcedRates, RefuseWhatIsMoreThanTheRateOfTheCategoryWithinASecond) {
  EXPECT_EQ(After("DescribeUserPool", kNoPool, kNotThere), "15 then " + std::string(kTooMany));
  EXPECT_EQ(OutcomeOf(service.Call("ListUserPools", R"({"MaxResults":1})")), kTooMany) << "it is of the same category";
  EXPECT_EQ(OutcomeOf(service.Call("ListGroups", kNoPool)), kNotThere) << "it is of another one";
}

TEST_F(EnforcedRates, AreOfAnAccountInARegion) {
  After("DescribeUserPool", kNoPool, kNotThere);
  EXPECT_EQ(OutcomeOf(service.Call("DescribeUserPool", kNoPool, {.region = "eu-west-1"})), kNotThere);
  EXPECT_EQ(OutcomeOf(service.Call("DescribeUserPool", kNoPool, {.access_key = "123456789012"})), kNotThere);
  EXPECT_EQ(OutcomeOf(service.Call("DescribeUserPool", kNoPool)), kTooMany);
}

TEST_F(EnforcedRates, FillAgainByWallTime) {
  After("DescribeUserPool", kNoPool, kNotThere);
  service.clock.Advance(60'000);
  EXPECT_EQ(OutcomeOf(service.Call("DescribeUserPool", kNoPool)), kTooMany) << "the clock of expiries does not count";
  service.wall_clock.Advance(200);
  EXPECT_EQ(After("DescribeUserPool", kNoPool, kNotThere), "3 then " + std::string(kTooMany));
  service.wall_clock.Advance(60'000);
  EXPECT_EQ(After("DescribeUserPool", kNoPool, kNotThere), "15 then " + std::string(kTooMany));
}

TEST_F(EnforcedRates, AreThoseThatWereProvisioned) {
  ASSERT_EQ(OutcomeOf(UpdateLimit(service, "UserUpdate", 40)), kOk);
  const std::string body = R"({"UserPoolId":"us-east-1_Nothing00","Username":"ada"})";
  EXPECT_EQ(After("AdminEnableUser", body, kNotThere), "40 then " + std::string(kTooMany));
}

TEST_F(EnforcedRates, LetAnswersToChallengesComeThreeTimesAsOften) {
  const std::string body = R"({"ClientId":"nobodysclient","ChallengeName":"SMS_MFA"})";
  const std::string usual = "ResourceNotFoundException: User pool client nobodysclient does not exist.";
  EXPECT_EQ(After("RespondToAuthChallenge", body, usual), "480 then " + std::string(kTooMany)) << "360, and the 120 of sign-ins";
  EXPECT_EQ(OutcomeOf(service.Call("InitiateAuth", R"({"ClientId":"nobodysclient","AuthFlow":"USER_SRP_AUTH"})")), kTooMany);
}

TEST_F(EnforcedRates, CountAnswersWithANewPasswordAsRecoveries) {
  const std::string body = R"({"ClientId":"nobodysclient","ChallengeName":"NEW_PASSWORD_REQUIRED"})";
  const std::string usual = "ResourceNotFoundException: User pool client nobodysclient does not exist.";
  EXPECT_EQ(After("RespondToAuthChallenge", body, usual), "30 then " + std::string(kTooMany));
  EXPECT_EQ(OutcomeOf(service.Call("ForgotPassword", R"({"ClientId":"nobodysclient","Username":"ada"})")), kTooMany);
  EXPECT_EQ(OutcomeOf(service.Call("RespondToAuthChallenge", R"({"ClientId":"nobodysclient","ChallengeName":"SMS_MFA"})")), usual);
}

TEST_F(EnforcedRates, DoNotKeepAnybodyFromProvisioningMore) {
  for (int i = 0; i < 200; ++i) {
    ASSERT_EQ(OutcomeOf(GetLimit(service, "UserRead")), kOk);
  }
}

TEST(Rates, AreNotHeldToUnlessTheServerIsAskedTo) {
  TestService service;
  for (int i = 0; i < 100; ++i) {
    ASSERT_EQ(OutcomeOf(service.Call("ListUserPools", R"({"MaxResults":1})")), kOk);
  }
}

TEST(Rates, HaveACategoryForEachOperationButThoseOnLimits) {
  for (const api::Operation& operation : api::Operations()) {
    EXPECT_EQ(pools::FindCategoryOf(operation) == nullptr, operation.name.ends_with("ProvisionedLimit")) << operation.name;
  }
  const auto category = [](std::string_view name) { return pools::FindCategoryOf(*api::FindOperation(name))->name; };
  EXPECT_EQ(category("SignUp"), "UserCreation");
  EXPECT_EQ(category("ListUserPoolClients"), "UserPoolClientRead");
  EXPECT_EQ(category("CreateUserPoolClient"), "UserPoolClientUpdate");
  EXPECT_EQ(category("GetGroup"), "UserPoolResourceRead");
  EXPECT_EQ(category("TagResource"), "UserPoolResourceUpdate");
}

TEST(TokenBuckets, StayFew) {
  pools::TokenBuckets buckets;
  EXPECT_TRUE(buckets.Take("kept", 1, 0));
  for (std::size_t i = 0; i < pools::TokenBuckets::kMost; ++i) {
    buckets.Take("flood " + std::to_string(i), 1, 0);
  }
  EXPECT_TRUE(buckets.Take("kept", 1, 0)) << "it was forgotten, and is full again";
}

TEST(TokenBuckets, FillNothingWhereTheClockIsTurnedBack) {
  pools::TokenBuckets buckets;
  EXPECT_TRUE(buckets.Take("one", 1, 5000));
  EXPECT_FALSE(buckets.Take("one", 1, 0));
  EXPECT_FALSE(buckets.Take("one", 1, 999));
  EXPECT_TRUE(buckets.Take("one", 1, 1000));
}

}  // namespace
}  // namespace rockpool::support
