#include <gtest/gtest.h>

#include "tests/operations/groups/groups.h"

namespace rockpool::support {
namespace {

using UpdateGroup = PoolTest<PoolCaller>;

TEST_F(UpdateGroup, ChangesWhatIsGivenAndTheDate) {
  pool.Call("CreateGroup", Group("admins", kFullGroup));
  service.clock.Advance(5'000);
  const Answer updated =
      pool.Call("UpdateGroup", Group("admins", R"(,"Description":"New","Precedence":0,"RoleArn":"arn:aws:iam::123456789012:role/New")"));
  EXPECT_EQ(updated.body, R"({"Group":{"CreationDate":1700000000.000,"Description":"New","GroupName":"admins",)"
                          R"("LastModifiedDate":1700000005.000,"Precedence":0,"RoleArn":"arn:aws:iam::123456789012:role/New",)"
                          R"("UserPoolId":")" +
                              pool.id() + R"("}})");
  EXPECT_EQ(pool.Call("GetGroup", Group("admins")).body, updated.body);
}

TEST_F(UpdateGroup, KeepsWhatIsLeftOut) {
  pool.Call("CreateGroup", Group("admins", kFullGroup));
  EXPECT_EQ(pool.Call("UpdateGroup", Group("admins")).body,
            R"({"Group":{"CreationDate":1700000000.000,"Description":"Those who may","GroupName":"admins",)"
            R"("LastModifiedDate":1700000000.001,"Precedence":3,"RoleArn":"arn:aws:iam::123456789012:role/Admin","UserPoolId":")" +
                pool.id() + R"("}})");
  const Answer updated = pool.Call("UpdateGroup", Group("admins", R"(,"Description":"")"));
  EXPECT_EQ(updated.TextAt("Group.Description"), "");
  EXPECT_EQ(updated.At("Group.Precedence").GetInt(), 3);
}

TEST_F(UpdateGroup, ChangesNothingWhenItIsRefused) {
  PoolCaller own(service, "", {.access_key = "123456789012"});
  const Answer created = own.Call("CreateGroup", Group("admins", kFullGroup));
  EXPECT_EQ(own.Try("UpdateGroup", Group("admins", R"(,"Precedence":9,"RoleArn":"arn:aws:iam::210987654321:role/Admin")")),
            "InvalidParameterException: Cross-account pass role is not allowed.");
  EXPECT_EQ(own.Call("UpdateGroup", Group("admins", R"(,"Description":"New","Precedence":-1)")).ErrorType(), "InvalidParameterException");
  EXPECT_EQ(own.Call("GetGroup", Group("admins")).body, created.body);
}

}  // namespace
}  // namespace rockpool::support
