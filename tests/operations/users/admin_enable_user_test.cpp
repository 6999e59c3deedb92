#include <gtest/gtest.h>

#include "tests/operations/users/users.h"

namespace rockpool::support {
namespace {

using AdminEnableUser = PoolTest<UsersPool>;

TEST_F(AdminEnableUser, TakesBackADisablingAndMayBeRepeated) {
  pool.Add("ada");
  ASSERT_EQ(pool.TryOf("AdminDisableUser", "ada"), kOk);
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(pool.Of("AdminEnableUser", "ada").body, "{}");
    EXPECT_TRUE(pool.Of("AdminGetUser", "ada").At("Enabled").GetBool());
  }
  EXPECT_EQ(UsersPool::NamesIn(pool.Call("ListUsers", R"("Filter":"status = \"Disabled\"")")), "");
}

TEST_F(AdminEnableUser, LeavesTheStatus) {
  pool.Add("ada");
  ASSERT_EQ(pool.TryOf("AdminEnableUser", "ada"), kOk);
  EXPECT_EQ(pool.StatusOf("ada"), "FORCE_CHANGE_PASSWORD");
}

}  // namespace
}  // namespace rockpool::support
