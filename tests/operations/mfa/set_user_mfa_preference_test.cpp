#include <gtest/gtest.h>

#include "tests/operations/mfa/mfa_preference_calls.h"

namespace rockpool::support {
namespace {

class SetUserMFAPreference : public TokenTest {
 protected:
  std::string Prefer(const std::string& settings) {
    return OutcomeOf(service.Call("SetUserMFAPreference", "{" + JoinedMembers(TextMember("AccessToken", access_token), settings) + "}"));
  }
  void SetUpAll() {
    pool.AddToken("alice");
    EXPECT_EQ(pool.TryOn("AdminUpdateUserAttributes", "alice",
                         R"("UserAttributes":[{"Name":"email","Value":"a@example.com"},{"Name":"phone_number","Value":"+491701234567"}])"),
              kOk);
  }
};

TEST_F(SetUserMFAPreference, TurnsFactorsOnAndPrefersOne) {
  SetUpAll();
  EXPECT_EQ(Prefer(R"("SMSMfaSettings":{"Enabled":true})"), kOk);
  EXPECT_EQ(PreferenceOf(pool), "SMS_MFA; ");
  EXPECT_EQ(Prefer(R"("SoftwareTokenMfaSettings":{"Enabled":true,"PreferredMfa":true})"), kOk);
  EXPECT_EQ(PreferenceOf(pool), "SMS_MFA,SOFTWARE_TOKEN_MFA; SOFTWARE_TOKEN_MFA");
  EXPECT_EQ(Prefer(R"("EmailMfaSettings":{"Enabled":true,"PreferredMfa":true})"), kOk);
  EXPECT_EQ(PreferenceOf(pool), "SMS_MFA,SOFTWARE_TOKEN_MFA,EMAIL_OTP; EMAIL_OTP") << "preferring one clears the others";
}

TEST_F(SetUserMFAPreference, KeepsWhatIsLeftOut) {
  SetUpAll();
  Prefer(R"("SMSMfaSettings":{"Enabled":true,"PreferredMfa":true})");
  EXPECT_EQ(Prefer(""), kOk);
  EXPECT_EQ(Prefer(R"("SMSMfaSettings":{})"), kOk);
  EXPECT_EQ(Prefer(R"("SMSMfaSettings":{"Enabled":true})"), kOk);
  EXPECT_EQ(PreferenceOf(pool), "SMS_MFA; SMS_MFA");
}

TEST_F(SetUserMFAPreference, TurnsOffWithThePreference) {
  SetUpAll();
  Prefer(R"("SMSMfaSettings":{"Enabled":true,"PreferredMfa":true})");
  EXPECT_EQ(Prefer(R"("SMSMfaSettings":{"Enabled":false})"), kOk);
  EXPECT_EQ(PreferenceOf(pool), "; ");
  EXPECT_FALSE(pool.Show("alice").Has("UserMFASettingList"));
}

TEST_F(SetUserMFAPreference, TakesAPreferenceBack) {
  SetUpAll();
  Prefer(R"("SMSMfaSettings":{"Enabled":true,"PreferredMfa":true})");
  EXPECT_EQ(Prefer(R"("SMSMfaSettings":{"Enabled":true,"PreferredMfa":false})"), kOk);
  EXPECT_EQ(PreferenceOf(pool), "SMS_MFA; ");
}

TEST_F(SetUserMFAPreference, TurnsOffWhatWasNeverSetUp) {
  EXPECT_EQ(Prefer(R"("SMSMfaSettings":{"Enabled":false},"SoftwareTokenMfaSettings":{"Enabled":false,"PreferredMfa":false})"), kOk);
  EXPECT_EQ(PreferenceOf(pool), "; ");
}

TEST_F(SetUserMFAPreference, NeedsTheFactorToBeSetUp) {
  EXPECT_EQ(Prefer(R"("SoftwareTokenMfaSettings":{"Enabled":true})"), NotSetUp("SOFTWARE_TOKEN_MFA"));
  EXPECT_EQ(Prefer(R"("SMSMfaSettings":{"Enabled":true})"), NotSetUp("SMS_MFA"));
  EXPECT_EQ(Prefer(R"("EmailMfaSettings":{"Enabled":true})"), NotSetUp("EMAIL_OTP"));
  Associate();
  EXPECT_EQ(Prefer(R"("SoftwareTokenMfaSettings":{"Enabled":true})"), NotSetUp("SOFTWARE_TOKEN_MFA")) << "associated is not verified";
}

TEST_F(SetUserMFAPreference, NeedsAPoolWithMfa) {
  SetUpAll();
  EXPECT_EQ(pool.Try("SetUserPoolMfaConfig", R"("MfaConfiguration":"OFF")"), kOk);
  EXPECT_EQ(Prefer(R"("SoftwareTokenMfaSettings":{"Enabled":true})"), NotSetUp("SOFTWARE_TOKEN_MFA"));
  EXPECT_EQ(Prefer(R"("EmailMfaSettings":{"Enabled":true})"), NotSetUp("EMAIL_OTP"));
}

TEST_F(SetUserMFAPreference, RefusesWhatContradictsItselfAndChangesNothing) {
  SetUpAll();
  Prefer(R"("SMSMfaSettings":{"Enabled":true})");
  const char* disabled = "InvalidParameterException: Preferred MFA method must be enabled.";
  EXPECT_EQ(Prefer(R"("SMSMfaSettings":{"Enabled":false,"PreferredMfa":true})"), disabled);
  EXPECT_EQ(Prefer(R"("SMSMfaSettings":{"PreferredMfa":true})"), disabled);
  EXPECT_EQ(Prefer(R"("SMSMfaSettings":{"Enabled":true,"PreferredMfa":true},"EmailMfaSettings":{"Enabled":true,"PreferredMfa":true})"),
            "InvalidParameterException: Only one MFA method can be preferred.");
  EXPECT_EQ(PreferenceOf(pool), "SMS_MFA; ");
}

TEST_F(SetUserMFAPreference, RefusesPasskeysWhereThereAreNone) {
  EXPECT_EQ(Prefer(R"("WebAuthnMfaSettings":{"Enabled":true})"), NotSetUp("WEB_AUTHN"));
  EXPECT_EQ(Prefer(R"("WebAuthnMfaSettings":{"Enabled":false})"), kOk);
}

TEST_F(SetUserMFAPreference, RefusesATokenThatIsNone) {
  access_token = "garbage";
  EXPECT_EQ(Prefer(""), kInvalidToken);
}

}  // namespace
}  // namespace rockpool::support
