#include <gtest/gtest.h>

#include "tests/operations/resource_servers/resource_servers.h"

namespace rockpool {
namespace {

using support::Identified;
using support::kTwoScopes;
using support::PoolCaller;
using support::Server;
using support::TestService;

TEST(UpdateResourceServer, ReplacesNameAndScopes) {
  TestService service;
  PoolCaller pool(service);
  pool.Call("CreateResourceServer", Server("api", kTwoScopes));
  const support::Answer updated = pool.Call(
      "UpdateResourceServer", R"("Identifier":"api","Name":"Climate","Scopes":[{"ScopeName":"write","ScopeDescription":"Change"}])");
  EXPECT_EQ(updated.body, R"({"ResourceServer":{"Identifier":"api","Name":"Climate","Scopes":[{"ScopeDescription":"Change",)"
                          R"("ScopeName":"write"}],"UserPoolId":")" +
                              pool.id() + R"("}})");
  EXPECT_EQ(pool.Call("DescribeResourceServer", Identified("api")).body, updated.body);
}

TEST(UpdateResourceServer, TakesAwayTheScopesThatItLeavesOut) {
  TestService service;
  PoolCaller pool(service);
  pool.Call("CreateResourceServer", Server("api", kTwoScopes));
  EXPECT_FALSE(pool.Call("UpdateResourceServer", Server("api")).Has("ResourceServer.Scopes"));
  EXPECT_FALSE(pool.Call("DescribeResourceServer", Identified("api")).Has("ResourceServer.Scopes"));
}

TEST(UpdateResourceServer, ChangesNothingWhenItIsRefused) {
  TestService service;
  PoolCaller pool(service);
  const support::Answer created = pool.Call("CreateResourceServer", Server("api", kTwoScopes));
  EXPECT_EQ(pool.Try("UpdateResourceServer", R"("Identifier":"api","Name":"New","Scopes":[)"
                                             R"({"ScopeName":"x","ScopeDescription":"a"},{"ScopeName":"x","ScopeDescription":"a"}])"),
            "InvalidParameterException: Duplicate scope name x.");
  EXPECT_EQ(pool.Try("UpdateResourceServer", Identified("api")),
            "InvalidParameterException: 1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not "
            "be null");
  EXPECT_EQ(pool.Call("DescribeResourceServer", Identified("api")).body, created.body);
}

TEST(UpdateResourceServer, TellsAnUnknownServerAndAnUnknownPool) {
  TestService service;
  PoolCaller pool(service);
  EXPECT_EQ(pool.Try("UpdateResourceServer", Server("api")), "ResourceNotFoundException: Resource server api does not exist.");
  EXPECT_EQ(OutcomeOf(pool.CallAs({.region = "eu-west-1"}, "UpdateResourceServer", Server("api"))),
            "ResourceNotFoundException: User pool " + pool.id() + " does not exist.");
}

}  // namespace
}  // namespace rockpool
