#include <gtest/gtest.h>

#include "tests/operations/tokens/token_pool.h"
#include "tests/support/jwt.h"

namespace rockpool::support {
namespace {

using GetTokensFromRefreshToken = PoolTest<TokenPool>;

constexpr const char* kRefreshTokenExpired = "NotAuthorizedException: Refresh Token has expired";
constexpr const char* kDisabled = "NotAuthorizedException: User is disabled.";
constexpr util::EpochMillis kDay = 24LL * 3'600'000;

TEST_F(GetTokensFromRefreshToken, GivesNewIdAndAccessTokensAndNoRefreshToken) {
  const auto tokens = pool.SignIn();
  const Answer answer = pool.Refresh(pool.client(), RefreshOf(tokens));
  EXPECT_EQ(answer.json.MemberCount(), 1u) << "no challenge parameters";
  EXPECT_EQ(answer.At("AuthenticationResult").MemberCount(), 4u);
  EXPECT_EQ(answer.At("AuthenticationResult.ExpiresIn").GetInt(), 3600);
  EXPECT_EQ(answer.TextAt("AuthenticationResult.TokenType"), "Bearer");
  EXPECT_NE(AccessIn(answer), AccessOf(tokens));
  EXPECT_NE(IdIn(answer), IdOf(tokens));
  EXPECT_EQ(pool.TryBy(AccessIn(answer), "GetUser"), kOk);
  EXPECT_EQ(pool.TryBy(AccessOf(tokens), "GetUser"), kOk) << "the first access token lives on";
}

TEST_F(GetTokensFromRefreshToken, KeepsWhatIsOfTheSignInAndChangesWhatIsOfTheToken) {
  const auto tokens = pool.SignIn();
  service.clock.Advance(10'000);
  const Answer answer = pool.Refresh(pool.client(), RefreshOf(tokens));
  for (const auto& [before, after] : {std::pair(AccessOf(tokens), AccessIn(answer)), std::pair(IdOf(tokens), IdIn(answer))}) {
    for (const char* kept : {"sub", "iss", "origin_jti", "event_id", "auth_time", "token_use"}) {
      EXPECT_EQ(ClaimOf(after, kept), ClaimOf(before, kept)) << kept;
    }
    EXPECT_NE(ClaimOf(after, "jti"), ClaimOf(before, "jti"));
    EXPECT_EQ(ClaimOf(after, "auth_time"), "1700000000");
    EXPECT_EQ(ClaimOf(after, "iat"), "1700000010");
    EXPECT_EQ(ClaimOf(after, "exp"), "1700003610");
    EXPECT_EQ(NamesOfClaims(after), NamesOfClaims(before));
  }
}

TEST_F(GetTokensFromRefreshToken, ReadsAttributesAndGroupsAnew) {
  const auto tokens = pool.SignIn();
  EXPECT_EQ(pool.TryOn("ada", "AdminUpdateUserAttributes", R"("UserAttributes":[{"Name":"nickname","Value":"Countess"}])"), kOk);
  EXPECT_EQ(pool.Try("CreateGroup", R"("GroupName":"readers")"), kOk);
  EXPECT_EQ(pool.TryOn("ada", "AdminAddUserToGroup", R"("GroupName":"readers")"), kOk);
  const Answer answer = pool.Refresh(pool.client(), RefreshOf(tokens));
  EXPECT_EQ(ClaimOf(IdIn(answer), "nickname"), R"("Countess")");
  EXPECT_EQ(ClaimOf(IdIn(answer), "cognito:groups"), R"(["readers"])");
  EXPECT_EQ(ClaimOf(AccessIn(answer), "cognito:groups"), R"(["readers"])");
}

TEST_F(GetTokensFromRefreshToken, TakesTheClientsPresentValidity) {
  const auto tokens = pool.SignIn();
  EXPECT_EQ(OutcomeOf(pool.Update(pool.client(), R"("AccessTokenValidity":10,"IdTokenValidity":20,)"
                                                 R"("TokenValidityUnits":{"AccessToken":"minutes","IdToken":"minutes"})")),
            kOk);
  const Answer answer = pool.Refresh(pool.client(), RefreshOf(tokens));
  EXPECT_EQ(answer.At("AuthenticationResult.ExpiresIn").GetInt(), 600);
  EXPECT_EQ(ClaimOf(AccessIn(answer), "exp"), "1700000600");
  EXPECT_EQ(ClaimOf(IdIn(answer), "exp"), "1700001200");
}

TEST_F(GetTokensFromRefreshToken, NeedsNoFlowOfRefreshing) {
  const std::string client = pool.New(R"("ExplicitAuthFlows":["ALLOW_USER_SRP_AUTH"])");
  EXPECT_EQ(pool.TryRefresh(client, RefreshOf(pool.SignInBy(client))), kOk);
}

TEST_F(GetTokensFromRefreshToken, TellsAnUnknownClient) {
  EXPECT_EQ(pool.TryRefresh("nobody", RefreshOf(pool.SignIn())), "ResourceNotFoundException: User pool client nobody does not exist.");
}

TEST_F(GetTokensFromRefreshToken, AsksForOneOfTheClientsSecretsBeforeTheToken) {
  const std::string client = pool.New(R"("ClientSecret":"the_first_secret_of_a_client")");
  EXPECT_EQ(OutcomeOf(pool.CallOf("AddUserPoolClientSecret", client, R"("ClientSecret":"a_second_secret_of_a_client")")), kOk);
  const std::string token = RefreshOf(pool.SignInBy(client));
  EXPECT_EQ(pool.TryRefresh(client, "garbage"),
            "NotAuthorizedException: Client " + client + " is configured with secret but secret was not received");
  EXPECT_EQ(pool.TryRefresh(client, "garbage", R"("ClientSecret":"no_secret_of_a_client_at_all")"),
            "NotAuthorizedException: Unable to verify secret for client " + client);
  EXPECT_EQ(pool.TryRefresh(client, token, R"("ClientSecret":"the_first_secret_of_a_client")"), kOk);
  EXPECT_EQ(pool.TryRefresh(client, token, R"("ClientSecret":"a_second_secret_of_a_client")"), kOk);
}

TEST_F(GetTokensFromRefreshToken, IgnoresASecretThatIsSentForAPublicClient) {
  EXPECT_EQ(pool.TryRefresh(pool.client(), RefreshOf(pool.SignIn()), R"("ClientSecret":"no_secret_of_a_client_at_all")"), kOk);
}

TEST_F(GetTokensFromRefreshToken, RefusesWhatIsNoRefreshTokenOfTheClient) {
  const auto tokens = pool.SignIn();
  TokenPool other(service);
  const std::string another_client = pool.New();
  EXPECT_EQ(pool.TryRefresh(pool.client(), "garbage"), kInvalidRefresh);
  EXPECT_EQ(pool.TryRefresh(pool.client(), AccessOf(tokens)), kInvalidRefresh);
  EXPECT_EQ(pool.TryRefresh(pool.client(), IdOf(tokens)), kInvalidRefresh);
  EXPECT_EQ(pool.TryRefresh(pool.client(), RefreshOf(tokens).substr(1)), kInvalidRefresh);
  EXPECT_EQ(pool.TryRefresh(pool.client(), RefreshOf(tokens) + "A"), kInvalidRefresh);
  EXPECT_EQ(pool.TryRefresh(another_client, RefreshOf(tokens)), kInvalidRefresh);
  EXPECT_EQ(pool.TryRefresh(other.client(), RefreshOf(tokens)), kInvalidRefresh);
}

TEST_F(GetTokensFromRefreshToken, RefusesTheTokenOfADeletedUserAlsoForANewOneOfHisName) {
  const auto tokens = pool.SignIn();
  EXPECT_EQ(pool.TryOn("ada", "AdminDeleteUser"), kOk);
  EXPECT_EQ(pool.TryRefresh(pool.client(), RefreshOf(tokens)), kInvalidRefresh);
  pool.CreateUser("ada");
  EXPECT_EQ(pool.TryRefresh(pool.client(), RefreshOf(tokens)), kInvalidRefresh);
}

TEST_F(GetTokensFromRefreshToken, RefusesATokenFromTheMomentOfItsExpiryOn) {
  const std::string client = pool.New(R"("RefreshTokenValidity":2)");
  const std::string token = RefreshOf(pool.SignInBy(client));
  service.clock.Advance(2 * kDay - 1);
  EXPECT_EQ(pool.TryRefresh(client, token), kOk);
  service.clock.Advance(1);
  EXPECT_EQ(pool.TryRefresh(client, token), kRefreshTokenExpired);
}

TEST_F(GetTokensFromRefreshToken, ForgetsATokenADayAfterItsExpiry) {
  const std::string client = pool.New(R"("RefreshTokenValidity":2)");
  const std::string token = RefreshOf(pool.SignInBy(client));
  service.clock.Advance(3 * kDay);
  pool.SignIn();  // sweeps what is forgotten
  EXPECT_EQ(pool.TryRefresh(client, token), kRefreshTokenExpired);
  service.clock.Advance(1);
  pool.SignIn();
  EXPECT_EQ(pool.TryRefresh(client, token), kInvalidRefresh);
}

TEST_F(GetTokensFromRefreshToken, KeepsTheValidityThatTheClientHadAtTheSignIn) {
  const std::string client = pool.New(R"("RefreshTokenValidity":2)");
  const std::string token = RefreshOf(pool.SignInBy(client));
  EXPECT_EQ(OutcomeOf(pool.Update(client, R"("RefreshTokenValidity":5)")), kOk);
  service.clock.Advance(2 * kDay);
  EXPECT_EQ(pool.TryRefresh(client, token), kRefreshTokenExpired);
}

TEST_F(GetTokensFromRefreshToken, TellsTheExpiryBeforeTheRevocationAndTheDisabledUser) {
  const std::string client = pool.New(R"("RefreshTokenValidity":2)");
  const std::string token = RefreshOf(pool.SignInBy(client));
  EXPECT_EQ(pool.TryRevoke(client, token), kOk);
  EXPECT_EQ(pool.TryOn("ada", "AdminDisableUser"), kOk);
  service.clock.Advance(2 * kDay);
  EXPECT_EQ(pool.TryRefresh(client, token), kRefreshTokenExpired);
}

TEST_F(GetTokensFromRefreshToken, TellsThatTheUserIsDisabledWhileHeIsAndThenThatTheTokenIsRevoked) {
  const std::string token = RefreshOf(pool.SignIn());
  EXPECT_EQ(pool.TryOn("ada", "AdminDisableUser"), kOk);
  EXPECT_EQ(pool.TryRefresh(pool.client(), token), kDisabled);
  EXPECT_EQ(pool.TryOn("ada", "AdminEnableUser"), kOk);
  EXPECT_EQ(pool.TryRefresh(pool.client(), token), kRefreshRevoked);
}

TEST_F(GetTokensFromRefreshToken, KeepsScopeAndFormOfAnOAuthSignIn) {
  sign_in::TokenGrant grant = pool.GrantTo(pool.client());
  grant.scope = "openid email";
  grant.from_oauth = true;
  const auto tokens = sign_in::IssueTokens(service.world(), grant);
  const Answer answer = pool.Refresh(pool.client(), RefreshOf(tokens));
  EXPECT_EQ(ClaimOf(AccessIn(answer), "scope"), R"("openid email")");
  EXPECT_EQ(ClaimOf(AccessIn(answer), "version"), "2");
  EXPECT_EQ(ClaimOf(IdIn(answer), "at_hash"), "") << "that is the OAuth endpoints' own";
}

}  // namespace
}  // namespace rockpool::support
