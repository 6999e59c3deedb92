// What SetUserSettings cannot be told; set_user_settings_test.cpp has what both forms share.
#include <gtest/gtest.h>

#include "tests/operations/mfa/token_calls.h"

namespace rockpool::support {
namespace {

using AdminSetUserSettings = TokenTest;

TEST_F(AdminSetUserSettings, TellsAnUnknownUserAndAnUnknownPool) {
  EXPECT_EQ(pool.TryOn("AdminSetUserSettings", "nobody", R"("MFAOptions":[])"), "UserNotFoundException: User does not exist.");
  EXPECT_EQ(OutcomeOf(service.Call("AdminSetUserSettings", R"({"UserPoolId":"us-east-1_Nothing","Username":"alice","MFAOptions":[]})")),
            NoSuchPool("us-east-1_Nothing"));
}

}  // namespace
}  // namespace rockpool::support
