#include <gtest/gtest.h>

#include "tests/operations/groups/groups.h"

namespace rockpool {
namespace {

using support::Group;
using support::kFullGroup;
using support::kOk;
using support::PoolCaller;
using support::TestService;

TEST(CreateGroup, AnswersWithEveryMemberThatWasGiven) {
  TestService service;
  PoolCaller pool(service);
  EXPECT_EQ(pool.Call("CreateGroup", Group("admins", kFullGroup)).body,
            R"({"Group":{"CreationDate":1700000000.000,"Description":"Those who may","GroupName":"admins",)"
            R"("LastModifiedDate":1700000000.000,"Precedence":3,"RoleArn":"arn:aws:iam::123456789012:role/Admin","UserPoolId":")" +
                pool.id() + R"("}})");
}

TEST(CreateGroup, LeavesOutWhatWasNotGiven) {
  TestService service;
  PoolCaller pool(service);
  EXPECT_EQ(
      pool.Call("CreateGroup", Group("a")).body,
      R"({"Group":{"CreationDate":1700000000.000,"GroupName":"a","LastModifiedDate":1700000000.000,"UserPoolId":")" + pool.id() + R"("}})");
}

TEST(CreateGroup, KeepsZeroAndEmptyTextApartFromNothing) {
  TestService service;
  PoolCaller pool(service);
  const support::Answer created = pool.Call("CreateGroup", Group("a", R"(,"Precedence":0,"Description":"")"));
  EXPECT_EQ(created.At("Group.Precedence").GetInt(), 0);
  EXPECT_EQ(created.TextAt("Group.Description"), "");
}

TEST(CreateGroup, RefusesANameThatThePoolHas) {
  TestService service;
  PoolCaller pool(service);
  PoolCaller other(service);
  ASSERT_EQ(pool.Try("CreateGroup", Group("admins")), kOk);
  EXPECT_EQ(pool.Try("CreateGroup", Group("admins", kFullGroup)), "GroupExistsException: A group with the name already exists.");
  EXPECT_FALSE(pool.Call("GetGroup", Group("admins")).Has("Group.RoleArn"));
  EXPECT_EQ(pool.Try("CreateGroup", Group("Admins")), kOk);
  EXPECT_EQ(other.Try("CreateGroup", Group("admins")), kOk);
}

TEST(CreateGroup, RefusesRolesOfOtherAccounts) {
  TestService service;
  PoolCaller pool(service, "", {.access_key = "123456789012"});
  EXPECT_EQ(pool.Try("CreateGroup", Group("a", R"(,"RoleArn":"arn:aws:iam::210987654321:role/Admin")")),
            "InvalidParameterException: Cross-account pass role is not allowed.");
  EXPECT_EQ(pool.Try("CreateGroup", Group("a", kFullGroup)), kOk);
}

TEST(CreateGroup, TakesRolesOfAnyAccountFromCallersWithoutOne) {
  TestService service;
  PoolCaller pool(service);
  EXPECT_EQ(pool.Try("CreateGroup", Group("a", R"(,"RoleArn":"arn:aws:iam::210987654321:role/Admin")")), kOk);
}

TEST(CreateGroup, StopsAtTheQuotaOfThePool) {
  operations::Settings settings;
  settings.quotas.groups = 2;
  TestService service(settings);
  PoolCaller pool(service);
  PoolCaller other(service);
  ASSERT_EQ(pool.Try("CreateGroup", Group("a")), kOk);
  ASSERT_EQ(pool.Try("CreateGroup", Group("b")), kOk);
  EXPECT_EQ(pool.Try("CreateGroup", Group("c")),
            "LimitExceededException: Maximum number of groups reached for user pool " + pool.id() + ": 2.");
  EXPECT_EQ(pool.Try("CreateGroup", Group("a")), "GroupExistsException: A group with the name already exists.");
  EXPECT_EQ(other.Try("CreateGroup", Group("c")), kOk);
  ASSERT_EQ(pool.Try("DeleteGroup", Group("a")), kOk);
  EXPECT_EQ(pool.Try("CreateGroup", Group("c")), kOk);
}

TEST(CreateGroup, AllowsTenThousandUnlessConfigured) { EXPECT_EQ(operations::Quotas().groups, 10'000u); }

TEST(CreateGroup, TellsAnUnknownPool) {
  TestService service;
  PoolCaller pool(service);
  EXPECT_EQ(OutcomeOf(pool.CallAs({.access_key = "123456789012"}, "CreateGroup", Group("a"))),
            "ResourceNotFoundException: User pool " + pool.id() + " does not exist.");
}

}  // namespace
}  // namespace rockpool
