// The tokens at the end of a sign-in, and what may happen while they are signed.
#include "server/sign_in/issue_tokens.h"

#include <gtest/gtest.h>

#include <functional>
#include <regex>
#include <utility>

#include "server/clients/client_in_use.h"
#include "server/crypto/jws.h"
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

TEST_F(IssuedTokens, KeepOnePairOfKeysWhereTwoCallsDrawThemAtOnce) {
  std::string meanwhile;
  Meanwhile([&] { meanwhile = Issue().IdToken.value_or(""); });
  const std::string token = Issue().IdToken.value_or("");
  EXPECT_EQ(support::HeaderOf(token), support::HeaderOf(meanwhile));
}

}  // namespace
}  // namespace rockpool::sign_in
