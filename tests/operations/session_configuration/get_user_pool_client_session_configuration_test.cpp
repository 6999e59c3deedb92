#include <gtest/gtest.h>

#include "tests/operations/pool_caller.h"
#include "tests/operations/session_configuration/session_requests.h"

namespace rockpool::support {
namespace {

using GetUserPoolClientSessionConfiguration = PoolTest<PoolCaller>;

TEST_F(GetUserPoolClientSessionConfiguration, AnswersAnHourWhereNothingWasSet) {
  pool.CreateClient("web");
  EXPECT_EQ(pool.Call(kGetClientSession, OfClient("web")).body, ClientSession(pool.id(), "web", 60));
}

}  // namespace
}  // namespace rockpool::support
