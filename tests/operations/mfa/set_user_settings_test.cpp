#include <gtest/gtest.h>

#include "tests/operations/mfa/mfa_preference_calls.h"

namespace rockpool::support {
namespace {

constexpr const char* kSms = R"({"DeliveryMedium":"SMS","AttributeName":"phone_number"})";

class SetUserSettings : public TokenTest {
 protected:
  std::string Set(const std::string& options) {
    return OutcomeOf(
        service.Call("SetUserSettings", "{" + TextMember("AccessToken", access_token) + R"(,"MFAOptions":[)" + options + "]}"));
  }
  void AddPhone() {
    EXPECT_EQ(pool.TryOn("AdminUpdateUserAttributes", "alice", R"("UserAttributes":[{"Name":"phone_number","Value":"+491701234567"}])"),
              kOk);
  }
};

TEST_F(SetUserSettings, KeepsTheOptionsAndShowsThemUntilAnEmptyListTakesThemBack) {
  AddPhone();
  EXPECT_EQ(Set(kSms), kOk);
  EXPECT_EQ(JsonAt(pool.Show("alice"), "MFAOptions"), R"([{"AttributeName":"phone_number","DeliveryMedium":"SMS"}])");
  EXPECT_EQ(Set(""), kOk);
  EXPECT_FALSE(pool.Show("alice").Has("MFAOptions"));
}

TEST_F(SetUserSettings, TakesSmsToTheTelephoneAlone) {
  AddPhone();
  for (const char* option : {R"({"DeliveryMedium":"EMAIL","AttributeName":"email"})", R"({"DeliveryMedium":"SMS","AttributeName":"email"})",
                             R"({"DeliveryMedium":"SMS"})", "{}"}) {
    EXPECT_EQ(Set(option), "InvalidParameterException: Only phone_number attribute is currently supported as a MFA option.") << option;
  }
}

TEST_F(SetUserSettings, NeedsATelephoneNumber) { EXPECT_EQ(Set(kSms), NotSetUp("SMS_MFA")); }

TEST_F(SetUserSettings, RefusesATokenThatIsNone) {
  access_token = "garbage";
  EXPECT_EQ(Set(""), kInvalidToken);
}

}  // namespace
}  // namespace rockpool::support
