// The tokens at the end of a sign-in, and what may happen while they are signed.
#include "server/sign_in/issue_tokens.h"

#include <gtest/gtest.h>

#include <functional>
#include <regex>
#include <utility>

#include "server/accounts/names.h"
#include "server/clients/client_in_use.h"
#include "server/crypto/jws.h"
#include "server/sign_in/refresh.h"
#include "server/util/strings.h"
#include "storage/store.h"
#include "tests/support/jwt.h"
#include "tests/support/refusal.h"
#include "tests/support/users.h"

namespace rockpool::sign_in {
namespace {

class IssuedTokens : public testing::Test {
 protected:
  IssuedTokens() : pool(service.CreatePool()), client(NewClient()) { support::CreateUser(service, pool, "ada"); }

  std::string NewClient(const std::string& more = "") {
    return service.Call("CreateUserPoolClient", R"({"UserPoolId":")" + pool + R"(","ClientName":"client")" + more + "}")
        .TextAt("UserPoolClient.ClientId");
  }
  api::AuthenticationResultType Issue() { return support::TokensOf(service, client, "ada"); }
  // As an OAuth endpoint asks for tokens.
  TokenGrant Grant(const std::string& scope) {
    TokenGrant grant = service.world().store.Read([&](const storage::Transaction& transaction) {
      clients::SharedClient shared = clients::UseClient(transaction, service.world().caches, client);
      accounts::User user = accounts::RequireUser(transaction, *shared->pool, "ada");
      return GrantOfApi(service.world(), std::move(shared), std::move(user), {});
    });
    grant.from_oauth = true;
    grant.scope = scope;
    return grant;
  }
  std::string Refusal() {
    return support::RefusalOf([&] { Issue(); });
  }
  std::string OfPool() const { return R"({"UserPoolId":")" + pool + '"'; }
  std::string OfUser() const { return OfPool() + R"(,"Username":"ada"})"; }

  // Lets something happen while the tokens' first key is drawn, which is after the user was looked at.
  void Meanwhile(std::function<void()> happen) {
    service.keys.on_take = [happen = std::move(happen), is_first = true]() mutable {
      if (std::exchange(is_first, false)) {
        happen();
      }
    };
  }
  void Meanwhile(const std::string& operation, const std::string& json) {
    Meanwhile([this, operation, json] { EXPECT_EQ(support::OutcomeOf(service.Call(operation, json)), support::kOk); });
  }

  support::TestService service;
  const std::string pool;
  const std::string client;
};

TEST_F(IssuedTokens, AreABearersWithTheSecondsOfTheAccessToken) {
  const std::string short_lived =
      NewClient(R"(,"AccessTokenValidity":5,"IdTokenValidity":2,"TokenValidityUnits":{"AccessToken":"minutes","IdToken":"hours"})");
  const auto tokens = support::TokensOf(service, short_lived, "ada");
  EXPECT_EQ(tokens.TokenType, "Bearer");
  EXPECT_EQ(tokens.ExpiresIn, 300);
  EXPECT_EQ(support::ClaimOf(*tokens.AccessToken, "exp"), "1700000300");
  EXPECT_EQ(support::ClaimOf(*tokens.IdToken, "exp"), "1700007200");
  EXPECT_FALSE(tokens.NewDeviceMetadata);
}

TEST_F(IssuedTokens, ShareTheSignInAndHaveIdsOfTheirOwn) {
  const auto tokens = Issue();
  const std::regex uuid(R"("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")");
  for (const char* shared : {"origin_jti", "event_id", "sub", "auth_time"}) {
    EXPECT_EQ(support::ClaimOf(*tokens.IdToken, shared), support::ClaimOf(*tokens.AccessToken, shared)) << shared;
  }
  for (const char* id : {"origin_jti", "event_id", "jti"}) {
    EXPECT_TRUE(std::regex_match(support::ClaimOf(*tokens.AccessToken, id), uuid)) << id;
  }
  EXPECT_NE(support::ClaimOf(*tokens.IdToken, "jti"), support::ClaimOf(*tokens.AccessToken, "jti"));
  EXPECT_NE(support::ClaimOf(*tokens.IdToken, "origin_jti"), support::ClaimOf(*tokens.IdToken, "event_id"));
  EXPECT_NE(support::ClaimOf(*Issue().IdToken, "origin_jti"), support::ClaimOf(*tokens.IdToken, "origin_jti"));
}

TEST_F(IssuedTokens, AreSignedByAKeyEach) {
  const auto tokens = Issue();
  const auto keys = support::KeysOf(service, pool);
  EXPECT_EQ(support::HeaderOf(*tokens.IdToken), R"({"kid":")" + keys->id.kid + R"(","alg":"RS256"})");
  EXPECT_EQ(support::HeaderOf(*tokens.AccessToken), R"({"kid":")" + keys->access.kid + R"(","alg":"RS256"})");
  EXPECT_TRUE(crypto::HasRs256Signature(*crypto::ParseJws(*tokens.IdToken), keys->id.public_key));
  EXPECT_TRUE(crypto::HasRs256Signature(*crypto::ParseJws(*tokens.AccessToken), keys->access.public_key));
}

TEST_F(IssuedTokens, HaveARefreshTokenThatTheStoreDoesNotHold) {
  const std::string token = Issue().RefreshToken.value_or("");
  EXPECT_EQ(util::Split(token, ".").size(), 5U) << "a sealed token";
  const auto found =
      service.world().store.Read([&](const storage::Transaction& transaction) { return transaction.refresh_families().FindToken(token); });
  EXPECT_FALSE(found);
}

TEST_F(IssuedTokens, OfAnOAuthEndpointAreWithoutAnIdTokenUnlessTheScopeHasOpenId) {
  TokenGrant grant = Grant("server/read email");
  const auto tokens = IssueTokens(service.world(), grant);
  EXPECT_FALSE(tokens.IdToken);
  EXPECT_EQ(support::ClaimOf(*tokens.AccessToken, "scope"), R"("server/read email")");
  EXPECT_FALSE(Refresh(service.world(), grant.client, *tokens.RefreshToken).IdToken) << "nor does a refresh bring one";
  grant.scope = "email openid";
  const auto others = IssueTokens(service.world(), grant);
  EXPECT_TRUE(others.IdToken);
  EXPECT_TRUE(Refresh(service.world(), grant.client, *others.RefreshToken).IdToken);
  grant.from_oauth = false;
  grant.scope = "email";
  EXPECT_TRUE(IssueTokens(service.world(), grant).IdToken) << "the API does not ask for scopes";
}

TEST_F(IssuedTokens, KeepTheResourceThatTheyAreForWhenTheyAreRefreshed) {
  TokenGrant grant = Grant("openid");
  EXPECT_EQ(support::ClaimOf(*IssueTokens(service.world(), grant).AccessToken, "aud"), "");
  grant.audience = "https://api.example.com/\"";
  const auto tokens = IssueTokens(service.world(), grant);
  const std::string audience = R"("https://api.example.com/\"")";
  EXPECT_EQ(support::ClaimOf(*tokens.AccessToken, "aud"), audience);
  EXPECT_EQ(support::ClaimOf(*tokens.IdToken, "aud"), '"' + client + '"');
  EXPECT_EQ(support::ClaimOf(*Refresh(service.world(), grant.client, *tokens.RefreshToken).AccessToken, "aud"), audience);
}

TEST_F(IssuedTokens, SayWhenTheBrowserSessionBeganAndLiveFromNowOn) {
  TokenGrant grant = Grant("openid");
  grant.authenticated_millis = service.clock.Now() - 600'000;
  const auto tokens = IssueTokens(service.world(), grant);
  for (const std::string& token : {*tokens.AccessToken, *tokens.IdToken}) {
    EXPECT_EQ(support::ClaimOf(token, "auth_time"), "1699999400");
    EXPECT_EQ(support::ClaimOf(token, "iat"), "1700000000");
    EXPECT_EQ(support::ClaimOf(token, "exp"), "1700003600");
  }
  service.clock.Advance(1000);
  const auto refreshed = Refresh(service.world(), grant.client, *tokens.RefreshToken);
  EXPECT_EQ(support::ClaimOf(*refreshed.IdToken, "auth_time"), "1699999400");
  EXPECT_EQ(support::ClaimOf(*refreshed.IdToken, "iat"), "1700000001");
}

TEST_F(IssuedTokens, ThatNobodyRefreshesCanBeRevokedAllTheSame) {
  TokenGrant grant = Grant("openid aws.cognito.signin.user.admin");
  grant.is_refreshed = false;
  const auto tokens = IssueTokens(service.world(), grant);
  EXPECT_FALSE(tokens.RefreshToken);
  const std::string call = R"({"AccessToken":")" + *tokens.AccessToken + R"("})";
  EXPECT_EQ(support::OutcomeOf(service.Call("GetUser", call)), support::kOk);
  EXPECT_EQ(support::OutcomeOf(service.Call("AdminUserGlobalSignOut", OfUser())), support::kOk);
  EXPECT_EQ(support::OutcomeOf(service.Call("GetUser", call)), "NotAuthorizedException: Access Token has been revoked");
}

TEST_F(IssuedTokens, OfAClientForItselfAreSignedByTheKeyOfAccessTokens) {
  const ClientToken token = IssueClientToken(service.world(), {Grant("").client, "https://issuer.example/pool", {"server/b", "server/a"}});
  EXPECT_EQ(token.expires_in, 3600);
  EXPECT_EQ(support::ClaimOf(token.access_token, "scope"), R"("server/b server/a")");
  EXPECT_EQ(support::ClaimOf(token.access_token, "iss"), R"("https://issuer.example/pool")");
  EXPECT_EQ(support::ClaimOf(token.access_token, "exp"), "1700003600");
  const auto keys = support::KeysOf(service, pool);
  EXPECT_EQ(support::HeaderOf(token.access_token), R"({"kid":")" + keys->access.kid + R"(","alg":"RS256"})");
  EXPECT_TRUE(crypto::HasRs256Signature(*crypto::ParseJws(token.access_token), keys->access.public_key));
}

TEST_F(IssuedTokens, AreMadeOfWhatWasSeenWithTheUserWithoutAnotherLook) {
  ASSERT_TRUE(Issue().AccessToken) << "the pool has its keys from here on";
  TokenGrant grant = Grant("openid");
  grant.seen = service.world().store.Read([&](const storage::Transaction& transaction) {
    return LookForTokens(transaction, service.world().caches, *grant.client, grant.user);
  });
  grant.seen->groups.emplace_back().GroupName = "seen";
  const std::int64_t before = service.reads();
  const auto tokens = IssueTokens(service.world(), grant);
  EXPECT_EQ(service.reads(), before);
  EXPECT_EQ(support::ClaimOf(*tokens.AccessToken, "cognito:groups"), R"(["seen"])");
}

TEST_F(IssuedTokens, TellTheWriteWhatTheUserIsByThen) {
  TokenGrant grant = Grant("openid");
  std::string nickname;
  grant.in_the_write = [&](storage::Transaction& /*transaction*/, accounts::User& user) {
    const std::string* value = accounts::FindAttribute(user, "nickname");
    nickname = value == nullptr ? "none" : *value;
  };
  IssueTokens(service.world(), grant);
  EXPECT_EQ(nickname, "none");
  const std::string change = OfPool() + R"(,"Username":"ada","UserAttributes":[{"Name":"nickname","Value":"countess"}]})";
  ASSERT_EQ(support::OutcomeOf(service.Call("AdminUpdateUserAttributes", change)), support::kOk);
  IssueTokens(service.world(), grant);
  EXPECT_EQ(nickname, "countess");
}

TEST_F(IssuedTokens, AreNotGivenToAUserWhoIsDisabledMeanwhile) {
  Meanwhile("AdminDisableUser", OfUser());
  EXPECT_EQ(Refusal(), "NotAuthorizedException: User is disabled.");
}

TEST_F(IssuedTokens, AreNotGivenToAUserWhoIsDeletedMeanwhile) {
  Meanwhile("AdminDeleteUser", OfUser());
  EXPECT_EQ(Refusal(), "NotAuthorizedException: User is disabled.");
}

TEST_F(IssuedTokens, AreNotGivenToAClientThatIsDeletedMeanwhile) {
  Meanwhile("DeleteUserPoolClient", OfPool() + R"(,"ClientId":")" + client + R"("})");
  EXPECT_EQ(Refusal(), "ResourceNotFoundException: User pool client " + client + " does not exist.");
}

TEST_F(IssuedTokens, AreNotGivenInAPoolThatIsDeletedMeanwhile) {
  Meanwhile("DeleteUserPool", OfPool() + "}");
  EXPECT_EQ(Refusal(), "ResourceNotFoundException: User pool " + pool + " does not exist.");
}

}  // namespace
}  // namespace rockpool::sign_in
