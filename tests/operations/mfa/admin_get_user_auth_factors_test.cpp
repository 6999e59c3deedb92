#include <gtest/gtest.h>

#include "tests/operations/sign_in/passkey_pool.h"

namespace rockpool::support {
namespace {

class AdminGetUserAuthFactors : public PasskeyTest {
 protected:
  AdminGetUserAuthFactors()
      : PasskeyTest(std::string(R"("MfaConfiguration":"OPTIONAL","SoftwareTokenMfaConfiguration":{"Enabled":true},)") + kSingleFactor) {}

  Answer Show(const std::string& name) const { return pool.Call("AdminGetUserAuthFactors", TextMember("Username", name)); }
};

TEST_F(AdminGetUserAuthFactors, TellsWhatTheUserIsTold) {
  Register("alice");
  const std::string token = TextMember("AccessToken", pool.AccessTokenOf("alice"));
  EXPECT_EQ(Show("alice").body, service.Call("GetUserAuthFactors", "{" + token + "}").body);
  EXPECT_EQ(JsonAt(Show("alice"), "ConfiguredUserAuthFactors"), R"(["PASSWORD","EMAIL_OTP","WEB_AUTHN"])");
}

TEST_F(AdminGetUserAuthFactors, TellsWhatIsOnAndPreferred) {
  pool.AddToken("alice");
  EXPECT_EQ(pool.TryOn("AdminSetUserMFAPreference", "alice", R"("SoftwareTokenMfaSettings":{"Enabled":true,"PreferredMfa":true})"), kOk);
  const Answer answer = Show("alice");
  EXPECT_EQ(answer.TextAt("PreferredMfaSetting"), "SOFTWARE_TOKEN_MFA");
  EXPECT_EQ(JsonAt(answer, "UserMFASettingList"), R"(["SOFTWARE_TOKEN_MFA"])");
}

TEST_F(AdminGetUserAuthFactors, TellsAnEmptyListOfWhoHasNothing) {
  EXPECT_EQ(pool.AddPasswordless("erin", {{"email", "erin@example.com"}}), kOk);
  EXPECT_EQ(JsonAt(Show("erin"), "ConfiguredUserAuthFactors"), "[]");
}

TEST_F(AdminGetUserAuthFactors, TellsAnUnknownUserAndPool) {
  EXPECT_EQ(OutcomeOf(Show("nobody")), "UserNotFoundException: User does not exist.");
  EXPECT_EQ(OutcomeOf(service.Call("AdminGetUserAuthFactors", R"({"UserPoolId":"us-east-1_nothere00","Username":"alice"})")),
            "ResourceNotFoundException: User pool us-east-1_nothere00 does not exist.");
}

}  // namespace
}  // namespace rockpool::support
