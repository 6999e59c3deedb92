// CUSTOM_AUTH without a password: what the functions of the pool say, and nothing else.
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "tests/operations/sign_in/custom_auth_pool.h"
#include "tests/operations/sign_in/sign_in_errors.h"
#include "tests/support/users.h"

namespace rockpool::support {
namespace {

constexpr const char* kNoFunction = "InvalidParameterException: Custom auth lambda trigger is not configured for the user pool.";
constexpr const char* kNoOutput = "InvalidLambdaResponseException: Unrecognizable lambda output";

class CustomAuth : public testing::Test, public CustomAuthPool {
 protected:
  CustomAuth() { pool.AddUser("alice", {{"email", "alice@example.com"}}); }
};

TEST_F(CustomAuth, NeedsTheClientToAllowIt) {
  pool.UseClient(pool.AddClient(R"("ExplicitAuthFlows":["ALLOW_USER_SRP_AUTH"])"));
  EXPECT_EQ(NextOf(Open()), "InvalidParameterException: CUSTOM_AUTH is not enabled for the client.");
  EXPECT_EQ(NextOf(pool.AdminInitiate("CUSTOM_AUTH", {{"USERNAME", "alice"}})),
            "InvalidParameterException: CUSTOM_AUTH is not enabled for the client.");
  EXPECT_EQ(functions->Sources(), Sources());
}

TEST_F(CustomAuth, NeedsTheFunctions) {
  SignInPool without(service, "", CustomFlows());
  without.AddUser("alice");
  EXPECT_EQ(NextOf(without.Initiate("CUSTOM_AUTH", {{"USERNAME", "alice"}})), kNoFunction);
}

TEST_F(CustomAuth, NeedsNoOtherFunctionThanDefineAuthChallengeToEnd) {
  SignInPool lone(service, LambdaMember({"DefineAuthChallenge"}), CustomFlows());
  lone.AddUser("alice");
  Define(R"({"failAuthentication":true})");
  EXPECT_EQ(NextOf(lone.Initiate("CUSTOM_AUTH", {{"USERNAME", "alice"}})), kIncorrectPassword);
  Define(R"({"issueTokens":true})");
  EXPECT_EQ(NextOf(lone.Initiate("CUSTOM_AUTH", {{"USERNAME", "alice"}})), "tokens");
}

TEST_F(CustomAuth, NeedsBothOtherFunctionsForAChallenge) {
  for (const char* other : {"CreateAuthChallenge", "VerifyAuthChallengeResponse"}) {
    SignInPool lame(service, LambdaMember({"DefineAuthChallenge", other}), CustomFlows());
    lame.AddUser("alice");
    functions->Forget();
    EXPECT_EQ(NextOf(lame.Initiate("CUSTOM_AUTH", {{"USERNAME", "alice"}})), kNoFunction) << other;
    EXPECT_EQ(functions->Sources(), Sources{kDefine}) << other;
    EXPECT_EQ(lame.LastTraced(),
              "custom challenges: refused (a CUSTOM_CHALLENGE needs CreateAuthChallenge and VerifyAuthChallengeResponse)");
  }
}

TEST_F(CustomAuth, IsWithoutFunctionsWhereTheyAreSkipped) {
  functions->SkipAll();
  EXPECT_EQ(NextOf(Open()), kNoFunction);
  EXPECT_EQ(pool.LastTraced(), "flow: refused (Custom auth lambda trigger is not configured for the user pool.)");
}

TEST_F(CustomAuth, IsAllowedByAClientThatSaysNothing) {
  pool.UseClient(pool.AddClient());
  EXPECT_EQ(NextOf(Open()), "CUSTOM_CHALLENGE");
}

TEST_F(CustomAuth, NeedsAUsername) {
  EXPECT_EQ(NextOf(pool.Initiate("CUSTOM_AUTH", {})), "InvalidParameterException: Missing required parameter USERNAME");
}

TEST_F(CustomAuth, AsksWhatTheFunctionsMakeUp) {
  const Answer asked = Open();
  ASSERT_EQ(NextOf(asked), "CUSTOM_CHALLENGE");
  EXPECT_EQ(JsonAt(asked, "ChallengeParameters"), R"({"USERNAME":"alice","question":"1+1"})");
  EXPECT_GT(asked.TextAt("Session").size(), 1000U);
  EXPECT_EQ(functions->Sources(), (Sources{kDefine, kCreate}));
  EXPECT_EQ(functions->In(kDefine, "request.session"), "[]");
  EXPECT_EQ(functions->In(kDefine, "userName"), "alice");
  EXPECT_EQ(functions->In(kDefine, "request.userAttributes.email"), "alice@example.com");
  EXPECT_EQ(functions->In(kDefine, "callerContext.clientId"), pool.client());
  EXPECT_EQ(functions->In(kCreate, "request.challengeName"), "CUSTOM_CHALLENGE");
}

TEST_F(CustomAuth, GivesTokensForTheRightAnswer) {
  const Answer asked = Open();
  functions->Forget();
  EXPECT_EQ(NextOf(Give(asked, kSum)), "tokens");
  EXPECT_EQ(functions->Sources(), (Sources{kVerify, kDefine}));
  EXPECT_EQ(functions->In(kVerify, "request.challengeAnswer"), kSum);
  EXPECT_EQ(functions->In(kVerify, "request.privateChallengeParameters.sum"), "2");
  EXPECT_EQ(LastHistory(*functions), "CUSTOM_CHALLENGE true (SUM)");
}

TEST_F(CustomAuth, TellsTheFunctionsOfEachAnswerUntilTheyHaveEnough) {
  Answer asked = Open();
  for (const char* history : {"CUSTOM_CHALLENGE false (SUM)", "CUSTOM_CHALLENGE false (SUM), CUSTOM_CHALLENGE false (SUM)"}) {
    Answer next = Give(asked, "3");
    ASSERT_EQ(NextOf(next), "CUSTOM_CHALLENGE");
    EXPECT_EQ(LastHistory(*functions), history);
    EXPECT_NE(next.TextAt("Session"), asked.TextAt("Session"));
    asked = std::move(next);
  }
  EXPECT_EQ(NextOf(Give(asked, "3")), kIncorrectPassword);
  EXPECT_EQ(NextOf(Give(asked, kSum)), kUsedSession);
}

TEST_F(CustomAuth, TakesASessionOnce) {
  const Answer asked = Open();
  EXPECT_EQ(NextOf(Give(asked, "3")), "CUSTOM_CHALLENGE");
  functions->Forget();
  EXPECT_EQ(NextOf(Give(asked, kSum)), kUsedSession);
  EXPECT_EQ(functions->Sources(), Sources());
}

TEST_F(CustomAuth, LocksNobodyOutHoweverManyAnswersAreWrong) {
  Define(R"({"challengeName":"CUSTOM_CHALLENGE"})");
  Answer asked = Open();
  for (int i = 0; i < 20; ++i) {
    asked = Give(asked, "3");
    ASSERT_EQ(NextOf(asked), "CUSTOM_CHALLENGE") << i;
  }
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "tokens");
  Define(R"({"issueTokens":true})");
  EXPECT_EQ(NextOf(Give(asked, "3")), "tokens") << "the functions say it";
}

TEST_F(CustomAuth, IsNotLockedByWrongPasswordsNorForgetsThem) {
  for (int i = 0; i < 5; ++i) {
    pool.ByPassword("alice", "Wrong-Pass1");
  }
  EXPECT_EQ(NextOf(Give(Open(), kSum)), "tokens");
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "NotAuthorizedException: Password attempts exceeded");
}

TEST_F(CustomAuth, EndsWhereTheFunctionsSayIt) {
  for (const char* members : {R"({"failAuthentication":true})", R"({"failAuthentication":true,"issueTokens":true})", "{}",
                              R"({"issueTokens":false,"failAuthentication":false})"}) {
    Define(members);
    EXPECT_EQ(NextOf(Open()), kIncorrectPassword) << members;
  }
  Define(R"({"issueTokens":true,"challengeName":"CUSTOM_CHALLENGE"})");
  EXPECT_EQ(NextOf(Open()), "tokens");
}

TEST_F(CustomAuth, RefusesWhatCannotBeAsked) {
  for (const char* challenge : {"SMS_MFA", "PASSWORD_VERIFIER", "NONSENSE"}) {
    Define("{" + TextMember("challengeName", challenge) + "}");
    EXPECT_EQ(NextOf(Open()), kNoOutput) << challenge;
  }
}

TEST_F(CustomAuth, RefusesAChallengeThatIsTooMuchToKeep) {
  functions->Respond("CreateAuthChallenge", R"({"privateChallengeParameters":{"sum":")" + std::string(200'000, '2') + R"("}})");
  EXPECT_EQ(NextOf(Open()), kNoOutput);
}

TEST_F(CustomAuth, WantsAnAnswerToTheQuestionThatWasAsked) {
  const Answer asked = Open();
  const std::string session = asked.TextAt("Session");
  EXPECT_EQ(NextOf(pool.Respond("CUSTOM_CHALLENGE", session, {{"USERNAME", "alice"}})),
            "InvalidParameterException: Missing required parameter ANSWER");
  EXPECT_EQ(NextOf(pool.Respond("CUSTOM_CHALLENGE", session, {{"ANSWER", kSum}})),
            "InvalidParameterException: Missing required parameter USERNAME");
  EXPECT_EQ(NextOf(pool.Respond("CUSTOM_CHALLENGE", "", {{"USERNAME", "alice"}, {"ANSWER", kSum}})),
            "InvalidParameterException: Missing required parameter Session");
  EXPECT_EQ(NextOf(pool.Respond("SMS_MFA", session, {{"USERNAME", "alice"}, {"SMS_MFA_CODE", "123456"}})), kInvalidSession);
  pool.AddUser("bob");
  EXPECT_EQ(NextOf(Give(asked, kSum, "bob")), kInvalidSession);
  EXPECT_EQ(NextOf(Give(asked, kSum)), "tokens") << "none of that cost anything";
}

TEST_F(CustomAuth, ExpiresWithItsSession) {
  const Answer asked = Open();
  service.clock.Advance(3 * 60'000);
  EXPECT_EQ(NextOf(Give(asked, kSum)), "NotAuthorizedException: Invalid session for the user, session is expired.");
}

TEST_F(CustomAuth, LooksAtTheStateOfTheUserWhenItBegins) {
  SetStatus(service, pool.id(), "alice", api::UserStatusType::UNCONFIRMED);
  EXPECT_EQ(NextOf(Open()), "UserNotConfirmedException: User is not confirmed.");
  SetStatus(service, pool.id(), "alice", api::UserStatusType::RESET_REQUIRED);
  EXPECT_EQ(NextOf(Open()), "PasswordResetRequiredException: Password reset required for the user");
  EXPECT_EQ(pool.TryOn("AdminDisableUser", "alice"), kOk);
  EXPECT_EQ(NextOf(Open()), "NotAuthorizedException: User is disabled.");
  EXPECT_EQ(functions->Sources(), Sources());
}

TEST_F(CustomAuth, GivesNoTokensToWhoWasDisabledMeanwhile) {
  const Answer asked = Open();
  EXPECT_EQ(pool.TryOn("AdminDisableUser", "alice"), kOk);
  EXPECT_EQ(NextOf(Give(asked, kSum)), kInvalidSession);
  EXPECT_EQ(pool.TryOn("AdminEnableUser", "alice"), kOk);
  const Answer again = Open();
  functions->Do("VerifyAuthChallengeResponse", [&](const triggers::Invocation& invocation) {
    EXPECT_EQ(pool.TryOn("AdminDisableUser", "alice"), kOk);
    return triggers::Outcome{triggers::Outcome::Kind::kAnswered, invocation.event, "", 1};
  });
  EXPECT_EQ(NextOf(Give(again, kSum)), kInvalidSession) << "while the answer was verified";
}

TEST_F(CustomAuth, GivesNoTokensToWhoseStatusForbidsThemMeanwhile) {
  for (const auto& [status, refusal] :
       {std::pair(api::UserStatusType::UNCONFIRMED, "UserNotConfirmedException: User is not confirmed."),
        std::pair(api::UserStatusType::RESET_REQUIRED, "PasswordResetRequiredException: Password reset required for the user")}) {
    SetStatus(service, pool.id(), "alice", api::UserStatusType::CONFIRMED);
    const Answer asked = Open();
    ASSERT_EQ(NextOf(asked), "CUSTOM_CHALLENGE");
    SetStatus(service, pool.id(), "alice", status);
    EXPECT_EQ(NextOf(Give(asked, kSum)), refusal);
  }
}

TEST_F(CustomAuth, AsksForNoSecondFactorAndNoNewPassword) {
  pool.Invite("carol");
  SetMfa(pool, "ON", "token");
  EXPECT_EQ(NextOf(Give(Open(), kSum)), "tokens");
  EXPECT_EQ(NextOf(Give(Open("carol"), kSum, "carol")), "tokens");
}

TEST_F(CustomAuth, TellsTheFunctionsWhatComesWithAnAnswerAlone) {
  pool.SendMetadata(R"({"from":"opening"})");
  const Answer asked = Open();
  for (const char* source : {kDefine, kCreate}) {
    EXPECT_EQ(functions->In(source, "request.clientMetadata"), "-") << source;
  }
  pool.SendMetadata(R"({"from":"answer"})");
  const Answer again = Give(asked, "3");
  for (const char* source : {kVerify, kDefine, kCreate}) {
    EXPECT_EQ(functions->In(source, "request.clientMetadata.from"), "answer") << source;
  }
  pool.SendMetadata("");
  Give(again, "3");
  for (const char* source : {kVerify, kDefine, kCreate}) {
    EXPECT_EQ(functions->In(source, "request.clientMetadata"), "-") << source << ": nothing of it is kept";
  }
}

TEST_F(CustomAuth, IsRefusedByTheFunctionsInTheirWords) {
  functions->Throw("DefineAuthChallenge", "no");
  EXPECT_EQ(NextOf(Open()), "UserLambdaValidationException: DefineAuthChallenge failed with error no.");
  functions->Respond("DefineAuthChallenge", R"({"challengeName":"CUSTOM_CHALLENGE"})");
  functions->Throw("CreateAuthChallenge", "nothing to ask");
  EXPECT_EQ(NextOf(Open()), "UserLambdaValidationException: CreateAuthChallenge failed with error nothing to ask.");
}

TEST_F(CustomAuth, UsesTheSessionUpBeforeItsAnswerIsVerified) {
  const Answer asked = Open();
  functions->Miss("VerifyAuthChallengeResponse", "AccessDeniedException");
  EXPECT_EQ(NextOf(Give(asked, kSum)),
            "UnexpectedLambdaException: VerifyAuthChallengeResponse invocation failed due to error AccessDeniedException.");
  EXPECT_EQ(NextOf(Give(asked, kSum)), kUsedSession);
  const Answer again = Open();
  functions->Respond("VerifyAuthChallengeResponse", R"({"answerCorrect":true})");
  functions->Throw("DefineAuthChallenge", "no");
  EXPECT_EQ(NextOf(Give(again, kSum)), "UserLambdaValidationException: DefineAuthChallenge failed with error no.");
  EXPECT_EQ(NextOf(Give(again, kSum)), kUsedSession);
}

TEST_F(CustomAuth, HasOneOfSeveralAnswersAtOnceVerified) {
  const Answer asked = Open();
  std::string second;
  functions->Do("VerifyAuthChallengeResponse", [&](const triggers::Invocation& invocation) {
    if (functions->CountOf(kVerify) == 1) {
      second = NextOf(Give(asked, kSum));  // while the first is with the function
    }
    return triggers::Outcome{triggers::Outcome::Kind::kAnswered, WithResponse(invocation.event, R"({"answerCorrect":true})"), "", 1};
  });
  EXPECT_EQ(NextOf(Give(asked, "3")), "tokens");
  EXPECT_EQ(second, kUsedSession);
  EXPECT_EQ(functions->CountOf(kVerify), 1U);
}

TEST_F(CustomAuth, HasItsAdministratorsForm) {
  const Answer asked = pool.AdminInitiate("CUSTOM_AUTH", {{"USERNAME", "alice"}});
  ASSERT_EQ(NextOf(asked), "CUSTOM_CHALLENGE");
  EXPECT_EQ(NextOf(pool.AdminRespond("CUSTOM_CHALLENGE", asked.TextAt("Session"), {{"USERNAME", "alice"}, {"ANSWER", kSum}})), "tokens");
}

TEST_F(CustomAuth, LetsAFunctionCallBack) {
  functions->Do("CreateAuthChallenge", [&](const triggers::Invocation& invocation) {
    EXPECT_EQ(pool.TryOn("AdminUpdateUserAttributes", "alice", R"("UserAttributes":[{"Name":"nickname","Value":"al"}])"), kOk);
    return triggers::Outcome{triggers::Outcome::Kind::kAnswered, invocation.event, "", 1};
  });
  const Answer asked = Open();
  ASSERT_EQ(NextOf(asked), "CUSTOM_CHALLENGE");
  EXPECT_EQ(JsonAt(asked, "ChallengeParameters"), R"({"USERNAME":"alice"})") << "it made nothing up";
  Give(asked, "3");
  EXPECT_EQ(functions->In(kVerify, "request.userAttributes.nickname"), "al");
}

TEST_F(CustomAuth, LeavesTheFunctionsInTheTrace) {
  EXPECT_EQ(NextOf(Give(Open(), kSum)), "tokens");
  Define(R"({"failAuthentication":true})");
  EXPECT_EQ(NextOf(Open()), kIncorrectPassword);
  EXPECT_EQ(pool.LastTraced(), "custom challenges: refused (DefineAuthChallenge says failAuthentication)");
  const std::string traced = service.traces->Json(pool.id(), "", 0);
  for (const char* trigger : {"DefineAuthChallenge", "CreateAuthChallenge", "VerifyAuthChallengeResponse"}) {
    EXPECT_NE(traced.find(std::string(R"({"rule":")") + trigger + R"(","verdict":"passed")"), std::string::npos) << trigger << traced;
  }
}

}  // namespace
}  // namespace rockpool::support
