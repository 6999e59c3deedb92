#include <gtest/gtest.h>

#include "tests/operations/tokens/token_pool.h"

namespace rockpool::support {
namespace {

using AdminUserGlobalSignOut = PoolTest<TokenPool>;

TEST_F(AdminUserGlobalSignOut, EndsAllTokensOfTheUserAndAnswersWithAnEmptyObject) {
  const auto tokens = pool.SignIn();
  EXPECT_EQ(pool.Call("AdminUserGlobalSignOut", TextMember("Username", "ada")).body, "{}");
  EXPECT_EQ(pool.TryBy(AccessOf(tokens), "GetUser"), kRevoked);
  EXPECT_EQ(pool.TryRefresh(pool.client(), RefreshOf(tokens)), kRefreshRevoked);
}

TEST_F(AdminUserGlobalSignOut, MayBeRepeatedAndLeavesOtherUsers) {
  pool.CreateUser("grace");
  const auto other = pool.SignIn("grace");
  EXPECT_EQ(pool.TryOn("ada", "AdminUserGlobalSignOut"), kOk);
  EXPECT_EQ(pool.TryOn("ada", "AdminUserGlobalSignOut"), kOk);
  EXPECT_EQ(pool.TryBy(AccessOf(other), "GetUser"), kOk);
}

TEST_F(AdminUserGlobalSignOut, WorksForADisabledUser) {
  EXPECT_EQ(pool.TryOn("ada", "AdminDisableUser"), kOk);
  EXPECT_EQ(pool.TryOn("ada", "AdminUserGlobalSignOut"), kOk);
}

TEST_F(AdminUserGlobalSignOut, EndsWhatTheUserHasBegun) {
  pool.BeginSignIn("begun");
  EXPECT_EQ(pool.TryOn("ada", "AdminUserGlobalSignOut"), kOk);
  EXPECT_FALSE(pool.IsSignInGoingOn("begun"));
}

TEST_F(AdminUserGlobalSignOut, TakesTheUserByAnyOfHisNames) {
  const std::string token = AccessOf(pool.SignIn());
  EXPECT_EQ(pool.TryOn(AttributeOf(service, pool.id(), "ada", "sub"), "AdminUserGlobalSignOut"), kOk);
  EXPECT_EQ(pool.TryBy(token, "GetUser"), kRevoked);
}

TEST_F(AdminUserGlobalSignOut, TellsThePoolThatIsNotThereBeforeTheUser) {
  EXPECT_EQ(OutcomeOf(service.Call("AdminUserGlobalSignOut", R"({"UserPoolId":"us-east-1_nothing","Username":"nobody"})")),
            NoSuchPool("us-east-1_nothing"));
  EXPECT_EQ(pool.TryOn("nobody", "AdminUserGlobalSignOut"), kNoUser);
  EXPECT_EQ(OutcomeOf(pool.CallAs({.region = "eu-west-1"}, "AdminUserGlobalSignOut", TextMember("Username", "ada"))),
            NoSuchPool(pool.id()));
}

}  // namespace
}  // namespace rockpool::support
