#include <gtest/gtest.h>

#include "tests/operations/user_pools/json_text.h"

namespace rockpool {
namespace {

using support::Answer;
using support::TestService;

Answer Call(TestService& service, const char* operation, const std::string& id, const support::CallerKey& caller = {}) {
  return service.Call(operation, R"({"UserPoolId":")" + id + R"("})", caller);
}

TEST(DeleteUserPool, AnswersWithAnEmptyBody) {
  TestService service;
  const Answer answer = Call(service, "DeleteUserPool", service.CreatePool());
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "");
}

TEST(DeleteUserPool, MakesThePoolUnknown) {
  TestService service;
  const std::string id = service.CreatePool();
  const std::string other = service.CreatePool();
  Call(service, "DeleteUserPool", id);
  for (const char* operation : {"DescribeUserPool", "DeleteUserPool", "ListIdentityProviders"}) {
    const Answer answer = Call(service, operation, id);
    EXPECT_EQ(answer.ErrorType(), "ResourceNotFoundException") << operation;
    EXPECT_EQ(answer.Message(), "User pool " + id + " does not exist.") << operation;
  }
  EXPECT_EQ(Call(service, "DescribeUserPool", other).status, 200);
}

TEST(DeleteUserPool, SparesAProtectedPool) {
  TestService service;
  const std::string id = service.CreatePool(R"(,"DeletionProtection":"ACTIVE")");
  const Answer answer = Call(service, "DeleteUserPool", id);
  EXPECT_EQ(answer.ErrorType(), "InvalidParameterException");
  EXPECT_EQ(answer.Message(),
            "The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.");
  EXPECT_EQ(Call(service, "DescribeUserPool", id).status, 200);
}

TEST(DeleteUserPool, SparesPoolsOfOtherAccountsAndRegions) {
  TestService service;
  const std::string id = service.CreatePool();
  EXPECT_EQ(Call(service, "DeleteUserPool", id, {.access_key = "123456789012"}).ErrorType(), "ResourceNotFoundException");
  EXPECT_EQ(Call(service, "DeleteUserPool", id, {.region = "eu-west-1"}).ErrorType(), "ResourceNotFoundException");
  EXPECT_EQ(Call(service, "DescribeUserPool", id).status, 200);
}

TEST(DeleteUserPool, DeletesTheProvidersToo) {
  TestService service;
  const std::string tag = R"(,"UserPoolTags":{"_custom_id_":"us-east-1_Reborn"})";
  const std::string id = service.CreatePool(tag);
  const Answer added = service.Call("CreateIdentityProvider", R"({"UserPoolId":")" + id + R"(","ProviderName":"Google",
      "ProviderType":"Google","IdpIdentifiers":["example.com"],
      "ProviderDetails":{"client_id":"id","client_secret":"secret","authorize_scopes":"email"}})");
  ASSERT_EQ(added.status, 200) << added.body;
  ASSERT_EQ(Call(service, "DeleteUserPool", id).status, 200);
  ASSERT_EQ(service.CreatePool(tag), id);
  EXPECT_EQ(Call(service, "ListIdentityProviders", id).At("Providers").Size(), 0u);
}

}  // namespace
}  // namespace rockpool
