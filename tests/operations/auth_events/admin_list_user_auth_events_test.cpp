// The list of a user's events.
#include <gtest/gtest.h>

#include "tests/operations/auth_events/threat_pool.h"
#include "tests/support/jwt.h"

namespace rockpool::support {
namespace {

struct AdminListUserAuthEvents : ::testing::Test {
  TestService service;
  ThreatPool pool{service};
};

TEST_F(AdminListUserAuthEvents, RefusesInAwsOrder) {
  const SignInPool off(service);
  EXPECT_EQ(OutcomeOf(service.Call("AdminListUserAuthEvents", R"({"UserPoolId":"us-east-1_none","Username":"nobody","NextToken":"x"})")),
            NoSuchPool("us-east-1_none"));
  EXPECT_EQ(off.Try("AdminListUserAuthEvents", R"("Username":"nobody","NextToken":"x")"),
            "UserPoolAddOnNotEnabledException: User pool add-on is not enabled.");
  EXPECT_EQ(OutcomeOf(pool.List("nobody", R"("NextToken":"x")")), "UserNotFoundException: User does not exist.");
  EXPECT_EQ(OutcomeOf(pool.List("ann", R"("NextToken":"x")")), "InvalidParameterException: Invalid NextToken given.");
}

TEST_F(AdminListUserAuthEvents, ShowsAnEventInTheFormOfTheReferencesSample) {
  ASSERT_EQ(NextOf(pool.ByPassword("ann")), "tokens");
  const Answer answer = pool.List();
  const std::string id = pool.NewestId();
  EXPECT_EQ(id.size(), 36U);
  EXPECT_EQ(answer.body.substr(0, 15), R"({"AuthEvents":[)");
  for (const std::string part :
       {R"("ChallengeResponses":[{"ChallengeName":"Password","ChallengeResponse":"Success"}])",
        R"("EventRisk":{"CompromisedCredentialsDetected":false,"RiskDecision":"NoRisk"})", R"("EventType":"SignIn")",
        R"("EventResponse":"Pass")", R"("City":"null","Country":"null","DeviceName":"Other, Other","IpAddress":"")"}) {
    EXPECT_NE(answer.body.find(part), std::string::npos) << part << " in " << answer.body;
  }
  EXPECT_FALSE(answer.Has("NextToken"));
}

TEST_F(AdminListUserAuthEvents, HasTheEventThatTheTokensName) {
  const Answer tokens = pool.ByPassword("ann");
  EXPECT_EQ(ClaimOf(tokens.TextAt("AuthenticationResult.AccessToken"), "event_id"), '"' + pool.NewestId() + '"');
}

TEST_F(AdminListUserAuthEvents, GoesOnBehindTheEventThatTheTokenNames) {
  pool.ByPassword("ann");
  pool.ByPassword("ann", "wrong");
  service.clock.Advance(1234);
  pool.ByPassword("ann");
  const Answer first = pool.List("ann", R"("MaxResults":2)");
  ASSERT_EQ(first.At("AuthEvents").Size(), 2U);
  const std::string token = first.TextAt("NextToken");
  EXPECT_EQ(token.substr(0, 37), std::string(first.At("AuthEvents")[1]["EventId"].GetString()) + "#");
  EXPECT_EQ(token.back(), 'Z');
  const Answer second = pool.List("ann", TextMember("NextToken", token));
  ASSERT_EQ(second.At("AuthEvents").Size(), 1U);
  EXPECT_FALSE(second.Has("NextToken"));
  EXPECT_STREQ(second.At("AuthEvents")[0]["EventResponse"].GetString(), "Pass");
  // None is one that says another date, or none at all.
  for (const std::string& spoilt :
       {token.substr(0, 37) + "2020-01-01T00:00:00.000Z", token.substr(0, 37), token.substr(0, 36), token + "Z"}) {
    EXPECT_EQ(OutcomeOf(pool.List("ann", TextMember("NextToken", spoilt))), "InvalidParameterException: Invalid NextToken given.")
        << spoilt;
  }
  // Of another user's list it is none.
  pool.AddUser("bert");
  EXPECT_EQ(OutcomeOf(pool.List("bert", TextMember("NextToken", token))), "InvalidParameterException: Invalid NextToken given.");
}

TEST_F(AdminListUserAuthEvents, IsByDateWhereTheClockWasTurnedBack) {
  service.clock.Advance(5000);
  pool.ByPassword("ann");
  service.clock.Advance(-5000);
  pool.ByPassword("ann", "wrong");
  EXPECT_EQ(pool.Events(), (std::vector<std::string>{"SignIn Pass NoRisk [Password Success]", "SignIn Fail NoRisk [Password Failure]"}));
}

TEST_F(AdminListUserAuthEvents, ForgetsEventsAfterTwoYears) {
  pool.ByPassword("ann");
  constexpr std::int64_t kDay = 24LL * 60 * 60 * 1000;
  service.clock.Advance(730 * kDay - 1);
  EXPECT_EQ(pool.Events().size(), 1U);
  service.clock.Advance(1);
  EXPECT_EQ(pool.Events().size(), 0U);
}

TEST_F(AdminListUserAuthEvents, IsEmptyOfWhoDidNothing) { EXPECT_EQ(pool.List().body, R"({"AuthEvents":[]})"); }

TEST_F(AdminListUserAuthEvents, TakesAUserByAnyNameOfHis) {
  pool.ByPassword("ann");
  const Answer shown = pool.Show("ann");
  std::string sub;
  for (const auto& attribute : shown.At("UserAttributes").GetArray()) {
    if (std::string(attribute["Name"].GetString()) == "sub") {
      sub = attribute["Value"].GetString();
    }
  }
  EXPECT_EQ(pool.Events(sub).size(), 1U);
}

}  // namespace
}  // namespace rockpool::support
