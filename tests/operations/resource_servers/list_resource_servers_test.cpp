#include <gtest/gtest.h>

#include "tests/operations/resource_servers/resource_servers.h"

namespace rockpool {
namespace {

using support::Answer;
using support::IdentifiersIn;
using support::PoolCaller;
using support::Server;
using support::TestService;

using Identifiers = std::vector<std::string>;

std::string Asking(int count, const std::string& token = "") {
  return R"("MaxResults":)" + std::to_string(count) + (token.empty() ? "" : R"(,"NextToken":")" + token + '"');
}

TEST(ListResourceServers, ShowsEachAsDescribeDoes) {
  TestService service;
  PoolCaller pool(service);
  EXPECT_EQ(pool.Call("ListResourceServers").body, R"({"ResourceServers":[]})");
  pool.Call("CreateResourceServer", Server("b", R"(,"Scopes":[{"ScopeName":"s","ScopeDescription":"d"}])"));
  pool.Call("CreateResourceServer", Server("a"));
  EXPECT_EQ(pool.Call("ListResourceServers").body,
            R"({"ResourceServers":[{"Identifier":"a","Name":"Weather","UserPoolId":")" + pool.id() +
                R"("},{"Identifier":"b","Name":"Weather","Scopes":[{"ScopeDescription":"d","ScopeName":"s"}],"UserPoolId":")" + pool.id() +
                R"("}]})");
}

TEST(ListResourceServers, PagesThroughAllInTheOrderOfIdentifiers) {
  TestService service;
  PoolCaller pool(service);
  for (const char* identifier : {"d", "B", "a", "c"}) {
    pool.Call("CreateResourceServer", Server(identifier));
  }
  const Answer first = pool.Call("ListResourceServers", Asking(2));
  EXPECT_EQ(IdentifiersIn(first), (Identifiers{"B", "a"}));
  pool.Call("DeleteResourceServer", support::Identified("a"));
  pool.Call("CreateResourceServer", Server("bb"));
  const Answer second = pool.Call("ListResourceServers", Asking(3, first.TextAt("NextToken")));
  EXPECT_EQ(IdentifiersIn(second), (Identifiers{"bb", "c", "d"}));
  EXPECT_FALSE(second.Has("NextToken"));
}

TEST(ListResourceServers, ShowsFiftyUnlessAsked) {
  operations::Settings settings;
  settings.quotas.resource_servers = 51;
  TestService service(settings);
  PoolCaller pool(service);
  for (int i = 0; i < 51; ++i) {
    pool.Call("CreateResourceServer", Server("s" + std::to_string(100 + i)));
  }
  const Answer page = pool.Call("ListResourceServers");
  EXPECT_EQ(page.At("ResourceServers").Size(), 50u);
  EXPECT_EQ(IdentifiersIn(pool.Call("ListResourceServers", Asking(1, page.TextAt("NextToken")))), Identifiers{"s150"});
}

TEST(ListResourceServers, RefusesTokensOfOtherPoolsAndLists) {
  TestService service;
  PoolCaller pool(service);
  PoolCaller other(service);
  for (PoolCaller* owner : {&pool, &other}) {
    owner->Call("CreateResourceServer", Server("a"));
    owner->Call("CreateResourceServer", Server("b"));
    owner->Call("CreateGroup", R"("GroupName":"a")");
    owner->Call("CreateGroup", R"("GroupName":"b")");
  }
  const std::string of_other_pool = other.Call("ListResourceServers", Asking(1)).TextAt("NextToken");
  const std::string of_other_list = pool.Call("ListGroups", R"("Limit":1)").TextAt("NextToken");
  for (const std::string& foreign : {of_other_pool, of_other_list, std::string("made-up")}) {
    EXPECT_EQ(pool.Try("ListResourceServers", Asking(1, foreign)), "InvalidParameterException: Invalid pagination token given.");
  }
}

TEST(ListResourceServers, TellsAnUnknownPool) {
  TestService service;
  PoolCaller pool(service);
  EXPECT_EQ(OutcomeOf(pool.CallAs({.region = "eu-west-1"}, "ListResourceServers")),
            "ResourceNotFoundException: User pool " + pool.id() + " does not exist.");
}

}  // namespace
}  // namespace rockpool
