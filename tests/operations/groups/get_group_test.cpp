#include <gtest/gtest.h>

#include "tests/operations/groups/groups.h"

namespace rockpool {
namespace {

using support::Group;
using support::PoolCaller;
using support::TestService;

TEST(GetGroup, AnswersWhatCreateAnswered) {
  TestService service;
  PoolCaller pool(service);
  const support::Answer created = pool.Call("CreateGroup", Group("admins", support::kFullGroup));
  service.clock.Advance(10'000);
  EXPECT_EQ(pool.Call("GetGroup", Group("admins")).body, created.body);
}

TEST(GetGroup, TellsAnUnknownGroup) {
  TestService service;
  PoolCaller pool(service);
  PoolCaller other(service);
  pool.Call("CreateGroup", Group("admins"));
  EXPECT_EQ(pool.Try("GetGroup", Group("Admins")), "ResourceNotFoundException: Group not found.");
  EXPECT_EQ(other.Try("GetGroup", Group("admins")), "ResourceNotFoundException: Group not found.");
}

TEST(GetGroup, TellsAnUnknownPoolFirst) {
  TestService service;
  EXPECT_EQ(OutcomeOf(service.Call("GetGroup", R"({"UserPoolId":"us-east-1_Nowhere","GroupName":"admins"})")),
            "ResourceNotFoundException: User pool us-east-1_Nowhere does not exist.");
}

}  // namespace
}  // namespace rockpool
