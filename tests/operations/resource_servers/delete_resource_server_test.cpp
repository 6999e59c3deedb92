#include <gtest/gtest.h>

#include "tests/operations/resource_servers/resource_servers.h"

namespace rockpool {
namespace {

using support::Identified;
using support::IdentifiersIn;
using support::PoolCaller;
using support::Server;
using support::TestService;

TEST(DeleteResourceServer, AnswersWithAnEmptyBodyAndSparesTheOthers) {
  TestService service;
  PoolCaller pool(service);
  pool.Call("CreateResourceServer", Server("a"));
  pool.Call("CreateResourceServer", Server("b"));
  const support::Answer deleted = pool.Call("DeleteResourceServer", Identified("a"));
  EXPECT_EQ(deleted.status, 200);
  EXPECT_EQ(deleted.body, "");
  EXPECT_EQ(IdentifiersIn(pool.Call("ListResourceServers")), std::vector<std::string>{"b"});
}

TEST(DeleteResourceServer, TellsAServerThatIsGone) {
  TestService service;
  PoolCaller pool(service);
  pool.Call("CreateResourceServer", Server("a"));
  pool.Call("DeleteResourceServer", Identified("a"));
  const std::string unknown = "ResourceNotFoundException: Resource server a does not exist.";
  EXPECT_EQ(pool.Try("DeleteResourceServer", Identified("a")), unknown);
  EXPECT_EQ(pool.Try("DescribeResourceServer", Identified("a")), unknown);
}

TEST(DeleteResourceServer, TellsAnUnknownPool) {
  TestService service;
  PoolCaller pool(service);
  EXPECT_EQ(OutcomeOf(pool.CallAs({.access_key = "123456789012"}, "DeleteResourceServer", Identified("a"))),
            "ResourceNotFoundException: User pool " + pool.id() + " does not exist.");
}

TEST(DeleteUserPool, DeletesTheResourceServersToo) {
  TestService service;
  const std::string tag = R"(,"UserPoolTags":{"_custom_id_":"us-east-1_Reborn"})";
  PoolCaller pool(service, tag);
  pool.Call("CreateResourceServer", Server("a"));
  ASSERT_EQ(pool.Try("DeleteUserPool"), support::kOk);
  PoolCaller again(service, tag);
  EXPECT_EQ(again.Call("ListResourceServers").body, R"({"ResourceServers":[]})");
}

}  // namespace
}  // namespace rockpool
