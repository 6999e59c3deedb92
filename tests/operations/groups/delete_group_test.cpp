#include <gtest/gtest.h>

#include "tests/operations/groups/groups.h"

namespace rockpool::support {
namespace {

using DeleteGroup = PoolTest<PoolCaller>;

TEST_F(DeleteGroup, AnswersWithAnEmptyBodyAndTakesTheGroupFromTheList) {
  pool.Call("CreateGroup", Group("admins"));
  const Answer deleted = pool.Call("DeleteGroup", Group("admins"));
  EXPECT_EQ(OutcomeOf(deleted), kOk);
  EXPECT_EQ(deleted.body, "");
  EXPECT_EQ(pool.Call("ListGroups").body, R"({"Groups":[]})");
  EXPECT_EQ(pool.Try("DeleteGroup", Group("admins")), "ResourceNotFoundException: Group not found.");
}

}  // namespace
}  // namespace rockpool::support
