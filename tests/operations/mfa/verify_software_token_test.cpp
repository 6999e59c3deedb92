#include <gtest/gtest.h>

#include "tests/operations/mfa/token_calls.h"

namespace rockpool::support {
namespace {

using VerifySoftwareToken = TokenTest;

constexpr const char* kMismatch = "EnableSoftwareTokenMFAException: Code mismatch and fail enable Software Token MFA";
constexpr const char* kUsed = "EnableSoftwareTokenMFAException: Your software token has already been used once.";

TEST_F(VerifySoftwareToken, AnswersWithSuccessAndNoSession) {
  Associate();
  EXPECT_EQ(Verify(pool.CodeOf("alice")).body, R"({"Status":"SUCCESS"})");
}

TEST_F(VerifySoftwareToken, NeitherTurnsTheFactorOnNorPrefersIt) {
  Associate();
  Verify(pool.CodeOf("alice"));
  const Answer shown = pool.Show("alice");
  EXPECT_FALSE(shown.Has("UserMFASettingList"));
  EXPECT_FALSE(shown.Has("PreferredMfaSetting"));
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "tokens");
}

TEST_F(VerifySoftwareToken, RefusesAWrongCodeAsOftenAsItComes) {
  Associate();
  for (int i = 0; i < 12; ++i) {
    EXPECT_EQ(OutcomeOf(Verify(WrongCode())), kMismatch) << i;
  }
  EXPECT_EQ(OutcomeOf(Verify(pool.CodeOf("alice"))), kOk);
}

TEST_F(VerifySoftwareToken, TakesACodeOnce) {
  Associate();
  const std::string code = pool.CodeOf("alice");
  EXPECT_EQ(OutcomeOf(Verify(code)), kOk);
  EXPECT_EQ(OutcomeOf(Verify(code)), kUsed);
  service.clock.Advance(30'000);
  EXPECT_EQ(OutcomeOf(Verify(pool.CodeOf("alice"))), kOk);
}

TEST_F(VerifySoftwareToken, TakesACodeOfTheStepBeforeAndAfter) {
  Associate();
  const std::string before = pool.CodeOf("alice");
  service.clock.Advance(30'000);
  EXPECT_EQ(OutcomeOf(Verify(before)), kOk);
  Associate();
  service.clock.Advance(60'000);
  const std::string after = pool.CodeOf("alice");
  service.clock.Advance(-30'000);
  EXPECT_EQ(OutcomeOf(Verify(after)), kOk);
}

TEST_F(VerifySoftwareToken, ReplacesTheAuthenticatorOfBefore) {
  pool.AddToken("alice", "Old telephone");
  const std::string old = pool.CodeOf("alice");
  pool.AddToken("alice", "New telephone");
  SetMfa(pool, "ON", "token");
  const Answer asked = pool.ByPassword("alice");
  EXPECT_EQ(asked.TextAt("ChallengeParameters.FRIENDLY_DEVICE_NAME"), "New telephone");
  const auto give = [&](const std::string& code) {
    return NextOf(pool.Respond("SOFTWARE_TOKEN_MFA", asked.TextAt("Session"), {{"USERNAME", "alice"}, {"SOFTWARE_TOKEN_MFA_CODE", code}}));
  };
  ASSERT_NE(old, pool.CodeOf("alice"));
  EXPECT_EQ(give(old), "CodeMismatchException: Invalid code received for user");
  EXPECT_EQ(give(pool.CodeOf("alice")), "tokens");
}

TEST_F(VerifySoftwareToken, NeedsSomethingAssociated) {
  EXPECT_EQ(OutcomeOf(Verify("123456")), "SoftwareTokenMFANotFoundException: Software Token MFA does not exist for the user.");
}

TEST_F(VerifySoftwareToken, WantsSixDigits) {
  Associate();
  for (const char* code : {"12345", "1234567", "12345a"}) {
    EXPECT_EQ(Verify(code).ErrorType(), "InvalidParameterException") << code;
  }
}

TEST_F(VerifySoftwareToken, WantsOneOfTokenAndSession) {
  EXPECT_EQ(OutcomeOf(service.Call("VerifySoftwareToken", R"({"UserCode":"123456"})")),
            "InvalidParameterException: Either AccessToken or Session is required.");
  EXPECT_EQ(OutcomeOf(Verify("123456", R"(,"Session":"twenty characters or more")")),
            "InvalidParameterException: AccessToken and Session cannot both be given.");
  access_token = "garbage";
  EXPECT_EQ(OutcomeOf(Verify("123456")), kInvalidToken);
}

}  // namespace
}  // namespace rockpool::support
