#include <gtest/gtest.h>

#include "tests/operations/resource_servers/resource_servers.h"

namespace rockpool::support {
namespace {

using UpdateResourceServer = PoolTest<PoolCaller>;

TEST_F(UpdateResourceServer, ReplacesNameAndScopes) {
  pool.Call("CreateResourceServer", Server("api", kTwoScopes));
  const Answer updated = pool.Call("UpdateResourceServer",
                                   R"("Identifier":"api","Name":"Climate","Scopes":[{"ScopeName":"write","ScopeDescription":"Change"}])");
  EXPECT_EQ(updated.body, R"({"ResourceServer":{"Identifier":"api","Name":"Climate","Scopes":[{"ScopeDescription":"Change",)"
                          R"("ScopeName":"write"}],"UserPoolId":")" +
                              pool.id() + R"("}})");
  EXPECT_EQ(pool.Call("DescribeResourceServer", Identified("api")).body, updated.body);
}

TEST_F(UpdateResourceServer, TakesAwayTheScopesThatItLeavesOut) {
  pool.Call("CreateResourceServer", Server("api", kTwoScopes));
  EXPECT_FALSE(pool.Call("UpdateResourceServer", Server("api")).Has("ResourceServer.Scopes"));
  EXPECT_FALSE(pool.Call("DescribeResourceServer", Identified("api")).Has("ResourceServer.Scopes"));
}

TEST_F(UpdateResourceServer, ChangesNothingWhenItIsRefused) {
  const Answer created = pool.Call("CreateResourceServer", Server("api", kTwoScopes));
  EXPECT_EQ(pool.Try("UpdateResourceServer", R"("Identifier":"api","Name":"New","Scopes":[)"
                                             R"({"ScopeName":"x","ScopeDescription":"a"},{"ScopeName":"x","ScopeDescription":"a"}])"),
            "InvalidParameterException: Duplicate scope name x.");
  EXPECT_EQ(pool.Try("UpdateResourceServer", Identified("api")),
            "InvalidParameterException: 1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not "
            "be null");
  EXPECT_EQ(pool.Call("DescribeResourceServer", Identified("api")).body, created.body);
}

}  // namespace
}  // namespace rockpool::support
