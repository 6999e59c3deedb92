// Access tokens that nobody here has issued for use as such, and what they are told.
#include "server/tokens/access_token.h"

#include <gtest/gtest.h>

#include <string>

#include "server/crypto/base64.h"
#include "server/crypto/digest.h"
#include "server/crypto/jws.h"
#include "server/tokens/claims.h"
#include "server/tokens/signing_keys.h"
#include "tests/support/jwt.h"
#include "tests/support/refusal.h"
#include "tests/support/test_service.h"

namespace rockpool::tokens {
namespace {

constexpr const char* kInvalid = "NotAuthorizedException: Invalid Access Token";
constexpr const char* kExpired = "NotAuthorizedException: Access Token has expired";

class ReadAccessToken : public testing::Test {
 protected:
  ReadAccessToken() : pool(service.CreatePool()), keys(support::KeysOf(service, pool)) {}

  std::string Claims(const std::string& use = "access", std::int64_t exp = 1'700'000'001) const {
    return R"({"sub":"the-sub","iss":"https://cognito-idp.us-east-1.amazonaws.com/)" + pool +
           R"(","client_id":"client","origin_jti":"origin","event_id":"event","token_use":")" + use + R"(","scope":"openid","exp":)" +
           std::to_string(exp) + R"(,"iat":1700000000,"username":"ada"})";
  }
  std::string Signed(const std::string& payload) const { return crypto::SignJws(TokenHeader(keys->access.kid), payload, keys->access.key); }
  std::string Refusal(const std::string& token) const {
    return support::RefusalOf([&] { tokens::ReadAccessToken(service.world(), token); });
  }

  support::TestService service;
  const std::string pool;
  const std::shared_ptr<const SigningKeys> keys;
};

TEST_F(ReadAccessToken, SaysWhatTheTokenSays) {
  const AccessToken token = tokens::ReadAccessToken(service.world(), Signed(Claims()));
  EXPECT_EQ(token.user_pool_id, pool);
  EXPECT_EQ(token.client_id, "client");
  EXPECT_EQ(token.username, "ada");
  EXPECT_EQ(token.sub, "the-sub");
  EXPECT_EQ(token.event_id, "event");
  EXPECT_EQ(token.scope, "openid");
}

TEST_F(ReadAccessToken, TakesAnyFormOfThePoolsIssuer) {
  for (const char* base : {"http://localhost:9229/", "https://issuer-cognito-idp.us-east-1.amazonaws.com/", "https://idp.example/base/"}) {
    std::string claims = Claims();
    const std::string of_aws = "https://cognito-idp.us-east-1.amazonaws.com/";
    claims.replace(claims.find(of_aws), of_aws.size(), base);
    EXPECT_EQ(Refusal(Signed(claims)), "accepted") << base;
  }
}

TEST_F(ReadAccessToken, RefusesAnExpiredOne) {
  EXPECT_EQ(Refusal(Signed(Claims("access", 1'700'000'000))), kExpired);
  EXPECT_EQ(Refusal(Signed(Claims("access", -1))), kExpired);
}

TEST_F(ReadAccessToken, RefusesOneThatExpiredSinceItWasTaken) {
  const std::string token = Signed(Claims("access", 1'700'000'005));
  EXPECT_EQ(Refusal(token), "accepted");
  service.clock.Advance(4000);
  EXPECT_EQ(Refusal(token), "accepted");
  service.clock.Advance(1000);
  EXPECT_EQ(Refusal(token), kExpired);
}

TEST_F(ReadAccessToken, RefusesOneWhosePoolIsGoneSinceItWasTaken) {
  const std::string token = Signed(Claims());
  EXPECT_EQ(Refusal(token), "accepted");
  service.Call("DeleteUserPool", R"({"UserPoolId":")" + pool + "\"}");
  EXPECT_EQ(Refusal(token), kInvalid);
}

TEST_F(ReadAccessToken, RefusesAnIdTokenAlsoUnderTheKeyOfAccessTokens) {
  EXPECT_EQ(Refusal(Signed(Claims("id"))), kInvalid);
  EXPECT_EQ(Refusal(support::SignedAs(service, pool, TokenUse::kId, Claims("id"))), kInvalid);
  EXPECT_EQ(Refusal(support::SignedAs(service, pool, TokenUse::kId, Claims())), kInvalid) << "signed by the key of ID tokens";
}

TEST_F(ReadAccessToken, RefusesOneWithoutASignature) {
  const std::string payload = crypto::Base64UrlEncode(Claims());
  for (const char* header : {R"({"alg":"none"})", R"({"alg":"None","typ":"JWT"})"}) {
    EXPECT_EQ(Refusal(crypto::Base64UrlEncode(header) + "." + payload + "."), kInvalid);
    EXPECT_EQ(Refusal(crypto::Base64UrlEncode(header) + "." + payload), kInvalid);
    EXPECT_EQ(Refusal(crypto::Base64UrlEncode(header) + "." + payload + ".AAAA"), kInvalid);
  }
  EXPECT_EQ(Refusal(crypto::Base64UrlEncode(R"({"kid":")" + keys->access.kid + R"(","alg":"none"})") + "." + payload + "."), kInvalid);
}

TEST_F(ReadAccessToken, RefusesOneSignedWithThePublicKeyAsASecret) {
  const std::string header = R"({"kid":")" + keys->access.kid + R"(","alg":"HS256"})";
  const std::string input = crypto::Base64UrlEncode(header) + "." + crypto::Base64UrlEncode(Claims());
  for (const std::string& secret : {keys->access.public_key.ToPem(), keys->access.public_key.ModulusBase64Url()}) {
    EXPECT_EQ(Refusal(input + "." + crypto::Base64UrlEncode(crypto::BytesOf(crypto::HmacSha256(secret, input)))), kInvalid);
  }
}

TEST_F(ReadAccessToken, RefusesARightSignatureUnderAnotherHeader) {
  for (const std::string& header : {TokenHeader(keys->id.kid), TokenHeader("unknown"), R"({"kid":")" + keys->access.kid + R"("})",
                                    std::string(R"({"alg":"RS256"})"), R"({"kid":")" + keys->access.kid + R"(","alg":"RS512"})",
                                    R"({"kid":["x"],"alg":"RS256"})" + std::string(), std::string("[]"), std::string("x")}) {
    EXPECT_EQ(Refusal(crypto::SignJws(header, Claims(), keys->access.key)), kInvalid) << header;
  }
}

TEST_F(ReadAccessToken, RefusesTheKeyOfAnotherPoolUnderThisPoolsKeyId) {
  const std::string other = service.CreatePool();
  const auto foreign = support::KeysOf(service, other);
  ASSERT_NE(foreign->access.public_key.ToPem(), keys->access.public_key.ToPem());
  EXPECT_EQ(Refusal(crypto::SignJws(TokenHeader(keys->access.kid), Claims(), foreign->access.key)), kInvalid);
  EXPECT_EQ(Refusal(crypto::SignJws(TokenHeader(foreign->access.kid), Claims(), foreign->access.key)), kInvalid);
}

TEST_F(ReadAccessToken, RefusesAnUnknownPoolAndOneThatNeverSigned) {
  const std::string silent = service.CreatePool();
  for (const std::string& named : {silent, std::string("us-east-1_nothing"), std::string(), std::string("../") + pool + "/"}) {
    std::string claims = Claims();
    claims.replace(claims.find(pool), pool.size(), named);
    EXPECT_EQ(Refusal(Signed(claims)), kInvalid) << named;
  }
}

TEST_F(ReadAccessToken, RefusesOneThatWasAlteredOrCut) {
  const std::string token = Signed(Claims());
  ASSERT_EQ(Refusal(token), "accepted");  // its signature is known from here on
  const std::string altered = support::PayloadWith(token, "ada", "eve");
  const std::size_t dot = token.find('.');
  const std::size_t last_dot = token.rfind('.');
  EXPECT_EQ(Refusal(token.substr(0, dot + 1) + crypto::Base64UrlEncode(altered) + token.substr(last_dot)), kInvalid);
  for (std::size_t length = 0; length < token.size(); length += 7) {
    EXPECT_EQ(Refusal(token.substr(0, length)), kInvalid) << length;
  }
  EXPECT_EQ(Refusal(token + "A"), kInvalid);
  EXPECT_EQ(Refusal(token + "="), kInvalid);
  EXPECT_EQ(Refusal(token + "." + token), kInvalid);
  EXPECT_EQ(Refusal(" " + token), kInvalid);
}

TEST_F(ReadAccessToken, RefusesHugeAndDeepOnes) {
  EXPECT_EQ(Refusal(std::string(1 << 20, 'A')), kInvalid);
  EXPECT_EQ(Refusal("A." + std::string(1 << 20, 'A') + ".A"), kInvalid);
  EXPECT_EQ(Refusal(std::string(1 << 20, '.')), kInvalid);
  const std::string deep = std::string(60'000, '[') + std::string(60'000, ']');
  EXPECT_EQ(Refusal(crypto::SignJws(TokenHeader(keys->access.kid), deep.substr(0, 90'000), keys->access.key)), kInvalid);
  EXPECT_EQ(Refusal(crypto::SignJws(deep.substr(0, 90'000), Claims(), keys->access.key)), kInvalid);
}

TEST_F(ReadAccessToken, RefusesClaimsOfOtherTypesThoughTheyAreSigned) {
  EXPECT_EQ(Refusal(Signed("[]")), kInvalid);
  EXPECT_EQ(Refusal(Signed("null")), kInvalid);
  EXPECT_EQ(Refusal(Signed(R"({"iss":["x"],"token_use":"access"})")), kInvalid);
  std::string claims = Claims();
  claims.replace(claims.find("1700000001"), 10, "\"later\"");
  EXPECT_EQ(Refusal(Signed(claims)), kExpired) << "a date that is no number has passed";
}

TEST_F(ReadAccessToken, TakesAsManyLongGroupsAsAUserCanHave) {
  std::string groups;
  for (int i = 0; i < 100; ++i) {
    groups += (i == 0 ? "\"" : ",\"") + std::string(128 * 4, 'g') + "\"";
  }
  std::string claims = Claims();
  claims.insert(1, R"("cognito:groups":[)" + groups + "],");
  EXPECT_EQ(Refusal(Signed(claims)), "accepted");
}

}  // namespace
}  // namespace rockpool::tokens
