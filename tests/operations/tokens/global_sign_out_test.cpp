#include <gtest/gtest.h>

#include "tests/operations/tokens/token_pool.h"

namespace rockpool::support {
namespace {

using GlobalSignOut = PoolTest<TokenPool>;

TEST_F(GlobalSignOut, EndsAllTokensOfTheUserAndAnswersWithAnEmptyObject) {
  const std::string other_client = pool.New();
  const auto first = pool.SignIn();
  const auto second = pool.SignInBy(other_client);
  EXPECT_EQ(pool.CallBy(AccessOf(first), "GlobalSignOut").body, "{}");
  EXPECT_EQ(pool.TryBy(AccessOf(first), "GetUser"), kRevoked);
  EXPECT_EQ(pool.TryBy(AccessOf(second), "GetUser"), kRevoked);
  EXPECT_EQ(pool.TryRefresh(pool.client(), RefreshOf(first)), kRefreshRevoked);
  EXPECT_EQ(pool.TryRefresh(other_client, RefreshOf(second)), kRefreshRevoked);
}

TEST_F(GlobalSignOut, IsRefusedWhenItIsRepeated) {
  const std::string token = AccessOf(pool.SignIn());
  EXPECT_EQ(pool.TryBy(token, "GlobalSignOut"), kOk);
  EXPECT_EQ(pool.TryBy(token, "GlobalSignOut"), kRevoked);
}

TEST_F(GlobalSignOut, EndsTheAccessTokensThatARefreshGave) {
  const auto tokens = pool.SignIn();
  const std::string refreshed = AccessIn(pool.Refresh(pool.client(), RefreshOf(tokens)));
  EXPECT_EQ(pool.TryBy(AccessOf(tokens), "GlobalSignOut"), kOk);
  EXPECT_EQ(pool.TryBy(refreshed, "GetUser"), kRevoked);
}

TEST_F(GlobalSignOut, LeavesOtherUsersAndWhoSignsInAfterwardsInTheSameSecond) {
  pool.CreateUser("grace");
  const auto other = pool.SignIn("grace");
  EXPECT_EQ(pool.TryBy(AccessOf(pool.SignIn()), "GlobalSignOut"), kOk);
  EXPECT_EQ(pool.TryBy(AccessOf(other), "GetUser"), kOk);
  EXPECT_EQ(pool.TryRefresh(pool.client(), RefreshOf(other)), kOk);
  EXPECT_EQ(pool.TryBy(AccessOf(pool.SignIn()), "GetUser"), kOk);
}

TEST_F(GlobalSignOut, EndsWhatTheUserHasBegun) {
  pool.BeginSignIn("begun");
  EXPECT_EQ(pool.TryBy(AccessOf(pool.SignIn()), "GlobalSignOut"), kOk);
  EXPECT_FALSE(pool.IsSignInGoingOn("begun"));
}

TEST_F(GlobalSignOut, WorksWhereTheClientsTokensCannotBeRevokedOneByOne) {
  const std::string client = pool.New(R"("EnableTokenRevocation":false)");
  const auto tokens = pool.SignInBy(client);
  EXPECT_EQ(pool.TryBy(AccessOf(tokens), "GlobalSignOut"), kOk);
  EXPECT_EQ(pool.TryBy(AccessOf(tokens), "GetUser"), kRevoked);
  EXPECT_EQ(pool.TryRefresh(client, RefreshOf(tokens)), kRefreshRevoked);
}

}  // namespace
}  // namespace rockpool::support
