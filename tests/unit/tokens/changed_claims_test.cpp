// What a PreTokenGeneration function may change of tokens, and what it may not.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "server/crypto/base64.h"
#include "server/crypto/digest.h"
#include "server/tokens/claims.h"
#include "tests/support/refusal.h"

namespace rockpool::tokens {
namespace {

constexpr const char* kTooMany = "InvalidLambdaResponseException: Unrecognizable lambda output";

class ChangedTokens : public testing::Test {
 protected:
  ChangedTokens() {
    client.id = "client";
    user.record.username = "ada";
    accounts::SetAttribute(user, "sub", "the-sub");
    accounts::SetAttribute(user, "email", "ada@example.com");
    accounts::SetAttribute(user, "nickname", "Countess");
  }

  TokenFacts Facts() const {
    TokenFacts facts{client, user, {}, "the-issuer", scope, std::nullopt, from_oauth, "the-origin", "the-event", 1000, 2000};
    facts.has_at_hash = true;
    api::GroupType& group = facts.groups.emplace_back();
    group.GroupName = "readers";
    group.RoleArn = "arn:reader";
    facts.changes = &changes;
    return facts;
  }
  std::string Access() const { return AccessTokenClaims(Facts(), "the-jti"); }
  std::string Id(std::string_view access_token = "") const { return IdTokenClaims(Facts(), "the-jti", access_token); }
  std::string OfClient() const { return ClientTokenClaims({client, "the-issuer", scope, 2000, &changes}, "the-jti"); }

  clients::ClientInUse client;
  accounts::User user;
  TokenChanges changes;
  std::string scope = "openid email";
  bool from_oauth = true;
};

bool Says(const std::string& claims, std::string_view text) { return claims.find(text) != std::string::npos; }

TEST_F(ChangedTokens, AreAsTheyWereWithoutAChange) {
  TokenFacts unchanged = Facts();
  unchanged.changes = nullptr;
  EXPECT_EQ(Access(), AccessTokenClaims(unchanged, "the-jti"));
  EXPECT_EQ(Id(), IdTokenClaims(unchanged, "the-jti", ""));
  EXPECT_EQ(OfClient(), ClientTokenClaims({client, "the-issuer", scope, 2000}, "the-jti"));
}

TEST_F(ChangedTokens, HaveAChangedClaimInItsPlaceAndAnAddedOneBehindAllInTheOrderOfTheAnswer) {
  changes.id.to_set = {{"tenant", R"({"id":7})"}, {"nickname", R"("Ada")"}, {"a", "[1]"}};
  changes.id.to_suppress = {"email", "unheard-of"};
  from_oauth = false;
  EXPECT_EQ(Id(), R"({"sub":"the-sub","cognito:groups":["readers"],"email_verified":false,"cognito:preferred_role":"arn:reader",)"
                  R"("iss":"the-issuer","cognito:username":"ada","origin_jti":"the-origin","cognito:roles":["arn:reader"],"aud":"client",)"
                  R"("event_id":"the-event","token_use":"id","auth_time":1000,"exp":5600,"iat":2000,"jti":"the-jti","nickname":"Ada",)"
                  R"("tenant":{"id":7},"a":[1]})");
}

TEST_F(ChangedTokens, AreChangedEachByItself) {
  changes.id.to_set = {{"of", R"("id")"}};
  EXPECT_TRUE(Says(Id(), R"(,"of":"id"})"));
  EXPECT_FALSE(Says(Access(), R"("of")"));
  changes.access.to_set = {{"of", R"("access")"}};
  EXPECT_TRUE(Says(Access(), R"("username":"ada","of":"access"})"));
  EXPECT_TRUE(Says(OfClient(), R"("client_id":"client","of":"access"})"));
}

TEST_F(ChangedTokens, LackWhatIsBothSetAndSuppressed) {
  changes.id.to_set = changes.access.to_set = {{"tenant", "1"}, {"nickname", "2"}};
  changes.id.to_suppress = changes.access.to_suppress = {"tenant", "nickname"};
  EXPECT_FALSE(Says(Id(), "tenant") || Says(Id(), "nickname")) << Id();
  EXPECT_FALSE(Says(Access(), "tenant") || Says(Access(), "nickname")) << Access();
}

TEST_F(ChangedTokens, KeepWhatNobodyMayChange) {
  const std::string access = Access();
  const std::string id = Id("the access token");
  const std::string of_client = OfClient();
  for (const char* name : {"acr",           "amr",        "at_hash",    "aud", "auth_time", "azp",        "client_id", "cognito:username",
                           "cognito:other", "device_key", "event_id",   "exp", "iat",       "identities", "iss",       "jti",
                           "nbf",           "nonce",      "origin_jti", "sub", "token_use", "username",   "version"}) {
    changes.id = changes.access = {{{name, R"("forged")"}}, {}};
    EXPECT_EQ(Access(), access) << name;
    EXPECT_EQ(Id("the access token"), id) << name;
    EXPECT_EQ(OfClient(), of_client) << name;
    changes.id = changes.access = {{}, {name}};
    EXPECT_EQ(Access(), access) << name;
    EXPECT_EQ(Id("the access token"), id) << name;
    EXPECT_EQ(OfClient(), of_client) << name;
  }
  changes.access = {{{"scope", R"("forged")"}}, {"scope"}};
  EXPECT_EQ(Access(), access) << "scopes are changed as scopes";
}

TEST_F(ChangedTokens, TakeAnAudienceOfTheAccessTokenThatIsTheClient) {
  changes.access.to_set = {{"aud", R"("client")"}};
  EXPECT_TRUE(Says(Access(), R"("username":"ada","aud":"client"})"));
}

TEST_F(ChangedTokens, TakeNoListInAPlainClaimOfTheIdTokenAlone) {
  changes.id.to_set = changes.access.to_set = {{"email_verified", "[true]"}};
  EXPECT_TRUE(Says(Id(), R"("email_verified":false)")) << Id();
  EXPECT_TRUE(Says(Access(), R"("email_verified":[true])"));
  changes.id.to_set = {{"email_verified", "true"}};
  EXPECT_TRUE(Says(Id(), R"("email_verified":true)"));
}

TEST_F(ChangedTokens, HaveTheGroupsOfTheAnswerInBoth) {
  changes.groups = GroupClaims{{"a", "b"}, {"arn:a"}, "arn:b"};
  EXPECT_TRUE(Says(Access(), R"("sub":"the-sub","cognito:groups":["a","b"],)"));
  EXPECT_TRUE(Says(Id(), R"("sub":"the-sub","cognito:groups":["a","b"],)"));
  EXPECT_TRUE(Says(Id(), R"("cognito:preferred_role":"arn:b")") && Says(Id(), R"("cognito:roles":["arn:a"])")) << Id();
  changes.groups = GroupClaims{};
  EXPECT_FALSE(Says(Access(), "cognito:groups"));
  EXPECT_FALSE(Says(Id(), "cognito:groups") || Says(Id(), "cognito:roles") || Says(Id(), "cognito:preferred_role")) << Id();
}

TEST_F(ChangedTokens, HaveTheirScopesAddedAndSuppressed) {
  changes.scopes_to_add = {"api/read", "email", "api/write", "two scopes", "", "openid"};
  changes.scopes_to_suppress = {"openid", "api/write", "unheard-of"};
  EXPECT_TRUE(Says(Access(), R"("scope":"email api/read",)")) << Access();
  EXPECT_TRUE(Says(OfClient(), R"("scope":"email api/read",)")) << OfClient();
  EXPECT_TRUE(Says(Id(), R"("email":"ada@example.com")")) << "what was granted decides what an ID token shows";
}

TEST_F(ChangedTokens, RepeatTheHashOfTheAccessTokenBesideThem) {
  changes.id.to_set = {{"tenant", "1"}};
  EXPECT_TRUE(Says(Id("signed"), R"({"at_hash":")" + crypto::Base64UrlEncode(crypto::Sha256("signed").substr(0, 16)) + '"'));
}

TEST_F(ChangedTokens, HaveFiveThousandClaimsAndScopesTogetherAtMost) {
  const auto count = [](const std::string& claims) { return static_cast<std::size_t>(std::ranges::count(claims, ':')); };
  TokenFacts few = Facts();
  few.groups.clear();
  few.issuer = "i";
  from_oauth = true;
  const std::string id = IdTokenClaims(few, "j", "");
  const std::size_t own = count(AccessTokenClaims(few, "j")) + count(id) - 1 /* of cognito:username */ + 2;
  for (std::size_t i = 0; i < 2500; ++i) {
    changes.access.to_set.emplace_back("a" + std::to_string(i), "1");
  }
  for (std::size_t i = 0; i < 2500 - own; ++i) {
    changes.scopes_to_add.push_back("s" + std::to_string(i));
  }
  EXPECT_NO_THROW(RequireFewClaims(few));
  changes.id.to_set = {{"one-more", "1"}};
  EXPECT_EQ(support::RefusalOf([&] { RequireFewClaims(few); }), kTooMany);
  changes.id.to_set = {{"sub", "1"}};
  EXPECT_NO_THROW(RequireFewClaims(few)) << "what is passed over does not count";
}

TEST_F(ChangedTokens, OfAClientForItselfHaveNoMoreClaimsAndScopes) {
  const ClientTokenFacts facts{client, "i", "a b", 2000, &changes};
  for (std::size_t i = 0; i < 5000 - 10 - 2; ++i) {
    changes.access.to_set.emplace_back("a" + std::to_string(i), "1");
  }
  EXPECT_NO_THROW(RequireFewClaims(facts));
  changes.scopes_to_add = {"c"};
  EXPECT_EQ(support::RefusalOf([&] { RequireFewClaims(facts); }), kTooMany);
}

}  // namespace
}  // namespace rockpool::tokens
