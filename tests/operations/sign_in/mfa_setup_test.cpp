// MFA_SETUP: who has to have a second factor and has none sets one up in the middle of the sign-in.
#include <gtest/gtest.h>

#include "tests/operations/sign_in/sign_in_errors.h"
#include "tests/operations/sign_in/sign_in_pool.h"

namespace rockpool::support {
namespace {

constexpr const char* kMismatchAtSetUp = "EnableSoftwareTokenMFAException: Code mismatch and fail enable Software Token MFA";

constexpr const char* kByPhone = R"(,"AccountRecoverySetting":{"RecoveryMechanisms":[{"Name":"verified_phone_number","Priority":1}]})";

class MfaSetup : public testing::Test {
 protected:
  MfaSetup() {
    SetMfa(pool, "ON", "token email");
    pool.AddUser("alice");
  }

  std::string Begin() { return pool.ByPassword("alice").TextAt("Session"); }
  Answer Associate(const std::string& session) {
    return service.Call("AssociateSoftwareToken", "{" + TextMember("Session", session) + "}");
  }
  Answer Verify(const std::string& session, const std::string& code) {
    return service.Call("VerifySoftwareToken", "{" + TextMember("Session", session) + "," + TextMember("UserCode", code) + "}");
  }
  Answer AnswerSetUp(const std::string& session, const Pairs& more = {}) {
    Pairs responses{{"USERNAME", "alice"}};
    responses.insert(more.begin(), more.end());
    return pool.Respond("MFA_SETUP", session, responses);
  }

  // The session of a sign-in that has set an authenticator up.
  std::string VerifyNew() {
    const std::string session = Associate(Begin()).TextAt("Session");
    return Verify(session, pool.CodeOf("alice")).TextAt("Session");
  }

  TestService service;
  SignInPool pool{service, std::string(kWithEmail) + kByPhone};
};

TEST_F(MfaSetup, LeadsFromAnAuthenticatorToTokens) {
  const std::string begun = Begin();
  const Answer associated = Associate(begun);
  ASSERT_EQ(OutcomeOf(associated), kOk);
  EXPECT_EQ(associated.TextAt("SecretCode").size(), 52U);
  const Answer verified = Verify(associated.TextAt("Session"), pool.CodeOf("alice"));
  ASSERT_EQ(OutcomeOf(verified), kOk);
  EXPECT_EQ(verified.TextAt("Status"), "SUCCESS");
  EXPECT_EQ(NextOf(AnswerSetUp(verified.TextAt("Session"))), "tokens");
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "SOFTWARE_TOKEN_MFA") << "the next time";
  EXPECT_EQ(JsonAt(pool.Show("alice"), "UserMFASettingList"), R"(["SOFTWARE_TOKEN_MFA"])");
}

TEST_F(MfaSetup, ShowsWhatCanBeSetUpAndTheUsername) {
  EXPECT_EQ(JsonAt(pool.ByPassword("alice"), "ChallengeParameters"),
            R"({"MFAS_CAN_SETUP":"[\"SOFTWARE_TOKEN_MFA\",\"EMAIL_OTP\"]","USER_ID_FOR_SRP":"alice"})");
}

TEST_F(MfaSetup, GivesANewSessionAtEachStepAndTakesEachOnce) {
  const std::string begun = Begin();
  const std::string associated = Associate(begun).TextAt("Session");
  EXPECT_EQ(OutcomeOf(Associate(begun)), kUsedSession);
  const std::string verified = Verify(associated, pool.CodeOf("alice")).TextAt("Session");
  EXPECT_EQ(OutcomeOf(Verify(associated, pool.CodeOf("alice"))), kUsedSession);
  EXPECT_EQ(NextOf(AnswerSetUp(verified)), "tokens");
  EXPECT_EQ(NextOf(AnswerSetUp(verified)), kUsedSession);
}

TEST_F(MfaSetup, TakesThreeWrongCodes) {
  const std::string session = Associate(Begin()).TextAt("Session");
  std::string wrong = pool.CodeOf("alice");
  wrong[0] = wrong[0] == '9' ? '0' : static_cast<char>(wrong[0] + 1);
  for (int i = 1; i <= 3; ++i) {
    EXPECT_EQ(OutcomeOf(Verify(session, wrong)), kMismatchAtSetUp) << i;
  }
  EXPECT_EQ(OutcomeOf(Verify(session, pool.CodeOf("alice"))), kInvalidSession);
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "MFA_SETUP");
}

TEST_F(MfaSetup, TakesTheRightCodeAfterTwoWrongOnes) {
  const std::string session = Associate(Begin()).TextAt("Session");
  std::string wrong = pool.CodeOf("alice");
  wrong[0] = wrong[0] == '9' ? '0' : static_cast<char>(wrong[0] + 1);
  EXPECT_EQ(OutcomeOf(Verify(session, wrong)), kMismatchAtSetUp);
  EXPECT_EQ(OutcomeOf(Verify(session, wrong)), kMismatchAtSetUp);
  EXPECT_EQ(OutcomeOf(Verify(session, pool.CodeOf("alice"))), kOk);
}

TEST_F(MfaSetup, EndsAtAnAnswerBeforeTheAuthenticatorIsVerified) {
  const std::string session = Associate(Begin()).TextAt("Session");
  EXPECT_EQ(NextOf(AnswerSetUp(session)), "InvalidParameterException: User has not verified software token mfa");
  EXPECT_EQ(NextOf(AnswerSetUp(session)), kUsedSession);
}

TEST_F(MfaSetup, SendsACodeToAnAddressThatIsSetUp) {
  for (const char* member : {"EMAIL", "email"}) {
    const Answer asked = AnswerSetUp(Begin(), {{member, "alice@example.com"}});
    ASSERT_EQ(NextOf(asked), "EMAIL_OTP") << member;
    EXPECT_EQ(pool.SentTo(), "alice@example.com");
    EXPECT_EQ(NextOf(pool.Respond("EMAIL_OTP", asked.TextAt("Session"), {{"USERNAME", "alice"}, {"EMAIL_OTP_CODE", pool.SentCode()}})),
              "tokens");
    EXPECT_NE(JsonAt(pool.Show("alice"), "UserAttributes").find(R"({"Name":"email_verified","Value":"true"})"), std::string::npos);
    EXPECT_EQ(NextOf(pool.ByPassword("alice")), "EMAIL_OTP") << "the next time";
    EXPECT_EQ(pool.TryOn("AdminDeleteUserAttributes", "alice", R"("UserAttributeNames":["email"])"), kOk);
  }
}

TEST_F(MfaSetup, EndsAtAnAddressThatIsNone) {
  const std::string session = Begin();
  EXPECT_EQ(NextOf(AnswerSetUp(session, {{"EMAIL", "no address"}})), "InvalidParameterException: Invalid email address format.");
  EXPECT_EQ(NextOf(AnswerSetUp(session, {{"EMAIL", "alice@example.com"}})), kUsedSession);
}

TEST_F(MfaSetup, NeedsASessionOfItsOwn) {
  EXPECT_EQ(OutcomeOf(Associate("a session of twenty or more characters")), kInvalidSession);
  pool.Invite("bob");
  EXPECT_EQ(OutcomeOf(Associate(pool.ByPassword("bob").TextAt("Session"))), kInvalidSession) << "of a NEW_PASSWORD_REQUIRED";
  const std::string session = Begin();
  service.clock.Advance(3 * 60'000);
  EXPECT_EQ(OutcomeOf(Associate(session)), "NotAuthorizedException: Invalid session for the user, session is expired.");
}

TEST_F(MfaSetup, EndsOnceTheUserHasAnAuthenticatorFromAnotherSignIn) {
  const std::string first = Begin();
  const std::string second = Begin();
  const std::string associated = Associate(Begin()).TextAt("Session");
  const std::string verified = VerifyNew();
  ASSERT_EQ(NextOf(AnswerSetUp(verified)), "tokens");
  service.clock.Advance(30'000);
  EXPECT_EQ(OutcomeOf(Associate(first)), kInvalidSession);
  EXPECT_EQ(OutcomeOf(Verify(associated, pool.CodeOf("alice"))), kInvalidSession);
  EXPECT_EQ(NextOf(AnswerSetUp(second, {{"EMAIL", "alice@example.com"}})), kInvalidSession);
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "SOFTWARE_TOKEN_MFA");
}

TEST_F(MfaSetup, VerifiesNoSecretOfAnotherSession) {
  const std::string first = Associate(Begin()).TextAt("Session");
  const std::string second = Associate(Begin()).TextAt("Session");
  EXPECT_EQ(OutcomeOf(Verify(first, pool.CodeOf("alice"))),
            "SoftwareTokenMFANotFoundException: Software Token MFA does not exist for the user.");
  EXPECT_EQ(OutcomeOf(Verify(second, pool.CodeOf("alice"))), kOk);
}

TEST_F(MfaSetup, VerifiesItsOwnAuthenticatorAgain) {
  const std::string verified = VerifyNew();
  service.clock.Advance(30'000);
  const Answer again = Verify(verified, pool.CodeOf("alice"));
  ASSERT_EQ(OutcomeOf(again), kOk);
  EXPECT_EQ(NextOf(AnswerSetUp(again.TextAt("Session"))), "tokens");
}

TEST_F(MfaSetup, NeedsTheAuthenticatorThatItHasVerified) {
  const std::string verified = VerifyNew();
  EXPECT_EQ(pool.TryOn("AdminDeleteSoftwareToken", "alice"), kOk);
  EXPECT_EQ(NextOf(AnswerSetUp(verified)), "InvalidParameterException: User has not verified software token mfa");
}

TEST_F(MfaSetup, ReplacesNoAddressThatTheUserHasGotMeanwhile) {
  const std::string session = Begin();
  EXPECT_EQ(pool.TryOn("AdminUpdateUserAttributes", "alice", R"("UserAttributes":[{"Name":"email","Value":"alice@example.com"}])"), kOk);
  EXPECT_EQ(NextOf(AnswerSetUp(session, {{"EMAIL", "mallory@example.com"}})), kInvalidSession);
}

TEST_F(MfaSetup, SetsNoAddressThatTheClientMayNotWrite) {
  pool.UseClient(pool.AddClient(R"("ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH"],"WriteAttributes":["name"])"));
  EXPECT_EQ(NextOf(AnswerSetUp(Begin(), {{"EMAIL", "alice@example.com"}})),
            "NotAuthorizedException: A client attempted to write unauthorized attribute");
}

TEST_F(MfaSetup, EndsWithThePasswordThatWasProved) {
  const std::string session = Begin();
  EXPECT_EQ(pool.TryOn("AdminSetUserPassword", "alice", TextMember("Password", kRightPassword) + R"(,"Permanent":true)"), kOk);
  EXPECT_EQ(OutcomeOf(Associate(session)), kInvalidSession);
}

}  // namespace
}  // namespace rockpool::support
