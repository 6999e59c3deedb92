#include <gtest/gtest.h>

#include <set>

#include "tests/operations/replicas/replicated_pool.h"

namespace rockpool::support {
namespace {

using Replicas = std::vector<std::string>;

constexpr const char* kList = "ListUserPoolReplicas";

// Pools that may have as many replicas as a test wants.
class ListUserPoolReplicas : public testing::Test {
 protected:
  static Answer PageAfter(const ReplicatedPool& pool, const std::string& token) {
    return pool.Call(kList, token.empty() ? "" : TextMember("NextToken", token));
  }

  // Makes more replicas than a page shows, and returns their regions.
  static std::set<std::string> CreateMany(ReplicatedPool& pool) {
    std::set<std::string> regions;
    for (int i = 10; i < 95; ++i) {
      regions.insert("xx-test-" + std::to_string(i));
      EXPECT_EQ(OutcomeOf(pool.Create("xx-test-" + std::to_string(i))), kOk);
    }
    return regions;
  }

  TestService service{{.quotas = {.replicas = 100}}};
  ReplicatedPool pool{service};
};

TEST_F(ListUserPoolReplicas, ShowsThePrimaryOfAPoolWithoutReplicas) {
  EXPECT_EQ(pool.Call(kList).body, R"({"UserPoolReplicas":[{"RegionName":"us-east-1","Role":"PRIMARY","Status":"ACTIVE",)"
                                   R"("UserPoolArn":"arn:aws:cognito-idp:us-east-1:000000000000:userpool/)" +
                                       pool.id() + R"("}]})");
}

TEST_F(ListUserPoolReplicas, ShowsThePrimaryAmongTheOthersInTheOrderOfRegions) {
  pool.Create("us-west-2");
  pool.Create("ap-south-1");
  service.clock.Advance(kLong);
  EXPECT_EQ(pool.Listed(), (Replicas{"ap-south-1 SECONDARY INACTIVE", "us-east-1 PRIMARY ACTIVE", "us-west-2 SECONDARY INACTIVE"}));
}

TEST_F(ListUserPoolReplicas, ShowsTheSameFromTheRegionOfAReplica) {
  pool.Create("ap-south-1");
  EXPECT_EQ(pool.List({.region = "ap-south-1"}).body, pool.List().body);
}

TEST_F(ListUserPoolReplicas, PagesThroughEveryReplicaOnce) {
  std::set<std::string> created = CreateMany(pool);
  created.insert("us-east-1");
  std::set<std::string> listed;
  std::vector<std::size_t> sizes;
  std::string token;
  do {
    const Answer page = PageAfter(pool, token);
    for (const auto& replica : page.At("UserPoolReplicas").GetArray()) {
      listed.insert(replica["RegionName"].GetString());
    }
    sizes.push_back(page.At("UserPoolReplicas").Size());
    token = page.Has("NextToken") ? page.TextAt("NextToken") : "";
  } while (!token.empty());
  EXPECT_EQ(listed, created);
  EXPECT_EQ(sizes, (std::vector<std::size_t>{60, 26}));
}

TEST_F(ListUserPoolReplicas, TakesNoTokenOfAnotherPoolOrListOrOfNone) {
  CreateMany(pool);
  ReplicatedPool other(service);
  CreateMany(other);
  for (const char* group : {"a", "b"}) {
    ASSERT_EQ(pool.Try("CreateGroup", TextMember("GroupName", group)), kOk);
  }
  const std::string of_other_pool = PageAfter(other, "").TextAt("NextToken");
  const std::string of_other_list = pool.Call("ListGroups", R"("Limit":1)").TextAt("NextToken");
  for (const std::string& foreign : {of_other_pool, of_other_list, std::string("made-up")}) {
    EXPECT_EQ(OutcomeOf(PageAfter(pool, foreign)), "InvalidParameterException: Invalid pagination token given.");
  }
  EXPECT_EQ(OutcomeOf(PageAfter(pool, PageAfter(pool, "").TextAt("NextToken"))), kOk);
}

TEST_F(ListUserPoolReplicas, KnowsNothingOfAPoolThatHadItsId) {
  ReplicatedPool first(service, kFixedId);
  first.Create("eu-west-1");
  ASSERT_EQ(first.Try("DeleteUserPool"), kOk);
  ReplicatedPool reborn(service, kFixedId);
  ASSERT_EQ(reborn.id(), first.id());
  EXPECT_EQ(reborn.Listed(), Replicas{"us-east-1 PRIMARY ACTIVE"});
}

TEST_F(ListUserPoolReplicas, TellsAnUnknownPool) {
  EXPECT_EQ(OutcomeOf(service.Call(kList, R"({"UserPoolId":"us-east-1_Nowhere"})")),
            "ResourceNotFoundException: User pool us-east-1_Nowhere does not exist.");
}

}  // namespace
}  // namespace rockpool::support
