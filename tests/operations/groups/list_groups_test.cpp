#include <gtest/gtest.h>

#include "tests/operations/groups/groups.h"

namespace rockpool {
namespace {

using support::Answer;
using support::Group;
using support::NamesIn;
using support::PoolCaller;
using support::TestService;

using Names = std::vector<std::string>;

std::string Asking(int limit, const std::string& token = "") {
  return R"("Limit":)" + std::to_string(limit) + (token.empty() ? "" : R"(,"NextToken":")" + token + '"');
}

TEST(ListGroups, ShowsEachAsGetGroupDoes) {
  TestService service;
  PoolCaller pool(service);
  EXPECT_EQ(pool.Call("ListGroups").body, R"({"Groups":[]})");
  pool.Call("CreateGroup", Group("b", support::kFullGroup));
  service.clock.Advance(1'000);
  pool.Call("CreateGroup", Group("a"));
  EXPECT_EQ(pool.Call("ListGroups").body,
            R"({"Groups":[{"CreationDate":1700000001.000,"GroupName":"a","LastModifiedDate":1700000001.000,"UserPoolId":")" + pool.id() +
                R"("},{"CreationDate":1700000000.000,"Description":"Those who may","GroupName":"b","LastModifiedDate":1700000000.000,)"
                R"("Precedence":3,"RoleArn":"arn:aws:iam::123456789012:role/Admin","UserPoolId":")" +
                pool.id() + R"("}]})");
}

TEST(ListGroups, PagesThroughAllInTheOrderOfNames) {
  TestService service;
  PoolCaller pool(service);
  for (const char* name : {"d", "B", "a", "c"}) {
    pool.Call("CreateGroup", Group(name));
  }
  const Answer first = pool.Call("ListGroups", Asking(2));
  EXPECT_EQ(NamesIn(first), (Names{"B", "a"}));
  pool.Call("DeleteGroup", Group("a"));
  pool.Call("CreateGroup", Group("bb"));
  const Answer second = pool.Call("ListGroups", Asking(3, first.TextAt("NextToken")));
  EXPECT_EQ(NamesIn(second), (Names{"bb", "c", "d"}));
  EXPECT_FALSE(second.Has("NextToken"));
}

TEST(ListGroups, ShowsSixtyWhereTheRequestAsksForNoNumberOrForZero) {
  TestService service;
  PoolCaller pool(service);
  for (int i = 0; i < 61; ++i) {
    pool.Call("CreateGroup", Group("g" + std::to_string(100 + i)));
  }
  for (const std::string& members : {std::string(), Asking(0), Asking(60)}) {
    const Answer page = pool.Call("ListGroups", members);
    EXPECT_EQ(page.At("Groups").Size(), 60u) << members;
    EXPECT_EQ(NamesIn(pool.Call("ListGroups", Asking(60, page.TextAt("NextToken")))), Names{"g160"});
  }
}

TEST(ListGroups, RefusesTokensOfOtherPoolsAndLists) {
  TestService service;
  PoolCaller pool(service);
  PoolCaller other(service);
  for (PoolCaller* owner : {&pool, &other}) {
    owner->Call("CreateGroup", Group("a"));
    owner->Call("CreateGroup", Group("b"));
    owner->Call("CreateResourceServer", R"("Identifier":"a","Name":"A")");
    owner->Call("CreateResourceServer", R"("Identifier":"b","Name":"B")");
  }
  const std::string of_other_pool = other.Call("ListGroups", Asking(1)).TextAt("NextToken");
  const std::string of_other_list = pool.Call("ListResourceServers", R"("MaxResults":1)").TextAt("NextToken");
  for (const std::string& foreign : {of_other_pool, of_other_list, std::string("made-up")}) {
    EXPECT_EQ(pool.Try("ListGroups", Asking(1, foreign)), "InvalidParameterException: Invalid pagination token given.");
  }
}

TEST(ListGroups, TellsAnUnknownPool) {
  TestService service;
  PoolCaller pool(service);
  EXPECT_EQ(OutcomeOf(pool.CallAs({.region = "eu-west-1"}, "ListGroups")),
            "ResourceNotFoundException: User pool " + pool.id() + " does not exist.");
}

}  // namespace
}  // namespace rockpool
