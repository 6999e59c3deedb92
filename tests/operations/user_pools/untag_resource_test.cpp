#include <gtest/gtest.h>

#include "tests/operations/user_pools/user_pool.h"

namespace rockpool {
namespace {

using support::Answer;
using support::kOk;
using support::OutcomeOf;
using support::TestService;
using support::UserPool;

TEST(UntagResource, TakesTagsAwayAndPassesOverKeysThatAreNotThere) {
  TestService service;
  UserPool pool(service, R"("UserPoolTags":{"team":"rock","stage":"test"})");
  const Answer untagged = pool.CallOnArn("UntagResource", R"("TagKeys":["team","nothing"])");
  EXPECT_EQ(untagged.status, 200);
  EXPECT_EQ(untagged.body, "{}");
  EXPECT_EQ(pool.Shown("UserPoolTags"), R"({"stage":"test"})");
}

TEST(UntagResource, LeavesThePoolItsIdWhenItsTagGoes) {
  TestService service;
  UserPool pool(service, R"("UserPoolTags":{"_custom_id_":"us-east-1_Fixed"})");
  ASSERT_EQ(OutcomeOf(pool.CallOnArn("UntagResource", R"("TagKeys":["_custom_id_"])")), kOk);
  EXPECT_EQ(pool.Shown("UserPoolTags"), "{}");
  EXPECT_EQ(pool.Shown("Id"), R"("us-east-1_Fixed")");
}

TEST(UntagResource, TellsAnUnknownPool) {
  TestService service;
  UserPool pool(service);
  pool.Call("DeleteUserPool");
  EXPECT_EQ(OutcomeOf(pool.CallOnArn("UntagResource", R"("TagKeys":["a"])")),
            "ResourceNotFoundException: User pool " + pool.id() + " does not exist.");
}

}  // namespace
}  // namespace rockpool
