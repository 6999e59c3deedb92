#include <gtest/gtest.h>

#include "tests/operations/tokens/token_pool.h"

namespace rockpool::support {
namespace {

using RevokeToken = PoolTest<TokenPool>;

constexpr const char* kUnauthorized = "UnauthorizedException: Unauthorized";
constexpr const char* kWrongType = "UnsupportedTokenTypeException: Unsupported token type";
constexpr const char* kSecret = R"("ClientSecret":"the_first_secret_of_a_client")";
constexpr const char* kOtherSecret = R"("ClientSecret":"a_second_secret_of_a_client")";
constexpr const char* kWrongSecret = R"("ClientSecret":"no_secret_of_a_client_at_all")";

TEST_F(RevokeToken, EndsTheRefreshTokenAndAllAccessTokensOfItsSignIn) {
  const auto tokens = pool.SignIn();
  const std::string refreshed = AccessIn(pool.Refresh(pool.client(), RefreshOf(tokens)));
  const Answer answer = pool.CallOfClient(pool.client(), "RevokeToken", TextMember("Token", RefreshOf(tokens)));
  EXPECT_EQ(answer.body, "{}");
  EXPECT_EQ(pool.TryRefresh(pool.client(), RefreshOf(tokens)), kRefreshRevoked);
  EXPECT_EQ(pool.TryBy(AccessOf(tokens), "GetUser"), kRevoked);
  EXPECT_EQ(pool.TryBy(refreshed, "GetUser"), kRevoked);
}

TEST_F(RevokeToken, LeavesOtherSignInsOfTheUser) {
  const auto tokens = pool.SignIn();
  const auto other = pool.SignIn();
  EXPECT_EQ(pool.TryRevoke(pool.client(), RefreshOf(tokens)), kOk);
  EXPECT_EQ(pool.TryBy(AccessOf(other), "GetUser"), kOk);
  EXPECT_EQ(pool.TryRefresh(pool.client(), RefreshOf(other)), kOk);
}

TEST_F(RevokeToken, PassesOverWhatIsRevokedAlreadyUnknownOrGarbage) {
  const auto tokens = pool.SignIn();
  EXPECT_EQ(pool.TryRevoke(pool.client(), RefreshOf(tokens)), kOk);
  EXPECT_EQ(pool.TryRevoke(pool.client(), RefreshOf(tokens)), kOk);
  for (const char* unknown : {"garbage", "a.b.c", "aaaa.bbbb.cccc", "a.b.c.d.e", "...."}) {
    EXPECT_EQ(pool.TryRevoke(pool.client(), unknown), kOk) << unknown;
  }
}

TEST_F(RevokeToken, PassesOverATokenOfAnotherClientAndLeavesIt) {
  const std::string other = pool.New();
  const auto tokens = pool.SignInBy(other);
  EXPECT_EQ(pool.TryRevoke(pool.client(), RefreshOf(tokens)), kOk);
  EXPECT_EQ(pool.TryRefresh(other, RefreshOf(tokens)), kOk);
}

TEST_F(RevokeToken, EndsTheWholeFamilyByAnyOfItsTokensWhereTheClientRotates) {
  const std::string client =
      pool.New(R"("ExplicitAuthFlows":["ALLOW_USER_SRP_AUTH"],"RefreshTokenRotation":{"Feature":"ENABLED","RetryGracePeriodSeconds":60})");
  const auto tokens = pool.SignInBy(client);
  const std::string successor = RefreshIn(pool.Refresh(client, RefreshOf(tokens)));
  EXPECT_EQ(pool.TryRevoke(client, RefreshOf(tokens)), kOk);
  EXPECT_EQ(pool.TryRefresh(client, successor), kRefreshRevoked);
}

TEST_F(RevokeToken, TellsAnUnknownClient) { EXPECT_EQ(pool.TryRevoke("nobody", RefreshOf(pool.SignIn())), kUnauthorized); }

TEST_F(RevokeToken, AsksForOneOfTheClientsSecrets) {
  const std::string client = pool.New(kSecret);
  EXPECT_EQ(OutcomeOf(pool.CallOf("AddUserPoolClientSecret", client, kOtherSecret)), kOk);
  const auto tokens = pool.SignInBy(client);
  EXPECT_EQ(pool.TryRevoke(client, RefreshOf(tokens)), kUnauthorized);
  EXPECT_EQ(pool.TryRevoke(client, RefreshOf(tokens), kWrongSecret), kUnauthorized);
  EXPECT_EQ(pool.TryRefresh(client, RefreshOf(tokens), kSecret), kOk) << "nothing was revoked";
  EXPECT_EQ(pool.TryRevoke(client, RefreshOf(tokens), kOtherSecret), kOk);
  EXPECT_EQ(pool.TryRefresh(client, RefreshOf(tokens), kSecret), kRefreshRevoked);
}

TEST_F(RevokeToken, IgnoresASecretThatIsSentForAPublicClient) {
  EXPECT_EQ(pool.TryRevoke(pool.client(), RefreshOf(pool.SignIn()), kWrongSecret), kOk);
}

TEST_F(RevokeToken, TakesNeitherAccessTokenNorIdToken) {
  const auto tokens = pool.SignIn();
  EXPECT_EQ(pool.TryRevoke(pool.client(), AccessOf(tokens)), kWrongType);
  EXPECT_EQ(pool.TryRevoke(pool.client(), IdOf(tokens)), kWrongType);
  EXPECT_EQ(pool.TryBy(AccessOf(tokens), "GetUser"), kOk);
}

TEST_F(RevokeToken, IsNotAllowedWhereTheClientsTokensCannotBeRevoked) {
  const std::string client = pool.New(R"("EnableTokenRevocation":false)");
  const auto tokens = pool.SignInBy(client);
  EXPECT_EQ(pool.TryRevoke(client, RefreshOf(tokens)), "UnsupportedOperationException: Revoke Token is not allowed for the client");
  EXPECT_EQ(pool.TryRefresh(client, RefreshOf(tokens)), kOk);
}

TEST_F(RevokeToken, TellsTheSecretBeforeTheKindOfTokenAndThatBeforeTheClientsSetting) {
  const std::string client = pool.New(JoinedMembers(kSecret, R"("EnableTokenRevocation":false)"));
  const auto tokens = pool.SignInBy(client);
  EXPECT_EQ(pool.TryRevoke(client, AccessOf(tokens), kWrongSecret), kUnauthorized);
  EXPECT_EQ(pool.TryRevoke(client, AccessOf(tokens), kSecret), kWrongType);
}

TEST_F(RevokeToken, DoesNotReviveWhatItEndedWhenRevocationIsTurnedOff) {
  const std::string client = pool.New();
  const auto tokens = pool.SignInBy(client);
  EXPECT_EQ(pool.TryRevoke(client, RefreshOf(tokens)), kOk);
  EXPECT_EQ(OutcomeOf(pool.Update(client, R"("EnableTokenRevocation":false)")), kOk);
  EXPECT_EQ(pool.TryBy(AccessOf(tokens), "GetUser"), kRevoked);
  EXPECT_EQ(pool.TryRefresh(client, RefreshOf(tokens)), kRefreshRevoked);
}

}  // namespace
}  // namespace rockpool::support
