// EMAIL_OTP and SMS_OTP as the first factor of USER_AUTH.
#include <gtest/gtest.h>

#include <regex>

#include "tests/operations/sign_in/choice_pool.h"
#include "tests/operations/sign_in/sign_in_errors.h"
#include "tests/support/jwt.h"
#include "tests/support/users.h"
#include "tests/support/watched_store.h"

namespace rockpool::support {
namespace {

class FirstFactorCodes : public PoolTest<ChoicePool> {
 protected:
  FirstFactorCodes() { pool.AddUser("alice", {{"email", "alice@example.com"}, {"email_verified", "true"}}); }

  Answer Enter(const Answer& asked, const std::string& code, const std::string& name = "alice") const {
    const std::string factor = asked.TextAt("ChallengeName");
    return pool.AnswerTo(asked, name, {{factor + "_CODE", code}});
  }

  // Who has not confirmed his sign-up.
  void SignUp(const std::string& name) {
    EXPECT_EQ(OutcomeOf(service.Call("SignUp", "{" + TextMember("ClientId", pool.client()) + "," + TextMember("Username", name) + "," +
                                                   TextMember("Password", kRightPassword) +
                                                   R"(,"UserAttributes":[{"Name":"email","Value":"new@example.com"}]})")),
              kOk);
  }
};

TEST_F(FirstFactorCodes, AreSentAtOnceToWhoPrefersThem) {
  const Answer asked = pool.Choose("alice", "EMAIL_OTP");
  ASSERT_EQ(NextOf(asked), "EMAIL_OTP");
  EXPECT_EQ(JsonAt(asked, "ChallengeParameters"), R"({"CODE_DELIVERY_DELIVERY_MEDIUM":"EMAIL","CODE_DELIVERY_DESTINATION":"a***@e***"})");
  EXPECT_EQ(OfferedIn(asked), R"(["PASSWORD_SRP","PASSWORD","EMAIL_OTP"])");
  EXPECT_EQ(pool.SentTo(), "alice@example.com");
  EXPECT_TRUE(std::regex_match(pool.SentCode(), std::regex("[0-9]{8}"))) << pool.SentCode();
  EXPECT_EQ(NextOf(Enter(asked, pool.SentCode())), "tokens");
}

TEST_F(FirstFactorCodes, AreSentToWhoChoosesThem) {
  const Answer asked = pool.Select("alice", "EMAIL_OTP");
  ASSERT_EQ(NextOf(asked), "EMAIL_OTP");
  const Answer answer = Enter(asked, pool.SentCode());
  EXPECT_EQ(NextOf(answer), "tokens");
  EXPECT_EQ(NextOf(Enter(asked, pool.SentCode())), kUsedSession);
}

TEST_F(FirstFactorCodes, GoBySmsToo) {
  pool.AddUser("bob", {{"phone_number", "+491701234567"}, {"phone_number_verified", "true"}});
  const Answer asked = pool.Choose("bob", "SMS_OTP");
  ASSERT_EQ(NextOf(asked), "SMS_OTP");
  EXPECT_EQ(JsonAt(asked, "ChallengeParameters"), R"({"CODE_DELIVERY_DELIVERY_MEDIUM":"SMS","CODE_DELIVERY_DESTINATION":"+********4567"})");
  EXPECT_EQ(pool.SentTo(), "+491701234567");
  EXPECT_EQ(NextOf(pool.AnswerTo(asked, "bob", {})), "InvalidParameterException: Missing required parameter SMS_OTP_CODE");
  EXPECT_EQ(NextOf(Enter(asked, pool.SentCode(), "bob")), "tokens");
}

TEST_F(FirstFactorCodes, LetInWhoHasNoPassword) {
  EXPECT_EQ(pool.AddPasswordless("erin", {{"email", "erin@example.com"}, {"email_verified", "true"}}), kOk);
  const Answer asked = pool.Choose("erin", "EMAIL_OTP");
  EXPECT_EQ(NextOf(Enter(asked, pool.SentCode(), "erin")), "tokens");
}

TEST_F(FirstFactorCodes, TakeEightWrongAnswersAndLockNobodyOut) {
  const Answer asked = pool.Choose("alice", "EMAIL_OTP");
  const std::string code = pool.SentCode();
  for (int i = 0; i < 8; ++i) {
    EXPECT_EQ(NextOf(Enter(asked, OtherCode(code))), kMismatchedCode) << i;
  }
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "tokens");
  EXPECT_EQ(NextOf(Enter(asked, code)), "tokens");
}

TEST_F(FirstFactorCodes, EndTheirSessionWithTheNinthWrongAnswer) {
  const Answer asked = pool.Choose("alice", "EMAIL_OTP");
  const std::string code = pool.SentCode();
  for (int i = 0; i < 8; ++i) {
    EXPECT_EQ(NextOf(Enter(asked, OtherCode(code))), kMismatchedCode) << i;
  }
  EXPECT_EQ(NextOf(Enter(asked, OtherCode(code))), kInvalidSession);
  EXPECT_EQ(NextOf(Enter(asked, code)), kInvalidSession);
}

TEST_F(FirstFactorCodes, LetInWhoIsLockedOutByWrongPasswords) {
  for (int i = 0; i < 10; ++i) {
    pool.ByPassword("alice", "Wrong-Pass1");
    service.clock.Advance(i < 9 ? 60'000 : 0);
  }
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "NotAuthorizedException: Password attempts exceeded");
  const Answer asked = pool.Choose("alice", "EMAIL_OTP");
  EXPECT_EQ(NextOf(Enter(asked, pool.SentCode())), "tokens");
}

TEST_F(FirstFactorCodes, ConfirmWhoHasSignedUpAndVerifyTheAddress) {
  SignUp("newcomer");
  const Answer asked = pool.Choose("newcomer", "EMAIL_OTP");
  ASSERT_EQ(NextOf(asked), "EMAIL_OTP");
  EXPECT_EQ(StatusOf(service, pool.id(), "newcomer"), "UNCONFIRMED");
  EXPECT_EQ(NextOf(Enter(asked, pool.SentCode(), "newcomer")), "tokens");
  EXPECT_EQ(StatusOf(service, pool.id(), "newcomer"), "CONFIRMED");
  EXPECT_EQ(AttributeOf(service, pool.id(), "newcomer", "email_verified"), "true");
}

TEST_F(FirstFactorCodes, AreNotWhatConfirmsASignUpByItself) {
  SignUp("newcomer");
  const std::string confirmation = pool.SentCode();
  const Answer asked = pool.Choose("newcomer", "EMAIL_OTP");
  EXPECT_EQ(NextOf(Enter(asked, confirmation, "newcomer")), kMismatchedCode);
  EXPECT_EQ(NextOf(pool.Choose("newcomer", "PASSWORD", {{"PASSWORD", kRightPassword}})),
            "UserNotConfirmedException: User is not confirmed.");
}

TEST_F(FirstFactorCodes, AreForTheAddressThatTheyWentTo) {
  const Answer asked = pool.Choose("alice", "EMAIL_OTP");
  const std::string code = pool.SentCode();
  EXPECT_EQ(pool.TryOn("AdminUpdateUserAttributes", "alice",
                       R"("UserAttributes":[{"Name":"email","Value":"other@example.com"},{"Name":"email_verified","Value":"true"}])"),
            kOk);
  EXPECT_EQ(NextOf(Enter(asked, code)), kMismatchedCode);
}

TEST_F(FirstFactorCodes, AreWorthNothingOnceASecondFactorIsOn) {
  SetMfa(pool, "OPTIONAL", "sms token email");
  pool.AddToken("alice");
  const Answer asked = pool.Choose("alice", "EMAIL_OTP");
  ASSERT_EQ(NextOf(asked), "EMAIL_OTP");
  const std::string code = pool.SentCode();
  EXPECT_EQ(pool.TryOn("AdminSetUserMFAPreference", "alice", R"("SoftwareTokenMfaSettings":{"Enabled":true})"), kOk);
  EXPECT_EQ(NextOf(Enter(asked, code)), kInvalidSession);
}

TEST_F(FirstFactorCodes, LetNobodyInWhoWasDisabledMeanwhile) {
  const Answer asked = pool.Choose("alice", "EMAIL_OTP");
  const std::string code = pool.SentCode();
  EXPECT_EQ(pool.TryOn("AdminDisableUser", "alice"), kOk);
  EXPECT_NE(NextOf(Enter(asked, code)), "tokens");
}

TEST_F(FirstFactorCodes, GoToTheAddressThatTheUserHasWhenTheyAreSent) {
  WatchedStore::BeforeNextWrite([&] {
    EXPECT_EQ(pool.TryOn("AdminUpdateUserAttributes", "alice",
                         R"("UserAttributes":[{"Name":"email","Value":"new@example.com"},{"Name":"email_verified","Value":"true"}])"),
              kOk);
  });
  ASSERT_EQ(NextOf(pool.Choose("alice", "EMAIL_OTP")), "EMAIL_OTP");
  EXPECT_EQ(pool.SentTo(), "new@example.com");
}

TEST_F(FirstFactorCodes, ExpireWithTheirSession) {
  const Answer asked = pool.Choose("alice", "EMAIL_OTP");
  service.clock.Advance(3 * 60'000);
  EXPECT_EQ(NextOf(Enter(asked, pool.SentCode())), "NotAuthorizedException: Invalid session for the user, session is expired.");
}

TEST_F(FirstFactorCodes, AreOfSixDigitsAndTellTheUserWhereTheyAreTheSecondFactor) {
  SetMfa(pool, "OPTIONAL", "sms email");
  EXPECT_EQ(pool.TryOn("AdminSetUserMFAPreference", "alice", R"("EmailMfaSettings":{"Enabled":true})"), kOk);
  const Answer asked = pool.Choose("alice", "PASSWORD", {{"PASSWORD", kRightPassword}});
  ASSERT_EQ(NextOf(asked), "EMAIL_OTP");
  EXPECT_EQ(asked.TextAt("ChallengeParameters.USER_ID_FOR_SRP"), "alice");
  EXPECT_EQ(pool.SentCode().size(), 6U);
  EXPECT_EQ(NextOf(Enter(asked, pool.SentCode())), "tokens");
}

}  // namespace
}  // namespace rockpool::support
