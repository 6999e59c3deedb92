#include <gtest/gtest.h>

#include "tests/operations/resource_servers/resource_servers.h"

namespace rockpool::support {
namespace {

using CreateResourceServer = PoolTest<PoolCaller>;

TEST_F(CreateResourceServer, AnswersWithWhatWasAskedFor) {
  EXPECT_EQ(pool.Call("CreateResourceServer", Server("https://weather.example.com", kTwoScopes)).body,
            R"({"ResourceServer":{"Identifier":"https://weather.example.com","Name":"Weather","Scopes":[{"ScopeDescription":"Look",)"
            R"("ScopeName":"read"},{"ScopeDescription":"Über \"all\"","ScopeName":"a.b:c"}],"UserPoolId":")" +
                pool.id() + R"("}})");
}

TEST_F(CreateResourceServer, KeepsNoScopesApartFromNone) {
  EXPECT_FALSE(pool.Call("CreateResourceServer", Server("none")).Has("ResourceServer.Scopes"));
  EXPECT_EQ(pool.Call("CreateResourceServer", Server("empty", R"(,"Scopes":[])")).At("ResourceServer.Scopes").Size(), 0u);
}

TEST_F(CreateResourceServer, RefusesTwoScopesOfOneName) {
  const char* twice = R"(,"Scopes":[{"ScopeName":"read","ScopeDescription":"a"},{"ScopeName":"read","ScopeDescription":"b"}])";
  EXPECT_EQ(pool.Try("CreateResourceServer", Server("api", twice)), "InvalidParameterException: Duplicate scope name read.");
  EXPECT_EQ(pool.Call("ListResourceServers").body, R"({"ResourceServers":[]})");
}

TEST_F(CreateResourceServer, HasNoMoreScopesThanTheQuota) {
  TestService configured({.quotas = {.resource_server_scopes = 2}});
  PoolCaller own(configured);
  const char* three =
      R"(,"Scopes":[{"ScopeName":"a","ScopeDescription":"a"},{"ScopeName":"b","ScopeDescription":"b"},{"ScopeName":"c","ScopeDescription":"c"}])";
  EXPECT_EQ(own.Try("CreateResourceServer", Server("api", three)),
            "LimitExceededException: Maximum number of scopes reached for resource server api: 2.");
  ASSERT_EQ(own.Try("CreateResourceServer", Server("api", kTwoScopes)), kOk);
  // This operation does not declare LimitExceededException.
  EXPECT_EQ(own.Try("UpdateResourceServer", Server("api", three)),
            "InvalidParameterException: Maximum number of scopes reached for resource server api: 2.");
}

}  // namespace
}  // namespace rockpool::support
