#include <gtest/gtest.h>

#include "tests/operations/groups/groups.h"

namespace rockpool::support {
namespace {

using ListGroups = PoolTest<PoolCaller>;

TEST_F(ListGroups, ShowsEachAsGetGroupDoes) {
  EXPECT_EQ(pool.Call("ListGroups").body, R"({"Groups":[]})");
  pool.Call("CreateGroup", Group("b", kFullGroup));
  service.clock.Advance(1'000);
  pool.Call("CreateGroup", Group("a"));
  EXPECT_EQ(pool.Call("ListGroups").body,
            R"({"Groups":[{"CreationDate":1700000001.000,"GroupName":"a","LastModifiedDate":1700000001.000,"UserPoolId":")" + pool.id() +
                R"("},{"CreationDate":1700000000.000,"Description":"Those who may","GroupName":"b","LastModifiedDate":1700000000.000,)"
                R"("Precedence":3,"RoleArn":"arn:aws:iam::123456789012:role/Admin","UserPoolId":")" +
                pool.id() + R"("}]})");
}

}  // namespace
}  // namespace rockpool::support
