// Which second factor is asked, row by row of AWS's table, and how each takes its answer.
#include <gtest/gtest.h>

#include "tests/operations/sign_in/sign_in_errors.h"
#include "tests/operations/sign_in/sign_in_pool.h"
#include "tests/support/users.h"

namespace rockpool::support {
namespace {

constexpr const char* kTokenMismatch = "CodeMismatchException: Invalid code received for user";
const Pairs kBoth{{"email", "alice@example.com"}, {"phone_number", "+491701234567"}};
const Pairs kEmail{{"email", "alice@example.com"}};
const Pairs kPhone{{"phone_number", "+491701234567"}};

constexpr const char* kRecovery = R"(,"AccountRecoverySetting":{"RecoveryMechanisms":[{"Name":"%","Priority":1}]})";

std::string RecoveryBy(const std::string& name) {
  std::string setting = kRecovery;
  return setting.replace(setting.find('%'), 1, name);
}

class MfaAtSignIn : public testing::Test {
 protected:
  // What the password leads to, with the choices that the question offers.
  std::string Asked(const SignInPool& pool, const std::string& name = "alice") {
    const Answer answer = pool.ByPassword(name);
    std::string next = NextOf(answer);
    for (const char* list : {"MFAS_CAN_CHOOSE", "MFAS_CAN_SETUP"}) {
      if (answer.Has(std::string("ChallengeParameters.") + list)) {
        next += " " + answer.TextAt(std::string("ChallengeParameters.") + list);
      }
    }
    return next;
  }
  std::string Prefer(const SignInPool& pool, const std::string& settings) {
    return pool.TryOn("AdminSetUserMFAPreference", "alice", settings);
  }
  // A code that is not the right one.
  static std::string Wrong(std::string code) {
    code[0] = code[0] == '9' ? '0' : static_cast<char>(code[0] + 1);
    return code;
  }

  TestService service;
};

TEST_F(MfaAtSignIn, AsksNothingWhereItIsOff) {
  SignInPool pool(service);
  pool.AddUser("alice", kBoth);
  EXPECT_EQ(Asked(pool), "tokens");
}

TEST_F(MfaAtSignIn, AsksForWhatTheUserHasTurnedOnWhereItIsOptional) {
  SignInPool pool(service, kWithEmail);
  SetMfa(pool, "OPTIONAL", "sms token email");
  pool.AddUser("alice", kBoth);
  EXPECT_EQ(Asked(pool), "tokens");
  pool.AddToken("alice");
  EXPECT_EQ(Asked(pool), "tokens") << "a verified authenticator alone turns nothing on";
  EXPECT_EQ(Prefer(pool, R"("SoftwareTokenMfaSettings":{"Enabled":true})"), kOk);
  EXPECT_EQ(Asked(pool), "SOFTWARE_TOKEN_MFA");
  EXPECT_EQ(Prefer(pool, R"("SMSMfaSettings":{"Enabled":true})"), kOk);
  EXPECT_EQ(Asked(pool), R"(SELECT_MFA_TYPE ["SMS_MFA","SOFTWARE_TOKEN_MFA"])");
  EXPECT_EQ(Prefer(pool, R"("EmailMfaSettings":{"Enabled":true,"PreferredMfa":true})"), kOk);
  EXPECT_EQ(Asked(pool), "EMAIL_OTP");
  EXPECT_EQ(Prefer(pool, R"("SMSMfaSettings":{"Enabled":true,"PreferredMfa":true})"), kOk);
  EXPECT_EQ(Asked(pool), "SMS_MFA");
  EXPECT_EQ(Prefer(pool, R"("SMSMfaSettings":{"Enabled":false},"EmailMfaSettings":{"Enabled":false})"), kOk);
  EXPECT_EQ(Asked(pool), "SOFTWARE_TOKEN_MFA");
}

TEST_F(MfaAtSignIn, AsksForAnAuthenticatorAfterThePoolHasTurnedThemOff) {
  SignInPool pool(service);
  SetMfa(pool, "OPTIONAL", "sms token");
  pool.AddUser("alice", kPhone);
  pool.AddToken("alice");
  EXPECT_EQ(Prefer(pool, R"("SoftwareTokenMfaSettings":{"Enabled":true})"), kOk);
  SetMfa(pool, "OPTIONAL", "sms");
  EXPECT_EQ(Asked(pool), "SOFTWARE_TOKEN_MFA");
}

TEST_F(MfaAtSignIn, PassesOverSmsThatThePoolDoesNotOffer) {
  SignInPool pool(service);
  SetMfa(pool, "OPTIONAL", "token");
  pool.AddUser("alice", kPhone);
  pool.AddToken("alice");
  EXPECT_EQ(Prefer(pool, R"("SoftwareTokenMfaSettings":{"Enabled":true},"SMSMfaSettings":{"Enabled":true,"PreferredMfa":true})"), kOk);
  EXPECT_EQ(Asked(pool), "SOFTWARE_TOKEN_MFA");
}

TEST_F(MfaAtSignIn, AsksByTheOlderOptionsOfSms) {
  SignInPool pool(service);
  SetMfa(pool, "OPTIONAL", "sms");
  pool.AddUser("alice", kPhone);
  EXPECT_EQ(pool.TryOn("AdminSetUserSettings", "alice", R"("MFAOptions":[{"DeliveryMedium":"SMS","AttributeName":"phone_number"}])"), kOk);
  EXPECT_EQ(Asked(pool), "SMS_MFA");
}

TEST_F(MfaAtSignIn, AsksForAVerifiedAuthenticatorWhereItIsRequired) {
  SignInPool pool(service);
  SetMfa(pool, "OPTIONAL", "token");
  pool.AddUser("alice");
  pool.AddToken("alice");
  SetMfa(pool, "ON", "token");
  EXPECT_EQ(Asked(pool), "SOFTWARE_TOKEN_MFA");
}

TEST_F(MfaAtSignIn, OffersTheOtherFactorsBesideAnAuthenticatorWhereItIsRequired) {
  SignInPool pool(service, kWithEmail);
  SetMfa(pool, "OPTIONAL", "token");
  pool.AddUser("alice", kBoth);
  pool.AddToken("alice");
  SetMfa(pool, "ON", "sms token email");
  EXPECT_EQ(Asked(pool), R"(SELECT_MFA_TYPE ["SOFTWARE_TOKEN_MFA","SMS_MFA","EMAIL_OTP"])");
  EXPECT_EQ(Prefer(pool, R"("SMSMfaSettings":{"Enabled":true,"PreferredMfa":true})"), kOk);
  EXPECT_EQ(Asked(pool), "SMS_MFA");
}

TEST_F(MfaAtSignIn, LeavesOutTheOnlyMediumOfRecoveryBesideAnAuthenticator) {
  SignInPool pool(service, RecoveryBy("verified_phone_number"));
  SetMfa(pool, "OPTIONAL", "token");
  pool.AddUser("alice", kPhone);
  pool.AddToken("alice");
  SetMfa(pool, "ON", "sms token");
  EXPECT_EQ(Asked(pool), "SOFTWARE_TOKEN_MFA");
}

TEST_F(MfaAtSignIn, SendsACodeAtOnceWhereItIsRequiredAndOneAddressIsThere) {
  SignInPool pool(service, kWithEmail);
  SetMfa(pool, "ON", "sms token email");
  pool.AddUser("alice", kPhone);
  pool.AddUser("bob", {{"email", "bob@example.com"}});
  EXPECT_EQ(Asked(pool, "alice"), "SMS_MFA");
  EXPECT_EQ(pool.SentTo(), "+491701234567");
  EXPECT_EQ(Asked(pool, "bob"), "EMAIL_OTP");
  EXPECT_EQ(pool.SentTo(), "bob@example.com");
}

TEST_F(MfaAtSignIn, TakesTheMediumThatIsNotFirstInRecovery) {
  SignInPool pool(service, kWithEmail);  // e-mail first, then the telephone
  SetMfa(pool, "ON", "sms email");
  pool.AddUser("alice", kBoth);
  EXPECT_EQ(Asked(pool), "SMS_MFA");
}

TEST_F(MfaAtSignIn, LetsTheUserChooseWhereAdministratorsRecover) {
  SignInPool pool(service, kWithEmail + RecoveryBy("admin_only"));
  SetMfa(pool, "ON", "sms email");
  pool.AddUser("alice", kBoth);
  EXPECT_EQ(Asked(pool), R"(SELECT_MFA_TYPE ["SMS_MFA","EMAIL_OTP"])");
}

TEST_F(MfaAtSignIn, LeadsWhoHasNothingToASetup) {
  SignInPool pool(service, kWithEmail + RecoveryBy("verified_phone_number"));
  SetMfa(pool, "ON", "token email");
  pool.AddUser("alice");
  EXPECT_EQ(Asked(pool), R"(MFA_SETUP ["SOFTWARE_TOKEN_MFA","EMAIL_OTP"])");
  SetMfa(pool, "ON", "token");
  EXPECT_EQ(Asked(pool), R"(MFA_SETUP ["SOFTWARE_TOKEN_MFA"])");
}

TEST_F(MfaAtSignIn, LeadsWhoHasOnlyTheMediumOfRecoveryToASetup) {
  SignInPool pool(service, RecoveryBy("verified_phone_number"));
  SetMfa(pool, "ON", "sms token");
  pool.AddUser("alice", kPhone);
  EXPECT_EQ(Asked(pool), R"(MFA_SETUP ["SOFTWARE_TOKEN_MFA"])");
}

TEST_F(MfaAtSignIn, AsksForFactorsThatTheUserHasTurnedOffWhereItIsRequired) {
  SignInPool pool(service, kWithEmail);
  SetMfa(pool, "OPTIONAL", "sms token");
  pool.AddUser("alice", kPhone);
  pool.AddToken("alice");
  pool.AddUser("bob", kPhone);
  SetMfa(pool, "ON", "sms token");
  EXPECT_EQ(Prefer(pool, R"("SoftwareTokenMfaSettings":{"Enabled":false},"SMSMfaSettings":{"Enabled":false})"), kOk);
  EXPECT_EQ(Asked(pool), R"(SELECT_MFA_TYPE ["SOFTWARE_TOKEN_MFA","SMS_MFA"])");
  EXPECT_EQ(pool.TryOn("AdminSetUserMFAPreference", "bob", R"("SMSMfaSettings":{"Enabled":false})"), kOk);
  EXPECT_EQ(Asked(pool, "bob"), "SMS_MFA");
}

TEST_F(MfaAtSignIn, LeavesTheFirstMediumOfRecoveryOutOfASetup) {
  SignInPool pool(service, kWithEmail);
  SetMfa(pool, "ON", "token email");
  pool.AddUser("alice");
  EXPECT_EQ(Asked(pool), R"(MFA_SETUP ["SOFTWARE_TOKEN_MFA"])");
}

TEST_F(MfaAtSignIn, RefusesWhoHasNothingAndCanSetNothingUp) {
  SignInPool pool(service, RecoveryBy("verified_phone_number"));
  SetMfa(pool, "ON", "sms");
  pool.AddUser("alice");
  pool.AddUser("bob", kPhone);
  const char* refusal = "InvalidParameterException: MFA is required but the user has no available MFA method.";
  EXPECT_EQ(Asked(pool, "alice"), refusal);
  EXPECT_EQ(Asked(pool, "bob"), refusal) << "his only address is what recovers his password";
}

class MfaAnswers : public MfaAtSignIn {
 protected:
  MfaAnswers() { SetMfa(pool, "ON", "sms token email"); }

  Answer Respond(const std::string& challenge, const std::string& session, const std::string& member, const std::string& value) {
    return pool.Respond(challenge, session, {{"USERNAME", "alice"}, {member, value}});
  }

  SignInPool pool{service, kWithEmail};
};

TEST_F(MfaAnswers, ShowsWhereTheCodeWent) {
  pool.AddUser("alice", kPhone);
  const Answer by_sms = pool.ByPassword("alice");
  EXPECT_EQ(JsonAt(by_sms, "ChallengeParameters"),
            R"({"CODE_DELIVERY_DELIVERY_MEDIUM":"SMS","CODE_DELIVERY_DESTINATION":"+********4567","USER_ID_FOR_SRP":"alice"})");
  pool.AddUser("bob", {{"email", "bob@example.com"}});
  EXPECT_EQ(JsonAt(pool.ByPassword("bob"), "ChallengeParameters"),
            R"({"CODE_DELIVERY_DELIVERY_MEDIUM":"EMAIL","CODE_DELIVERY_DESTINATION":"b***@e***","USER_ID_FOR_SRP":"bob"})");
}

TEST_F(MfaAnswers, TakesTheCodeThatWasSentAndVerifiesTheAddress) {
  for (const auto& [attributes, challenge, member, flag] : {std::tuple{kPhone, "SMS_MFA", "SMS_MFA_CODE", "phone_number_verified"},
                                                            std::tuple{kEmail, "EMAIL_OTP", "EMAIL_OTP_CODE", "email_verified"}}) {
    pool.AddUser("alice", attributes);
    const std::string session = pool.ByPassword("alice").TextAt("Session");
    const std::string code = pool.SentCode();
    ASSERT_EQ(code.size(), 6U);
    EXPECT_EQ(NextOf(Respond(challenge, session, member, Wrong(code))), kMismatchedCode);
    EXPECT_EQ(NextOf(Respond(challenge, session, member, code)), "tokens");
    EXPECT_EQ(NextOf(Respond(challenge, session, member, code)),
              "NotAuthorizedException: Invalid session for the user, session can only be used once.");
    EXPECT_NE(JsonAt(pool.Show("alice"), "UserAttributes").find(std::string(R"({"Name":")") + flag + R"(","Value":"true"})"),
              std::string::npos);
    EXPECT_EQ(pool.TryOn("AdminDeleteUser", "alice"), kOk);
  }
}

TEST_F(MfaAnswers, TakesACodeForTheSessionThatItWasSentFor) {
  pool.AddUser("alice", kPhone);
  pool.ByPassword("alice");
  const std::string earlier = pool.SentCode();
  const std::string session = pool.ByPassword("alice").TextAt("Session");
  ASSERT_NE(pool.SentCode(), earlier);
  EXPECT_EQ(NextOf(Respond("SMS_MFA", session, "SMS_MFA_CODE", earlier)), kMismatchedCode);
}

TEST_F(MfaAnswers, EndsTheSessionAtTheNinthWrongCode) {
  pool.AddUser("alice", kPhone);
  const std::string session = pool.ByPassword("alice").TextAt("Session");
  const std::string code = pool.SentCode();
  for (int i = 1; i <= 8; ++i) {
    EXPECT_EQ(NextOf(Respond("SMS_MFA", session, "SMS_MFA_CODE", Wrong(code))), kMismatchedCode) << i;
  }
  EXPECT_EQ(NextOf(Respond("SMS_MFA", session, "SMS_MFA_CODE", Wrong(code))), kInvalidSession);
  EXPECT_EQ(NextOf(Respond("SMS_MFA", session, "SMS_MFA_CODE", code)), kInvalidSession);
}

TEST_F(MfaAnswers, TakesTheRightCodeAfterEightWrongOnes) {
  pool.AddUser("alice", kPhone);
  const std::string session = pool.ByPassword("alice").TextAt("Session");
  for (int i = 1; i <= 8; ++i) {
    EXPECT_EQ(NextOf(Respond("SMS_MFA", session, "SMS_MFA_CODE", Wrong(pool.SentCode()))), kMismatchedCode) << i;
  }
  EXPECT_EQ(NextOf(Respond("SMS_MFA", session, "SMS_MFA_CODE", pool.SentCode())), "tokens");
}

TEST_F(MfaAnswers, LocksThePasswordAfterFiveWrongCodes) {
  pool.AddUser("alice", kPhone);
  const std::string session = pool.ByPassword("alice").TextAt("Session");
  for (int i = 1; i <= 5; ++i) {
    EXPECT_EQ(NextOf(Respond("SMS_MFA", session, "SMS_MFA_CODE", Wrong(pool.SentCode()))), kMismatchedCode) << i;
  }
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "NotAuthorizedException: Password attempts exceeded");
}

class TokenAnswers : public MfaAtSignIn {
 protected:
  TokenAnswers() {
    SetMfa(pool, "OPTIONAL", "token");
    pool.AddUser("alice");
  }

  std::string Session() { return pool.ByPassword("alice").TextAt("Session"); }
  std::string Give(const std::string& session, const std::string& code) {
    return NextOf(pool.Respond("SOFTWARE_TOKEN_MFA", session, {{"USERNAME", "alice"}, {"SOFTWARE_TOKEN_MFA_CODE", code}}));
  }

  SignInPool pool{service};
};

TEST_F(TokenAnswers, ShowTheNameOfTheDevice) {
  pool.AddToken("alice", "My phone");
  SetMfa(pool, "ON", "token");
  EXPECT_EQ(JsonAt(pool.ByPassword("alice"), "ChallengeParameters"), R"({"FRIENDLY_DEVICE_NAME":"My phone","USER_ID_FOR_SRP":"alice"})");
}

TEST_F(TokenAnswers, TakeTheCodeOfThisMomentAndOfTheStepsBesideIt) {
  pool.AddToken("alice");
  SetMfa(pool, "ON", "token");
  service.clock.Advance(300'000);
  const std::string early = pool.CodeOf("alice");
  service.clock.Advance(60'000);
  const std::string session = Session();
  EXPECT_EQ(Give(session, early), kTokenMismatch) << "two steps ago";
  const std::string code = pool.CodeOf("alice");
  service.clock.Advance(30'000);
  EXPECT_EQ(Give(session, code), "tokens") << "a step ago";
}

TEST_F(TokenAnswers, TakeEachCodeOnce) {
  pool.AddToken("alice");
  SetMfa(pool, "ON", "token");
  const std::string code = pool.CodeOf("alice");
  EXPECT_EQ(Give(Session(), code), "tokens");
  const std::string session = Session();
  const char* used = "ExpiredCodeException: Your software token has already been used once.";
  EXPECT_EQ(Give(session, code), used);
  service.clock.Advance(30'000);
  EXPECT_EQ(Give(session, code), used) << "still within the window";
  EXPECT_EQ(Give(session, pool.CodeOf("alice")), "tokens") << "the session is open all the same";
}

TEST_F(TokenAnswers, AreTakenInTheWriteThatGivesTheTokens) {
  pool.AddToken("alice");
  SetMfa(pool, "ON", "token");
  EXPECT_EQ(Give(Session(), pool.CodeOf("alice")), "tokens");  // the pool has its keys from now on
  service.clock.Advance(30'000);
  const std::string session = Session();
  const std::string code = pool.CodeOf("alice");
  const std::int64_t before = service.writes();
  EXPECT_EQ(Give(session, code), "tokens");
  EXPECT_EQ(service.writes() - before, 1);
}

TEST_F(TokenAnswers, CountTheCodeThatVerifiedTheDevice) {
  const std::string token = TextMember("AccessToken", pool.AccessTokenOf("alice"));
  service.Call("AssociateSoftwareToken", "{" + token + "}");
  const std::string code = pool.CodeOf("alice");
  EXPECT_EQ(OutcomeOf(service.Call("VerifySoftwareToken", "{" + token + "," + TextMember("UserCode", code) + "}")), kOk);
  SetMfa(pool, "ON", "token");
  EXPECT_EQ(Give(Session(), code), "ExpiredCodeException: Your software token has already been used once.");
}

TEST_F(TokenAnswers, RefuseTextThatIsNoCode) {
  pool.AddToken("alice");
  SetMfa(pool, "ON", "token");
  for (const char* code : {"12345", "1234567", "abcdef", "12 456"}) {
    EXPECT_EQ(Give(Session(), code), kTokenMismatch) << code;
  }
}

TEST_F(MfaAnswers, GoesOnWithTheFactorThatWasSelected) {
  SetMfa(pool, "OPTIONAL", "sms token email");
  pool.AddUser("alice", kBoth);
  pool.AddToken("alice");
  Prefer(pool, R"("SoftwareTokenMfaSettings":{"Enabled":true},"EmailMfaSettings":{"Enabled":true},"SMSMfaSettings":{"Enabled":true})");
  for (const auto& [answer, next] : Pairs{
           {"EMAIL_OTP", "EMAIL_OTP"}, {"EMAIL_MFA", "EMAIL_OTP"}, {"SMS_MFA", "SMS_MFA"}, {"SOFTWARE_TOKEN_MFA", "SOFTWARE_TOKEN_MFA"}}) {
    const Answer asked = pool.ByPassword("alice");
    const Answer chosen = Respond("SELECT_MFA_TYPE", asked.TextAt("Session"), "ANSWER", answer);
    EXPECT_EQ(NextOf(chosen), next);
    EXPECT_NE(chosen.TextAt("Session"), asked.TextAt("Session"));
  }
  const std::string session = pool.ByPassword("alice").TextAt("Session");
  for (const char* answer : {"PASSWORD", "MFA_SETUP", "x"}) {
    EXPECT_EQ(NextOf(Respond("SELECT_MFA_TYPE", session, "ANSWER", answer)),
              "InvalidParameterException: Selected MFA type is not available.");
  }
  const std::string next = Respond("SELECT_MFA_TYPE", session, "ANSWER", "SMS_MFA").TextAt("Session");
  EXPECT_EQ(NextOf(Respond("SMS_MFA", next, "SMS_MFA_CODE", pool.SentCode())), "tokens");
}

TEST_F(MfaAnswers, FollowsSrpToo) {
  pool.AddUser("alice", kPhone);
  const Answer asked = pool.BySrp("alice");
  ASSERT_EQ(NextOf(asked), "SMS_MFA");
  EXPECT_EQ(NextOf(Respond("SMS_MFA", asked.TextAt("Session"), "SMS_MFA_CODE", pool.SentCode())), "tokens");
}

TEST_F(MfaAnswers, TakesNoCodeForAnAddressThatHasChanged) {
  pool.AddUser("alice", kPhone);
  const std::string session = pool.ByPassword("alice").TextAt("Session");
  const std::string code = pool.SentCode();
  EXPECT_EQ(pool.TryOn("AdminUpdateUserAttributes", "alice", R"("UserAttributes":[{"Name":"phone_number","Value":"+491709999999"}])"), kOk);
  EXPECT_EQ(NextOf(Respond("SMS_MFA", session, "SMS_MFA_CODE", code)), kMismatchedCode);
  EXPECT_EQ(JsonAt(pool.Show("alice"), "UserAttributes").find(R"({"Name":"phone_number_verified","Value":"true"})"), std::string::npos);
}

TEST_F(MfaAnswers, EndWithThePasswordThatWasProved) {
  pool.AddUser("alice", kPhone);
  const std::string session = pool.ByPassword("alice").TextAt("Session");
  EXPECT_EQ(pool.TryOn("AdminSetUserPassword", "alice", TextMember("Password", kRightPassword) + R"(,"Permanent":true)"), kOk);
  EXPECT_EQ(NextOf(Respond("SMS_MFA", session, "SMS_MFA_CODE", pool.SentCode())), kInvalidSession);
}

TEST_F(MfaAnswers, GiveNoTokensToWhoHasToResetThePasswordByThen) {
  pool.AddUser("alice", kPhone);
  const std::string session = pool.ByPassword("alice").TextAt("Session");
  SetStatus(service, pool.id(), "alice", api::UserStatusType::RESET_REQUIRED);
  EXPECT_EQ(NextOf(Respond("SMS_MFA", session, "SMS_MFA_CODE", pool.SentCode())),
            "PasswordResetRequiredException: Password reset required for the user");
}

TEST_F(MfaAnswers, AreLockedInEverySessionAfterAsManyWrongCodesAsOneTakes) {
  pool.AddUser("alice", kPhone);
  const std::string first = pool.ByPassword("alice").TextAt("Session");
  const std::string wrong = Wrong(pool.SentCode());
  const std::string second = pool.ByPassword("alice").TextAt("Session");
  const std::string code = pool.SentCode();
  for (int i = 1; i <= 9; ++i) {
    Respond("SMS_MFA", first, "SMS_MFA_CODE", wrong);
  }
  const char* locked = "NotAuthorizedException: Password attempts exceeded";
  EXPECT_EQ(NextOf(Respond("SMS_MFA", second, "SMS_MFA_CODE", Wrong(code))), locked);
  EXPECT_EQ(NextOf(Respond("SMS_MFA", second, "SMS_MFA_CODE", code)), locked);
  service.clock.Advance(16'000);
  EXPECT_EQ(NextOf(Respond("SMS_MFA", second, "SMS_MFA_CODE", code)), "tokens");
}

TEST_F(MfaAnswers, SelectNoFactorThatTheUserHasLost) {
  SetMfa(pool, "OPTIONAL", "sms token email");
  pool.AddUser("alice", kBoth);
  pool.AddToken("alice");
  Prefer(pool, R"("SoftwareTokenMfaSettings":{"Enabled":true},"EmailMfaSettings":{"Enabled":true},"SMSMfaSettings":{"Enabled":true})");
  const std::string session = pool.ByPassword("alice").TextAt("Session");
  EXPECT_EQ(pool.TryOn("AdminDeleteUserAttributes", "alice", R"("UserAttributeNames":["email"])"), kOk);
  EXPECT_EQ(NextOf(Respond("SELECT_MFA_TYPE", session, "ANSWER", "EMAIL_OTP")),
            "InvalidParameterException: Selected MFA type is not available.");
  EXPECT_EQ(NextOf(Respond("SELECT_MFA_TYPE", session, "ANSWER", "SMS_MFA")), "SMS_MFA");
}

TEST_F(TokenAnswers, AreTakenAfterTheClockWasTurnedBack) {
  pool.AddToken("alice");
  SetMfa(pool, "ON", "token");
  EXPECT_EQ(Give(Session(), pool.CodeOf("alice")), "tokens");
  service.clock.Advance(-3'600'000);
  const std::string code = pool.CodeOf("alice");
  EXPECT_EQ(Give(Session(), code), "tokens");
  EXPECT_EQ(Give(Session(), code), "ExpiredCodeException: Your software token has already been used once.");
}

}  // namespace
}  // namespace rockpool::support
