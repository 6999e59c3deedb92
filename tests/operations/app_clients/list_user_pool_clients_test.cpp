#include <gtest/gtest.h>

#include "tests/operations/app_clients/client_pool.h"
#include "tests/operations/user_pools/json_text.h"

namespace rockpool {
namespace {

using support::Answer;
using support::ClientPool;
using support::OutcomeOf;
using support::TestService;

TEST(ListUserPoolClients, ShowsIdsAndNamesInTheOrderOfIds) {
  TestService service;
  ClientPool pool(service);
  ClientPool other(service);
  other.New();
  for (const char* id : {"b", "c", "a"}) {
    pool.CreateNamed("_custom_id_:" + std::string(id), R"("GenerateSecret":true)");
  }
  const auto entry = [&](const std::string& id) {
    return R"({"ClientId":")" + id + R"(","ClientName":"_custom_id_:)" + id + R"(","UserPoolId":")" + pool.id() + R"("})";
  };
  EXPECT_EQ(pool.List().body, R"({"UserPoolClients":[)" + entry("a") + "," + entry("b") + "," + entry("c") + "]}");
}

TEST(ListUserPoolClients, IsEmptyWithoutClients) {
  TestService service;
  ClientPool pool(service);
  EXPECT_EQ(pool.List().body, R"({"UserPoolClients":[]})");
}

TEST(ListUserPoolClients, GoesOnWhereItsTokenPoints) {
  TestService service;
  ClientPool pool(service);
  for (int i = 0; i < 61; ++i) {
    pool.New();
  }
  const Answer first = pool.List();
  EXPECT_EQ(first.At("UserPoolClients").Size(), 60u);
  const Answer last = pool.List(R"("MaxResults":60,"NextToken":")" + first.TextAt("NextToken") + '"');
  EXPECT_EQ(last.At("UserPoolClients").Size(), 1u);
  EXPECT_FALSE(last.Has("NextToken"));
  EXPECT_GT(last.TextAt("UserPoolClients.0.ClientId"), first.TextAt("UserPoolClients.59.ClientId"));
}

TEST(ListUserPoolClients, RefusesTheTokenOfAnotherPool) {
  TestService service;
  ClientPool pool(service);
  ClientPool other(service);
  pool.New();
  pool.New();
  const std::string token = pool.List(R"("MaxResults":1)").TextAt("NextToken");
  EXPECT_EQ(OutcomeOf(other.List(R"("NextToken":")" + token + '"')), "InvalidParameterException: Invalid pagination token given.");
}

TEST(ListUserPoolClients, PicksByType) {
  TestService service;
  ClientPool pool(service);
  pool.New();
  pool.New();
  EXPECT_EQ(pool.List(R"("ClientType":"REGULAR")").At("UserPoolClients").Size(), 2u);
  const Answer registered = pool.List(R"("ClientType":"DCR","MaxResults":1)");
  EXPECT_EQ(registered.At("UserPoolClients").Size(), 0u);
  EXPECT_TRUE(registered.Has("NextToken")) << "a page may be empty and yet not the last one";
}

TEST(ListUserPoolClients, TellsAnUnknownPool) {
  TestService service;
  EXPECT_EQ(OutcomeOf(service.Call("ListUserPoolClients", R"({"UserPoolId":"us-east-1_Nowhere"})")),
            "ResourceNotFoundException: User pool us-east-1_Nowhere does not exist.");
}

}  // namespace
}  // namespace rockpool
