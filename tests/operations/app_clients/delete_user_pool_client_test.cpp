#include <gtest/gtest.h>

#include "tests/operations/app_clients/client_pool.h"

namespace rockpool::support {
namespace {

using DeleteUserPoolClient = PoolTest<ClientPool>;

TEST_F(DeleteUserPoolClient, DeletesTheSecretsToo) {
  pool.CreateNamed("_custom_id_:again", R"("GenerateSecret":true)");
  pool.Delete("again");
  ASSERT_EQ(OutcomeOf(pool.CreateNamed("_custom_id_:again")), kOk);
  EXPECT_FALSE(pool.Describe("again").Has("UserPoolClient.ClientSecret"));
}

}  // namespace
}  // namespace rockpool::support
