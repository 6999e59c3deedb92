#include <gtest/gtest.h>

#include "tests/operations/users/memberships.h"

namespace rockpool::support {
namespace {

using AdminAddUserToGroup = PoolTest<MembersPool>;

TEST_F(AdminAddUserToGroup, AnswersWithAnEmptyBodyAndMayBeRepeated) {
  pool.Add("ada");
  pool.AddGroup("admins");
  for (int i = 0; i < 2; ++i) {
    const Answer added = pool.Of("AdminAddUserToGroup", "ada", R"("GroupName":"admins")");
    EXPECT_EQ(OutcomeOf(added), kOk);
    EXPECT_EQ(added.body, "");
    EXPECT_EQ(pool.MembersOf("admins"), "ada");
  }
}

TEST_F(AdminAddUserToGroup, TellsTheUserBeforeTheGroup) {
  EXPECT_EQ(pool.TryJoin("ada", "admins"), kNoUser);
  pool.Add("ada");
  EXPECT_EQ(pool.TryJoin("ada", "admins"), kNoGroup);
  MembersPool(service).AddGroup("admins");
  EXPECT_EQ(pool.TryJoin("ada", "admins"), kNoGroup) << "it is another pool's";
}

TEST_F(AdminAddUserToGroup, TakesDisabledUsersToo) {
  pool.Add("ada");
  pool.AddGroup("admins");
  ASSERT_EQ(pool.TryOf("AdminDisableUser", "ada"), kOk);
  EXPECT_EQ(pool.TryJoin("ada", "admins"), kOk);
}

TEST_F(AdminAddUserToGroup, PutsAUserIntoAHundredGroupsAtMost) {
  pool.Add("ada");
  pool.Add("bob");
  for (int i = 0; i <= 100; ++i) {
    pool.AddGroup("g" + std::to_string(i));
  }
  for (int i = 0; i < 100; ++i) {
    pool.Join("ada", "g" + std::to_string(i));
  }
  EXPECT_EQ(pool.TryJoin("ada", "g100"), "LimitExceededException: User has reached the maximum number of groups.");
  EXPECT_EQ(pool.MembersOf("g100"), "");
  EXPECT_EQ(pool.TryJoin("ada", "g99"), kOk) << "she is there already";
  EXPECT_EQ(pool.TryJoin("bob", "g100"), kOk);
}

}  // namespace
}  // namespace rockpool::support
