#include <gtest/gtest.h>

#include "tests/operations/mfa/mfa_preference_calls.h"

namespace rockpool::support {
namespace {

constexpr const char* kSms = R"({"DeliveryMedium":"SMS","AttributeName":"phone_number"})";

class AdminSetUserSettings : public TokenTest {
 protected:
  std::string Set(const std::string& options) { return pool.TryOn("AdminSetUserSettings", "alice", R"("MFAOptions":[)" + options + "]"); }
  void AddPhone() {
    EXPECT_EQ(pool.TryOn("AdminUpdateUserAttributes", "alice", R"("UserAttributes":[{"Name":"phone_number","Value":"+491701234567"}])"),
              kOk);
  }
};

TEST_F(AdminSetUserSettings, KeepsTheOptionsAndShowsThemUntilAnEmptyListTakesThemBack) {
  AddPhone();
  EXPECT_EQ(Set(kSms), kOk);
  EXPECT_EQ(JsonAt(pool.Show("alice"), "MFAOptions"), R"([{"AttributeName":"phone_number","DeliveryMedium":"SMS"}])");
  EXPECT_EQ(Set(""), kOk);
  EXPECT_FALSE(pool.Show("alice").Has("MFAOptions"));
}

TEST_F(AdminSetUserSettings, TakesSmsToTheTelephoneAlone) {
  AddPhone();
  for (const char* option : {R"({"DeliveryMedium":"EMAIL","AttributeName":"email"})", R"({"DeliveryMedium":"SMS","AttributeName":"email"})",
                             R"({"DeliveryMedium":"SMS"})", "{}"}) {
    EXPECT_EQ(Set(option), "InvalidParameterException: Only phone_number attribute is currently supported as a MFA option.") << option;
  }
}

TEST_F(AdminSetUserSettings, NeedsATelephoneNumber) { EXPECT_EQ(Set(kSms), NotSetUp("SMS_MFA")); }

TEST_F(AdminSetUserSettings, TellsAnUnknownUserAndAnUnknownPool) {
  EXPECT_EQ(pool.TryOn("AdminSetUserSettings", "nobody", R"("MFAOptions":[])"), "UserNotFoundException: User does not exist.");
  EXPECT_EQ(OutcomeOf(service.Call("AdminSetUserSettings", R"({"UserPoolId":"us-east-1_Nothing","Username":"alice","MFAOptions":[]})")),
            NoSuchPool("us-east-1_Nothing"));
}

}  // namespace
}  // namespace rockpool::support
