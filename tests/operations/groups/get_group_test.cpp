#include <gtest/gtest.h>

#include "tests/operations/groups/groups.h"

namespace rockpool::support {
namespace {

using GetGroup = PoolTest<PoolCaller>;

TEST_F(GetGroup, ShowsEveryMemberAndItsDates) {
  pool.Call("CreateGroup", Group("admins", kFullGroup));
  service.clock.Advance(5000);
  ASSERT_EQ(pool.Try("UpdateGroup", Group("admins", R"(,"Precedence":0)")), kOk);
  EXPECT_EQ(pool.Call("GetGroup", Group("admins")).body,
            R"({"Group":{"CreationDate":1700000000.000,"Description":"Those who may","GroupName":"admins",)"
            R"("LastModifiedDate":1700000005.000,"Precedence":0,"RoleArn":"arn:aws:iam::123456789012:role/Admin","UserPoolId":")" +
                pool.id() + R"("}})");
}

}  // namespace
}  // namespace rockpool::support
