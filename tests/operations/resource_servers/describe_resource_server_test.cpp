#include <gtest/gtest.h>

#include "tests/operations/resource_servers/resource_servers.h"

namespace rockpool::support {
namespace {

using DescribeResourceServer = PoolTest<PoolCaller>;

TEST_F(DescribeResourceServer, ShowsEveryMember) {
  pool.Call("CreateResourceServer", Server("https://weather.example.com", kTwoScopes));
  EXPECT_EQ(pool.Call("DescribeResourceServer", Identified("https://weather.example.com")).body,
            R"({"ResourceServer":{"Identifier":"https://weather.example.com","Name":"Weather","Scopes":[{"ScopeDescription":"Look",)"
            R"("ScopeName":"read"},{"ScopeDescription":"Über \"all\"","ScopeName":"a.b:c"}],"UserPoolId":")" +
                pool.id() + R"("}})");
}

}  // namespace
}  // namespace rockpool::support
