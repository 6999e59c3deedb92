#include <gtest/gtest.h>

#include "tests/operations/resource_servers/resource_servers.h"

namespace rockpool::support {
namespace {

using ListResourceServers = PoolTest<PoolCaller>;

TEST_F(ListResourceServers, ShowsEachAsDescribeDoes) {
  EXPECT_EQ(pool.Call("ListResourceServers").body, R"({"ResourceServers":[]})");
  pool.Call("CreateResourceServer", Server("b", R"(,"Scopes":[{"ScopeName":"s","ScopeDescription":"d"}])"));
  pool.Call("CreateResourceServer", Server("a"));
  EXPECT_EQ(pool.Call("ListResourceServers").body,
            R"({"ResourceServers":[{"Identifier":"a","Name":"Weather","UserPoolId":")" + pool.id() +
                R"("},{"Identifier":"b","Name":"Weather","Scopes":[{"ScopeDescription":"d","ScopeName":"s"}],"UserPoolId":")" + pool.id() +
                R"("}]})");
}

}  // namespace
}  // namespace rockpool::support
