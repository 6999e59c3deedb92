#include <gtest/gtest.h>

#include "tests/operations/users/memberships.h"

namespace rockpool::support {
namespace {

using AdminRemoveUserFromGroup = PoolTest<MembersPool>;

TEST_F(AdminRemoveUserFromGroup, AnswersWithAnEmptyBodyAndMindsNoMissingMembership) {
  pool.Add("ada");
  pool.Add("bob");
  pool.AddGroup("admins");
  pool.AddGroup("users");
  pool.Join("ada", "admins");
  pool.Join("ada", "users");
  pool.Join("bob", "admins");
  for (int i = 0; i < 2; ++i) {
    const Answer removed = pool.Of("AdminRemoveUserFromGroup", "ada", R"("GroupName":"admins")");
    EXPECT_EQ(OutcomeOf(removed), kOk);
    EXPECT_EQ(removed.body, "");
    EXPECT_EQ(pool.MembersOf("admins"), "bob");
    EXPECT_EQ(pool.GroupsOf("ada"), "users");
  }
}

TEST_F(AdminRemoveUserFromGroup, TellsTheUserBeforeTheGroup) {
  EXPECT_EQ(pool.TryOf("AdminRemoveUserFromGroup", "ada", R"("GroupName":"admins")"), kNoUser);
  pool.Add("ada");
  EXPECT_EQ(pool.TryOf("AdminRemoveUserFromGroup", "ada", R"("GroupName":"admins")"), kNoGroup);
}

}  // namespace
}  // namespace rockpool::support
