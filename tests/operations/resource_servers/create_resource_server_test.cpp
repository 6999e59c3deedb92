#include <gtest/gtest.h>

#include "tests/operations/resource_servers/resource_servers.h"

namespace rockpool {
namespace {

using support::kOk;
using support::kTwoScopes;
using support::PoolCaller;
using support::Server;
using support::TestService;

TEST(CreateResourceServer, AnswersWithWhatWasAskedFor) {
  TestService service;
  PoolCaller pool(service);
  EXPECT_EQ(pool.Call("CreateResourceServer", Server("https://weather.example.com", kTwoScopes)).body,
            R"({"ResourceServer":{"Identifier":"https://weather.example.com","Name":"Weather","Scopes":[{"ScopeDescription":"Look",)"
            R"("ScopeName":"read"},{"ScopeDescription":"Über \"all\"","ScopeName":"a.b:c"}],"UserPoolId":")" +
                pool.id() + R"("}})");
}

TEST(CreateResourceServer, KeepsNoScopesApartFromNone) {
  TestService service;
  PoolCaller pool(service);
  EXPECT_FALSE(pool.Call("CreateResourceServer", Server("none")).Has("ResourceServer.Scopes"));
  EXPECT_EQ(pool.Call("CreateResourceServer", Server("empty", R"(,"Scopes":[])")).At("ResourceServer.Scopes").Size(), 0u);
}

TEST(CreateResourceServer, RefusesAnIdentifierThatThePoolHas) {
  TestService service;
  PoolCaller pool(service);
  PoolCaller other(service);
  ASSERT_EQ(pool.Try("CreateResourceServer", Server("api")), kOk);
  EXPECT_EQ(pool.Try("CreateResourceServer", Server("api", kTwoScopes)),
            "InvalidParameterException: api already exists in user pool " + pool.id() + ".");
  EXPECT_FALSE(pool.Call("DescribeResourceServer", support::Identified("api")).Has("ResourceServer.Scopes"));
  EXPECT_EQ(pool.Try("CreateResourceServer", Server("API")), kOk);
  EXPECT_EQ(other.Try("CreateResourceServer", Server("api")), kOk);
}

TEST(CreateResourceServer, RefusesTwoScopesOfOneName) {
  TestService service;
  PoolCaller pool(service);
  const char* twice = R"(,"Scopes":[{"ScopeName":"read","ScopeDescription":"a"},{"ScopeName":"read","ScopeDescription":"b"}])";
  EXPECT_EQ(pool.Try("CreateResourceServer", Server("api", twice)), "InvalidParameterException: Duplicate scope name read.");
  EXPECT_EQ(support::IdentifiersIn(pool.Call("ListResourceServers")), std::vector<std::string>{});
}

TEST(CreateResourceServer, HasNoMoreScopesThanTheQuota) {
  TestService service({.quotas = {.resource_server_scopes = 2}});
  PoolCaller pool(service);
  const char* three =
      R"(,"Scopes":[{"ScopeName":"a","ScopeDescription":"a"},{"ScopeName":"b","ScopeDescription":"b"},{"ScopeName":"c","ScopeDescription":"c"}])";
  EXPECT_EQ(pool.Try("CreateResourceServer", Server("api", three)),
            "LimitExceededException: Maximum number of scopes reached for resource server api: 2.");
  ASSERT_EQ(pool.Try("CreateResourceServer", Server("api", kTwoScopes)), kOk);
  // This operation does not declare LimitExceededException.
  EXPECT_EQ(pool.Try("UpdateResourceServer", Server("api", three)),
            "InvalidParameterException: Maximum number of scopes reached for resource server api: 2.");
}

TEST(CreateResourceServer, StopsAtTheQuotaOfThePool) {
  operations::Settings settings;
  settings.quotas.resource_servers = 2;
  TestService service(settings);
  PoolCaller pool(service);
  PoolCaller other(service);
  ASSERT_EQ(pool.Try("CreateResourceServer", Server("a")), kOk);
  ASSERT_EQ(pool.Try("CreateResourceServer", Server("b")), kOk);
  EXPECT_EQ(pool.Try("CreateResourceServer", Server("c")),
            "LimitExceededException: Maximum number of resource servers reached for user pool " + pool.id() + ": 2.");
  EXPECT_EQ(pool.Try("CreateResourceServer", Server("a")), "InvalidParameterException: a already exists in user pool " + pool.id() + ".");
  EXPECT_EQ(other.Try("CreateResourceServer", Server("c")), kOk);
  ASSERT_EQ(pool.Try("DeleteResourceServer", support::Identified("a")), kOk);
  EXPECT_EQ(pool.Try("CreateResourceServer", Server("c")), kOk);
}

TEST(CreateResourceServer, AllowsTwentyFiveUnlessConfigured) { EXPECT_EQ(operations::Quotas().resource_servers, 25u); }

TEST(CreateResourceServer, TellsAnUnknownPool) {
  TestService service;
  PoolCaller pool(service);
  const std::string unknown = "ResourceNotFoundException: User pool " + pool.id() + " does not exist.";
  EXPECT_EQ(OutcomeOf(pool.CallAs({.access_key = "123456789012"}, "CreateResourceServer", Server("api"))), unknown);
  EXPECT_EQ(OutcomeOf(pool.CallAs({.region = "eu-west-1"}, "CreateResourceServer", Server("api"))), unknown);
}

}  // namespace
}  // namespace rockpool
