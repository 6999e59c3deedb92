// CreateUserPool: which ids pools get, and how many pools there may be.
#include <gtest/gtest.h>

#include <array>
#include <string>

#include "tests/operations/user_pools/json_text.h"

namespace rockpool {
namespace {

using support::Answer;
using support::PoolWith;
using support::TestService;

std::string Tagged(const std::string& id) { return PoolWith(R"("UserPoolTags":{"_custom_id_":")" + id + R"("})"); }

TEST(CreateUserPool, TakesTheIdFromTheTagAndKeepsTheTag) {
  TestService service;
  const Answer answer = service.Call("CreateUserPool", Tagged("us-east-1_Rockpool1"));
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.TextAt("UserPool.Id"), "us-east-1_Rockpool1");
  EXPECT_EQ(answer.TextAt("UserPool.Arn"), "arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_Rockpool1");
  EXPECT_EQ(answer.TextAt("UserPool.UserPoolTags._custom_id_"), "us-east-1_Rockpool1");
}

TEST(CreateUserPool, TakesAnyIdThatTheModelAllows) {
  TestService service;
  for (const std::string& id : {std::string("a_b"), std::string("_1_2"), std::string("__x"), "r_" + std::string(53, 'x')}) {
    EXPECT_EQ(service.Call("CreateUserPool", Tagged(id)).status, 200) << id;
  }
}

TEST(CreateUserPool, RefusesATagThatIsNoPoolId) {
  TestService service;
  for (const std::string& id : {std::string(), std::string("pool"), std::string("_x"), std::string("us-east-1_"), std::string("us east_x"),
                                std::string("us-east-1_a-b"), std::string("p\u00f6ol_x"), "r_" + std::string(54, 'x')}) {
    const Answer answer = service.Call("CreateUserPool", Tagged(id));
    EXPECT_EQ(answer.ErrorType(), "InvalidParameterException") << id;
    EXPECT_EQ(answer.Message(), "1 validation error detected: Value '" + id +
                                    "' at 'userPoolTags._custom_id_' failed to satisfy constraint: Member must satisfy regular expression "
                                    "pattern: [\\w-]+_[0-9a-zA-Z]+ and have length less than or equal to 55");
  }
}

TEST(CreateUserPool, RefusesATagWhoseIdIsTakenByAnyAccount) {
  TestService service;
  ASSERT_EQ(service.Call("CreateUserPool", Tagged("us-east-1_Taken"), {.access_key = "111111111111"}).status, 200);
  for (const char* account : {"111111111111", "222222222222"}) {
    const Answer answer = service.Call("CreateUserPool", Tagged("us-east-1_Taken"), {.access_key = account, .region = "eu-west-1"});
    EXPECT_EQ(answer.status, 400);
    EXPECT_EQ(answer.ErrorType(), "UserPoolTaggingException");
    EXPECT_EQ(answer.Message(), "User pool us-east-1_Taken already exists.");
  }
}

// What a pool without a tag is answered in a service of its own, where these ids are taken. Every service draws the same ids after as many
// calls, so that the answer of the one tells which id to take from the next.
Answer CreatedWhereTaken(const std::array<std::string, 3>& ids) {
  TestService service;
  for (const std::string& id : ids) {
    EXPECT_EQ(service.Call("CreateUserPool", Tagged(id)).status, 200) << id;
  }
  return service.Call("CreateUserPool", R"({"PoolName":"pool"})");
}

TEST(CreateUserPool, DrawsAnIdUpToThreeTimes) {
  std::array<std::string, 3> ids{"us-east-1_First", "us-east-1_Second", "us-east-1_Third"};
  for (std::string& id : ids) {
    const Answer created = CreatedWhereTaken(ids);
    ASSERT_EQ(created.status, 200) << created.body;
    id = created.TextAt("UserPool.Id");
  }
  EXPECT_EQ(CreatedWhereTaken(ids).ErrorType(), "InternalErrorException");
}

TEST(CreateUserPool, StopsAtTheQuotaOfOneAccountAndRegion) {
  TestService service({.quotas = {.user_pools = 2}});
  service.CreatePool();
  service.CreatePool();
  const Answer refused = service.Call("CreateUserPool", R"({"PoolName":"one too many"})");
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(refused.ErrorType(), "LimitExceededException");
  EXPECT_EQ(refused.Message(), "Maximum number of user pools reached for account 000000000000 in us-east-1: 2.");
  EXPECT_EQ(service.Call("ListUserPools", R"({"MaxResults":60})").At("UserPools").Size(), 2u);

  EXPECT_EQ(service.Call("CreateUserPool", R"({"PoolName":"pool"})", {.region = "eu-west-1"}).status, 200);
  EXPECT_EQ(service.Call("CreateUserPool", R"({"PoolName":"pool"})", {.access_key = "123456789012"}).status, 200);
}

TEST(CreateUserPool, HasRoomAgainOnceAPoolIsDeleted) {
  TestService service({.quotas = {.user_pools = 1}});
  const std::string id = service.CreatePool();
  service.Call("DeleteUserPool", R"({"UserPoolId":")" + id + R"("})");
  EXPECT_EQ(service.Call("CreateUserPool", R"({"PoolName":"pool"})").status, 200);
}

TEST(CreateUserPool, SaysThatAPoolExistsEvenWhenTheAccountIsFull) {
  TestService service({.quotas = {.user_pools = 1}});
  ASSERT_EQ(service.Call("CreateUserPool", Tagged("us-east-1_Seeded")).status, 200);
  EXPECT_EQ(service.Call("CreateUserPool", Tagged("us-east-1_Seeded")).ErrorType(), "UserPoolTaggingException");
}

TEST(CreateUserPool, LeavesNothingBehindWhenItRefuses) {
  TestService service;
  ASSERT_EQ(service.Call("CreateUserPool", PoolWith(R"("AliasAttributes":["email"],"UsernameAttributes":["email"])")).status, 400);
  EXPECT_EQ(service.Call("ListUserPools", R"({"MaxResults":60})").At("UserPools").Size(), 0u);
}

}  // namespace
}  // namespace rockpool
