#include <gtest/gtest.h>

#include "tests/operations/resource_servers/resource_servers.h"

namespace rockpool::support {
namespace {

using DeleteResourceServer = PoolTest<PoolCaller>;

TEST_F(DeleteResourceServer, TakesItsScopesFromNewAppClients) {
  const std::string client =
      R"("ClientName":"web","AllowedOAuthFlows":["code"],"AllowedOAuthFlowsUserPoolClient":true,"AllowedOAuthScopes":["weather/read"],)"
      R"("CallbackURLs":["https://app.example/back"])";
  pool.Call("CreateResourceServer", Server("weather", kTwoScopes));
  ASSERT_EQ(pool.Try("CreateUserPoolClient", client), kOk);
  const Answer deleted = pool.Call("DeleteResourceServer", Identified("weather"));
  EXPECT_EQ(OutcomeOf(deleted), kOk);
  EXPECT_EQ(deleted.body, "");
  EXPECT_EQ(pool.Call("CreateUserPoolClient", client).ErrorType(), "ScopeDoesNotExistException");
}

}  // namespace
}  // namespace rockpool::support
