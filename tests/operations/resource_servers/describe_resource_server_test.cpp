#include <gtest/gtest.h>

#include "tests/operations/resource_servers/resource_servers.h"

namespace rockpool {
namespace {

using support::Identified;
using support::kTwoScopes;
using support::PoolCaller;
using support::Server;
using support::TestService;

TEST(DescribeResourceServer, AnswersWhatCreateAnswered) {
  TestService service;
  PoolCaller pool(service);
  const support::Answer created = pool.Call("CreateResourceServer", Server("api", kTwoScopes));
  service.clock.Advance(10'000);
  EXPECT_EQ(pool.Call("DescribeResourceServer", Identified("api")).body, created.body);
}

TEST(DescribeResourceServer, TellsAnUnknownServer) {
  TestService service;
  PoolCaller pool(service);
  PoolCaller other(service);
  pool.Call("CreateResourceServer", Server("api"));
  EXPECT_EQ(pool.Try("DescribeResourceServer", Identified("API")), "ResourceNotFoundException: Resource server API does not exist.");
  EXPECT_EQ(other.Try("DescribeResourceServer", Identified("api")), "ResourceNotFoundException: Resource server api does not exist.");
}

TEST(DescribeResourceServer, TellsAnUnknownPoolFirst) {
  TestService service;
  EXPECT_EQ(OutcomeOf(service.Call("DescribeResourceServer", R"({"UserPoolId":"us-east-1_Nowhere","Identifier":"api"})")),
            "ResourceNotFoundException: User pool us-east-1_Nowhere does not exist.");
}

}  // namespace
}  // namespace rockpool
