#include <gtest/gtest.h>

#include "tests/operations/user_pools/user_pool.h"

namespace rockpool {
namespace {

using support::OutcomeOf;
using support::TestService;
using support::UserPool;

TEST(ListTagsForResource, ShowsAllTags) {
  TestService service;
  UserPool plain(service);
  UserPool pool(service, R"("UserPoolTags":{"team":"rock","stage":"test"})");
  EXPECT_EQ(plain.CallOnArn("ListTagsForResource").body, R"({"Tags":{}})");
  EXPECT_EQ(pool.CallOnArn("ListTagsForResource").body, R"({"Tags":{"stage":"test","team":"rock"}})");
}

TEST(ListTagsForResource, TellsAnUnknownPool) {
  TestService service;
  UserPool pool(service);
  pool.Call("DeleteUserPool");
  EXPECT_EQ(OutcomeOf(pool.CallOnArn("ListTagsForResource")), "ResourceNotFoundException: User pool " + pool.id() + " does not exist.");
}

}  // namespace
}  // namespace rockpool
