#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/operations/replicas/replicated_pool.h"
#include "tests/operations/user_pools/json_text.h"

namespace rockpool {
namespace {

using support::Answer;
using support::CallerKey;
using support::TestService;

std::string CreateWithId(TestService& service, const std::string& id) {
  return service.CreatePool(R"(,"UserPoolTags":{"_custom_id_":")" + id + R"("})");
}

Answer List(TestService& service, int max_results, const std::string& token = "", const CallerKey& caller = {}) {
  const std::string next = token.empty() ? "" : R"(,"NextToken":")" + token + R"(")";
  return service.Call("ListUserPools", R"({"MaxResults":)" + std::to_string(max_results) + next + "}", caller);
}

std::vector<std::string> IdsOf(const Answer& answer) {
  std::vector<std::string> ids;
  for (const auto& pool : answer.At("UserPools").GetArray()) {
    ids.emplace_back(pool["Id"].GetString());
  }
  return ids;
}

using Ids = std::vector<std::string>;

TEST(ListUserPools, ShowsFiveMembersOfEachPool) {
  TestService service;
  service.clock.Advance(789);
  service.Call("CreateUserPool", R"({"PoolName":"my pool","UserPoolTags":{"_custom_id_":"us-east-1_A"},
      "LambdaConfig":{"PreSignUp":"arn:aws:lambda:us-east-1:123456789012:function:f"}})");
  EXPECT_EQ(List(service, 60).body,
            R"({"UserPools":[{"CreationDate":1700000000.789,"Id":"us-east-1_A","LambdaConfig":{"PreSignUp":)"
            R"("arn:aws:lambda:us-east-1:123456789012:function:f"},"LastModifiedDate":1700000000.789,"Name":"my pool"}]})");
}

TEST(ListUserPools, ShowsAnEmptyLambdaConfigOfAPoolWithoutTriggers) {
  TestService service;
  service.CreatePool();
  EXPECT_EQ(support::JsonAt(List(service, 1), "UserPools.0.LambdaConfig"), "{}");
}

TEST(ListUserPools, ShowsTheRegionsOfReplicas) {
  TestService service;
  support::ReplicatedPool pool(service);
  support::ReplicatedPool alone(service);
  ASSERT_EQ(OutcomeOf(pool.Create("eu-west-1")), support::kOk);
  std::map<std::string, std::string> shown;
  const Answer listed = List(service, 60);
  for (const auto& described : listed.At("UserPools").GetArray()) {
    const auto regions = described.FindMember("ReplicaRegions");
    shown[described["Id"].GetString()] = regions == described.MemberEnd() ? "none" : support::TextOf(regions->value);
  }
  EXPECT_EQ(shown, (std::map<std::string, std::string>{{pool.id(), R"(["eu-west-1"])"}, {alone.id(), "none"}}));
}

TEST(ListUserPools, AnswersAnEmptyListWithoutPools) {
  TestService service;
  EXPECT_EQ(List(service, 60).body, R"({"UserPools":[]})");
}

TEST(ListUserPools, PagesThroughEveryPoolOnceInTheOrderOfIds) {
  TestService service;
  for (const char* id : {"r_3", "r_1", "r_5", "r_2", "r_4"}) {
    CreateWithId(service, id);
  }
  const Answer first = List(service, 2);
  EXPECT_EQ(IdsOf(first), (Ids{"r_1", "r_2"}));
  const Answer second = List(service, 2, first.TextAt("NextToken"));
  EXPECT_EQ(IdsOf(second), (Ids{"r_3", "r_4"}));
  const Answer third = List(service, 2, second.TextAt("NextToken"));
  EXPECT_EQ(IdsOf(third), Ids{"r_5"});
  EXPECT_FALSE(third.Has("NextToken"));
}

TEST(ListUserPools, GivesNoTokenWhenTheLastPageIsExactlyFull) {
  TestService service;
  CreateWithId(service, "r_1");
  CreateWithId(service, "r_2");
  EXPECT_FALSE(List(service, 2).Has("NextToken"));
}

TEST(ListUserPools, GoesOnAfterTheLastShownPoolThoughItAndOthersWereDeleted) {
  TestService service;
  for (const char* id : {"r_1", "r_2", "r_3", "r_4"}) {
    CreateWithId(service, id);
  }
  const std::string token = List(service, 2).TextAt("NextToken");
  for (const char* id : {"r_1", "r_2", "r_3"}) {
    ASSERT_EQ(service.Call("DeleteUserPool", R"({"UserPoolId":")" + std::string(id) + R"("})").status, 200);
  }
  const Answer next = List(service, 2, token);
  EXPECT_EQ(IdsOf(next), Ids{"r_4"});
  EXPECT_FALSE(next.Has("NextToken"));
}

TEST(ListUserPools, ShowsPoolsThatWereInsertedBehindTheLastShownOne) {
  TestService service;
  for (const char* id : {"r_2", "r_4", "r_6"}) {
    CreateWithId(service, id);
  }
  const std::string token = List(service, 2).TextAt("NextToken");
  for (const char* id : {"r_1", "r_3", "r_5"}) {
    CreateWithId(service, id);
  }
  EXPECT_EQ(IdsOf(List(service, 60, token)), (Ids{"r_5", "r_6"}));
}

TEST(ListUserPools, TakesAPageOfAnotherSizeWithAToken) {
  TestService service;
  for (const char* id : {"r_1", "r_2", "r_3"}) {
    CreateWithId(service, id);
  }
  EXPECT_EQ(IdsOf(List(service, 60, List(service, 1).TextAt("NextToken"))), (Ids{"r_2", "r_3"}));
}

TEST(ListUserPools, RefusesATokenWithAnyCharacterChanged) {
  TestService service;
  CreateWithId(service, "r_1");
  CreateWithId(service, "r_2");
  const std::string token = List(service, 1).TextAt("NextToken");
  for (std::size_t i = 0; i < token.size(); ++i) {
    std::string tampered = token;
    tampered[i] = tampered[i] == 'A' ? 'B' : 'A';
    const Answer answer = List(service, 1, tampered);
    EXPECT_EQ(answer.status, 400) << i;
    EXPECT_EQ(answer.ErrorType(), "InvalidParameterException") << i;
  }
}

TEST(ListUserPools, RefusesTokensOfOtherLists) {
  TestService service;
  CreateWithId(service, "r_1");
  CreateWithId(service, "r_2");
  const std::string token = List(service, 1).TextAt("NextToken");
  EXPECT_EQ(List(service, 1, token).status, 200);
  EXPECT_EQ(List(service, 1, token, {.access_key = "123456789012"}).ErrorType(), "InvalidParameterException");
  EXPECT_EQ(List(service, 1, token, {.region = "eu-west-1"}).ErrorType(), "InvalidParameterException");
  EXPECT_EQ(List(service, 1, "made-up").ErrorType(), "InvalidParameterException");
}

TEST(ListUserPools, ShowsOnlyThePoolsOfTheCallersAccountAndRegion) {
  TestService service;
  const std::string mine = service.CreatePool();
  const CallerKey account{.access_key = "123456789012"};
  const CallerKey region{.region = "eu-west-1"};
  const Answer of_account = service.Call("CreateUserPool", R"({"PoolName":"pool"})", account);
  const Answer of_region = service.Call("CreateUserPool", R"({"PoolName":"pool"})", region);
  EXPECT_EQ(IdsOf(List(service, 60)), Ids{mine});
  EXPECT_EQ(IdsOf(List(service, 60, "", account)), Ids{of_account.TextAt("UserPool.Id")});
  EXPECT_EQ(IdsOf(List(service, 60, "", region)), Ids{of_region.TextAt("UserPool.Id")});
}

TEST(ListUserPools, ReachesAllOfManyPools) {
  TestService service;
  std::set<std::string> created;
  for (int i = 0; i < 130; ++i) {
    created.insert(service.CreatePool());
  }
  std::set<std::string> listed;
  std::vector<std::size_t> sizes;
  std::string token;
  do {
    const Answer page = List(service, 60, token);
    const Ids ids = IdsOf(page);
    listed.insert(ids.begin(), ids.end());
    sizes.push_back(ids.size());
    token = page.Has("NextToken") ? page.TextAt("NextToken") : "";
  } while (!token.empty());
  EXPECT_EQ(listed, created);
  EXPECT_EQ(sizes, (std::vector<std::size_t>{60, 60, 10}));
}

}  // namespace
}  // namespace rockpool
