// Both forms of the operation; admin_set_user_settings_test.cpp has what the administrator's alone can be told.
#include <gtest/gtest.h>

#include "tests/operations/mfa/mfa_preference_calls.h"

namespace rockpool::support {
namespace {

constexpr const char* kSms = R"({"DeliveryMedium":"SMS","AttributeName":"phone_number"})";

class SetUserSettings : public TokenTest, public testing::WithParamInterface<const char*> {
 protected:
  std::string Set(const std::string& options) {
    const std::string member = R"("MFAOptions":[)" + options + "]";
    return std::string_view(GetParam()) == "AdminSetUserSettings"
               ? pool.TryOn(GetParam(), "alice", member)
               : OutcomeOf(service.Call(GetParam(), "{" + TextMember("AccessToken", access_token) + "," + member + "}"));
  }
  void AddPhone() {
    EXPECT_EQ(pool.TryOn("AdminUpdateUserAttributes", "alice", R"("UserAttributes":[{"Name":"phone_number","Value":"+491701234567"}])"),
              kOk);
  }
};

INSTANTIATE_TEST_SUITE_P(Forms, SetUserSettings, testing::Values("SetUserSettings", "AdminSetUserSettings"),
                         [](const auto& form) { return std::string(form.param); });

TEST_P(SetUserSettings, KeepsTheOptionsAndShowsThemUntilAnEmptyListTakesThemBack) {
  AddPhone();
  EXPECT_EQ(Set(kSms), kOk);
  EXPECT_EQ(JsonAt(pool.Show("alice"), "MFAOptions"), R"([{"AttributeName":"phone_number","DeliveryMedium":"SMS"}])");
  EXPECT_EQ(Set(""), kOk);
  EXPECT_FALSE(pool.Show("alice").Has("MFAOptions"));
}

TEST_P(SetUserSettings, IsTakenBackByAPreferenceWithoutSms) {
  AddPhone();
  EXPECT_EQ(Set(kSms), kOk);
  EXPECT_EQ(pool.TryOn("AdminSetUserMFAPreference", "alice", R"("EmailMfaSettings":{"Enabled":false})"), kOk);
  EXPECT_TRUE(pool.Show("alice").Has("MFAOptions"));
  EXPECT_EQ(pool.TryOn("AdminSetUserMFAPreference", "alice", R"("SMSMfaSettings":{"Enabled":false})"), kOk);
  EXPECT_FALSE(pool.Show("alice").Has("MFAOptions"));
}

TEST_P(SetUserSettings, TakesSmsToTheTelephoneAlone) {
  AddPhone();
  for (const char* option : {R"({"DeliveryMedium":"EMAIL","AttributeName":"email"})", R"({"DeliveryMedium":"SMS","AttributeName":"email"})",
                             R"({"DeliveryMedium":"SMS"})", "{}"}) {
    EXPECT_EQ(Set(option), "InvalidParameterException: Only phone_number attribute is currently supported as a MFA option.") << option;
  }
}

TEST_P(SetUserSettings, NeedsATelephoneNumber) { EXPECT_EQ(Set(kSms), NotSetUp("SMS_MFA")); }

using SetOwnUserSettings = TokenTest;

TEST_F(SetOwnUserSettings, RefusesATokenThatIsNone) {
  EXPECT_EQ(OutcomeOf(service.Call("SetUserSettings", R"({"AccessToken":"garbage","MFAOptions":[]})")), kInvalidToken);
}

}  // namespace
}  // namespace rockpool::support
