#include <gtest/gtest.h>

#include "tests/operations/mfa/mfa_preference_calls.h"

namespace rockpool::support {
namespace {

class AdminDeleteSoftwareToken : public TokenTest {
 protected:
  std::string Delete(const std::string& name = "alice") { return pool.TryOn("AdminDeleteSoftwareToken", name); }
};

TEST_F(AdminDeleteSoftwareToken, TakesTheTokenTheSettingAndThePreference) {
  pool.AddToken("alice");
  pool.TryOn("AdminSetUserMFAPreference", "alice", R"("SoftwareTokenMfaSettings":{"Enabled":true,"PreferredMfa":true})");
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "SOFTWARE_TOKEN_MFA");
  const Answer deleted = pool.Call("AdminDeleteSoftwareToken", R"("Username":"alice")");
  EXPECT_EQ(deleted.body, "{}");
  EXPECT_EQ(PreferenceOf(pool), "; ");
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "tokens");
}

TEST_F(AdminDeleteSoftwareToken, LeadsToASetupWhereMfaIsRequired) {
  pool.AddToken("alice");
  SetMfa(pool, "ON", "token");
  EXPECT_EQ(Delete(), kOk);
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "MFA_SETUP");
}

TEST_F(AdminDeleteSoftwareToken, LeavesTokensAndOtherFactors) {
  pool.AddToken("alice");
  pool.TryOn("AdminUpdateUserAttributes", "alice", R"("UserAttributes":[{"Name":"phone_number","Value":"+491701234567"}])");
  pool.TryOn("AdminSetUserMFAPreference", "alice", R"("SoftwareTokenMfaSettings":{"Enabled":true},"SMSMfaSettings":{"Enabled":true})");
  EXPECT_EQ(Delete(), kOk);
  EXPECT_EQ(PreferenceOf(pool), "SMS_MFA; ");
  EXPECT_EQ(OutcomeOf(Associate()), kOk) << "the access token is good, and a new authenticator can be set up";
}

TEST_F(AdminDeleteSoftwareToken, IsContentWithAUserWhoHasNone) {
  EXPECT_EQ(Delete(), kOk);
  EXPECT_EQ(pool.TryOn("AdminDisableUser", "alice"), kOk);
  EXPECT_EQ(Delete(), kOk);
}

TEST_F(AdminDeleteSoftwareToken, TellsAnUnknownUserAnUnconfirmedOneAndAnUnknownPool) {
  EXPECT_EQ(Delete("nobody"), "UserNotFoundException: User does not exist.");
  service.Call("SignUp",
               "{" + TextMember("ClientId", pool.client()) + R"(,"Username":"bob",)" + TextMember("Password", kRightPassword) + "}");
  EXPECT_EQ(Delete("bob"), "UserNotConfirmedException: User is not confirmed.");
  EXPECT_EQ(OutcomeOf(service.Call("AdminDeleteSoftwareToken", R"({"UserPoolId":"us-east-1_Nothing","Username":"alice"})")),
            NoSuchPool("us-east-1_Nothing"));
}

}  // namespace
}  // namespace rockpool::support
