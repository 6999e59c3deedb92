// The code for tokens, and what the application is told where a provider refuses.
#include <gtest/gtest.h>

#include "server/crypto/base64.h"
#include "server/crypto/public_key.h"
#include "server/http/form.h"
#include "tests/federation/oauth2/oauth_pool.h"
#include "tests/support/jwt.h"

namespace rockpool::federation {
namespace {

using Kind = http::FetchError::Kind;

http::FetchRequest TokenRequestOf(OAuthPool& pool) {
  pool.Outcome();
  const auto requests = pool.RequestsTo(pool.token_url);
  EXPECT_EQ(requests.size(), 1U);
  return requests.empty() ? http::FetchRequest{} : requests.front();
}

TEST(TokenRequest, IsAFormInTheRecordedOrder) {
  OAuthPool pool;
  const http::FetchRequest request = TokenRequestOf(pool);
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.body,
            "grant_type=authorization_code&redirect_uri=https%3A%2F%2Fpool.example%2Foauth2%2Fidpresponse&client_id=an+app"
            "&client_secret=a+secret&code=the+code");
  EXPECT_EQ(request.headers.Find("Content-Type"), "application/x-www-form-urlencoded");
  EXPECT_EQ(request.headers.Find("User-Agent"), "Amazon/Cognito");
  EXPECT_FALSE(request.headers.Find("Authorization"));
  EXPECT_FALSE(request.secret_headers.Find("Authorization")) << "never Basic";
  EXPECT_EQ(request.max_redirects, 0);
  EXPECT_EQ(request.max_body_bytes, 256UL * 1024);
}

TEST(TokenRequest, OfTheOtherTypesIsTheSameButForTheirDetails) {
  OAuthPool google(identity_providers::kGoogle);
  EXPECT_EQ(TokenRequestOf(google).url.Origin(), "https://www.googleapis.com");
  OAuthPool amazon(identity_providers::kLoginWithAmazon);
  EXPECT_TRUE(TokenRequestOf(amazon).body.ends_with("&client_id=lwa&client_secret=lwa-secret&code=the+code"));
}

TEST(TokenRequest, HasNoSecretWhereTheDetailsHaveNone) {
  OAuthPool pool;
  pool.Set("client_secret", "");
  EXPECT_TRUE(TokenRequestOf(pool).body.ends_with("&client_id=an+app&code=the+code"));
}

TEST(TokenRequest, OfFacebookIsAQuery) {
  OAuthPool pool(identity_providers::kFacebook);
  const http::FetchRequest request = TokenRequestOf(pool);
  EXPECT_EQ(request.method, "GET");
  EXPECT_EQ(request.body, "");
  EXPECT_EQ(request.url.target,
            "/v17.0/oauth/access_token?grant_type=authorization_code&redirect_uri=https%3A%2F%2Fpool.example%2Foauth2%2Fidpresponse"
            "&client_id=fb&client_secret=fb-secret&code=the+code");
  EXPECT_FALSE(request.headers.Find("Content-Type"));
}

TEST(TokenRequest, OfFacebookHasRoomForALongCode) {
  OAuthPool pool(identity_providers::kFacebook);
  EXPECT_EQ(pool.Outcome({.code = std::string(4000, 'c')}), "subject 123");
}

// The public point of a P-256 key in PKCS#8, whose last 64 bytes it is: x and y in base64url behind each other.
std::string PointOf(std::string_view pkcs8) {
  const std::string der = crypto::Base64Decode(pkcs8).value_or("");
  const std::string_view point = std::string_view(der).substr(der.size() - 64);
  return crypto::Base64UrlEncode(point.substr(0, 32)) + crypto::Base64UrlEncode(point.substr(32));
}

TEST(TokenRequest, OfAppleHasASecretThatItsKeyHasSigned) {
  OAuthPool pool(identity_providers::kSignInWithApple);
  const http::FetchRequest request = TokenRequestOf(pool);
  const auto form = http::ParseForm(request.body);
  ASSERT_TRUE(form);
  const std::string secret(form->Find("client_secret").value_or(""));
  EXPECT_EQ(support::HeaderOf(secret), R"({"alg":"ES256","kid":"KEY"})");
  const std::string now = std::to_string(pool.service.wall_clock.Now() / 1000);
  const std::string later = std::to_string(pool.service.wall_clock.Now() / 1000 + 300);
  EXPECT_EQ(support::PayloadOf(secret),
            R"({"iss":"TEAM","iat":)" + now + R"(,"exp":)" + later + R"(,"aud":"https://appleid.apple.com","sub":"com.example.app"})");
  const std::size_t dot = secret.rfind('.');
  const auto signature = crypto::Base64UrlDecode(std::string_view(secret).substr(dot + 1));
  const auto key = crypto::PublicKey::FromEcJwk("P-256", kEcX, kEcY);
  ASSERT_TRUE(signature && key);
  EXPECT_TRUE(key->Verifies(crypto::JwsAlgorithm::kEs256, secret.substr(0, dot), *signature));
}

TEST(TokenRequest, OfAppleNamesTheKeyAndTheTeamThatAreStoredThen) {
  OAuthPool pool(identity_providers::kSignInWithApple);
  pool.Outcome();
  pool.Set("key_id", "NEWKEY");
  pool.Set("team_id", "NEWTEAM");
  pool.Outcome();
  const auto requests = pool.RequestsTo(pool.token_url);
  ASSERT_EQ(requests.size(), 2U);
  const auto form = http::ParseForm(requests.back().body);
  ASSERT_TRUE(form);
  const std::string secret(form->Find("client_secret").value_or(""));
  EXPECT_EQ(support::HeaderOf(secret), R"({"alg":"ES256","kid":"NEWKEY"})");
  EXPECT_EQ(support::PayloadOf(secret).substr(0, 16), R"({"iss":"NEWTEAM")");
}

TEST(TokenRequest, OfAppleFailsWithAKeyThatIsNone) {
  OAuthPool pool(identity_providers::kSignInWithApple);
  pool.Set("private_key", "secret");
  EXPECT_EQ(pool.Outcome(), kFailed);
  EXPECT_TRUE(pool.service.network.requests.empty());
}

TEST(TokenRequest, FollowsWhatIsStoredNow) {
  OAuthPool pool;
  pool.Outcome();
  pool.Set("client_secret", "another");
  pool.Set("token_url", "https://idp.example/v2/token");
  pool.token_url = "https://idp.example/v2/token";
  EXPECT_NE(TokenRequestOf(pool).body.find("&client_secret=another&"), std::string::npos);
}

TEST(TokenRequest, OfAppleFollowsTheKeyThatIsStoredNow) {
  // Another key than kEcKey, made for tests.
  constexpr const char* kNewKey =
      "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgpOiN+slRdVqU/UEODDU1Rn39/loqLgDklg7b02pDKPuhRANCAATbr+UgBfu6NL907jZix352ozvRec4j/"
      "Q3AOc3StC5Lz9wUymP+o1Pho7yR7a1/yohLAsOFD4Z5TlK23XPCA07g";
  OAuthPool pool(identity_providers::kSignInWithApple);
  pool.Outcome();
  pool.Set("private_key", kNewKey);
  pool.Set("key_id", "KEY2");
  pool.Set("team_id", "TEAM2");
  pool.Outcome();
  const auto requests = pool.RequestsTo(pool.token_url);
  ASSERT_EQ(requests.size(), 2U);
  const auto form = http::ParseForm(requests.back().body);
  ASSERT_TRUE(form);
  const std::string secret(form->Find("client_secret").value_or(""));
  EXPECT_EQ(support::HeaderOf(secret), R"({"alg":"ES256","kid":"KEY2"})");
  EXPECT_EQ(support::ClaimOf(secret, "iss"), R"("TEAM2")");
  const std::size_t dot = secret.rfind('.');
  const auto signature = crypto::Base64UrlDecode(std::string_view(secret).substr(dot + 1));
  const auto old_key = crypto::PublicKey::FromEcJwk("P-256", kEcX, kEcY);
  const auto point = PointOf(kNewKey);
  const auto new_key = crypto::PublicKey::FromEcJwk("P-256", point.substr(0, 43), point.substr(43));
  ASSERT_TRUE(signature && old_key && new_key);
  EXPECT_TRUE(new_key->Verifies(crypto::JwsAlgorithm::kEs256, secret.substr(0, dot), *signature));
  EXPECT_FALSE(old_key->Verifies(crypto::JwsAlgorithm::kEs256, secret.substr(0, dot), *signature));
}

TEST(TokenRequest, GoesWhereDiscoverySaysWithoutAnAddressOfItsOwn) {
  OAuthPool pool;
  pool.Set("token_url", "");
  pool.Set("jwks_uri", "");
  EXPECT_EQ(pool.Outcome(), "subject 123");
  EXPECT_EQ(pool.RequestsTo(kDiscovery).size(), 1U) << "once for all of them";
  EXPECT_EQ(pool.RequestsTo(pool.token_url).size(), 1U);
}

TEST(TokenRequest, NeverGoesWhereAStrangersDocumentPointsInside) {
  for (const std::string inside : {"http://localhost:8080/token", "https://10.0.0.1/token", "https://keycloak/token",
                                   "https://169.254.169.254/token", "http://idp.example/token", "file:///etc/passwd"}) {
    OAuthPool pool;
    pool.Set("token_url", "");
    pool.discovery.body = R"({"token_endpoint":")" + inside + R"("})";
    pool.token_url = inside;
    EXPECT_EQ(pool.Outcome(), kFailed) << inside;
    EXPECT_EQ(pool.RequestsTo(inside).size(), 0U) << inside;
  }
}

TEST(TokenRequest, OfALocalIssuerGoesToLocalAddresses) {
  OAuthPool pool;
  pool.Set("token_url", "");
  pool.Set("oidc_issuer", "http://keycloak:8080/realms/a");
  pool.claims["iss"] = R"("http://keycloak:8080/realms/a")";
  pool.failures.emplace("http://keycloak:8080/token", http::FetchError("asked"));
  pool.failures.emplace("http://keycloak:8080/realms/a/.well-known/openid-configuration", http::FetchError("asked"));
  EXPECT_EQ(pool.Outcome(), kFailed);
  EXPECT_EQ(pool.RequestsTo("http://keycloak:8080/realms/a/.well-known/openid-configuration").size(), 1U);
}

TEST(TokenResponse, IsToldToTheApplicationWhereItRefuses) {
  struct Row {
    int status;
    const char* body;
    const char* told;
  };
  const Row rows[] = {
      {400, R"({"error":"invalid_request","error_description":"The request is missing a required parameter : client_secret"})",
       "LoginWithAmazon Error - 400 invalid_request The request is missing a required parameter : client_secret"},
      {400, R"({"error":"invalid_grant"})", "LoginWithAmazon Error - 400 error getting token"},
      {400, R"({"error_description":"why"})", "LoginWithAmazon Error - 400 error getting token"},
      {400, R"({"error":{"message":"Invalid verification code format.","code":100}})", "LoginWithAmazon Error - 400 error getting token"},
      {401, "", "LoginWithAmazon Error - 401 error getting token"},
      {500, "<html>", "LoginWithAmazon Error - 500 error getting token"},
      {302, "", "LoginWithAmazon Error - 302 error getting token"},
      {200, R"({"error":"bad_verification_code","error_description":"The code is incorrect."})",
       "LoginWithAmazon Error - 200 bad_verification_code The code is incorrect."},
  };
  for (const Row& row : rows) {
    OAuthPool pool(identity_providers::kLoginWithAmazon);
    pool.token_response = http::FetchResponse{row.status, row.body};
    EXPECT_EQ(pool.Outcome(), std::string("invalid_request: ") + row.told) << row.body;
  }
}

TEST(TokenResponse, OfGoogleIsToldByItsErrorAlone) {
  OAuthPool pool(identity_providers::kGoogle);
  pool.token_response = http::FetchResponse{400, R"({"error":"redirect_uri_mismatch"})"};
  EXPECT_EQ(pool.Outcome(), "invalid_request: Google Error - 400 redirect_uri_mismatch");
  pool.token_response = http::FetchResponse{401, R"({"error":"invalid_client","error_description":"Unauthorized"})"};
  EXPECT_EQ(pool.Outcome(), "invalid_request: Google Error - 401 invalid_client Unauthorized") << "recorded";
  pool.token_response = http::FetchResponse{400, "{}"};
  EXPECT_EQ(pool.Outcome(), "invalid_request: Google Error - 400 error getting token");
}

TEST(TokenResponse, ThatRefusesTellsTheTraceWhyAndNoSecret) {
  OAuthPool pool;
  const std::string secret = "a-very-secret-token-of-somebody";
  pool.Set("client_secret", "a-very-secret-client-secret");
  const auto told_of = [&](const std::string& body) {
    pool.token_response = http::FetchResponse{400, body};
    pool.Outcome();
    return pool.trace;
  };
  const std::string told = told_of(R"({"error":"invalid_grant","error_description":"why","access_token":")" + secret + "\"}");
  EXPECT_NE(told.find("invalid_grant"), std::string::npos) << told;
  EXPECT_NE(told.find("why"), std::string::npos) << told;
  EXPECT_EQ(told.find(secret), std::string::npos) << told;
  EXPECT_EQ(told_of("access_token=" + secret).find(secret), std::string::npos);
  EXPECT_EQ(told_of("<html>a-very-secret-client-secret").find("a-very-secret-client-secret"), std::string::npos);
  EXPECT_NE(told_of("<html>Not today").find("Not today"), std::string::npos);
}

TEST(TokenResponse, TellsNoMoreOfARefusalThanFits) {
  OAuthPool pool;
  pool.token_response = http::FetchResponse{400, R"({"error":"e","error_description":")" + std::string(200'000, 'x') + "\"}"};
  EXPECT_EQ(pool.Outcome(), "invalid_request: Corp Error - 400 e " + std::string(1024, 'x') + "...");
}

TEST(TokenResponse, FailsWhereItIsNoObject) {
  for (const char* body : {"", "nothing", "[]", "7", "{", "access_token=a&id_token=b", "{} {}", "{\"a\":\"\xff\"}"}) {
    OAuthPool pool;
    pool.token_response = http::FetchResponse{200, body};
    EXPECT_EQ(pool.Outcome(), kFailed) << body;
  }
}

TEST(TokenResponse, ThatDoesNotComeHasTextsOfItsOwn) {
  struct Row {
    Kind kind;
    std::string outcome;
  };
  for (const auto& [kind, outcome] : {Row{Kind::kTimedOut, "invalid_request: Timeout occurred in calling IdP token endpoint"},
                                      Row{Kind::kBroken, "invalid_request: Connection reset"}, Row{Kind::kOther, kFailed}}) {
    OAuthPool pool;
    pool.failures.emplace(pool.token_url, http::FetchError("no answer", kind));
    EXPECT_EQ(pool.Outcome(), outcome);
  }
}

TEST(TokenResponse, OfDiscoveryThatDoesNotComeHasTextsOfItsOwn) {
  struct Row {
    Kind kind;
    std::string outcome;
  };
  for (const auto& [kind, outcome] : {Row{Kind::kTimedOut, "invalid_request: Read timed out"},
                                      Row{Kind::kBroken, "invalid_request: Connection reset"}, Row{Kind::kOther, kFailed}}) {
    OAuthPool pool;
    pool.Set("token_url", "");
    pool.failures.emplace(kDiscovery, http::FetchError("no answer", kind));
    EXPECT_EQ(pool.Outcome(), outcome);
  }
}

TEST(TokenResponse, NeedsNoDiscoveryForAProfileAlone) {
  OAuthPool pool;
  pool.Set("attributes_url", "");
  EXPECT_EQ(pool.Outcome(), "subject 123");
  EXPECT_EQ(pool.RequestsTo(pool.profile_url).size(), 1U) << "discovery knows it";
  pool.failures.emplace(kDiscovery, http::FetchError("it is down"));
  EXPECT_EQ(pool.Outcome(), "subject 123");
  EXPECT_EQ(pool.RequestsTo(pool.profile_url).size(), 1U);
}

TEST(ProviderError, IsRelayedVerbatimAndCountsBeforeACode) {
  OAuthPool pool(identity_providers::kSignInWithApple);
  EXPECT_EQ(pool.Outcome({.error = "user_cancelled_authorize"}), "user_cancelled_authorize: ");
  EXPECT_EQ(pool.Outcome({.code = "c", .error = "access_denied", .error_description = "The user said no."}),
            "access_denied: The user said no.");
  EXPECT_TRUE(pool.service.network.requests.empty());
}

TEST(ProviderError, OfFacebookListsItsParts) {
  OAuthPool pool(identity_providers::kFacebook);
  EXPECT_EQ(pool.Outcome(
                {.error = "access_denied", .error_description = "Permissions error", .error_code = "200", .error_reason = "user_denied"}),
            "access_denied: Permissions error; error=access_denied; error_code=200; error_reason=user_denied");
}

TEST(ProviderError, OfOthersHasNoParts) {
  OAuthPool pool;
  EXPECT_EQ(pool.Outcome({.error = "e", .error_description = "d", .error_code = "200", .error_reason = "r"}), "e: d");
}

TEST(ProviderReturn, WithoutACodeFails) {
  OAuthPool pool;
  EXPECT_EQ(pool.Outcome({}), kFailed);
  EXPECT_EQ(pool.Outcome({.code = ""}), kFailed);
  EXPECT_TRUE(pool.service.network.requests.empty());
}

TEST(TokenReport, HasNoSecrets) {
  OAuthPool pool;
  pool.Set("client_secret", "the-very-secret-client-secret");
  const std::string token = pool.IdToken();
  ASSERT_EQ(pool.Outcome({.code = "the-very-secret-code"}), "subject 123");
  for (const char* secret :
       {"the-very-secret-client-secret", "the-very-secret-code", "an-access-token-of-some-length", "a-refresh-token"}) {
    EXPECT_EQ(pool.trace.find(secret), std::string::npos) << pool.trace;
  }
  EXPECT_EQ(pool.trace.find(token.substr(token.rfind('.'))), std::string::npos);
  for (const char* told :
       {"\"token request\"", "\"token response\"", "\"ID token\"", "\"profile\"", "ann@idp.example", "the-... (29 characters)"}) {
    EXPECT_NE(pool.trace.find(told), std::string::npos) << told << pool.trace;
  }
}

}  // namespace
}  // namespace rockpool::federation
