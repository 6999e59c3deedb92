#include <gtest/gtest.h>

#include "tests/operations/user_pools/json_text.h"

namespace rockpool {
namespace {

using support::Answer;
using support::JsonAt;
using support::PoolWith;
using support::TestService;

Answer Describe(TestService& service, const std::string& id, const support::CallerKey& caller = {}) {
  return service.Call("DescribeUserPool", R"({"UserPoolId":")" + id + R"("})", caller);
}

TEST(DescribeUserPool, AnswersWhatCreateAnswered) {
  TestService service;
  const Answer created = service.Call(
      "CreateUserPool", PoolWith(R"("UserPoolTags":{"team":"identity"},"Schema":[{"Name":"level","AttributeDataType":"Number"}],
                                    "UsernameAttributes":["email"],"AdminCreateUserConfig":{"AllowAdminCreateUserOnly":true,
                                    "InviteMessageTemplate":{"EmailSubject":"Wëlcome","EmailMessage":"{username} {####}"}})"));
  ASSERT_EQ(created.status, 200) << created.body;
  service.clock.Advance(60'000);
  EXPECT_EQ(Describe(service, created.TextAt("UserPool.Id")).body, created.body);
}

TEST(DescribeUserPool, RefusesAnUnknownPool) {
  TestService service;
  const Answer answer = Describe(service, "us-east-1_Nowhere00");
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.ErrorType(), "ResourceNotFoundException");
  EXPECT_EQ(answer.Message(), "User pool us-east-1_Nowhere00 does not exist.");
}

TEST(DescribeUserPool, HidesPoolsOfOtherAccountsAndRegions) {
  TestService service;
  const std::string id = service.CreatePool();
  EXPECT_EQ(Describe(service, id).status, 200);
  EXPECT_EQ(Describe(service, id, {.access_key = "123456789012"}).ErrorType(), "ResourceNotFoundException");
  EXPECT_EQ(Describe(service, id, {.region = "us-west-2"}).ErrorType(), "ResourceNotFoundException");
}

TEST(DescribeUserPool, ShowsTheIdentitiesAttributeOnceThePoolHasAProvider) {
  TestService service;
  const std::string id = service.CreatePool();
  const Answer added = service.Call("CreateIdentityProvider", R"({"UserPoolId":")" + id + R"(","ProviderName":"Google",
      "ProviderType":"Google","ProviderDetails":{"client_id":"id","client_secret":"secret","authorize_scopes":"email"}})");
  ASSERT_EQ(added.status, 200) << added.body;
  const Answer described = Describe(service, id);
  ASSERT_EQ(described.At("UserPool.SchemaAttributes").Size(), 21u);
  EXPECT_EQ(JsonAt(described, "UserPool.SchemaAttributes.20"),
            R"({"AttributeDataType":"String","DeveloperOnlyAttribute":false,"Mutable":true,"Name":"identities","Required":false,)"
            R"("StringAttributeConstraints":{}})");
}

}  // namespace
}  // namespace rockpool
