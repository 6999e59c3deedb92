#include <gtest/gtest.h>

#include "tests/operations/app_clients/client_pool.h"
#include "tests/operations/user_pools/json_text.h"

namespace rockpool::support {
namespace {

using DescribeUserPoolClient = PoolTest<ClientPool>;

TEST_F(DescribeUserPoolClient, ShowsWhatCreateShowed) {
  for (const char* members : {"", R"("GenerateSecret":true)", R"("AccessTokenValidity":2,"LogoutURLs":["https://app.example/bye"])"}) {
    const Answer created = pool.Create(members);
    service.clock.Advance(1000);
    EXPECT_EQ(pool.Describe(created.TextAt("UserPoolClient.ClientId")).body, created.body);
  }
}

TEST_F(DescribeUserPoolClient, SortsWhatCreateAndUpdateListAsHashSets) {
  const char* asked = R"("WriteAttributes":["email","name"],"CallbackURLs":["https://www.example.com","https://app2.example.com"])";
  const Answer created = pool.Create(asked);
  const std::string id = created.TextAt("UserPoolClient.ClientId");
  const Answer updated = pool.Update(id, asked);
  for (const Answer* answer : {&created, &updated}) {
    EXPECT_EQ(JsonAt(*answer, "UserPoolClient.WriteAttributes"), R"(["name","email"])");
    EXPECT_EQ(JsonAt(*answer, "UserPoolClient.CallbackURLs"), R"(["https://www.example.com","https://app2.example.com"])");
  }
  const Answer described = pool.Describe(id);
  EXPECT_EQ(JsonAt(described, "UserPoolClient.WriteAttributes"), R"(["email","name"])");
  EXPECT_EQ(JsonAt(described, "UserPoolClient.CallbackURLs"), R"(["https://app2.example.com","https://www.example.com"])");
}

}  // namespace
}  // namespace rockpool::support
