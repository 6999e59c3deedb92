#include <gtest/gtest.h>

#include "tests/operations/app_clients/client_pool.h"

namespace rockpool {
namespace {

using support::Answer;
using support::ClientPool;
using support::OutcomeOf;
using support::TestService;

std::string NotThere(std::string_view client) {
  return "ResourceNotFoundException: User pool client " + std::string(client) + " does not exist.";
}

TEST(DescribeUserPoolClient, ShowsWhatCreateShowed) {
  TestService service;
  ClientPool pool(service);
  for (const char* members : {"", R"("GenerateSecret":true)", R"("AccessTokenValidity":2,"LogoutURLs":["https://app.example/bye"])"}) {
    const Answer created = pool.Create(members);
    service.clock.Advance(1000);
    EXPECT_EQ(pool.Describe(created.TextAt("UserPoolClient.ClientId")).body, created.body);
  }
}

TEST(DescribeUserPoolClient, TellsAnUnknownClient) {
  TestService service;
  ClientPool pool(service);
  ClientPool other(service);
  const std::string id = other.New();
  EXPECT_EQ(OutcomeOf(pool.Describe("nobody")), NotThere("nobody"));
  EXPECT_EQ(OutcomeOf(pool.Describe(id)), NotThere(id));
}

TEST(DescribeUserPoolClient, TellsAnUnknownPoolFirst) {
  TestService service;
  EXPECT_EQ(OutcomeOf(service.Call("DescribeUserPoolClient", R"({"UserPoolId":"us-east-1_Nowhere","ClientId":"nobody"})")),
            "ResourceNotFoundException: User pool us-east-1_Nowhere does not exist.");
}

}  // namespace
}  // namespace rockpool
