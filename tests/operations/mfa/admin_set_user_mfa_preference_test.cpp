#include <gtest/gtest.h>

#include "tests/operations/mfa/mfa_preference_calls.h"

namespace rockpool::support {
namespace {

class AdminSetUserMFAPreference : public TokenTest {
 protected:
  std::string Prefer(const std::string& settings, const std::string& name = "alice") {
    return pool.TryOn("AdminSetUserMFAPreference", name, settings);
  }
};

TEST_F(AdminSetUserMFAPreference, KeepsTheRulesOfTheUsersOwnForm) {
  EXPECT_EQ(Prefer(R"("SoftwareTokenMfaSettings":{"Enabled":true})"), NotSetUp("SOFTWARE_TOKEN_MFA"));
  pool.AddToken("alice");
  EXPECT_EQ(Prefer(R"("SoftwareTokenMfaSettings":{"Enabled":true,"PreferredMfa":true})"), kOk);
  EXPECT_EQ(PreferenceOf(pool), "SOFTWARE_TOKEN_MFA; SOFTWARE_TOKEN_MFA");
  EXPECT_EQ(Prefer(R"("SoftwareTokenMfaSettings":{"Enabled":false,"PreferredMfa":true})"),
            "InvalidParameterException: Preferred MFA method must be enabled.");
}

TEST_F(AdminSetUserMFAPreference, TellsAnUnknownUserAndAnUnknownPool) {
  EXPECT_EQ(Prefer("", "nobody"), "UserNotFoundException: User does not exist.");
  EXPECT_EQ(OutcomeOf(service.Call("AdminSetUserMFAPreference", R"({"UserPoolId":"us-east-1_Nothing","Username":"alice"})")),
            NoSuchPool("us-east-1_Nothing"));
}

TEST_F(AdminSetUserMFAPreference, NeedsAConfirmedUser) {
  service.Call("SignUp",
               "{" + TextMember("ClientId", pool.client()) + R"(,"Username":"bob",)" + TextMember("Password", kRightPassword) + "}");
  EXPECT_EQ(Prefer(R"("SMSMfaSettings":{"Enabled":false})", "bob"), "UserNotConfirmedException: User is not confirmed.");
}

}  // namespace
}  // namespace rockpool::support
