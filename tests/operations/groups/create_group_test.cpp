#include <gtest/gtest.h>

#include "tests/operations/groups/groups.h"

namespace rockpool::support {
namespace {

using CreateGroup = PoolTest<PoolCaller>;

TEST_F(CreateGroup, AnswersWithEveryMemberThatWasGiven) {
  EXPECT_EQ(pool.Call("CreateGroup", Group("admins", kFullGroup)).body,
            R"({"Group":{"CreationDate":1700000000.000,"Description":"Those who may","GroupName":"admins",)"
            R"("LastModifiedDate":1700000000.000,"Precedence":3,"RoleArn":"arn:aws:iam::123456789012:role/Admin","UserPoolId":")" +
                pool.id() + R"("}})");
}

TEST_F(CreateGroup, LeavesOutWhatWasNotGiven) {
  EXPECT_EQ(
      pool.Call("CreateGroup", Group("a")).body,
      R"({"Group":{"CreationDate":1700000000.000,"GroupName":"a","LastModifiedDate":1700000000.000,"UserPoolId":")" + pool.id() + R"("}})");
}

TEST_F(CreateGroup, KeepsZeroAndEmptyTextApartFromNothing) {
  const Answer created = pool.Call("CreateGroup", Group("a", R"(,"Precedence":0,"Description":"")"));
  EXPECT_EQ(created.At("Group.Precedence").GetInt(), 0);
  EXPECT_EQ(created.TextAt("Group.Description"), "");
}

TEST_F(CreateGroup, RefusesRolesOfOtherAccounts) {
  PoolCaller own(service, "", {.access_key = "123456789012"});
  EXPECT_EQ(own.Try("CreateGroup", Group("a", R"(,"RoleArn":"arn:aws:iam::210987654321:role/Admin")")),
            "InvalidParameterException: Cross-account pass role is not allowed.");
  EXPECT_EQ(own.Try("CreateGroup", Group("a", kFullGroup)), kOk);
}

TEST_F(CreateGroup, TakesRolesOfAnyAccountFromCallersWithoutOne) {
  EXPECT_EQ(pool.Try("CreateGroup", Group("a", R"(,"RoleArn":"arn:aws:iam::210987654321:role/Admin")")), kOk);
}

}  // namespace
}  // namespace rockpool::support
