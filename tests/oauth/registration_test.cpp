// POST /oauth2/register: who may register what, and the app client that comes of it.
#include <gtest/gtest.h>

#include "tests/oauth/support/token_test.h"
#include "tests/support/users.h"
#include "tests/support/watched_store.h"

namespace rockpool::oauth {
namespace {

using support::OAuthService;
using support::Page;
using support::TokenTest;

constexpr const char* kOpen = R"(,"DcrConfiguration":{"OpenDcrEnabled":true,"OpenDcrGrantTypes":["code"],"AuthenticatedGrantTypes":)"
                              R"(["code","client_credentials"],"AllowedScopes":["api/read","api/gone"]})";
constexpr const char* kApp = R"({"redirect_uris":["https://app.example/cb"]})";

class Registration : public TokenTest {
 protected:
  // A pool with the resource server "api" and its scope "read".
  std::string RegisteringPool(const std::string& domain, const std::string& more) {
    const std::string id = oauth.CreatePool(domain, 1, more);
    oauth.service.Call("CreateResourceServer", R"({"UserPoolId":")" + id +
                                                   R"(","Identifier":"api","Name":"api","Scopes":[)"
                                                   R"({"ScopeName":"read","ScopeDescription":"read"}]})");
    return id;
  }
  Page Register(const std::string& pool_id, const std::string& body, const std::string& authorization = "") {
    return Send("POST", "/oauth2/register/" + pool_id, body, {.authorization = authorization, .content_type = "application/json"});
  }
  // A token of a client for itself with the scope.
  std::string BearerOf(const std::string& pool_id, const std::string& scope) {
    const std::string id = oauth.CreateClient(
        pool_id, R"({"GenerateSecret":true,"AllowedOAuthFlows":["client_credentials"],"CallbackURLs":null,"LogoutURLs":null,)"
                 R"("SupportedIdentityProviders":null,"AllowedOAuthScopes":[")" +
                     scope + "\"]}");
    const Page page = Ask({{"grant_type", "client_credentials"}}, {.authorization = BasicOf(id, oauth.SecretOf(pool_id, id))});
    return "Bearer " + Member(page, "access_token");
  }
  support::Answer Describe(const std::string& pool_id, const std::string& client_id) {
    return oauth.service.Call("DescribeUserPoolClient", R"({"UserPoolId":")" + pool_id + R"(","ClientId":")" + client_id + R"("})");
  }
  static void ExpectMetadataError(const Page& page, const std::string& member) {
    EXPECT_EQ(page.status, 400) << page.body;
    EXPECT_EQ(Member(page, "error"), "invalid_client_metadata");
    EXPECT_NE(Member(page, "error_description").find(member), std::string::npos) << page.body;
  }
  static void ExpectRedirectError(const Page& page) {
    EXPECT_EQ(page.status, 400) << page.body;
    EXPECT_EQ(Member(page, "error"), "invalid_redirect_uri");
  }
  static void ExpectTokenError(const Page& page, int status, const std::string& error) {
    EXPECT_EQ(Outcome(page), std::to_string(status) + R"( {"error":")" + error + "\"}");
    EXPECT_EQ(page.Header("WWW-Authenticate"), "Bearer error=\"" + error + "\"");
  }

  std::string open = RegisteringPool("open", kOpen);
};

TEST_F(Registration, AnswersWhatIsRegistered) {
  const Page page = Register(open, kApp);
  EXPECT_EQ(page.status, 201) << page.body;
  EXPECT_EQ(page.Header("Cache-Control"), "no-store");
  EXPECT_EQ(page.Header("Content-Type"), "application/json;charset=UTF-8");
  EXPECT_EQ(page.Header("Access-Control-Allow-Origin"), "*");
  const std::string id = Member(page, "client_id");
  EXPECT_EQ(page.body, R"({"client_id":")" + id + R"(","client_secret":")" + oauth.SecretOf(open, id) +
                           R"(","client_secret_expires_at":0,"client_id_issued_at":)" + std::to_string(oauth.service.clock.Now() / 1000) +
                           R"(,"client_name":"dcr-)" + id +
                           R"(","redirect_uris":["https://app.example/cb"],)"
                           R"("grant_types":["authorization_code","refresh_token"],"response_types":["code"],)"
                           R"("token_endpoint_auth_method":"client_secret_basic","scope":"openid email phone profile api/read"})");
}

TEST_F(Registration, MakesAnAppClientWithItsDefaults) {
  CreateProvider(open, "corp");
  const std::string id = Member(Register(open, kApp), "client_id");
  const auto shown = Describe(open, id);
  EXPECT_EQ(shown.TextAt("UserPoolClient.ClientType"), "DCR");
  EXPECT_EQ(shown.TextAt("UserPoolClient.PreventUserExistenceErrors"), "ENABLED");
  for (const char* member :
       {R"("AllowedOAuthFlowsUserPoolClient":true)", R"("AllowedOAuthFlows":["code"])", R"("EnableTokenRevocation":true)",
        R"("ExplicitAuthFlows":["ALLOW_REFRESH_TOKEN_AUTH"])", R"("SupportedIdentityProviders":["COGNITO","corp"])"}) {
    EXPECT_NE(shown.body.find(member), std::string::npos) << member << " in " << shown.body;
  }
  const auto listed = oauth.service.Call("ListUserPoolClients", R"({"UserPoolId":")" + open + R"(","ClientType":"DCR"})");
  EXPECT_NE(listed.body.find(id), std::string::npos);
}

TEST_F(Registration, MakesAClientThatSignsPeopleIn) {
  support::CreateUser(oauth.service, open, kUser);
  const Page registered = Register(open, kApp);
  const std::string id = Member(registered, "client_id");
  const Page page = Ask(CodeForm(CodeOf(id), {{"client_id", ""}}), {.authorization = BasicOf(id, Member(registered, "client_secret"))});
  EXPECT_EQ(page.status, 200) << page.body;
}

TEST_F(Registration, MakesAClientThatNoLinkSendsToAProvider) {
  CreateProvider(open, "corp");
  const std::string id = Member(Register(open, kApp), "client_id");
  const std::string path = "/oauth2/authorize?" + support::QueryOf(RequestOf(id, {{"identity_provider", "corp"}, {"state", "s"}}));
  const Page page = browser.Get(path);
  EXPECT_EQ(page.LocationBase(), "http://localhost:9229/login");
  EXPECT_EQ(page.LocationQuery().Find("state"), "s");
  EXPECT_FALSE(page.LocationQuery().Find("identity_provider"));
  EXPECT_TRUE(browser.Follow(page).Shows("identity_provider=corp")) << "who clicks there has seen whom it is for";
  support::Browser clicked(oauth);
  clicked.Say("Sec-Fetch-Site", "same-origin");
  EXPECT_FALSE(clicked.Get(path).location().starts_with("http://localhost:9229/login"));
  support::Browser old(oauth);
  old.Say("Referer", "http://localhost:9229/login?client_id=" + id);
  EXPECT_FALSE(old.Get(path).location().starts_with("http://localhost:9229/login"));
  support::Browser foreign(oauth);
  foreign.Say("Referer", "http://localhost:9229.evil.example/");
  EXPECT_TRUE(foreign.Get(path).location().starts_with("http://localhost:9229/login"));
}

TEST_F(Registration, GivesAPublicClientNoSecret) {
  const Page page = Register(open, R"({"redirect_uris":["http://127.0.0.1:8080/cb"],"token_endpoint_auth_method":"none"})");
  EXPECT_EQ(page.status, 201) << page.body;
  EXPECT_EQ(NamesOf(page),
            "client_id client_id_issued_at client_name redirect_uris grant_types response_types token_endpoint_auth_method scope");
  EXPECT_EQ(oauth.SecretOf(open, Member(page, "client_id")), "");
}

TEST_F(Registration, TakesGrantsItKnowsAndPassesOverImplicit) {
  const Page page = Register(open, R"({"redirect_uris":["https://app.example/cb"],"grant_types":["implicit","refresh_token",)"
                                   R"("authorization_code"],"response_types":["code","token"],"token_endpoint_auth_method":)"
                                   R"("client_secret_post","scope":"openid api/read openid","software_id":"x","contacts":7})");
  EXPECT_EQ(page.status, 201) << page.body;
  EXPECT_EQ(Member(page, "grant_types"), R"(["authorization_code","refresh_token"])");
  EXPECT_EQ(Member(page, "response_types"), R"(["code"])");
  EXPECT_EQ(Member(page, "token_endpoint_auth_method"), "client_secret_post");
  EXPECT_EQ(Member(page, "scope"), "openid api/read");
}

TEST_F(Registration, ReplacesWhatANameMayNotHave) {
  const std::string begin = R"({"redirect_uris":["https://app.example/cb"],"client_name":")";
  EXPECT_EQ(Member(Register(open, begin + "Caf\u00e9 <b>&_custom_id_:x\"}"), "client_name"), "Caf- -b--_custom_id_-x");
  EXPECT_EQ(Member(Register(open, begin + "Agent\"}"), "client_name"), "Agent");
  EXPECT_EQ(Register(open, begin + "Agent\"}").status, 201) << "the same name twice";
  EXPECT_EQ(Member(Register(open, begin + std::string(300, 'a') + "\"}"), "client_name"), std::string(128, 'a'));
}

TEST_F(Registration, NeedsRedirectUrisThatCallbackUrlsMayBe) {
  for (const std::string uris : {"", R"("redirect_uris":[])", R"("redirect_uris":"https://app.example/cb")", R"("redirect_uris":[1])",
                                 R"("redirect_uris":["http://app.example/cb"])", R"("redirect_uris":["https://app.example/#x"])",
                                 R"("redirect_uris":["/cb"])", R"("redirect_uris":[""])", R"("redirect_uris":["https://a b/"])"}) {
    ExpectRedirectError(Register(open, "{" + uris + "}"));
  }
  ExpectRedirectError(Register(open, R"({"redirect_uris":["https://a.example/)" + std::string(1024, 'a') + "\"]}"));
}

TEST_F(Registration, TakesNoRedirectUriThatABrowserRunsOrReads) {
  for (const std::string uri : {"javascript:alert(1)", "JavaScript://app.example/%0aalert(1)", "data:text/html,x", "vbscript:x",
                                "file:///etc/passwd", "blob:https://app.example/1"}) {
    ExpectRedirectError(Register(open, R"({"redirect_uris":[")" + uri + "\"]}"));
  }
  EXPECT_EQ(Register(open, R"({"redirect_uris":["myapp://callback"]})").status, 201);
}

TEST_F(Registration, GivesTheScopeOfTheApiWhereThePoolAllowsItAlone) {
  const std::string ask = R"({"redirect_uris":["https://app.example/cb"],"scope":"openid aws.cognito.signin.user.admin"})";
  ExpectMetadataError(Register(open, ask), "scope");
  const std::string api = RegisteringPool("api", R"(,"DcrConfiguration":{"OpenDcrEnabled":true,"AllowedScopes":)"
                                                 R"(["aws.cognito.signin.user.admin"]})");
  EXPECT_EQ(Member(Register(api, ask), "scope"), "openid aws.cognito.signin.user.admin");
  EXPECT_EQ(Member(Register(api, kApp), "scope"), "openid email phone profile") << "to who asks for it";
}

TEST_F(Registration, KeepsToWhatThePoolAllowsWhenTheClientIsWritten) {
  int pools = 0;
  const auto register_while_it_becomes = [&](const std::string& configuration) {
    const std::string id = RegisteringPool("changing" + std::to_string(++pools), kOpen);
    support::WatchedStore::BeforeNextWrite([&] {
      const auto answer =
          oauth.service.Call("UpdateUserPool", R"({"UserPoolId":")" + id + R"(","DcrConfiguration":{)" + configuration + "}}");
      EXPECT_EQ(answer.status, 200) << answer.body;
    });
    return Register(id, kApp);
  };
  EXPECT_EQ(Member(register_while_it_becomes(R"("OpenDcrEnabled":true)"), "scope"), "openid email phone profile");
  ExpectMetadataError(register_while_it_becomes(R"("OpenDcrEnabled":true,"OpenDcrGrantTypes":[])"), "grant_types");
  ExpectTokenError(register_while_it_becomes(R"("OpenDcrEnabled":false)"), 401, "invalid_token");
  EXPECT_EQ(register_while_it_becomes(R"("EnableStatus":"Disabled","OpenDcrEnabled":true)").status, 404);
}

TEST_F(Registration, TellsWhatIsWrongWithTheRest) {
  const std::string begin = R"({"redirect_uris":["https://app.example/cb"],)";
  ExpectMetadataError(Register(open, begin + R"("grant_types":["password"]})"), "grant_types");
  ExpectMetadataError(Register(open, begin + R"("grant_types":["implicit"]})"), "grant_types");
  ExpectMetadataError(Register(open, begin + R"("grant_types":7})"), "grant_types");
  ExpectMetadataError(Register(open, begin + R"("response_types":["id_token"]})"), "response_types");
  ExpectMetadataError(Register(open, begin + R"("token_endpoint_auth_method":"private_key_jwt"})"), "token_endpoint_auth_method");
  ExpectMetadataError(Register(open, begin + R"("scope":["openid"]})"), "scope");
  ExpectMetadataError(Register(open, begin + R"("client_name":7})"), "client_name");
  for (const char* scope : {"api/write", "api/gone", "aws.cognito/dcr/register", "other/read"}) {
    ExpectMetadataError(Register(open, begin + R"("scope":"openid )" + scope + "\"}"), "scope");
  }
}

TEST_F(Registration, TakesJsonObjectsAlone) {
  for (const std::string body : {"", "[]", "7", "{", "redirect_uris=x"}) {
    ExpectMetadataError(Register(open, body), "body");
  }
  for (const char* type : {"", "text/plain", "application/x-www-form-urlencoded"}) {
    const Page page = Send("POST", "/oauth2/register/" + open, kApp, {.content_type = type});
    EXPECT_EQ(page.status, 400) << type;
  }
  EXPECT_EQ(Send("POST", "/oauth2/register/" + open, kApp, {.content_type = "Application/JSON ; charset=utf-8"}).status, 201);
}

TEST_F(Registration, TakesSixtyFourKibibytesAndNoMore) {
  const std::string begin = R"({"redirect_uris":["https://app.example/cb"],"software_statement":")";
  const std::string full = begin + std::string(64 * 1024 - begin.size() - 2, 'x') + "\"}";
  EXPECT_EQ(Register(open, full).status, 201);
  EXPECT_EQ(oauth.BodyLimit("POST", "/oauth2/register/" + open), full.size());
  EXPECT_EQ(oauth.BodyLimit("POST", "/oauth2/register"), full.size());
}

TEST_F(Registration, IsOfThePoolOfTheHostOrOfThePath) {
  EXPECT_EQ(Send("POST", "/oauth2/register", kApp, {.origin = "http://open.localhost:9229", .content_type = "application/json"}).status,
            201);
  constexpr const char* kNone = R"(404 {"error":"invalid_request"})";
  EXPECT_EQ(Outcome(Send("POST", "/oauth2/register", kApp, {.content_type = "application/json"})), kNone);
  EXPECT_EQ(
      Outcome(Send("POST", "/oauth2/register/" + open, kApp, {.origin = "http://shop.localhost:9229", .content_type = "application/json"})),
      kNone);
  EXPECT_EQ(Outcome(Register("us-east-1_nothing", kApp)), kNone);
}

TEST_F(Registration, IsNotThereWhereItIsOffOrTheTierHasItNotOrThereIsNoDomain) {
  constexpr const char* kNone = R"(404 {"error":"invalid_request"})";
  EXPECT_EQ(Outcome(Register(pool, kApp)), kNone);
  const std::string off = oauth.CreatePool("off", 1, R"(,"DcrConfiguration":{"EnableStatus":"Disabled","OpenDcrEnabled":true})");
  EXPECT_EQ(Outcome(Register(off, kApp)), kNone);
  EXPECT_EQ(Outcome(Register(oauth.service.CreatePool(kOpen), kApp)), kNone);
  const std::string lite = oauth.CreatePool("lite", 1, R"(,"UserPoolTier":"LITE")");
  EXPECT_EQ(Outcome(Register(lite, kApp)), kNone);
}

TEST_F(Registration, WithoutATokenIsForPoolsThatAreOpen) {
  const std::string closed = RegisteringPool("closed", R"(,"DcrConfiguration":{"AuthenticatedGrantTypes":["code"]})");
  ExpectTokenError(Register(closed, kApp), 401, "invalid_token");
  EXPECT_EQ(Register(closed, kApp, BearerOf(closed, "aws.cognito/dcr/register")).status, 201);
}

TEST_F(Registration, RefusesTokensThatAreNotGoodForIt) {
  ExpectTokenError(Register(open, kApp, "Bearer garbage"), 401, "invalid_token");
  ExpectTokenError(Register(open, kApp, "Basic YTpi"), 401, "invalid_token");
  ExpectTokenError(Register(open, kApp, BearerOf(open, "api/read")), 403, "insufficient_scope");
  const std::string closed = RegisteringPool("closed", R"(,"DcrConfiguration":{})");
  ExpectTokenError(Register(open, kApp, BearerOf(closed, "aws.cognito/dcr/register")), 401, "invalid_token");
  const std::string bearer = BearerOf(open, "aws.cognito/dcr/register");
  oauth.service.clock.Advance(60LL * 60 * 1000);
  ExpectTokenError(Register(open, kApp, bearer), 401, "invalid_token");
}

TEST_F(Registration, LetsMachinesRegisterWithATokenAlone) {
  const std::string machine = R"({"grant_types":["client_credentials"],"scope":"api/read"})";
  ExpectMetadataError(Register(open, machine), "grant_types");
  const std::string bearer = BearerOf(open, "aws.cognito/dcr/register");
  const Page page = Register(open, machine, bearer);
  EXPECT_EQ(page.status, 201) << page.body;
  EXPECT_EQ(Member(page, "grant_types"), R"(["client_credentials"])");
  EXPECT_EQ(Member(page, "response_types"), "[]");
  const Page token =
      Ask({{"grant_type", "client_credentials"}}, {.authorization = BasicOf(Member(page, "client_id"), Member(page, "client_secret"))});
  EXPECT_EQ(token.status, 200) << token.body;
  ExpectMetadataError(Register(open, R"({"grant_types":["client_credentials"],"scope":"openid"})", bearer), "scope");
  ExpectMetadataError(Register(open, R"({"grant_types":["client_credentials"],"token_endpoint_auth_method":"none"})", bearer),
                      "token_endpoint_auth_method");
  ExpectMetadataError(Register(open,
                               R"({"redirect_uris":["https://app.example/cb"],"grant_types":["client_credentials",)"
                               R"("authorization_code"]})",
                               bearer),
                      "grant_types");
}

TEST_F(Registration, KeepsToTheGrantsOfItsKind) {
  const std::string none = RegisteringPool("none", R"(,"DcrConfiguration":{"OpenDcrEnabled":true,"OpenDcrGrantTypes":[],)"
                                                   R"("AuthenticatedGrantTypes":["client_credentials"],"AllowedScopes":["api/read"]})");
  ExpectMetadataError(Register(none, kApp), "grant_types");
  const std::string bearer = BearerOf(none, "aws.cognito/dcr/register");
  ExpectMetadataError(Register(none, kApp, bearer), "grant_types");
  EXPECT_EQ(Register(none, R"({"grant_types":["client_credentials"]})", bearer).status, 201);
}

TEST_F(Registration, MakesClientsThatGetNoFurtherSecretAndCannotRegisterOthers) {
  const std::string id = Member(Register(open, kApp), "client_id");
  const std::string begin = R"({"UserPoolId":")" + open + R"(","ClientId":")" + id + "\"";
  EXPECT_EQ(oauth.service.Call("AddUserPoolClientSecret", begin + "}").ErrorType(), "InvalidParameterException");
  const std::string flows = R"(,"AllowedOAuthFlowsUserPoolClient":true,"AllowedOAuthFlows":["code"],"CallbackURLs":["https://a.example/"])";
  EXPECT_EQ(
      oauth.service.Call("UpdateUserPoolClient", begin + flows + R"(,"AllowedOAuthScopes":["aws.cognito/dcr/register"]})").ErrorType(),
      "InvalidParameterException");
  EXPECT_EQ(oauth.service.Call("UpdateUserPoolClient", begin + flows + R"(,"AllowedOAuthScopes":["openid"]})").status, 200);
  EXPECT_EQ(Describe(open, id).TextAt("UserPoolClient.ClientType"), "DCR") << "an update does not make it another";
}

TEST(RegistrationQuota, IsThatOfAppClients) {
  OAuthService oauth({.quotas = {.app_clients = 1}});
  const std::string pool = oauth.CreatePool("open", 1, R"(,"DcrConfiguration":{"OpenDcrEnabled":true})");
  const auto ask = [&] {
    http::Request request;
    request.method = "POST";
    request.path = "/oauth2/register/" + pool;
    request.body = kApp;
    request.headers.Add("Host", "localhost");
    request.headers.Add("Content-Type", "application/json");
    return oauth.Send(std::move(request));
  };
  EXPECT_EQ(ask().status, 201);
  const http::Response refused = ask();
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(refused.body, R"({"error":"invalid_client_metadata","error_description":"The app client quota of the user pool is reached."})");
}

}  // namespace
}  // namespace rockpool::oauth
