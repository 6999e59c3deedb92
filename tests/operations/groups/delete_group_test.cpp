#include <gtest/gtest.h>

#include "tests/operations/groups/groups.h"

namespace rockpool {
namespace {

using support::Group;
using support::NamesIn;
using support::PoolCaller;
using support::TestService;

TEST(DeleteGroup, AnswersWithAnEmptyBodyAndSparesTheOthers) {
  TestService service;
  PoolCaller pool(service);
  pool.Call("CreateGroup", Group("a"));
  pool.Call("CreateGroup", Group("b"));
  const support::Answer deleted = pool.Call("DeleteGroup", Group("a"));
  EXPECT_EQ(deleted.status, 200);
  EXPECT_EQ(deleted.body, "");
  EXPECT_EQ(NamesIn(pool.Call("ListGroups")), std::vector<std::string>{"b"});
}

TEST(DeleteGroup, TellsAGroupThatIsGone) {
  TestService service;
  PoolCaller pool(service);
  pool.Call("CreateGroup", Group("a"));
  pool.Call("DeleteGroup", Group("a"));
  EXPECT_EQ(pool.Try("DeleteGroup", Group("a")), "ResourceNotFoundException: Group not found.");
}

TEST(DeleteGroup, TellsAnUnknownPool) {
  TestService service;
  PoolCaller pool(service);
  EXPECT_EQ(OutcomeOf(pool.CallAs({.access_key = "123456789012"}, "DeleteGroup", Group("a"))),
            "ResourceNotFoundException: User pool " + pool.id() + " does not exist.");
}

TEST(DeleteUserPool, DeletesTheGroupsToo) {
  TestService service;
  const std::string tag = R"(,"UserPoolTags":{"_custom_id_":"us-east-1_Reborn"})";
  PoolCaller pool(service, tag);
  pool.Call("CreateGroup", Group("a"));
  ASSERT_EQ(pool.Try("DeleteUserPool"), support::kOk);
  PoolCaller again(service, tag);
  EXPECT_EQ(again.Call("ListGroups").body, R"({"Groups":[]})");
}

}  // namespace
}  // namespace rockpool
