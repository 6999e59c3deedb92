// Every refusal of a sign-in leaves its rule and its reason in the trace, also where the answer does not tell.
#include <gtest/gtest.h>

#include "tests/operations/sign_in/traced_refusals.h"
#include "tests/support/fake_invoker.h"

namespace rockpool::support {
namespace {

std::string WithClient(std::string text, const std::string& client) {
  const std::size_t at = text.find("{}");
  return at == std::string::npos ? text : text.replace(at, 2, client);
}

TEST(SignInTrace, NamesTheRuleAndTheReasonOfEachRefusal) {
  for (const auto& rows : {RefusedFlows(), RefusedUsers(), RefusedRefreshes(), RefusedSessions(), RefusedNewPasswords(),
                           RefusedSecondFactors(), RefusedAuthenticators()}) {
    for (const TracedRefusal& row : rows) {
      TestService service;
      SignInPool pool(service);
      const std::string outcome = OutcomeOf(row.refused(pool));
      EXPECT_EQ(outcome, WithClient(row.outcome, pool.client())) << row.what;
      EXPECT_EQ(pool.LastTraced(), WithClient(row.traced, pool.client())) << row.what;
    }
  }
}

TEST(SignInTrace, TellsAllStepsOfACallThatEndsWell) {
  TestService service;
  SignInPool pool(service);
  pool.AddUser("alice");
  pool.ByPassword("alice");
  rapidjson::Document traced;
  traced.Parse(service.traces->Json(pool.id(), "alice", 0).c_str());
  ASSERT_EQ(traced["sign_ins"].Size(), 1U);
  const auto& call = traced["sign_ins"][0];
  EXPECT_STREQ(call["operation"].GetString(), "InitiateAuth");
  EXPECT_STREQ(call["asked"].GetString(), "USER_PASSWORD_AUTH");
  EXPECT_STREQ(call["pool"].GetString(), pool.id().c_str());
  EXPECT_STREQ(call["client"].GetString(), pool.client().c_str());
  EXPECT_STREQ(call["user"].GetString(), "alice");
  EXPECT_STREQ(call["username"].GetString(), "alice");
  EXPECT_STREQ(call["time"].GetString(), "2023-11-14T22:13:20.000Z");
  EXPECT_STREQ(call["outcome"].GetString(), "tokens");
  std::string rules;
  for (const auto& step : call["steps"].GetArray()) {
    EXPECT_STREQ(step["verdict"].GetString(), "passed");
    rules += std::string(rules.empty() ? "" : ", ") + step["rule"].GetString();
  }
  EXPECT_EQ(rules,
            "client, flow, required parameters, secret hash, user exists, user is enabled, no password reset is required, lockout, "
            "password, temporary password is young enough, user is confirmed, next step, tokens");
}

TEST(SignInTrace, JoinsTheCallsOfOneSignIn) {
  TestService service;
  SignInPool pool(service);
  pool.AddUser("alice");
  pool.BySrp("alice");
  pool.BySrp("alice");
  rapidjson::Document traced;
  traced.Parse(service.traces->Json(pool.id(), "", 0).c_str());
  const auto& calls = traced["sign_ins"];
  ASSERT_EQ(calls.Size(), 4U);
  EXPECT_EQ(calls[0]["sign_in"], calls[1]["sign_in"]);
  EXPECT_EQ(calls[2]["sign_in"], calls[3]["sign_in"]);
  EXPECT_NE(calls[1]["sign_in"], calls[2]["sign_in"]);
  EXPECT_STREQ(calls[0]["outcome"].GetString(), "PASSWORD_VERIFIER");
}

// Without an invoker no function is called.
TEST(SignInTrace, NamesEachFunctionThatWasNotCalled) {
  TestService service;
  SignInPool pool(service,
                  LambdaMember({"PreAuthentication", "PostAuthentication", "PreTokenGeneration", "UserMigration", "CustomMessage"}));
  pool.AddUser("alice", {{"phone_number", "+491701234567"}});
  pool.ByPassword("alice");
  pool.ByPassword("nobody");
  SetMfa(pool, "ON", "sms");
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "SMS_MFA");
  const std::string traced = service.traces->Json(pool.id(), "", 0);
  for (const char* trigger : {"PreAuthentication", "PostAuthentication", "PreTokenGeneration", "UserMigration", "CustomMessage"}) {
    EXPECT_NE(traced.find(std::string(R"({"rule":")") + trigger + R"(","verdict":"skipped")"), std::string::npos) << trigger << traced;
  }
}

TEST(SignInTrace, TellsOfAFunctionInItsPlace) {
  TestService service;
  const auto functions = FakeInvoker::Of(service);
  SignInPool pool(service, LambdaMember({"PreAuthentication", "PostAuthentication"}));
  pool.AddUser("alice");
  pool.ByPassword("alice");
  rapidjson::Document traced;
  traced.Parse(service.traces->Json(pool.id(), "alice", 0).c_str());
  ASSERT_EQ(traced["sign_ins"].Size(), 1U);
  std::string rules;
  for (const auto& step : traced["sign_ins"][0]["steps"].GetArray()) {
    EXPECT_STREQ(step["verdict"].GetString(), "passed");
    rules += std::string(rules.empty() ? "" : ", ") + step["rule"].GetString();
  }
  EXPECT_EQ(rules,
            "client, flow, required parameters, secret hash, user exists, PreAuthentication, user is enabled, no password reset is "
            "required, lockout, password, temporary password is young enough, user is confirmed, next step, PostAuthentication, tokens");
}

TEST(SignInTrace, TellsWhoseTokensAreRefreshed) {
  TestService service;
  SignInPool pool(service);
  pool.AddUser("alice");
  const std::string token = pool.ByPassword("alice").TextAt("AuthenticationResult.RefreshToken");
  service.Call("GetTokensFromRefreshToken", "{" + TextMember("ClientId", pool.client()) + "," + TextMember("RefreshToken", token) + "}");
  rapidjson::Document traced;
  traced.Parse(service.traces->Json(pool.id(), "alice", 1).c_str());
  ASSERT_EQ(traced["sign_ins"].Size(), 1U);
  const auto& call = traced["sign_ins"][0];
  EXPECT_STREQ(call["operation"].GetString(), "GetTokensFromRefreshToken");
  EXPECT_STREQ(call["client"].GetString(), pool.client().c_str());
  EXPECT_STREQ(call["outcome"].GetString(), "tokens");
}

TEST(SignInTrace, HoldsNoSecret) {
  TestService service;
  SignInPool pool(service);
  RequireSms(pool);
  pool.ByPassword("alice", kWrongPassword);
  pool.BySrp("alice", kWrongPassword);
  const std::string session = SessionOf(pool);
  GiveSmsCode(pool, session, OtherThan(pool.SentCode()));
  const std::string tokens = GiveSmsCode(pool, session, pool.SentCode()).TextAt("AuthenticationResult.AccessToken");
  const std::string traced = service.traces->Json("", "", 0);
  for (const std::string& secret : {std::string(kRightPassword), std::string(kWrongPassword), session, pool.SentCode(), tokens}) {
    EXPECT_EQ(traced.find(secret), std::string::npos) << secret;
  }
}

}  // namespace
}  // namespace rockpool::support
