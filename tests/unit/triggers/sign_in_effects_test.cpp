// Rules that bring users along, and that ask questions.
#include <gtest/gtest.h>

#include <string>

#include "tests/unit/triggers/rule_calls.h"

namespace rockpool::triggers {
namespace {

std::string Migrated(const std::string& members, const std::string& source, const std::string& request) {
  return ResponseOf(R"([{"trigger":"UserMigration",)" + members + "}]",
                    CallOf(Trigger::kUserMigration, source, request, R"({"userAttributes":null,"finalUserStatus":null})"));
}

TEST(MigrationRule, KeepsThePasswordOfASignIn) {
  EXPECT_EQ(Migrated(R"("attributes":{"email":"{userName}","name":"Ada of {userName}, {userName}"})", "UserMigration_Authentication",
                     R"({"password":"any"})"),
            R"({"userAttributes":{"email":"ada@example.com","name":"Ada of ada@example.com, ada@example.com"},)"
            R"("finalUserStatus":"CONFIRMED"})");
}

TEST(MigrationRule, SaysNothingOfThePasswordOfWhoForgotIt) {
  EXPECT_EQ(Migrated(R"("attributes":{"email":"a"},"password":"p","suppress_message":true)", "UserMigration_ForgotPassword", "{}"),
            R"({"userAttributes":{"email":"a"},"finalUserStatus":null,"messageAction":"SUPPRESS"})");
}

TEST(MigrationRule, HasTheStatusThatItNames) {
  EXPECT_EQ(Migrated(R"("attributes":{"email":"a"},"final_status":"RESET_REQUIRED")", "UserMigration_Authentication", "{}"),
            R"({"userAttributes":{"email":"a"},"finalUserStatus":"RESET_REQUIRED"})");
}

TEST(MigrationRule, RefusesAnotherPassword) {
  const std::string members = R"("attributes":{"email":"a"},"password":"right")";
  EXPECT_EQ(Migrated(members, "UserMigration_Authentication", R"({"password":"wrong"})"), "refused: Bad password");
  EXPECT_EQ(Migrated(members, "UserMigration_Authentication", "{}"), "refused: Bad password");
  EXPECT_EQ(Migrated(members, "UserMigration_Authentication", R"({"password":"right"})"),
            R"({"userAttributes":{"email":"a"},"finalUserStatus":"CONFIRMED"})");
}

constexpr const char* kQuestion = R"([{"trigger":["DefineAuthChallenge","CreateAuthChallenge","VerifyAuthChallengeResponse"],)"
                                  R"("question":{"text":"The name of your dog?","answer":"Argos","tries":2}}])";

std::string Defined(const std::string& session) {
  return ResponseOf(kQuestion, CallOf(Trigger::kDefineAuthChallenge, "DefineAuthChallenge_Authentication", R"({"session":)" + session + "}",
                                      R"({"challengeName":null,"issueTokens":null,"failAuthentication":null})"));
}

std::string Result(const std::string& name, bool result) {
  return R"({"challengeName":")" + name + R"(","challengeResult":)" + (result ? "true" : "false") + "}";
}

constexpr const char* kAsks = R"({"challengeName":"CUSTOM_CHALLENGE","issueTokens":false,"failAuthentication":false})";
constexpr const char* kIssues = R"({"challengeName":null,"issueTokens":true,"failAuthentication":false})";
constexpr const char* kFails = R"({"challengeName":null,"issueTokens":false,"failAuthentication":true})";

TEST(QuestionRule, AsksUntilTheAnswerIsRightOrTheTriesAreOver) {
  const std::string wrong = Result("CUSTOM_CHALLENGE", false);
  EXPECT_EQ(Defined("[]"), kAsks);
  EXPECT_EQ(Defined("[" + Result("CUSTOM_CHALLENGE", true) + "]"), kIssues);
  EXPECT_EQ(Defined("[" + wrong + "]"), kAsks);
  EXPECT_EQ(Defined("[" + wrong + "," + Result("CUSTOM_CHALLENGE", true) + "]"), kIssues);
  EXPECT_EQ(Defined("[" + wrong + "," + wrong + "]"), kFails);
}

TEST(QuestionRule, LetsThePasswordComeFirstWhereTheClientBeginsWithIt) {
  const std::string srp = Result("SRP_A", true);
  EXPECT_EQ(Defined("[" + srp + "]"), R"({"challengeName":"PASSWORD_VERIFIER","issueTokens":false,"failAuthentication":false})");
  EXPECT_EQ(Defined("[" + srp + "," + Result("PASSWORD_VERIFIER", true) + "]"), kAsks);
  EXPECT_EQ(Defined("[" + srp + "," + Result("PASSWORD_VERIFIER", false) + "]"), kFails);
  EXPECT_EQ(Defined("[" + srp + "," + Result("PASSWORD_VERIFIER", true) + "," + Result("SMS_MFA", true) + "]"), kAsks);
}

TEST(QuestionRule, ShowsTheQuestionAndNotTheAnswer) {
  const std::string created = ResponseOf(
      kQuestion, CallOf(Trigger::kCreateAuthChallenge, "CreateAuthChallenge_Authentication", R"({"challengeName":"CUSTOM_CHALLENGE"})",
                        R"({"publicChallengeParameters":null,"privateChallengeParameters":null,"challengeMetadata":null})"));
  EXPECT_EQ(created, R"({"publicChallengeParameters":{"question":"The name of your dog?"},"privateChallengeParameters":{},)"
                     R"("challengeMetadata":"QUESTION"})");
}

TEST(QuestionRule, ComparesTheAnswer) {
  const auto verified = [](const std::string& request) {
    return ResponseOf(kQuestion, CallOf(Trigger::kVerifyAuthChallengeResponse, "VerifyAuthChallengeResponse_Authentication", request,
                                        R"({"answerCorrect":null})"));
  };
  EXPECT_EQ(verified(R"({"challengeAnswer":"Argos"})"), R"({"answerCorrect":true})");
  EXPECT_EQ(verified(R"({"challengeAnswer":"argos"})"), R"({"answerCorrect":false})");
  EXPECT_EQ(verified("{}"), R"({"answerCorrect":false})");
}

}  // namespace
}  // namespace rockpool::triggers
