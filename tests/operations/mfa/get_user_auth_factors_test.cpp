#include <gtest/gtest.h>

#include "tests/operations/sign_in/passkey_pool.h"
#include "tests/operations/sign_up/sign_up_pool.h"

namespace rockpool::support {
namespace {

class GetUserAuthFactors : public PasskeyTest {
 protected:
  GetUserAuthFactors()
      : PasskeyTest(std::string(R"("MfaConfiguration":"OPTIONAL","SoftwareTokenMfaConfiguration":{"Enabled":true},)") + kSingleFactor) {}

  Answer Own(const std::string& name) {
    return service.Call("GetUserAuthFactors", "{" + TextMember("AccessToken", pool.AccessTokenOf(name)) + "}");
  }
};

TEST_F(GetUserAuthFactors, TellsOfThePasswordAndOfVerifiedAddresses) {
  pool.AddUser("bob", {{"email", "bob@example.com"}, {"phone_number", "+491701234567"}, {"phone_number_verified", "true"}});
  EXPECT_EQ(Own("alice").body, R"({"ConfiguredUserAuthFactors":["PASSWORD","EMAIL_OTP"],"Username":"alice"})");
  EXPECT_EQ(Own("bob").body, R"({"ConfiguredUserAuthFactors":["PASSWORD","SMS_OTP"],"Username":"bob"})");
}

TEST_F(GetUserAuthFactors, TellsOfPasskeysAndAuthenticators) {
  Register("alice");
  pool.AddToken("alice");
  EXPECT_EQ(JsonAt(Own("alice"), "ConfiguredUserAuthFactors"), R"(["PASSWORD","EMAIL_OTP","WEB_AUTHN","SOFTWARE_TOKEN"])");
}

TEST_F(GetUserAuthFactors, DoesNotAskWhatThePoolAllows) {
  EXPECT_EQ(pool.Try("UpdateUserPool"), kOk);
  EXPECT_EQ(JsonAt(Own("alice"), "ConfiguredUserAuthFactors"), R"(["PASSWORD","EMAIL_OTP"])");
}

TEST_F(GetUserAuthFactors, LooksAtTheTokenFirst) { ExpectTokenFirst(service, "GetUserAuthFactors", ""); }

}  // namespace
}  // namespace rockpool::support
