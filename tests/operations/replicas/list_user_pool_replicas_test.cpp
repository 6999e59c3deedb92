#include <gtest/gtest.h>

#include <set>

#include "tests/operations/replicas/replicated_pool.h"

namespace rockpool {
namespace {

using support::Answer;
using support::CalledPool;
using support::kLong;
using support::ReplicatedPool;
using support::TestService;

using Replicas = std::vector<std::string>;

constexpr const char* kList = "ListUserPoolReplicas";

TEST(ListUserPoolReplicas, ShowsThePrimaryOfAPoolWithoutReplicas) {
  TestService service;
  CalledPool pool(service);
  EXPECT_EQ(pool.Call(kList).body, R"({"UserPoolReplicas":[{"RegionName":"us-east-1","Role":"PRIMARY","Status":"ACTIVE",)"
                                   R"("UserPoolArn":"arn:aws:cognito-idp:us-east-1:000000000000:userpool/)" +
                                       pool.id() + R"("}]})");
}

TEST(ListUserPoolReplicas, ShowsThePrimaryAmongTheOthersInTheOrderOfRegions) {
  TestService service({.quotas = {.replicas = 2}});
  ReplicatedPool pool(service);
  pool.Create("us-west-2");
  pool.Create("ap-south-1");
  service.clock.Advance(kLong);
  EXPECT_EQ(pool.Listed(), (Replicas{"ap-south-1 SECONDARY INACTIVE", "us-east-1 PRIMARY ACTIVE", "us-west-2 SECONDARY INACTIVE"}));
}

TEST(ListUserPoolReplicas, ShowsTheSameFromTheRegionOfAReplica) {
  TestService service;
  ReplicatedPool pool(service);
  pool.Create("ap-south-1");
  EXPECT_EQ(pool.List({.region = "ap-south-1"}).body, pool.List().body);
}

TEST(ListUserPoolReplicas, PagesThroughEveryReplicaOnce) {
  TestService service({.quotas = {.replicas = 100}});
  ReplicatedPool pool(service);
  std::set<std::string> created{"us-east-1"};
  for (int i = 10; i < 95; ++i) {
    const std::string region = "xx-test-" + std::to_string(i);
    ASSERT_EQ(pool.Create(region).status, 200);
    created.insert(region);
  }
  std::set<std::string> listed;
  std::vector<std::size_t> sizes;
  std::string token;
  do {
    const Answer page = pool.Call(kList, token.empty() ? "" : R"("NextToken":")" + token + R"(")");
    for (const auto& replica : page.At("UserPoolReplicas").GetArray()) {
      listed.insert(replica["RegionName"].GetString());
    }
    sizes.push_back(page.At("UserPoolReplicas").Size());
    token = page.Has("NextToken") ? page.TextAt("NextToken") : "";
  } while (!token.empty());
  EXPECT_EQ(listed, created);
  EXPECT_EQ(sizes, (std::vector<std::size_t>{60, 26}));
}

TEST(ListUserPoolReplicas, RefusesATokenOfAnotherPool) {
  TestService service;
  CalledPool pool(service);
  EXPECT_EQ(pool.Outcome(kList, R"("NextToken":"made-up")"), "InvalidParameterException: Invalid pagination token given.");
}

TEST(ListUserPoolReplicas, KnowsNothingOfAPoolThatHadItsId) {
  TestService service;
  const std::string tag = R"(,"UserPoolTags":{"_custom_id_":"us-east-1_Reborn"})";
  ReplicatedPool pool(service, tag);
  pool.Create("eu-west-1");
  pool.Call("DeleteUserPool");
  ASSERT_EQ(service.CreatePool(tag), pool.id());
  EXPECT_EQ(pool.Listed(), Replicas{"us-east-1 PRIMARY ACTIVE"});
}

TEST(ListUserPoolReplicas, TellsAnUnknownPool) {
  TestService service;
  EXPECT_EQ(OutcomeOf(service.Call(kList, R"({"UserPoolId":"us-east-1_Nowhere"})")),
            "ResourceNotFoundException: User pool us-east-1_Nowhere does not exist.");
}

}  // namespace
}  // namespace rockpool
