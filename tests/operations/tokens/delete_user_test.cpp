#include <gtest/gtest.h>

#include "tests/operations/tokens/token_pool.h"

namespace rockpool::support {
namespace {

using DeleteUser = PoolTest<TokenPool>;

TEST_F(DeleteUser, AnswersWithAnEmptyBodyAndDeletesTheHolderAlone) {
  pool.CreateUser("grace");
  const std::string others = AccessOf(pool.SignIn("grace"));
  const Answer answer = pool.CallBy(AccessOf(pool.SignIn()), "DeleteUser");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "");
  EXPECT_EQ(pool.TryOn("ada", "AdminGetUser"), kNoUser);
  EXPECT_EQ(pool.TryBy(others, "GetUser"), kOk);
}

TEST_F(DeleteUser, EndsAllTokensOfTheUser) {
  const auto first = pool.SignIn();
  const auto second = pool.SignIn();
  EXPECT_EQ(pool.TryBy(AccessOf(first), "DeleteUser"), kOk);
  EXPECT_EQ(pool.TryBy(AccessOf(first), "DeleteUser"), kNoUser);
  EXPECT_EQ(pool.TryBy(AccessOf(second), "GetUser"), kNoUser);
  EXPECT_EQ(pool.TryRefresh(pool.client(), RefreshOf(second)), kInvalidRefresh);
}

TEST_F(DeleteUser, FreesTheName) {
  EXPECT_EQ(pool.TryBy(AccessOf(pool.SignIn()), "DeleteUser"), kOk);
  pool.CreateUser("ada");
  EXPECT_EQ(pool.TryBy(AccessOf(pool.SignIn()), "GetUser"), kOk);
}

}  // namespace
}  // namespace rockpool::support
