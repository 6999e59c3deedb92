#include <gtest/gtest.h>

#include "tests/operations/tokens/token_pool.h"
#include "tests/support/jwt.h"

namespace rockpool::support {
namespace {

constexpr const char* kFlow = R"("ExplicitAuthFlows":["ALLOW_CLIENT_TOKEN_AUTH"])";
constexpr const char* kSecret = "the_first_secret_of_a_client";
constexpr const char* kOtherSecret = "a_second_secret_of_a_client";
constexpr const char* kWrongSecret = "no_secret_of_a_client_at_all";
constexpr const char* kRefused = "NotAuthorizedException: Invalid client or secret";
constexpr const char* kNoFlow = "NotAuthorizedException: Client is not enabled for ALLOW_CLIENT_TOKEN_AUTH.";
constexpr const char* kBadScope = "InvalidParameterException: Invalid scope requested.";

class GetClientToken : public PoolTest<TokenPool> {
 protected:
  GetClientToken() {
    pool.AddResourceServer("server", "write");
    pool.AddResourceServer("https://b.example/a", "read");
  }
  // A client with kSecret; `scopes` are the inside of a list of JSON.
  std::string NewMachine(const std::string& scopes = R"("server/write","https://b.example/a/read")", const std::string& flow = kFlow) {
    return pool.New(JoinedMembers(JoinedMembers(flow, TextMember("ClientSecret", kSecret)),
                                  scopes.empty() ? "" : R"("AllowedOAuthScopes":[)" + scopes + "]"));
  }
  Answer Get(const std::string& client, const std::string& more = "", const std::string& secret = kSecret) {
    return pool.CallOfClient(client, "GetClientToken", JoinedMembers(TextMember("Secret", secret), more));
  }
  std::string Try(const std::string& client, const std::string& more = "", const std::string& secret = kSecret) {
    return OutcomeOf(Get(client, more, secret));
  }
  static std::string TokenIn(const Answer& answer) { return answer.TextAt("ClientAuthenticationResult.AccessToken"); }
  static std::string ScopeIn(const Answer& answer) { return ClaimOf(TokenIn(answer), "scope"); }
};

TEST_F(GetClientToken, GivesABearersTokenWithAllCustomScopesOfTheClient) {
  const std::string client = NewMachine();
  const Answer answer = Get(client);
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.TextAt("ClientAuthenticationResult.TokenType"), "Bearer");
  EXPECT_EQ(answer.At("ClientAuthenticationResult.ExpiresIn").GetInt(), 3600);
  EXPECT_EQ(NamesOfClaims(TokenIn(answer)), "sub token_use scope auth_time iss exp iat version jti client_id");
  EXPECT_EQ(ClaimOf(TokenIn(answer), "sub"), '"' + client + '"');
  EXPECT_EQ(ClaimOf(TokenIn(answer), "iss"), "\"https://cognito-idp.us-east-1.amazonaws.com/" + pool.id() + '"');
  EXPECT_EQ(ScopeIn(answer), R"("server/write https://b.example/a/read")");
  EXPECT_NE(ClaimOf(TokenIn(Get(client)), "jti"), ClaimOf(TokenIn(answer), "jti"));
}

TEST_F(GetClientToken, StandsInTheTrace) {
  const std::string client = NewMachine();
  EXPECT_EQ(Try(client), kOk);
  const std::string given = service.traces->Json(pool.id(), "", 0);
  EXPECT_NE(given.find(R"("operation":"GetClientToken","pool":")" + pool.id() + R"(","client":")" + client + '"'), std::string::npos)
      << given;
  EXPECT_NE(given.find(R"({"rule":"scopes","verdict":"passed"},{"rule":"tokens","verdict":"passed"}],"outcome":"tokens")"),
            std::string::npos)
      << given;
  EXPECT_EQ(Try(client, "", kWrongSecret), kRefused);
  const std::string refused = service.traces->Json(pool.id(), "", 0);
  EXPECT_NE(refused.find(R"({"rule":"client secret","verdict":"refused","reason":"Invalid client or secret"}])"), std::string::npos)
      << refused;
  EXPECT_EQ(refused.find(kSecret), std::string::npos);
  EXPECT_EQ(refused.find(kWrongSecret), std::string::npos);
}

TEST_F(GetClientToken, LivesAsTheClientSays) {
  const std::string client = pool.New(
      JoinedMembers(JoinedMembers(kFlow, TextMember("ClientSecret", kSecret)),
                    R"("AllowedOAuthScopes":["server/write"],"AccessTokenValidity":5,"TokenValidityUnits":{"AccessToken":"minutes"})"));
  const Answer answer = Get(client);
  EXPECT_EQ(answer.At("ClientAuthenticationResult.ExpiresIn").GetInt(), 300);
  EXPECT_EQ(ClaimOf(TokenIn(answer), "exp"), "1700000300");
}

TEST_F(GetClientToken, GrantsTheScopesThatAreAskedForInTheirOrderEachOnce) {
  const std::string client = NewMachine();
  EXPECT_EQ(ScopeIn(Get(client, R"("Scopes":["https://b.example/a/read","server/write","https://b.example/a/read"])")),
            R"("https://b.example/a/read server/write")");
  EXPECT_EQ(ScopeIn(Get(client, R"("Scopes":["server/write"])")), R"("server/write")");
  EXPECT_EQ(ScopeIn(Get(client, R"("Scopes":[])")), R"("server/write https://b.example/a/read")");
}

TEST_F(GetClientToken, RefusesScopesThatTheClientHasNotAndThatNobodyHas) {
  const std::string client = NewMachine(R"("server/write","openid")");
  EXPECT_EQ(ScopeIn(Get(client)), R"("server/write")") << "users alone have the others";
  for (const char* scope : {"https://b.example/a/read", "server/read", "server", "nothing/at_all", "openid", ""}) {
    EXPECT_EQ(Try(client, R"("Scopes":["server/write",")" + std::string(scope) + "\"]"), kBadScope) << scope;
  }
}

TEST_F(GetClientToken, PassesOverScopesOfResourceServersThatAreGone) {
  const std::string client = NewMachine();
  EXPECT_EQ(pool.Try("DeleteResourceServer", TextMember("Identifier", "server")), kOk);
  EXPECT_EQ(ScopeIn(Get(client)), R"("https://b.example/a/read")");
  EXPECT_EQ(Try(client, R"("Scopes":["server/write"])"), kBadScope);
}

TEST_F(GetClientToken, GivesNoTokenWithoutAnyScope) {
  EXPECT_EQ(Try(NewMachine("")), kBadScope);
  EXPECT_EQ(Try(NewMachine(R"("openid","email")")), kBadScope);
}

TEST_F(GetClientToken, TakesAnyOfTheClientsSecretsAndNoOther) {
  const std::string client = NewMachine();
  EXPECT_EQ(Try(client, "", kOtherSecret), kRefused);
  EXPECT_EQ(OutcomeOf(pool.CallOf("AddUserPoolClientSecret", client, TextMember("ClientSecret", kOtherSecret))), kOk);
  EXPECT_EQ(Try(client, "", kOtherSecret), kOk);
  EXPECT_EQ(Try(client), kOk);
  EXPECT_EQ(Try(client, "", kWrongSecret), kRefused);
  EXPECT_EQ(Try(client, "", std::string(kSecret) + "2"), kRefused);
}

TEST_F(GetClientToken, IsNotForAClientWithoutASecret) {
  EXPECT_EQ(Try(pool.New(JoinedMembers(kFlow, R"("AllowedOAuthScopes":["server/write"])"))), kRefused);
}

TEST_F(GetClientToken, IsForClientsThatAllowTheFlow) {
  EXPECT_EQ(Try(NewMachine(R"("server/write")", R"("ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH"])")), kNoFlow);
  EXPECT_EQ(Try(NewMachine(R"("server/write")", R"("SupportedIdentityProviders":["COGNITO"])")), kNoFlow);
}

TEST_F(GetClientToken, TellsTheClientThenTheFlowThenTheSecretThenTheScopes) {
  EXPECT_EQ(Try("nobody", R"("Scopes":["x"])", kWrongSecret), "ResourceNotFoundException: User pool client nobody does not exist.");
  const std::string other = NewMachine("", R"("ExplicitAuthFlows":["ALLOW_USER_SRP_AUTH"])");
  EXPECT_EQ(Try(other, R"("Scopes":["x"])", kWrongSecret), kNoFlow);
  EXPECT_EQ(Try(NewMachine(), R"("Scopes":["x"])", kWrongSecret), kRefused);
}

TEST_F(GetClientToken, IsGivenInTheRegionOfThePoolWhoeverAsks) {
  const std::string client = NewMachine();
  const std::string body = "{" + TextMember("ClientId", client) + "," + TextMember("Secret", kSecret) + "}";
  EXPECT_EQ(OutcomeOf(service.Call("GetClientToken", body, {"AKIAIOSFODNN7EXAMPLE", "eu-central-1"})), kOk);
}

TEST_F(GetClientToken, TakesClientMetadata) { EXPECT_EQ(Try(NewMachine(), R"("ClientMetadata":{"a":"b"})"), kOk); }

TEST_F(GetClientToken, GivesNothingThatIsGoodForAUser) {
  const std::string token = TokenIn(Get(NewMachine()));
  for (const char* operation : {"GetUser", "GlobalSignOut", "DeleteUser", "AssociateSoftwareToken"}) {
    EXPECT_EQ(pool.TryBy(token, operation), "NotAuthorizedException: Access Token does not have required scopes") << operation;
  }
  EXPECT_EQ(pool.TryRevoke(pool.client(), token), "UnsupportedTokenTypeException: Unsupported token type");
}

}  // namespace
}  // namespace rockpool::support
