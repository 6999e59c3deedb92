#include <gtest/gtest.h>

#include "tests/operations/app_clients/client_pool.h"
#include "tests/operations/user_pools/json_text.h"

namespace rockpool::support {
namespace {

using ListUserPoolClients = PoolTest<ClientPool>;

TEST_F(ListUserPoolClients, ShowsIdsAndNamesInTheOrderOfIds) {
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

TEST_F(ListUserPoolClients, PicksByType) {
  pool.New();
  pool.New();
  EXPECT_EQ(pool.List(R"("ClientType":"REGULAR")").At("UserPoolClients").Size(), 2u);
  const Answer registered = pool.List(R"("ClientType":"DCR","MaxResults":1)");
  EXPECT_EQ(registered.At("UserPoolClients").Size(), 0u);
  EXPECT_TRUE(registered.Has("NextToken")) << "a page may be empty and yet not the last one";
}

}  // namespace
}  // namespace rockpool::support
