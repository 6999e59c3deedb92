#include "server/triggers/events/sign_in_events.h"

#include <gtest/gtest.h>

#include "tests/unit/triggers/asked_pool.h"

namespace rockpool::triggers {
namespace {

using support::RefusalOf;

const std::vector<ChallengeResult> kSrp = {{"SRP_A", true}, {"CUSTOM_CHALLENGE", false, "MAIL-1"}};

constexpr const char* kSrpAsJson = R"("session":[{"challengeName":"SRP_A","challengeResult":true,"challengeMetadata":null},)"
                                   R"({"challengeName":"CUSTOM_CHALLENGE","challengeResult":false,"challengeMetadata":"MAIL-1"}])";

DefinedChallenge Define(AskedPool& asked, const std::string& response) {
  asked.Answers(response);
  return AskDefineAuthChallenge(asked.FromClient(), Ada(asked), {}, std::nullopt);
}

std::string RefusalOfDefine(const std::string& response) {
  AskedPool asked;
  return RefusalOf([&] { Define(asked, response); });
}

CreatedChallenge Create(AskedPool& asked, const std::string& response) {
  asked.Answers(response);
  return AskCreateAuthChallenge(asked.FromClient(), Ada(asked), "CUSTOM_CHALLENGE", {}, std::nullopt);
}

bool Verify(AskedPool& asked, const std::string& response) {
  asked.Answers(response);
  return AskVerifyAuthChallengeResponse(asked.FromClient(), Ada(asked), {}, "", std::nullopt);
}

TEST(PreAuthentication, IsToldWhoSignsInAndTheValidationData) {
  AskedPool asked;
  AskPreAuthentication(asked.FromClient(), Ada(asked), kTenant);
  EXPECT_EQ(asked.Event(),
            Envelope("PreAuthentication_Authentication", "ada",
                     std::string("\"request\":{") + kAda + R"(,"validationData":{"tenant":"blue"},"userNotFound":false},"response":{})"));
}

TEST(PreAuthentication, IsAskedOfNobodyWithoutAttributes) {
  AskedPool asked;
  AskPreAuthentication(asked.FromClient(), NotFound("eve"), std::nullopt);
  EXPECT_EQ(asked.Event(), Envelope("PreAuthentication_Authentication", "eve",
                                    R"("request":{"userAttributes":{},"validationData":null,"userNotFound":true},"response":{})"));
}

TEST(PreAuthentication, RefusesInTheFunctionsWords) {
  AskedPool asked;
  asked.ComesTo(Outcome::Kind::kFunctionError, "Not on Sundays");
  EXPECT_EQ(RefusalOf([&] { AskPreAuthentication(asked.FromClient(), Ada(asked), std::nullopt); }),
            "UserLambdaValidationException: PreAuthentication failed with error Not on Sundays.");
}

TEST(PostAuthentication, IsToldOfTheDeviceAndTheClientMetadata) {
  AskedPool asked;
  TellPostAuthentication(asked.FromClient(), Ada(asked), false, std::nullopt);
  EXPECT_EQ(asked.Event(), Envelope("PostAuthentication_Authentication", "ada",
                                    std::string("\"request\":{") + kAda + R"(,"newDeviceUsed":false},"response":{})"));
  TellPostAuthentication(asked.FromClient(), Ada(asked), true, kTenant);
  EXPECT_EQ(asked.Event(),
            Envelope("PostAuthentication_Authentication", "ada",
                     std::string("\"request\":{") + kAda + R"(,"newDeviceUsed":true,"clientMetadata":{"tenant":"blue"}},"response":{})"));
}

TEST(CustomAuth, NeedsDefineAuthChallengeAndSomebodyWhoCallsIt) {
  AskedPool asked;
  EXPECT_TRUE(DefinesAuthChallenges(asked.world, accounts::PoolOf(R"({"LambdaConfig":{"DefineAuthChallenge":"arn:d"}})")));
  EXPECT_FALSE(DefinesAuthChallenges(asked.world, accounts::PoolOf(R"({"LambdaConfig":{"CreateAuthChallenge":"arn:c"}})")));
  EXPECT_FALSE(DefinesAuthChallenges(asked.world, accounts::PoolOf("{}")));
  asked.world.settings.Put(Settings{});
  EXPECT_FALSE(DefinesAuthChallenges(asked.world, asked.pool)) << "nothing calls functions";
}

TEST(CustomChallenges, NeedTheFunctionsThatMakeThemUpAndJudgeThem) {
  const auto has = [](const std::string& functions) {
    return HasCustomChallenges(accounts::PoolOf(R"({"LambdaConfig":{)" + functions + "}}"));
  };
  EXPECT_TRUE(has(R"("CreateAuthChallenge":"arn:c","VerifyAuthChallengeResponse":"arn:v")"));
  EXPECT_FALSE(has(R"("DefineAuthChallenge":"arn:d","CreateAuthChallenge":"arn:c")"));
  EXPECT_FALSE(has(R"("DefineAuthChallenge":"arn:d","VerifyAuthChallengeResponse":"arn:v")"));
  EXPECT_FALSE(HasCustomChallenges(accounts::PoolOf("{}")));
}

TEST(DefineAuthChallenge, IsToldWhatWasAskedSoFar) {
  AskedPool asked;
  AskDefineAuthChallenge(asked.FromClient(), Ada(asked), kSrp, kTenant);
  EXPECT_EQ(asked.Event(), Envelope("DefineAuthChallenge_Authentication", "ada",
                                    std::string("\"request\":{") + kAda + "," + kSrpAsJson +
                                        R"(,"clientMetadata":{"tenant":"blue"},"userNotFound":false},)" +
                                        R"("response":{"challengeName":null,"issueTokens":null,"failAuthentication":null})"));
  AskDefineAuthChallenge(asked.FromClient(), NotFound("eve"), {}, std::nullopt);
  EXPECT_EQ(asked.Event(), Envelope("DefineAuthChallenge_Authentication", "eve",
                                    R"("request":{"userAttributes":{},"session":[],"userNotFound":true},)"
                                    R"("response":{"challengeName":null,"issueTokens":null,"failAuthentication":null})"));
}

TEST(DefineAuthChallenge, SaysWhatIsNext) {
  AskedPool asked;
  DefinedChallenge defined = Define(asked, R"({"challengeName":"CUSTOM_CHALLENGE","issueTokens":false,"failAuthentication":false})");
  EXPECT_EQ(defined.challenge_name, "CUSTOM_CHALLENGE");
  EXPECT_FALSE(defined.issues_tokens || defined.fails);
  EXPECT_EQ(Define(asked, R"({"challengeName":"PASSWORD_VERIFIER"})").challenge_name, "PASSWORD_VERIFIER");
  EXPECT_TRUE(Define(asked, R"({"issueTokens":true})").issues_tokens);
  EXPECT_TRUE(Define(asked, R"({"failAuthentication":true})").fails);
  defined = Define(asked, R"({"challengeName":null,"issueTokens":null,"failAuthentication":null})");
  EXPECT_FALSE(defined.challenge_name || defined.issues_tokens || defined.fails);
}

TEST(DefineAuthChallenge, RefusesAnswersOfAnotherShape) {
  for (const char* response : {R"({"challengeName":"SMS_MFA"})", R"({"challengeName":""})", R"({"challengeName":"custom_challenge"})",
                               R"({"challengeName":1})", R"({"issueTokens":"true"})", R"({"failAuthentication":1})", R"({"session":[]})"}) {
    EXPECT_EQ(RefusalOfDefine(response), kUnrecognizable) << response;
  }
}

TEST(DefineAuthChallenge, DoesNotMindTheNameWhereTheSignInIsOver) {
  EXPECT_EQ(RefusalOfDefine(R"({"challengeName":"SRP_A","issueTokens":true})"), kAccepted);
  EXPECT_EQ(RefusalOfDefine(R"({"challengeName":"","failAuthentication":true})"), kAccepted);
}

TEST(CreateAuthChallenge, IsToldWhichChallenge) {
  AskedPool asked;
  AskCreateAuthChallenge(asked.FromClient(), Ada(asked), "CUSTOM_CHALLENGE", kSrp, kTenant);
  EXPECT_EQ(asked.Event(),
            Envelope("CreateAuthChallenge_Authentication", "ada",
                     std::string("\"request\":{") + kAda + R"(,"challengeName":"CUSTOM_CHALLENGE",)" + kSrpAsJson +
                         R"(,"clientMetadata":{"tenant":"blue"},"userNotFound":false},)" +
                         R"("response":{"publicChallengeParameters":null,"privateChallengeParameters":null,"challengeMetadata":null})"));
}

TEST(CreateAuthChallenge, MakesParametersAndMetadata) {
  AskedPool asked;
  const CreatedChallenge created = Create(asked, R"({"publicChallengeParameters":{"url":"u","none":null},)"
                                                 R"("privateChallengeParameters":{"answer":"42"},"challengeMetadata":"MAIL-42"})");
  EXPECT_EQ(created.public_parameters, (ChallengeParameters{{"url", "u"}}));
  EXPECT_EQ(created.private_parameters, (ChallengeParameters{{"answer", "42"}}));
  EXPECT_EQ(created.metadata, "MAIL-42");
}

TEST(CreateAuthChallenge, MakesAChallengeWithoutParameters) {
  AskedPool asked;
  const CreatedChallenge created = Create(asked, "{}");
  EXPECT_TRUE(created.public_parameters.empty());
  EXPECT_TRUE(created.private_parameters.empty());
  EXPECT_EQ(created.metadata, std::nullopt);
}

TEST(CreateAuthChallenge, RefusesAnswersOfAnotherShape) {
  AskedPool asked;
  for (const char* response : {R"({"publicChallengeParameters":[]})", R"({"publicChallengeParameters":{"a":1}})",
                               R"({"privateChallengeParameters":{"a":{}}})", R"({"challengeMetadata":{}})", R"({"answerCorrect":true})"}) {
    EXPECT_EQ(RefusalOf([&] { Create(asked, response); }), kUnrecognizable) << response;
  }
}

TEST(VerifyAuthChallengeResponse, IsToldTheAnswerAndWhatOnlyTheFunctionsKnow) {
  AskedPool asked;
  AskVerifyAuthChallengeResponse(asked.FromClient(), Ada(asked), {{"answer", "42"}}, "41", kTenant);
  EXPECT_EQ(asked.Event(), Envelope("VerifyAuthChallengeResponse_Authentication", "ada",
                                    std::string("\"request\":{") + kAda +
                                        R"(,"privateChallengeParameters":{"answer":"42"},"challengeAnswer":"41",)"
                                        R"("clientMetadata":{"tenant":"blue"},"userNotFound":false},"response":{"answerCorrect":null})"));
}

TEST(VerifyAuthChallengeResponse, IsCorrectOnlyWhereTheFunctionSaysSo) {
  AskedPool asked;
  EXPECT_TRUE(Verify(asked, R"({"answerCorrect":true})"));
  for (const char* response : {R"({"answerCorrect":false})", R"({"answerCorrect":null})", "{}"}) {
    EXPECT_FALSE(Verify(asked, response)) << response;
  }
  for (const char* response : {R"({"answerCorrect":"true"})", R"({"answerCorrect":1})", R"({"correct":true})"}) {
    EXPECT_EQ(RefusalOf([&] { Verify(asked, response); }), kUnrecognizable) << response;
  }
}

TEST(CustomChallenges, EndNowhereWithoutFunctions) {
  AskedPool asked(R"("LambdaConfig":{})");
  const DefinedChallenge defined = Define(asked, R"({"issueTokens":true})");
  EXPECT_FALSE(defined.challenge_name || defined.issues_tokens || defined.fails);
  EXPECT_TRUE(Create(asked, R"({"publicChallengeParameters":{"a":"b"}})").public_parameters.empty());
  EXPECT_FALSE(Verify(asked, R"({"answerCorrect":true})"));
  EXPECT_TRUE(asked.invocations().empty());
}

}  // namespace
}  // namespace rockpool::triggers
