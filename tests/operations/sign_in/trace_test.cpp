// Every refusal of a sign-in leaves its rule and its reason in the trace, also where the answer does not tell.
#include <gtest/gtest.h>

#include <functional>
#include <vector>

#include "tests/operations/sign_in/sign_in_pool.h"

namespace rockpool::support {
namespace {

constexpr const char* kFlows = R"("ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH","ALLOW_USER_SRP_AUTH"])";
constexpr const char* kHiding =
    R"("ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH","ALLOW_USER_SRP_AUTH"],"PreventUserExistenceErrors":"ENABLED")";
constexpr const char* kWrong = "Wrong-Pass1";

const Pairs kPhone{{"phone_number", "+491701234567"}};

// What is refused, and what the trace says then.
struct Row {
  const char* what;
  std::function<Answer(SignInPool&)> refused;
  std::string outcome;
  std::string traced;
};

std::string Session(const SignInPool& pool, const std::string& name = "alice") { return pool.ByPassword(name).TextAt("Session"); }

Answer NewPassword(const SignInPool& pool, std::string_view session, const std::string& password = "New-Password2") {
  return pool.Respond("NEW_PASSWORD_REQUIRED", session, {{"USERNAME", "alice"}, {"NEW_PASSWORD", password}});
}

Answer Sms(const SignInPool& pool, const std::string& session, const std::string& code) {
  return pool.Respond("SMS_MFA", session, {{"USERNAME", "alice"}, {"SMS_MFA_CODE", code}});
}

std::string OtherThan(std::string code) {
  code[0] = code[0] == '9' ? '0' : static_cast<char>(code[0] + 1);
  return code;
}

Answer Token(const SignInPool& pool, const std::string& code) {
  return pool.Respond("SOFTWARE_TOKEN_MFA", Session(pool), {{"USERNAME", "alice"}, {"SOFTWARE_TOKEN_MFA_CODE", code}});
}

Answer Associate(const SignInPool& pool, const std::string& session) {
  return pool.service().Call("AssociateSoftwareToken", "{" + TextMember("Session", session) + "}");
}

Answer Verify(const SignInPool& pool, const std::string& session, const std::string& code) {
  return pool.service().Call("VerifySoftwareToken", "{" + TextMember("Session", session) + "," + TextMember("UserCode", code) + "}");
}

void RequireSms(SignInPool& pool) {
  pool.AddUser("alice", kPhone);
  SetMfa(pool, "ON", "sms");
}

void RequireToken(SignInPool& pool) {
  SetMfa(pool, "OPTIONAL", "token");
  pool.AddUser("alice");
  pool.AddToken("alice");
  SetMfa(pool, "ON", "token");
}

std::vector<Row> Gates() {
  const auto initiate = [](const char* flow, const char* of_client) {
    return [=](SignInPool& pool) {
      pool.UseClient(pool.AddClient(of_client));
      return pool.Initiate(flow, {});
    };
  };
  constexpr const char* kCustom = R"("ExplicitAuthFlows":["ALLOW_CUSTOM_AUTH"])";
  const std::string invalid = "InvalidParameterException: ";
  const auto row = [&](const char* flow, const char* of_client, const std::string& text) {
    return Row{flow, initiate(flow, of_client), invalid + text, "flow: refused (" + text + ")"};
  };
  return {
      row("USER_PASSWORD_AUTH", kCustom, "USER_PASSWORD_AUTH flow not enabled for this client"),
      row("USER_SRP_AUTH", kCustom, "USER_SRP_AUTH is not enabled for the client."),
      row("REFRESH_TOKEN", kCustom, "Auth flow not enabled for this client"),
      row("REFRESH_TOKEN_AUTH", kCustom, "Auth flow not enabled for this client"),
      row("ADMIN_NO_SRP_AUTH", kCustom, "Initiate Auth method not supported."),
      row("ADMIN_USER_PASSWORD_AUTH", kCustom, "Initiate Auth method not supported."),
      row("USER_AUTH", kCustom, "USER_AUTH is not implemented by rockpool yet."),
      row("CUSTOM_AUTH", kCustom, "CUSTOM_AUTH is not implemented by rockpool yet."),
      {"an administrator's flow",
       [](SignInPool& pool) {
         pool.UseClient(pool.AddClient(kFlows));
         return pool.AdminInitiate("ADMIN_NO_SRP_AUTH", {});
       },
       invalid + "Auth flow not enabled for this client", "flow: refused (Auth flow not enabled for this client)"},
      {"rotation",
       [](SignInPool& pool) {
         pool.UseClient(
             pool.AddClient(std::string(kFlows) + R"(,"RefreshTokenRotation":{"Feature":"ENABLED","RetryGracePeriodSeconds":0})"));
         return pool.Initiate("REFRESH_TOKEN_AUTH", {});
       },
       "UnsupportedOperationException: Refresh token rotation is enabled; use GetTokensFromRefreshToken.",
       "flow: refused (Refresh token rotation is enabled; use GetTokensFromRefreshToken.)"},
      {"a missing parameter",
       [](SignInPool& pool) {
         return pool.Initiate("USER_PASSWORD_AUTH", {{"USERNAME", "alice"}});
       },
       invalid + "Missing required parameter PASSWORD", "required parameters: refused (Missing required parameter PASSWORD)"},
      {"a refresh token",
       [](SignInPool& pool) {
         return pool.Initiate("REFRESH_TOKEN", {{"REFRESH_TOKEN", "x"}});
       },
       "NotAuthorizedException: Invalid Refresh Token.", "refresh token: refused (Invalid Refresh Token.)"},
  };
}

std::vector<Row> Users() {
  const std::string wrong = "NotAuthorizedException: Incorrect username or password.";
  return {
      {"nobody", [](SignInPool& pool) { return pool.ByPassword("nobody"); }, "UserNotFoundException: User does not exist.",
       "user exists: refused (the pool has no such user)"},
      {"nobody whom the client hides",
       [](SignInPool& pool) {
         pool.UseClient(pool.AddClient(kHiding));
         return pool.ByPassword("nobody");
       },
       wrong, "password: refused (the pool has no such user)"},
      {"nobody's proof",
       [](SignInPool& pool) {
         pool.UseClient(pool.AddClient(kHiding));
         return pool.BySrp("nobody");
       },
       wrong, "password proof: refused (the pool has no such user)"},
      {"a wrong password",
       [](SignInPool& pool) {
         pool.AddUser("alice");
         pool.ByPassword("alice", kWrong);
         return pool.ByPassword("alice", kWrong);
       },
       wrong, "password: refused (the password is wrong, failure 2 in a row)"},
      {"a wrong proof",
       [](SignInPool& pool) {
         pool.AddUser("alice");
         return pool.BySrp("alice", kWrong);
       },
       wrong, "password proof: refused (the password is wrong, failure 1 in a row)"},
      {"no password",
       [](SignInPool& pool) {
         pool.AddUser("alice");
         pool.service().world().store.Write([&](storage::Transaction& transaction) {
           transaction.credentials().Put(transaction.users().Find(pool.id(), "alice")->number, {});
         });
         return pool.ByPassword("alice");
       },
       wrong, "password: refused (the user has no password)"},
      {"SRP_A",
       [](SignInPool& pool) {
         pool.AddUser("alice");
         return pool.Initiate("USER_SRP_AUTH", {{"USERNAME", "alice"}, {"SRP_A", "0"}});
       },
       "InvalidParameterException: Invalid SRP_A.", "SRP_A: refused (Invalid SRP_A.)"},
      {"disabled",
       [](SignInPool& pool) {
         pool.AddUser("alice");
         pool.TryOn("AdminDisableUser", "alice");
         return pool.ByPassword("alice");
       },
       "NotAuthorizedException: User is disabled.", "user is enabled: refused (User is disabled.)"},
      {"a reset",
       [](SignInPool& pool) {
         pool.AddUser("alice", {{"email", "a@example.com"}, {"email_verified", "true"}});
         pool.TryOn("AdminResetUserPassword", "alice");
         return pool.ByPassword("alice");
       },
       "PasswordResetRequiredException: Password reset required for the user",
       "no password reset is required: refused (Password reset required for the user)"},
      {"locked",
       [](SignInPool& pool) {
         pool.AddUser("alice");
         for (int i = 0; i < 5; ++i) {
           pool.ByPassword("alice", kWrong);
         }
         return pool.ByPassword("alice");
       },
       "NotAuthorizedException: Password attempts exceeded", "lockout: refused (5 failures in a row)"},
      {"an old temporary password",
       [](SignInPool& pool) {
         pool.Invite("alice");
         pool.service().clock.Advance(8LL * 24 * 60 * 60 * 1000);
         return pool.ByPassword("alice");
       },
       "NotAuthorizedException: Temporary password has expired and must be reset by an administrator.",
       "temporary password is young enough: refused (Temporary password has expired and must be reset by an administrator.)"},
      {"unconfirmed",
       [](SignInPool& pool) {
         pool.service().Call("SignUp", "{" + TextMember("ClientId", pool.client()) + R"(,"Username":"alice",)" +
                                           TextMember("Password", kRightPassword) + "}");
         return pool.ByPassword("alice");
       },
       "UserNotConfirmedException: User is not confirmed.", "user is confirmed: refused (User is not confirmed.)"},
      {"the secret",
       [](SignInPool& pool) {
         pool.UseClient(pool.AddClient(std::string(R"("GenerateSecret":true,)") + kFlows));
         Answer answer = pool.Initiate("USER_PASSWORD_AUTH", {{"USERNAME", "alice"}, {"PASSWORD", "x"}, {"SECRET_HASH", "wrong"}});
         return answer;
       },
       "NotAuthorizedException: Unable to verify secret hash for client {}",
       "secret hash: refused (Unable to verify secret hash for client {})"},
  };
}

std::vector<Row> Sessions() {
  const std::string invalid = "NotAuthorizedException: Invalid session for the user.";
  return {
      {"garbage", [](SignInPool& pool) { return NewPassword(pool, "a session of twenty or more characters"); }, invalid,
       "session: refused (there is no such session)"},
      {"a secret block",
       [](SignInPool& pool) {
         return pool.Respond("PASSWORD_VERIFIER", "", {{"USERNAME", "alice"}, {"PASSWORD_CLAIM_SECRET_BLOCK", "none!"}});
       },
       invalid, "session: refused (the secret block is none)"},
      {"used",
       [](SignInPool& pool) {
         pool.Invite("alice");
         const std::string session = Session(pool);
         NewPassword(pool, session);
         return NewPassword(pool, session);
       },
       "NotAuthorizedException: Invalid session for the user, session can only be used once.",
       "session: refused (the session has been answered before)"},
      {"expired",
       [](SignInPool& pool) {
         pool.Invite("alice");
         const std::string session = Session(pool);
         pool.service().clock.Advance(220'000);
         return NewPassword(pool, session);
       },
       "NotAuthorizedException: Invalid session for the user, session is expired.", "session: refused (the session expired 40 s ago)"},
      {"another client",
       [](SignInPool& pool) {
         pool.Invite("alice");
         const std::string session = Session(pool);
         pool.UseClient(pool.AddClient());
         return NewPassword(pool, session);
       },
       invalid, "session: refused (the session is of another app client)"},
      {"another challenge",
       [](SignInPool& pool) {
         pool.Invite("alice");
         return Sms(pool, Session(pool), "123456");
       },
       invalid, "session: refused (the session asks for NEW_PASSWORD_REQUIRED, not for SMS_MFA)"},
      {"another user",
       [](SignInPool& pool) {
         pool.Invite("alice");
         pool.Invite("bob");
         return NewPassword(pool, Session(pool, "bob"));
       },
       invalid, "session: refused (USERNAME is not who the session is for)"},
      {"a missing session", [](SignInPool& pool) { return NewPassword(pool, ""); },
       "InvalidParameterException: Missing required parameter Session", "session: refused (Missing required parameter Session)"},
      {"a missing answer",
       [](SignInPool& pool) {
         pool.Invite("alice");
         return pool.Respond("NEW_PASSWORD_REQUIRED", Session(pool), {{"USERNAME", "alice"}});
       },
       "InvalidParameterException: Missing required parameter NEW_PASSWORD", "answer: refused (Missing required parameter NEW_PASSWORD)"},
  };
}

std::vector<Row> Challenges() {
  const std::string invalid = "NotAuthorizedException: Invalid session for the user.";
  const std::string policy = "Password did not conform with policy: Password not long enough";
  const std::string used = "Your software token has already been used once.";
  return {
      {"a weak password",
       [](SignInPool& pool) {
         pool.Invite("alice");
         return NewPassword(pool, Session(pool), "Sh0rt!");
       },
       "InvalidPasswordException: " + policy, "password policy: refused (" + policy + ")"},
      {"an attribute",
       [](SignInPool& pool) {
         pool.Invite("alice", {{"email", "a@example.com"}});
         return pool.Respond("NEW_PASSWORD_REQUIRED", Session(pool),
                             {{"USERNAME", "alice"}, {"NEW_PASSWORD", "New-Password2"}, {"userAttributes.email", "b@example.com"}});
       },
       "NotAuthorizedException: Cannot modify an already provided email",
       "new attributes: refused (Cannot modify an already provided email)"},
      {"a wrong code",
       [](SignInPool& pool) {
         RequireSms(pool);
         const std::string session = Session(pool);
         return Sms(pool, session, OtherThan(pool.SentCode()));
       },
       "CodeMismatchException: Invalid code or auth state for the user.", "answer: refused (the code is not the one that was sent)"},
      {"the ninth wrong code",
       [](SignInPool& pool) {
         RequireSms(pool);
         const std::string session = Session(pool);
         for (int i = 0; i < 8; ++i) {
           Sms(pool, session, OtherThan(pool.SentCode()));
         }
         return Sms(pool, session, OtherThan(pool.SentCode()));
       },
       invalid, "answer: refused (the last wrong code that the session takes)"},
      {"after nine wrong codes",
       [](SignInPool& pool) {
         RequireSms(pool);
         const std::string session = Session(pool);
         for (int i = 0; i < 9; ++i) {
           Sms(pool, session, OtherThan(pool.SentCode()));
         }
         return Sms(pool, session, pool.SentCode());
       },
       invalid, "session: refused (too many wrong answers have ended the session)"},
      {"a wrong code of an authenticator",
       [](SignInPool& pool) {
         RequireToken(pool);
         return Token(pool, OtherThan(pool.CodeOf("alice")));
       },
       "CodeMismatchException: Invalid code received for user", "answer: refused (the code is none of this moment)"},
      {"a code twice",
       [](SignInPool& pool) {
         RequireToken(pool);
         Token(pool, pool.CodeOf("alice"));
         return Token(pool, pool.CodeOf("alice"));
       },
       "ExpiredCodeException: " + used, "answer: refused (" + used + ")"},
      {"an authenticator that was deleted",
       [](SignInPool& pool) {
         RequireToken(pool);
         const std::string code = pool.CodeOf("alice");
         const std::string session = Session(pool);
         pool.TryOn("AdminDeleteSoftwareToken", "alice");
         return pool.Respond("SOFTWARE_TOKEN_MFA", session, {{"USERNAME", "alice"}, {"SOFTWARE_TOKEN_MFA_CODE", code}});
       },
       "CodeMismatchException: Invalid code received for user", "answer: refused (the user has no authenticator any more)"},
      {"no factor",
       [](SignInPool& pool) {
         pool.AddUser("alice");
         SetMfa(pool, "ON", "sms");
         return pool.ByPassword("alice");
       },
       "InvalidParameterException: MFA is required but the user has no available MFA method.",
       "next step: refused (MFA is required but the user has no available MFA method.)"},
      {"a setup without an authenticator",
       [](SignInPool& pool) {
         pool.AddUser("alice");
         SetMfa(pool, "ON", "token");
         return pool.Respond("MFA_SETUP", Session(pool), {{"USERNAME", "alice"}});
       },
       "InvalidParameterException: User has not verified software token mfa", "answer: refused (User has not verified software token mfa)"},
      {"a session for an authenticator", [](SignInPool& pool) { return Associate(pool, "a session of twenty or more characters"); },
       invalid, "session: refused (there is no such session)"},
      {"a wrong code for a new authenticator",
       [](SignInPool& pool) {
         pool.AddUser("alice");
         SetMfa(pool, "ON", "token");
         const std::string session = Associate(pool, Session(pool)).TextAt("Session");
         return Verify(pool, session, OtherThan(pool.CodeOf("alice")));
       },
       "EnableSoftwareTokenMFAException: Code mismatch and fail enable Software Token MFA",
       "code: refused (the code is none of this moment)"},
      {"a choice that is none",
       [](SignInPool& pool) {
         SetMfa(pool, "OPTIONAL", "sms token");
         pool.AddUser("alice", kPhone);
         pool.AddToken("alice");
         pool.TryOn("AdminSetUserMFAPreference", "alice",
                    R"("SMSMfaSettings":{"Enabled":true},"SoftwareTokenMfaSettings":{"Enabled":true})");
         return pool.Respond("SELECT_MFA_TYPE", Session(pool), {{"USERNAME", "alice"}, {"ANSWER", "EMAIL_OTP"}});
       },
       "InvalidParameterException: Selected MFA type is not available.", "answer: refused (Selected MFA type is not available.)"},
  };
}

// {} stands for the client's id.
std::string WithClient(std::string text, const std::string& client) {
  const std::size_t at = text.find("{}");
  return at == std::string::npos ? text : text.replace(at, 2, client);
}

TEST(SignInTrace, NamesTheRuleAndTheReasonOfEachRefusal) {
  for (const auto& rows : {Gates(), Users(), Sessions(), Challenges()}) {
    for (const Row& row : rows) {
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

TEST(SignInTrace, NamesEachTriggerThatWasNotCalled) {
  TestService service;
  const std::string arn = R"("arn:aws:lambda:us-east-1:123456789012:function:f")";
  SignInPool pool(service, R"(,"LambdaConfig":{"PreAuthentication":)" + arn + R"(,"PostAuthentication":)" + arn +
                               R"(,"PreTokenGeneration":)" + arn + R"(,"UserMigration":)" + arn + R"(,"CustomMessage":)" + arn + "}");
  pool.AddUser("alice", kPhone);
  pool.ByPassword("alice");
  pool.ByPassword("nobody");
  SetMfa(pool, "ON", "sms");
  pool.ByPassword("alice");
  const std::string traced = service.traces->Json(pool.id(), "", 0);
  for (const char* trigger : {"PreAuthentication", "PostAuthentication", "PreTokenGeneration", "UserMigration", "CustomMessage"}) {
    EXPECT_NE(traced.find(std::string(R"({"rule":")") + trigger + R"(","verdict":"skipped","reason":"rockpool does not call)"),
              std::string::npos)
        << trigger;
  }
}

TEST(SignInTrace, HoldsNoSecret) {
  TestService service;
  SignInPool pool(service);
  RequireSms(pool);
  pool.ByPassword("alice", kWrong);
  pool.BySrp("alice", kWrong);
  const std::string session = Session(pool);
  Sms(pool, session, OtherThan(pool.SentCode()));
  const std::string tokens = Sms(pool, session, pool.SentCode()).TextAt("AuthenticationResult.AccessToken");
  const std::string traced = service.traces->Json("", "", 0);
  for (const std::string& secret : {std::string(kRightPassword), std::string(kWrong), session, pool.SentCode(), tokens}) {
    EXPECT_EQ(traced.find(secret), std::string::npos) << secret;
  }
}

}  // namespace
}  // namespace rockpool::support
