// What is asked beside the ID token, and which claims come of both.
#include <gtest/gtest.h>

#include "tests/federation/oauth2/oauth_pool.h"

namespace rockpool::federation {
namespace {

using Kind = http::FetchError::Kind;

constexpr const char* kSignedIn = "subject 123";

http::FetchRequest ProfileRequestOf(OAuthPool& pool) {
  EXPECT_EQ(pool.Outcome(), kSignedIn);
  const auto requests = pool.RequestsTo(pool.profile_url);
  EXPECT_EQ(requests.size(), 1U);
  return requests.empty() ? http::FetchRequest{} : requests.front();
}

TEST(Profile, IsAskedForByTheAccessToken) {
  OAuthPool pool;
  const http::FetchRequest request = ProfileRequestOf(pool);
  EXPECT_EQ(request.method, "GET");
  EXPECT_EQ(request.url.target, "/userinfo");
  EXPECT_EQ(request.secret_headers.Find("Authorization"), "Bearer an-access-token-of-some-length");
  EXPECT_EQ(request.headers.Find("User-Agent"), "Amazon/Cognito");
  EXPECT_EQ(request.max_redirects, 0);
}

TEST(Profile, IsPostedForWithNothingWhereTheDetailsSaySo) {
  OAuthPool pool;
  pool.Set("attributes_request_method", "POST");
  const http::FetchRequest request = ProfileRequestOf(pool);
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.body, "");
  EXPECT_EQ(request.secret_headers.Find("Authorization"), "Bearer an-access-token-of-some-length");
}

TEST(Profile, OfFacebookIsAskedForWhatIsMapped) {
  OAuthPool pool(identity_providers::kFacebook);
  pool.provider.settings.attribute_mapping = {{"username", "id"},   {"email", "email"},           {"name", "name"},
                                              {"nickname", "name"}, {"custom:t", "access_token"}, {"custom:p", "a b&c"}};
  const http::FetchRequest request = ProfileRequestOf(pool);
  EXPECT_EQ(request.method, "GET");
  EXPECT_EQ(request.url.target, "/v17.0/me?fields=a%20b%26c,email,id,name");
}

TEST(Profile, OfGoogleIsAskedForWhatNoIdTokenHas) {
  OAuthPool pool(identity_providers::kGoogle);
  pool.provider.settings.attribute_mapping = {{"username", "sub"}, {"email", "email"}, {"name", "name"}};
  EXPECT_EQ(pool.Outcome(), kSignedIn);
  EXPECT_TRUE(pool.RequestsTo(pool.profile_url).empty());
  pool.provider.settings.attribute_mapping = {
      {"username", "sub"}, {"email", "email"}, {"gender", "genders"}, {"phone_number", "phoneNumbers"}};
  EXPECT_EQ(ProfileRequestOf(pool).url.target, "/v1/people/me?personFields=genders,phoneNumbers");
}

TEST(Profile, OfGoogleIsReadAsPeopleWriteIt) {
  OAuthPool pool(identity_providers::kGoogle);
  pool.provider.settings.attribute_mapping["gender"] = "genders";
  pool.profile.body = R"({"resourceName":"people/123","sub":"123",
    "genders":[{"value":"female"},{"metadata":{"primary":true},"value":"male"}],
    "phoneNumbers":[{"metadata":{"primary":true},"value":"555 0100","canonicalForm":"+12025550100"}],
    "names":[{"displayName":"Ann Lee"}],
    "birthdays":[{"date":{"year":1990,"month":1,"day":31}}],
    "anniversaries":[{"date":{"month":1,"day":31}}],
    "others":["a"],"none":[]})";
  const Claims claims = pool.Take();
  const auto is = [&claims](const char* name, const std::string& value) {
    ASSERT_TRUE(claims.values.contains(name)) << name;
    EXPECT_EQ(claims.values.find(name)->second, std::vector{value});
  };
  is("genders", "male");
  is("phoneNumbers", "+12025550100");
  is("names", "Ann Lee");
  is("birthdays", "1990-01-31");
  is("anniversaries", R"([{"date":{"month":1,"day":31}}])");
  is("others", R"(["a"])");
  is("none", "[]");
}

TEST(Profile, SaysWhoItIsWithoutAnIdToken) {
  OAuthPool amazon(identity_providers::kLoginWithAmazon);
  amazon.profile.body = R"({"user_id":"amzn1.account.X","email":"ann@amazon.example","name":"Ann","postal_code":"98109"})";
  const Claims claims = amazon.Take();
  EXPECT_EQ(claims.subject, "amzn1.account.X");
  EXPECT_EQ(claims.values.at("postal_code"), std::vector<std::string>{"98109"});
  EXPECT_EQ(amazon.RequestsTo("https://api.amazon.com/user/profile").size(), 1U);
  OAuthPool facebook(identity_providers::kFacebook);
  facebook.profile.body = R"({"id":10203,"picture":{"data":{"url":"https:\/\/x.example\/p"}}})";
  EXPECT_EQ(facebook.Take().subject, "10203");
  EXPECT_EQ(facebook.ClaimOf("picture"), R"({"data":{"url":"https://x.example/p"}})");
}

TEST(Profile, ThatAloneSaysWhoItIsHasToCome) {
  for (const auto* type : {&identity_providers::kFacebook, &identity_providers::kLoginWithAmazon}) {
    const http::FetchResponse rows[] = {{500, R"({"id":"1","user_id":"1"})"},
                                        {200, ""},
                                        {200, "{}"},
                                        {200, R"({"id":null,"user_id":null})"},
                                        {200, R"({"id":"","user_id":""})"},
                                        {200, R"({"id":{"id":"1"},"user_id":{"id":"1"}})"},
                                        {200, R"({"id":["1"],"user_id":["1"]})"},
                                        {200, R"({"id":true,"user_id":true})"},
                                        {200, R"({"id":"1","id":"2","user_id":"1","user_id":"2"})"}};
    for (const auto& row : rows) {
      OAuthPool pool(*type);
      pool.profile = row;
      EXPECT_EQ(pool.Outcome(), kFailed) << row.body;
    }
    OAuthPool without(*type);
    without.token_response = http::FetchResponse{200, R"({"token_type":"bearer"})"};
    EXPECT_EQ(without.Outcome(), kFailed) << "there is no access token";
    OAuthPool silent(*type);
    silent.failures.emplace(silent.profile_url, http::FetchError("no answer", Kind::kTimedOut));
    EXPECT_EQ(silent.Outcome(), "invalid_request: Read timed out");
    OAuthPool broken(*type);
    broken.failures.emplace(broken.profile_url, http::FetchError("no answer", Kind::kBroken));
    EXPECT_EQ(broken.Outcome(), "invalid_request: Connection reset");
    OAuthPool down(*type);
    down.failures.emplace(down.profile_url, http::FetchError("no answer"));
    EXPECT_EQ(down.Outcome(), kFailed);
  }
}

TEST(Profile, BesideAnIdTokenMayFail) {
  for (const http::FetchResponse& answer : std::vector<http::FetchResponse>{
           {500, R"({"sub":"123","x":"y"})"}, {401, ""}, {200, "eyJhbGciOiJSUzI1NiJ9.e30.AA"}, {200, R"({"sub":"123","x":"y\u0000"})"}}) {
    OAuthPool pool;
    pool.profile = answer;
    EXPECT_EQ(pool.ClaimOf("x"), "(none)") << answer.body;
    EXPECT_EQ(pool.ClaimOf("email"), "ann@idp.example");
  }
  for (const Kind kind : {Kind::kTimedOut, Kind::kBroken, Kind::kOther}) {
    OAuthPool pool;
    pool.failures.emplace(pool.profile_url, http::FetchError("it is down", kind));
    EXPECT_EQ(pool.Outcome(), kSignedIn);
    EXPECT_NE(pool.trace.find("profile: passed (it is down)"), std::string::npos) << pool.trace;
  }
}

TEST(Profile, OfSomebodyElseFails) {
  OAuthPool pool;
  for (const char* body : {R"({"sub":"124"})", R"({"sub":"123 "})", R"({"sub":null})", R"({"sub":[]})"}) {
    pool.profile.body = body;
    EXPECT_EQ(pool.Outcome(), kFailed) << body;
  }
  pool.profile.body = R"({"x":"y"})";
  EXPECT_EQ(pool.Outcome(), kSignedIn) << "of nobody in particular";
  EXPECT_EQ(pool.ClaimOf("x"), "y");
}

TEST(Profile, LosesToTheIdToken) {
  OAuthPool pool;
  pool.claims["name"] = "null";
  pool.profile.body = R"({"sub":"123","email":"ann@profile.example","name":"Ann","blank":""})";
  EXPECT_EQ(pool.ClaimOf("email"), "ann@idp.example");
  EXPECT_EQ(pool.ClaimOf("name"), "Ann") << "null is as if absent";
  EXPECT_EQ(pool.ClaimOf("blank"), "") << "and blank is not";
}

TEST(Profile, IsOfApplesNone) {
  OAuthPool pool(identity_providers::kSignInWithApple);
  EXPECT_EQ(pool.Outcome(), kSignedIn);
  EXPECT_EQ(pool.service.network.requests.size(), 2U) << "tokens and keys";
}

TEST(OAuthClaims, AreText) {
  struct Row {
    const char* json;
    const char* text;
  };
  const Row rows[] = {
      {R"("text")", "text"},
      {R"("")", ""},
      {"true", "true"},
      {"false", "false"},
      {"null", "(none)"},
      {"0", "0"},
      {"-17", "-17"},
      {"1700000000", "1700000000"},
      {"18446744073709551615", "18446744073709551615"},
      {"1.5", "1.5"},
      {R"([ "a" , "b" ])", R"(["a","b"])"},
      {"[]", "[]"},
      {R"({ "a" : [ 1 , null ] })", R"({"a":[1,null]})"},
      {R"("\u202eabc\u2066\u0007")", "\u202eabc\u2066\a"},  // directions and controls are the attribute's affair
      {R"(["\u0000"])", R"(["\u0000"])"},
  };
  OAuthPool pool;
  for (const Row& row : rows) {
    pool.claims["x"] = row.json;
    EXPECT_EQ(pool.ClaimOf("x"), row.text) << row.json;
  }
}

TEST(OAuthClaims, WithANulAreRefused) {
  OAuthPool pool;
  EXPECT_EQ(pool.OutcomeOfClaim("x", R"("a\u0000b")"), kFailed);
  EXPECT_EQ(pool.OutcomeOfClaim(R"(x\u0000)", R"("a")"), kFailed);
}

TEST(OAuthClaims, NestTooDeepAreRefused) {
  OAuthPool pool;
  EXPECT_EQ(pool.OutcomeOfClaim("x", std::string(100, '[') + std::string(100, ']')), kSignedIn);
  EXPECT_EQ(pool.OutcomeOfClaim("x", std::string(20'000, '[') + std::string(20'000, ']')), kFailed);
}

TEST(OAuthClaims, HaveTheTokensThatAreMapped) {
  OAuthPool pool;
  pool.claims["access_token"] = R"("somebody's")";
  EXPECT_EQ(pool.ClaimOf("id_token"), "(none)");
  pool.provider.settings.attribute_mapping["custom:a"] = "access_token";
  pool.provider.settings.attribute_mapping["custom:i"] = "id_token";
  pool.provider.settings.attribute_mapping["custom:r"] = "refresh_token";
  EXPECT_EQ(pool.ClaimOf("access_token"), "an-access-token-of-some-length");
  EXPECT_EQ(pool.ClaimOf("id_token"), pool.IdToken());
  EXPECT_EQ(pool.ClaimOf("refresh_token"), "a-refresh-token");
}

TEST(OAuthClaims, HaveApplesNamesAtTheFirstConsent) {
  OAuthPool pool(identity_providers::kSignInWithApple);
  const auto taken = [&pool](const char* user) { return pool.Take({.code = "c", .user = user}).values; };
  const auto both = taken(R"({"name":{"firstName":"Ann","lastName":"Lee"},"email":"liar@evil.example"})");
  EXPECT_EQ(both.at("firstName"), std::vector<std::string>{"Ann"});
  EXPECT_EQ(both.at("lastName"), std::vector<std::string>{"Lee"});
  EXPECT_EQ(both.at("name"), std::vector<std::string>{"Ann Lee"});
  EXPECT_EQ(both.at("email"), std::vector<std::string>{"ann@idp.example"}) << "a browser may write any";
  EXPECT_FALSE(taken(R"({"name":{"lastName":"Lee"}})").contains("firstName"));
  for (const char* user : {"", "nothing", "[]", "{}", R"({"name":"Ann"})", R"({"name":{"firstName":7,"lastName":null}})",
                           R"({"name":{"firstName":"a\u0000b"}})"}) {
    EXPECT_FALSE(taken(user).contains("firstName")) << user;
    EXPECT_FALSE(taken(user).contains("name")) << user;
  }
}

TEST(OAuthClaims, HaveNoEmailOfTheFormWhereTheIdTokenHasNone) {
  OAuthPool pool(identity_providers::kSignInWithApple);
  pool.claims["email"] = "";
  EXPECT_FALSE(pool.Take({.code = "c", .user = R"({"name":{"firstName":"A"},"email":"liar@evil.example"})"}).values.contains("email"));
}

TEST(OAuthClaims, OfOthersHaveNothingOfAForm) {
  OAuthPool pool;
  EXPECT_FALSE(pool.Take({.code = "c", .user = R"({"name":{"firstName":"A"}})"}).values.contains("firstName"));
}

}  // namespace
}  // namespace rockpool::federation
