#include <gtest/gtest.h>

#include "tests/operations/app_clients/client_pool.h"

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

}  // namespace
}  // namespace rockpool::support
