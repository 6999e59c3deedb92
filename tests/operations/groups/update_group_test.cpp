#include <gtest/gtest.h>

#include "tests/operations/groups/groups.h"

namespace rockpool {
namespace {

using support::Group;
using support::kFullGroup;
using support::PoolCaller;
using support::TestService;

TEST(UpdateGroup, ChangesWhatIsGivenAndTheDate) {
  TestService service;
  PoolCaller pool(service);
  pool.Call("CreateGroup", Group("admins", kFullGroup));
  service.clock.Advance(5'000);
  const support::Answer updated =
      pool.Call("UpdateGroup", Group("admins", R"(,"Description":"New","Precedence":0,"RoleArn":"arn:aws:iam::123456789012:role/New")"));
  EXPECT_EQ(updated.body, R"({"Group":{"CreationDate":1700000000.000,"Description":"New","GroupName":"admins",)"
                          R"("LastModifiedDate":1700000005.000,"Precedence":0,"RoleArn":"arn:aws:iam::123456789012:role/New",)"
                          R"("UserPoolId":")" +
                              pool.id() + R"("}})");
  EXPECT_EQ(pool.Call("GetGroup", Group("admins")).body, updated.body);
}

TEST(UpdateGroup, KeepsWhatIsLeftOut) {
  TestService service;
  PoolCaller pool(service);
  pool.Call("CreateGroup", Group("admins", kFullGroup));
  EXPECT_EQ(pool.Call("UpdateGroup", Group("admins")).body,
            R"({"Group":{"CreationDate":1700000000.000,"Description":"Those who may","GroupName":"admins",)"
            R"("LastModifiedDate":1700000000.001,"Precedence":3,"RoleArn":"arn:aws:iam::123456789012:role/Admin","UserPoolId":")" +
                pool.id() + R"("}})");
  const support::Answer updated = pool.Call("UpdateGroup", Group("admins", R"(,"Description":"")"));
  EXPECT_EQ(updated.TextAt("Group.Description"), "");
  EXPECT_EQ(updated.At("Group.Precedence").GetInt(), 3);
}

TEST(UpdateGroup, ChangesNothingWhenItIsRefused) {
  TestService service;
  PoolCaller pool(service, "", {.access_key = "123456789012"});
  const support::Answer created = pool.Call("CreateGroup", Group("admins", kFullGroup));
  EXPECT_EQ(pool.Try("UpdateGroup", Group("admins", R"(,"Precedence":9,"RoleArn":"arn:aws:iam::210987654321:role/Admin")")),
            "InvalidParameterException: Cross-account pass role is not allowed.");
  EXPECT_EQ(pool.Call("UpdateGroup", Group("admins", R"(,"Description":"New","Precedence":-1)")).ErrorType(), "InvalidParameterException");
  EXPECT_EQ(pool.Call("GetGroup", Group("admins")).body, created.body);
}

TEST(UpdateGroup, TellsAnUnknownGroupAndAnUnknownPool) {
  TestService service;
  PoolCaller pool(service);
  EXPECT_EQ(pool.Try("UpdateGroup", Group("admins")), "ResourceNotFoundException: Group not found.");
  EXPECT_EQ(OutcomeOf(pool.CallAs({.region = "eu-west-1"}, "UpdateGroup", Group("admins"))),
            "ResourceNotFoundException: User pool " + pool.id() + " does not exist.");
}

}  // namespace
}  // namespace rockpool
