// Every check of a provider's ID token; what a stranger may try, among RFC 8725's advice.
#include <gtest/gtest.h>

#include <algorithm>

#include "server/crypto/base64.h"
#include "server/crypto/digest.h"
#include "server/crypto/ec_key.h"
#include "server/crypto/rsa_signing.h"
#include "server/federation/stand_ins/state.h"
#include "tests/federation/oauth2/oauth_pool.h"
#include "tests/support/fake_key_stock.h"

namespace rockpool::federation {
namespace {

constexpr const char* kSignedIn = "subject 123";
constexpr const char* kRs256 = R"({"alg":"RS256","kid":"k"})";

std::string Mac(std::string_view header, std::string_view payload, std::string_view secret) {
  const std::string input = crypto::Base64UrlEncode(header) + "." + crypto::Base64UrlEncode(payload);
  const crypto::Sha256Digest mac = crypto::HmacSha256(secret, input);
  return input + "." + crypto::Base64UrlEncode({reinterpret_cast<const char*>(mac.data()), mac.size()});
}

TEST(IdToken, SaysWhoItIs) {
  OAuthPool pool;
  const Claims claims = pool.Take();
  EXPECT_EQ(claims.subject, "123");
  EXPECT_EQ(claims.issuer, std::nullopt) << "null in `identities`, but for SAML";
  EXPECT_EQ(claims.saml, std::nullopt);
  EXPECT_EQ(claims.values.at("email"), std::vector<std::string>{"ann@idp.example"});
}

TEST(IdToken, IsTakenByEcKeysToo) {
  OAuthPool pool;
  pool.keys.body = std::string(R"({"keys":[{"kty":"EC","kid":"e","crv":"P-256","x":")") + kEcX + R"(","y":")" + kEcY + R"("}]})";
  const auto key = crypto::EcKey::FromPkcs8(kEcKey);
  ASSERT_TRUE(key);
  const std::string input = crypto::Base64UrlEncode(R"({"alg":"ES256","kid":"e"})") + "." + crypto::Base64UrlEncode(pool.Payload());
  const std::string signature = key->SignEs256(input);
  EXPECT_EQ(pool.OutcomeOfToken(input + "." + crypto::Base64UrlEncode(signature)), kSignedIn);
  std::string other = signature;
  other[0] = static_cast<char>(other[0] ^ 1);
  EXPECT_EQ(pool.OutcomeOfToken(input + "." + crypto::Base64UrlEncode(other)), kFailed);
}

TEST(IdToken, IsTakenByTheClientSecretWithoutAKeySet) {
  OAuthPool pool;
  EXPECT_EQ(pool.OutcomeOfToken(Mac(R"({"alg":"HS256"})", pool.Payload(), "a secret")), kSignedIn);
  EXPECT_TRUE(pool.RequestsTo(pool.keys_url).empty());
  EXPECT_EQ(pool.OutcomeOfToken(Mac(R"({"alg":"HS256"})", pool.Payload(), "another")), kFailed);
}

TEST(IdToken, IsNeverTakenByAnEmptySecret) {
  OAuthPool pool;
  pool.Set("client_secret", "");
  EXPECT_EQ(pool.OutcomeOfToken(Mac(R"({"alg":"HS256"})", pool.Payload(), "")), kFailed);
}

TEST(IdToken, IsNeverTakenByAPublicKeyAsASecret) {
  OAuthPool pool;
  const crypto::RsaPublicKey shown(crypto::RsaKey::FromPem(support::TestKey(0)));
  for (const std::string& secret : {shown.ModulusBase64Url(), RsaKeySet(0), std::string(support::TestKey(0))}) {
    EXPECT_EQ(pool.OutcomeOfToken(Mac(R"({"alg":"HS256","kid":"k"})", pool.Payload(), secret)), kFailed);
  }
}

TEST(IdToken, NeedsTheKeyThatItNames) {
  OAuthPool pool;
  EXPECT_EQ(pool.OutcomeOfToken(pool.SignedRs256(R"({"alg":"RS256","kid":"other"})", pool.Payload())), kFailed);
  EXPECT_EQ(pool.OutcomeOfToken(pool.SignedRs256(R"({"alg":"RS256"})", pool.Payload())), kFailed) << "none";
  EXPECT_EQ(pool.OutcomeOfToken(pool.SignedRs256(R"({"alg":"RS256","kid":7})", pool.Payload())), kFailed);
  EXPECT_EQ(pool.OutcomeOfToken(pool.SignedRs256(kRs256, pool.Payload(), 1)), kFailed) << "a stranger's signature";
  EXPECT_EQ(pool.OutcomeOfToken(pool.SignedRs256(kRs256, pool.Payload())), kSignedIn);
}

TEST(IdToken, NeedsAKeyThatIsForSignaturesOfItsAlgorithm) {
  OAuthPool pool;
  const auto with = [&pool](const std::string& more) {
    pool.keys.body = RsaKeySet(0, "k", more);
    return pool.OutcomeOfToken(pool.IdToken());
  };
  EXPECT_EQ(with(R"(,"use":"sig","alg":"RS256")"), kSignedIn);
  EXPECT_EQ(with(R"(,"use":"enc")"), kFailed);
  EXPECT_EQ(with(R"(,"alg":"RS512")"), kFailed);
  EXPECT_EQ(with(R"(,"alg":"RSA-OAEP")"), kFailed);
}

TEST(IdToken, IsReadAsTheAlgorithmItNamesAndNoOther) {
  OAuthPool pool;
  for (const char* algorithm : {"RS384", "RS512", "PS256", "ES256", "HS256", "none", "None", "rs256", "", "EdDSA", "RSA-OAEP"}) {
    const std::string header = std::string(R"({"alg":")") + algorithm + R"(","kid":"k"})";
    EXPECT_EQ(pool.OutcomeOfToken(pool.SignedRs256(header, pool.Payload())), kFailed) << algorithm;
  }
}

TEST(IdToken, IsRefusedInEveryOtherForm) {
  OAuthPool pool;
  const std::string good = pool.IdToken();
  const std::string input = good.substr(0, good.rfind('.'));
  const std::vector<std::string> rows = {
      "",
      ".",
      "..",
      input,
      input + ".",
      crypto::Base64UrlEncode(R"({"alg":"none"})") + "." + crypto::Base64UrlEncode(pool.Payload()) + ".",
      good + ".",
      good + "=",
      good + ".a.b",
      crypto::Base64UrlEncode(R"({"alg":"RSA-OAEP","enc":"A256GCM","kid":"k"})") + ".a.a.a.a",
      pool.SignedRs256(R"({"alg":"RS256","kid":"k","crit":["exp"]})", pool.Payload()),
      pool.SignedRs256(R"({"alg":"RS256","kid":"k","alg":"none"})", pool.Payload()),
      pool.SignedRs256(R"({"alg":"none","kid":"k","alg":"RS256"})", pool.Payload()),
      pool.SignedRs256(R"(["alg","RS256"])", pool.Payload()),
      pool.SignedRs256("nothing", pool.Payload()),
      pool.SignedRs256(kRs256, "[]"),
      pool.SignedRs256(kRs256, "nothing"),
      pool.SignedRs256(kRs256, "{\"sub\":\"\xff\"}"),
      pool.SignedRs256(kRs256, pool.Payload() + " {}"),
      std::string(200'000, 'a'),
  };
  for (const std::string& row : rows) {
    EXPECT_EQ(pool.OutcomeOfToken(row), kFailed) << row.substr(0, 200);
  }
  EXPECT_EQ(pool.OutcomeOfToken(good), kSignedIn);
}

TEST(IdToken, SaysNothingTwice) {
  OAuthPool pool;
  std::string payload = pool.Payload();
  payload.back() = ',';
  EXPECT_EQ(pool.OutcomeOfToken(pool.SignedRs256(kRs256, payload + R"("other":"1"})")), kSignedIn);
  EXPECT_EQ(pool.OutcomeOfToken(pool.SignedRs256(kRs256, payload + R"("sub":"admin"})")), kFailed);
  EXPECT_EQ(pool.OutcomeOfToken(pool.SignedRs256(kRs256, payload + R"("\u0073ub":"admin"})")), kFailed) << "escaped";
}

TEST(IdToken, WithoutOneFails) {
  OAuthPool pool;
  for (const char* body : {R"({"access_token":"a"})", R"({"id_token":7})", R"({"id_token":null,"access_token":"a"})"}) {
    pool.token_response = http::FetchResponse{200, body};
    EXPECT_EQ(pool.Outcome(), kFailed) << body;
  }
}

TEST(IdToken, NeedsTheIssuerOfTheDetails) {
  OAuthPool pool;
  EXPECT_EQ(pool.OutcomeOfClaim("iss", R"("https://evil.example")"), "invalid_request: Bad id_token issuer https://evil.example");
  EXPECT_EQ(pool.OutcomeOfClaim("iss", R"("https://idp.example/")"), "invalid_request: Bad id_token issuer https://idp.example/");
  for (const char* json : {"", "7", "null", R"(["https://idp.example"])", R"("")"}) {
    EXPECT_EQ(pool.OutcomeOfClaim("iss", json), kFailed) << json;
  }
  pool.Set("oidc_issuer", "https://evil.example");
  EXPECT_EQ(pool.OutcomeOfClaim("iss", R"("https://evil.example")"), kSignedIn) << "an update counts";
}

TEST(IdToken, OfGoogleMayNameItsIssuerWithoutAScheme) {
  OAuthPool google(identity_providers::kGoogle);
  EXPECT_EQ(google.Outcome(), kSignedIn);
  EXPECT_EQ(google.OutcomeOfClaim("iss", R"("accounts.google.com")"), kSignedIn);
  EXPECT_EQ(google.OutcomeOfClaim("iss", R"("accounts.google.evil")"), "invalid_request: Bad id_token issuer accounts.google.evil");
  OAuthPool apple(identity_providers::kSignInWithApple);
  EXPECT_EQ(apple.Outcome(), kSignedIn);
  EXPECT_EQ(apple.OutcomeOfClaim("iss", R"("appleid.apple.com")"), "invalid_request: Bad id_token issuer appleid.apple.com");
}

TEST(IdToken, IsForTheClientOfTheDetails) {
  OAuthPool pool;
  EXPECT_EQ(pool.OutcomeOfClaim("aud", R"(["another","an app"])"), kSignedIn);
  for (const char* json :
       {"", R"("another")", R"("an app ")", R"("AN APP")", R"(["another"])", "[]", R"([["an app"]])", "7", "null", R"({"an app":true})"}) {
    EXPECT_EQ(pool.OutcomeOfClaim("aud", json), kFailed) << json;
  }
}

TEST(IdToken, ExpiresByWallTimeWithoutASkew) {
  OAuthPool pool;
  pool.service.clock.Advance(1'000'000'000'000);
  const std::int64_t now = pool.service.wall_clock.Now() / 1000;
  EXPECT_EQ(pool.OutcomeOfClaim("exp", std::to_string(now + 1)), kSignedIn);
  EXPECT_EQ(pool.OutcomeOfClaim("exp", std::to_string(now) + ".5"), kSignedIn);
  EXPECT_EQ(pool.OutcomeOfClaim("exp", std::to_string(now)), kFailed);
  EXPECT_EQ(pool.OutcomeOfClaim("exp", std::to_string(now - 1)), kFailed);
  for (const std::string& json : {std::string(), "\"" + std::to_string(now + 100) + "\"", std::string("null"), std::string("-1"),
                                  std::string("true"), std::string("[]")}) {
    EXPECT_EQ(pool.OutcomeOfClaim("exp", json), kFailed) << json;
  }
  pool.id_token = pool.IdToken();
  EXPECT_EQ(pool.Outcome(), kSignedIn);
  pool.service.wall_clock.Advance(3'600'000);
  EXPECT_EQ(pool.Outcome(), kFailed);
}

TEST(IdToken, IsNotTakenLongBeforeItIsValid) {
  OAuthPool pool;
  const std::int64_t now = pool.service.wall_clock.Now() / 1000;
  EXPECT_EQ(pool.OutcomeOfClaim("nbf", std::to_string(now + 300)), kSignedIn);
  EXPECT_EQ(pool.OutcomeOfClaim("nbf", std::to_string(now + 301)), kFailed);
  EXPECT_EQ(pool.OutcomeOfClaim("nbf", "\"0\""), kFailed);
  EXPECT_EQ(pool.OutcomeOfClaim("iat", std::to_string(now + 100'000)), kSignedIn) << "iat is ignored";
  EXPECT_EQ(pool.OutcomeOfClaim("nonce", R"("anybody's")"), kSignedIn) << "none was sent";
}

TEST(IdToken, NeedsASubject) {
  OAuthPool pool;
  pool.Set("attributes_url", "");
  pool.discovery.body = "{}";
  for (const char* json : {"", "null", R"("")", R"("a\u0000b")", "true", "false", "[]", R"(["123"])", "{}", R"({"id":"123"})"}) {
    EXPECT_EQ(pool.OutcomeOfClaim("sub", json), kFailed) << json;
  }
  EXPECT_NE(pool.trace.find("there is no sub that names somebody"), std::string::npos) << pool.trace;
  EXPECT_EQ(pool.OutcomeOfClaim("sub", "9007199254740993"), "subject 9007199254740993");
}

TEST(KeySet, IsFetchedAnewForEveryToken) {
  OAuthPool pool;
  EXPECT_EQ(pool.Outcome(), kSignedIn);
  EXPECT_EQ(pool.Outcome(), kSignedIn);
  ASSERT_EQ(pool.RequestsTo(pool.keys_url).size(), 2U);
  EXPECT_EQ(pool.RequestsTo(pool.keys_url).front().headers.Find("User-Agent"), "Amazon/Cognito");
  pool.keys.body = RsaKeySet(1);
  EXPECT_EQ(pool.Outcome(), kFailed) << "the key is gone";
  EXPECT_EQ(pool.OutcomeOfToken(pool.SignedRs256(kRs256, pool.Payload(), 1)), kSignedIn);
}

TEST(KeySet, FailsWhereItIsNone) {
  OAuthPool pool;
  const std::string good = RsaKeySet(0);
  const std::string key = good.substr(9, good.size() - 11);
  const http::FetchResponse rows[] = {{404, good},
                                      {200, ""},
                                      {200, "[" + key + "]"},
                                      {200, key},
                                      {200, R"({"keys":7})"},
                                      {200, R"({"keys":[]})"},
                                      {200, R"({"keys":[7,null,"k"]})"},
                                      {200, R"({"keys":[{"kid":"k"}]})"},
                                      {200, R"({"keys":[{"kty":"RSA","kid":"k","n":"AQAB","e":"AQAB"}]})"},
                                      {200, R"({"keys":[{"kty":"oct","kid":"k","k":"YSBzZWNyZXQ"}]})"}};
  for (const auto& row : rows) {
    pool.keys = row;
    EXPECT_EQ(pool.Outcome(), kFailed) << row.body;
  }
  pool.keys = {200, R"({"keys":[7,{"kid":"other"},)" + key + "]}"};
  EXPECT_EQ(pool.Outcome(), kSignedIn) << "what else is in it does no harm";
}

TEST(KeySet, ThatDoesNotComeHasTextsOfItsOwn) {
  using Kind = http::FetchError::Kind;
  struct Row {
    Kind kind;
    std::string outcome;
  };
  for (const auto& [kind, outcome] : {Row{Kind::kTimedOut, "invalid_request: Timeout in calling jwks uri"},
                                      Row{Kind::kBroken, "invalid_request: Connection reset"}, Row{Kind::kOther, kFailed}}) {
    OAuthPool pool;
    pool.failures.emplace(pool.keys_url, http::FetchError("no answer", kind));
    EXPECT_EQ(pool.Outcome(), outcome);
  }
}

TEST(IdToken, TellsTheTraceWhichRuleItBroke) {
  OAuthPool pool;
  pool.OutcomeOfClaim("aud", R"("another")");
  EXPECT_NE(pool.trace.find("ID token signature: passed"), std::string::npos) << pool.trace;
  EXPECT_NE(pool.trace.find("ID token issuer: passed"), std::string::npos) << pool.trace;
  EXPECT_NE(pool.trace.find("ID token audience: refused (aud is not an app)"), std::string::npos) << pool.trace;
}

// What is to go wrong on purpose with a real provider, whose answers are well.
std::string OutcomeWith(OAuthPool& pool, Wrong wrong) {
  ChangeState(pool.service.world(), pool.provider, [wrong](StandInState& state) { state.faults = {Fault{wrong, 1, 0}}; });
  return pool.Outcome();
}

TEST(IdToken, CanBeWrongOnPurpose) {
  struct Row {
    Wrong wrong;
    std::string outcome;
    std::string step;
  };
  const Row rows[] = {
      {Wrong::kBadSignature, kFailed, "ID token signature: refused"},
      {Wrong::kOtherKey, kFailed, "ID token key: refused"},
      {Wrong::kWrongIssuer, "invalid_request: Bad id_token issuer https://idp.example/distorted", "ID token issuer: refused"},
      {Wrong::kWrongAudience, kFailed, "ID token audience: refused"},
      {Wrong::kExpired, kFailed, "ID token expiry: refused"},
      {Wrong::kNotYetValid, kFailed, "ID token not before: refused"},
      {Wrong::kReplayed, "invalid_request: Corp Error - 400 error getting token", "token response: refused"},
  };
  OAuthPool pool;
  for (const Row& row : rows) {
    EXPECT_EQ(OutcomeWith(pool, row.wrong), row.outcome) << NameOf(row.wrong);
    EXPECT_NE(pool.trace.find(row.step), std::string::npos) << NameOf(row.wrong) << pool.trace;
    EXPECT_EQ(pool.Outcome(), kSignedIn) << "once";
  }
}

TEST(IdToken, CanLackTheEmailAddressOnPurpose) {
  OAuthPool pool;
  ChangeState(pool.service.world(), pool.provider, [](StandInState& state) { state.faults = {Fault{Wrong::kNoEmail, 1, 0}}; });
  EXPECT_EQ(pool.ClaimOf("email"), "(none)");
  EXPECT_EQ(pool.ClaimOf("email"), "ann@idp.example");
}

TEST(IdToken, CanLackTheClaimThatIsMappedToTheEmailAddressOnPurpose) {
  OAuthPool pool;
  pool.claims["upn"] = R"("ann@corp.example")";
  pool.provider.settings.attribute_mapping = {{"email", "upn"}};
  ChangeState(pool.service.world(), pool.provider, [](StandInState& state) { state.faults = {Fault{Wrong::kNoEmail, 1, 0}}; });
  const Claims taken = pool.Take();
  EXPECT_FALSE(taken.values.contains("upn"));
  EXPECT_FALSE(taken.values.contains("email"));
  EXPECT_EQ(std::ranges::count(taken.said.id_token, "upn", &SaidMembers::value_type::first), 0) << "nor do functions hear of it";
  EXPECT_EQ(pool.ClaimOf("upn"), "ann@corp.example") << "once";
}

}  // namespace
}  // namespace rockpool::federation
