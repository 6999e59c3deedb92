// POST /oauth2/token: how a client shows who it is, and what is refused whatever it asks for; refreshing; tokens of clients for themselves.
#include <gtest/gtest.h>

#include "server/crypto/base64.h"
#include "server/crypto/digest.h"
#include "tests/oauth/support/token_test.h"
#include "tests/support/jwt.h"
#include "tests/support/users.h"

namespace rockpool::oauth {
namespace {

using support::ClaimOf;
using support::Page;
using support::TokenTest;

using Fields = http::NamedValues;

class TokenEndpoint : public TokenTest {
 protected:
  // A wrong code: what is told of it shows that the client was taken.
  Fields WrongCode(const std::string& client_id, const Fields& changes = {}) const {
    return With(CodeForm("x", {{"client_id", client_id}}), changes);
  }
};

TEST_F(TokenEndpoint, TakesFormsAlone) {
  const std::string json = R"({"grant_type":"authorization_code","client_id":")" + client + R"("})";
  EXPECT_EQ(Outcome(Send("POST", "/oauth2/token", json, {.content_type = "application/json"})), kInvalidRequest);
  const std::string form = support::QueryOf(CodeForm("x"));
  for (const char* type : {"", "text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded; charset=utf-16"}) {
    EXPECT_EQ(Outcome(Send("POST", "/oauth2/token", form, {.content_type = type})), kInvalidRequest) << type;
  }
  EXPECT_EQ(Outcome(Send("POST", "/oauth2/token", form, {.content_type = "application/x-www-form-urlencoded; charset=UTF-8"})),
            kInvalidGrant);
  EXPECT_EQ(Outcome(Send("POST", "/oauth2/token", form + "&a=%zz", {})), kInvalidRequest);
}

TEST_F(TokenEndpoint, RefusesWhatIsSaidTwice) {
  for (const char* name : {"grant_type", "client_id", "client_secret", "code", "redirect_uri", "code_verifier", "refresh_token", "scope"}) {
    Fields form = With(CodeForm("x"), {{name, "a"}});
    form.Add(name, "a");
    EXPECT_EQ(Outcome(Ask(form)), kInvalidRequest) << name;
  }
}

TEST_F(TokenEndpoint, PassesOverWhatItDoesNotKnow) {
  Fields form = CodeForm("x", {{"audience", "a"}});
  form.Add("audience", "b");
  EXPECT_EQ(Outcome(Ask(form)), kInvalidGrant);
}

TEST_F(TokenEndpoint, TellsPagesOfOtherOriginsOfAFormThatIsTooLarge) {
  for (const char* path : {"/oauth2/token", "/oauth2/revoke"}) {
    EXPECT_EQ(oauth.BodyLimit("POST", path), 64UL * 1024) << path;
    http::Request head;
    head.method = "POST";
    head.path = path;
    head.headers.Add("Host", "localhost:9229");
    head.headers.Add("Origin", "https://app.example");
    const http::Response refusal = oauth.Refuse(head, http::Reason::kBodyTooLarge);
    EXPECT_EQ(refusal.status, 413) << path;
    EXPECT_EQ(refusal.headers.Find("Access-Control-Allow-Origin"), "*") << path;
  }
}

TEST_F(TokenEndpoint, DoesNotReadTheQuery) {
  http::Request request;
  request.method = "POST";
  request.path = "/oauth2/token";
  request.query = support::QueryOf(CodeForm("x"));
  request.headers.Add("Host", "localhost:9229");
  request.headers.Add("Content-Type", "application/x-www-form-urlencoded");
  EXPECT_EQ(oauth.Send(request).body, R"({"error":"invalid_request"})");
}

TEST_F(TokenEndpoint, KnowsThreeGrants) {
  EXPECT_EQ(Outcome(Ask(CodeForm("x", {{"grant_type", ""}}))), kInvalidRequest);
  for (const char* type : {"password", "implicit", "urn:ietf:params:oauth:grant-type:device_code", "Authorization_code"}) {
    EXPECT_EQ(Outcome(Ask(CodeForm("x", {{"grant_type", type}}))), R"(400 {"error":"unsupported_grant_type"})") << type;
  }
}

TEST_F(TokenEndpoint, AnswersToPostAlone) {
  const Page page = Send("GET", "/oauth2/token", "", {.content_type = ""});
  EXPECT_EQ(page.status, 405);
  EXPECT_EQ(page.Header("Allow"), "POST");
  EXPECT_EQ(page.body, "");
}

TEST_F(TokenEndpoint, MayBeCalledFromEveryOrigin) {
  for (const Page& page : {Ask(CodeForm(Code())), Ask(CodeForm("x"))}) {
    EXPECT_EQ(page.Header("Access-Control-Allow-Origin"), "*");
  }
  http::Request preflight;
  preflight.method = "OPTIONS";
  preflight.path = "/oauth2/token";
  preflight.headers.Add("Host", "localhost:9229");
  preflight.headers.Add("Origin", "https://app.example");
  preflight.headers.Add("Access-Control-Request-Method", "POST");
  preflight.headers.Add("Access-Control-Request-Headers", "authorization");
  const http::Response response = oauth.Send(preflight);
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.headers.Find("Access-Control-Allow-Methods"), "POST");
}

TEST_F(TokenEndpoint, AnswersWithTheHeadersOfItsDomain) {
  const Page page = Ask(CodeForm("x"), {.origin = "https://shop.auth.us-east-1.amazoncognito.com"});
  EXPECT_EQ(Outcome(page), kInvalidGrant);
  EXPECT_EQ(page.Header("Content-Type"), "application/json;charset=UTF-8");
  EXPECT_EQ(page.Header("Cache-Control"), "no-cache, no-store, max-age=0, must-revalidate");
  EXPECT_EQ(page.Header("x-amz-cognito-request-id").size(), 36U);
  EXPECT_NE(page.SetCookie("XSRF-TOKEN"), "");
}

TEST_F(TokenEndpoint, NeedsAClient) {
  EXPECT_EQ(Outcome(Ask(CodeForm("x", {{"client_id", ""}}))), kInvalidRequest);
  EXPECT_EQ(Outcome(Ask(WrongCode("nobody"))), kInvalidClient);
  EXPECT_EQ(Outcome(Ask(WrongCode(std::string(200, 'a')))), kInvalidClient);
}

TEST_F(TokenEndpoint, TakesTheSecretByBasicAndByTheBody) {
  const std::string id = ConfidentialClient();
  const std::string secret = oauth.SecretOf(pool, id);
  EXPECT_EQ(Outcome(Ask(WrongCode(id, {{"client_secret", secret}}))), kInvalidGrant);
  EXPECT_EQ(Outcome(Ask(WrongCode(id), {.authorization = Basic(id)})), kInvalidGrant);
  EXPECT_EQ(Outcome(Ask(CodeForm("x", {{"client_id", ""}}), {.authorization = Basic(id)})), kInvalidGrant);
  EXPECT_EQ(Outcome(Ask(WrongCode(id), {.authorization = "bAsIc" + Basic(id).substr(5)})), kInvalidGrant);
}

TEST_F(TokenEndpoint, RefusesAWrongSecretAndNone) {
  const std::string id = ConfidentialClient();
  EXPECT_EQ(Outcome(Ask(WrongCode(id))), kInvalidSecret);
  EXPECT_EQ(Outcome(Ask(WrongCode(id, {{"client_secret", "x"}}))), kInvalidSecret);
  EXPECT_EQ(Outcome(Ask(WrongCode(id), {.authorization = BasicOf(id, "x")})), kInvalidSecret);
  EXPECT_EQ(Outcome(Ask(WrongCode(id), {.authorization = BasicOf(id, "")})), kInvalidSecret);
}

TEST_F(TokenEndpoint, TakesEitherOfTwoSecrets) {
  const std::string id = ConfidentialClient();
  const std::string first = Basic(id);
  const auto added = oauth.service.Call("AddUserPoolClientSecret", R"({"UserPoolId":")" + pool + R"(","ClientId":")" + id + R"("})");
  ASSERT_EQ(added.status, 200) << added.body;
  EXPECT_EQ(Outcome(Ask(WrongCode(id), {.authorization = first})), kInvalidGrant);
  EXPECT_EQ(Outcome(Ask(WrongCode(id), {.authorization = BasicOf(id, added.TextAt("ClientSecretDescriptor.ClientSecretValue"))})),
            kInvalidGrant);
}

TEST_F(TokenEndpoint, TakesASecretThatBasicHasWrittenAsAForm) {
  const std::string id = oauth.CreateClient(pool, R"({"ClientSecret":"abcdefghijklmnopqrstuvwxyz+0123456789"})");
  EXPECT_EQ(Outcome(Ask(WrongCode(id), {.authorization = BasicOf(id, "abcdefghijklmnopqrstuvwxyz+0123456789")})), kInvalidGrant);
  EXPECT_EQ(Outcome(Ask(WrongCode(id), {.authorization = BasicOf(id, "abcdefghijklmnopqrstuvwxyz%2B0123456789")})), kInvalidGrant);
  EXPECT_EQ(Outcome(Ask(WrongCode(id), {.authorization = BasicOf(id, "abcdefghijklmnopqrstuvwxyz%20123456789")})), kInvalidSecret);
}

TEST_F(TokenEndpoint, RefusesTwoNamesOfClientsAndWhatIsNoBasic) {
  const std::string id = ConfidentialClient();
  EXPECT_EQ(Outcome(Ask(WrongCode(client), {.authorization = Basic(id)})), kInvalidClient);
  for (const std::string header : {"Basic !!!", "Basic ", "Basic bm9jb2xvbg==", "Basic /zo="}) {
    EXPECT_EQ(Outcome(Ask(WrongCode(id), {.authorization = header})), kInvalidClient) << header;
  }
}

TEST_F(TokenEndpoint, KnowsNoClientOfAnotherPoolOnTheHostOfADomain) {
  EXPECT_EQ(Outcome(Ask(WrongCode(managed_client), {.origin = "http://shop.localhost:9229"})), kInvalidClient);
  EXPECT_EQ(Outcome(Ask(WrongCode(client), {.origin = "http://shop.localhost:9229"})), kInvalidGrant);
  const std::string bare = oauth.CreateClient(oauth.service.CreatePool());
  EXPECT_EQ(Outcome(Ask(WrongCode(bare), {.origin = "http://shop.localhost:9229"})), kInvalidClient) << "nor of one without a domain";
}

TEST_F(TokenEndpoint, SaysThatAPoolHasNoDomain) {
  const std::string bare = oauth.CreateClient(oauth.service.CreatePool());
  const Page page = Ask(WrongCode(bare));
  EXPECT_EQ(Member(page, "error"), "invalid_request");
  EXPECT_NE(Member(page, "error_description").find("CreateUserPoolDomain"), std::string::npos);
}

class RefreshGrant : public TokenTest {
 protected:
  Fields Form(const std::string& refresh_token, const Fields& changes = {}) const {
    return With({{"grant_type", "refresh_token"}, {"client_id", client}, {"refresh_token", refresh_token}}, changes);
  }
};

TEST_F(RefreshGrant, GivesNewTokensOfTheSameSignIn) {
  const std::string code = CodeOf(managed_client, {{"scope", "openid email"}, {"nonce", "n"}, {"resource", "https://api.example"}});
  const Page first = Ask(CodeForm(code, {{"client_id", managed_client}}));
  oauth.service.clock.Advance(60'000);
  const Page second = Ask(Form(Member(first, "refresh_token"), {{"client_id", managed_client}}));
  EXPECT_EQ(NamesOf(second), "id_token access_token expires_in token_type");
  for (const char* claim : {"auth_time", "origin_jti", "scope", "aud", "sub"}) {
    EXPECT_EQ(ClaimOf(Member(second, "access_token"), claim), ClaimOf(Member(first, "access_token"), claim)) << claim;
  }
  EXPECT_NE(ClaimOf(Member(second, "access_token"), "iat"), ClaimOf(Member(first, "access_token"), "iat"));
  EXPECT_NE(ClaimOf(Member(second, "id_token"), "at_hash"), "");
  EXPECT_EQ(ClaimOf(Member(second, "id_token"), "nonce"), "");
}

TEST_F(RefreshGrant, WithoutOpenidGivesNoIdToken) {
  const Page first = Ask(CodeForm(Code({{"scope", "aws.cognito.signin.user.admin"}})));
  EXPECT_EQ(NamesOf(Ask(Form(Member(first, "refresh_token")))), "access_token expires_in token_type");
}

TEST_F(RefreshGrant, OfAClientThatRotatesGivesANewRefreshToken) {
  const std::string rotating =
      oauth.CreateClient(pool, R"({"RefreshTokenRotation":{"Feature":"ENABLED"},"ExplicitAuthFlows":["ALLOW_USER_SRP_AUTH"]})");
  const Page first = Ask(CodeForm(CodeOf(rotating), {{"client_id", rotating}}));
  const Page second = Ask(Form(Member(first, "refresh_token"), {{"client_id", rotating}}));
  EXPECT_EQ(NamesOf(second), "id_token access_token refresh_token expires_in token_type");
  EXPECT_NE(Member(second, "refresh_token"), Member(first, "refresh_token"));
  EXPECT_EQ(Outcome(Ask(Form(Member(first, "refresh_token"), {{"client_id", rotating}}))), kInvalidGrant);
  EXPECT_EQ(Ask(Form(Member(second, "refresh_token"), {{"client_id", rotating}})).status, 200);
}

TEST_F(RefreshGrant, TakesATokenThatWasReplacedForAsLongAsTheClientSays) {
  const std::string rotating = oauth.CreateClient(
      pool, R"({"RefreshTokenRotation":{"Feature":"ENABLED","RetryGracePeriodSeconds":30},"ExplicitAuthFlows":["ALLOW_USER_SRP_AUTH"]})");
  const Page tokens = Ask(CodeForm(CodeOf(rotating), {{"client_id", rotating}}));
  const Fields first = Form(Member(tokens, "refresh_token"), {{"client_id", rotating}});
  const std::string second = Member(Ask(first), "refresh_token");
  oauth.service.clock.Advance(29'000);
  const Page again = Ask(first);
  EXPECT_EQ(NamesOf(again), "id_token access_token refresh_token expires_in token_type");
  EXPECT_NE(Member(again, "refresh_token"), second);
  oauth.service.clock.Advance(2'000);
  EXPECT_EQ(Outcome(Ask(first)), kInvalidGrant);
  EXPECT_EQ(Ask(Form(second, {{"client_id", rotating}})).status, 200) << "the late one ends nobody else's";
}

TEST_F(RefreshGrant, RefusesWhatIsNoGoodRefreshToken) {
  const Page tokens = Ask(CodeForm(Code()));
  const std::string refresh = Member(tokens, "refresh_token");
  EXPECT_EQ(Outcome(Ask(Form("", {{"refresh_token", ""}}))), kInvalidRequest);
  EXPECT_EQ(Outcome(Ask(Form("garbage"))), kInvalidGrant);
  EXPECT_EQ(Outcome(Ask(Form(Member(tokens, "access_token")))), kInvalidGrant);
  EXPECT_EQ(Outcome(Ask(Form(refresh, {{"client_id", oauth.CreateClient(pool)}}))), kInvalidGrant) << "of another client";
  EXPECT_EQ(Ask(Form(refresh)).status, 200);
  oauth.service.clock.Advance(31LL * 24 * 60 * 60 * 1000);
  EXPECT_EQ(Outcome(Ask(Form(refresh))), kInvalidGrant) << "expired";
}

TEST_F(RefreshGrant, RefusesWhatWasRevokedAndWhoIsDisabled) {
  const std::string first = Member(Ask(CodeForm(Code())), "refresh_token");
  const std::string user = R"({"UserPoolId":")" + pool + R"(","Username":"ann"})";
  oauth.service.Call("AdminUserGlobalSignOut", user);
  EXPECT_EQ(Outcome(Ask(Form(first))), kInvalidGrant);
  const std::string second = Member(Ask(CodeForm(Code())), "refresh_token");
  oauth.service.Call("AdminDisableUser", user);
  EXPECT_EQ(Outcome(Ask(Form(second))), kInvalidGrant);
}

TEST_F(RefreshGrant, IsForClientsThatHaveAFlowOfUsers) {
  const std::string machine = MachineClient();
  EXPECT_EQ(Outcome(Ask(Form("x", {{"client_id", machine}}), {.authorization = Basic(machine)})), kUnauthorizedClient);
}

TEST_F(RefreshGrant, TakesRefreshTokensOfTheApi) {
  const std::string refresh = *support::TokensOf(oauth.service, client, kUser).RefreshToken;
  const Page page = Ask(Form(refresh));
  EXPECT_EQ(NamesOf(page), "id_token access_token expires_in token_type");
  EXPECT_EQ(ClaimOf(Member(page, "access_token"), "scope"), R"("aws.cognito.signin.user.admin")");
}

TEST_F(RefreshGrant, OfASignInOfTheApiGivesAnIdTokenWithTheHashOfTheAccessTokenBesideIt) {
  const auto signed_in = support::TokensOf(oauth.service, client, kUser);
  const Page page = Ask(Form(*signed_in.RefreshToken));
  const std::string half = crypto::Sha256(Member(page, "access_token")).substr(0, 16);
  EXPECT_EQ(ClaimOf(Member(page, "id_token"), "at_hash"), '"' + crypto::Base64UrlEncode(half) + '"');
  EXPECT_EQ(support::NamesOfClaims(Member(page, "id_token")), "at_hash " + support::NamesOfClaims(*signed_in.IdToken));
  EXPECT_EQ(support::NamesOfClaims(Member(page, "access_token")), support::NamesOfClaims(*signed_in.AccessToken));
}

TEST_F(RefreshGrant, RefusesRefreshTokensOfTheApiWhereDevicesAreRemembered) {
  const std::string remembering =
      oauth.CreatePool("remembering", 1, R"(,"DeviceConfiguration":{"DeviceOnlyRememberedOnUserPrompt":false})");
  support::CreateUser(oauth.service, remembering, kUser);
  const std::string id = oauth.CreateClient(remembering);
  const std::string of_api = *support::TokensOf(oauth.service, id, kUser).RefreshToken;
  EXPECT_EQ(Outcome(Ask(Form(of_api, {{"client_id", id}}))), kInvalidGrant);
  const std::string of_pages = Member(Ask(CodeForm(CodeOf(id), {{"client_id", id}})), "refresh_token");
  EXPECT_EQ(Ask(Form(of_pages, {{"client_id", id}})).status, 200);
}

TEST_F(RefreshGrant, NeedsAllAttributesOfItsScopesToBeReadableStill) {
  const std::string refresh = Member(Ask(CodeForm(Code({{"scope", "openid email"}}))), "refresh_token");
  const auto changed = oauth.service.Call(
      "UpdateUserPoolClient", R"({"UserPoolId":")" + pool + R"(","ClientId":")" + client +
                                  R"(","AllowedOAuthFlowsUserPoolClient":true,"AllowedOAuthFlows":["code"],"AllowedOAuthScopes":)"
                                  R"(["openid","email"],"CallbackURLs":["https://app.example/cb"],"ReadAttributes":["email"]})");
  ASSERT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(Outcome(Ask(Form(refresh))), kInvalidGrant);
}

class ClientCredentials : public TokenTest {
 protected:
  std::string machine = MachineClient();
  Page AskAs(const std::string& id, const Fields& changes = {}) {
    return Ask(With({{"grant_type", "client_credentials"}}, changes), {.authorization = Basic(id)});
  }
};

TEST_F(ClientCredentials, GiveATokenOfTheClientItself) {
  const Page page = AskAs(machine);
  EXPECT_EQ(page.status, 200) << page.body;
  EXPECT_EQ(NamesOf(page), "access_token expires_in token_type");
  const std::string token = Member(page, "access_token");
  EXPECT_EQ(support::NamesOfClaims(token), "sub token_use scope auth_time iss exp iat version jti client_id");
  EXPECT_EQ(ClaimOf(token, "sub"), "\"" + machine + "\"");
  EXPECT_EQ(ClaimOf(token, "scope"), R"("api/read")");
  EXPECT_EQ(AskAs(machine, {{"scope", "api/read"}, {"aws_client_metadata", R"({"a":"b"})"}}).status, 200);
}

TEST_F(ClientCredentials, RefuseAScopeThatTheClientLacks) {
  for (const char* scope : {"api/write", "openid", "api/read api/write", "api/read openid", "aws.cognito.signin.user.admin"}) {
    EXPECT_EQ(Outcome(AskAs(machine, {{"scope", scope}})), R"(400 {"error":"invalid_scope"})") << scope;
  }
}

TEST_F(ClientCredentials, LeaveOutTheScopesOfAResourceServerThatIsGone) {
  const auto other = oauth.service.Call("CreateResourceServer", R"({"UserPoolId":")" + pool +
                                                                    R"(","Identifier":"gone","Name":"gone","Scopes":[)"
                                                                    R"({"ScopeName":"all","ScopeDescription":"all"}]})");
  ASSERT_EQ(other.status, 200) << other.body;
  const std::string both = oauth.CreateClient(
      pool, R"({"GenerateSecret":true,"AllowedOAuthFlows":["client_credentials"],"AllowedOAuthScopes":["api/read","gone/all"],)"
            R"("CallbackURLs":null,"LogoutURLs":null,"SupportedIdentityProviders":null})");
  EXPECT_EQ(ClaimOf(Member(AskAs(both), "access_token"), "scope"), R"("api/read gone/all")");
  oauth.service.Call("DeleteResourceServer", R"({"UserPoolId":")" + pool + R"(","Identifier":"gone"})");
  EXPECT_EQ(ClaimOf(Member(AskAs(both), "access_token"), "scope"), R"("api/read")");
}

TEST_F(ClientCredentials, LeaveOutSuchAScopeAlsoWhereItIsAskedFor) {
  oauth.service.Call("CreateResourceServer", R"({"UserPoolId":")" + pool +
                                                 R"(","Identifier":"gone","Name":"gone","Scopes":[)"
                                                 R"({"ScopeName":"all","ScopeDescription":"all"}]})");
  const std::string both = oauth.CreateClient(
      pool, R"({"GenerateSecret":true,"AllowedOAuthFlows":["client_credentials"],"AllowedOAuthScopes":["api/read","gone/all"],)"
            R"("CallbackURLs":null,"LogoutURLs":null,"SupportedIdentityProviders":null})");
  const auto deleted = oauth.service.Call("DeleteResourceServer", R"({"UserPoolId":")" + pool + R"(","Identifier":"gone"})");
  ASSERT_EQ(deleted.status, 200) << deleted.body;
  EXPECT_EQ(ClaimOf(Member(AskAs(both, {{"scope", "gone/all api/read"}}), "access_token"), "scope"), R"("api/read")");
  for (const char* scope : {"gone/all", "gone/other api/read"}) {
    EXPECT_EQ(Outcome(AskAs(both, {{"scope", scope}})), R"(400 {"error":"invalid_scope"})") << scope;
  }
}

TEST_F(ClientCredentials, HaveTheScopesThatTheResourceServerOffersByThen) {
  const auto offer = [this](const std::string& operation, const std::string& user_pool_id, const std::string& scope) {
    const auto answer = oauth.service.Call(operation, R"({"UserPoolId":")" + user_pool_id +
                                                          R"(","Identifier":"api","Name":"api","Scopes":[{"ScopeName":")" + scope +
                                                          R"(","ScopeDescription":"d"}]})");
    ASSERT_EQ(answer.status, 200) << answer.body;
  };
  EXPECT_EQ(AskAs(machine).status, 200);
  offer("CreateResourceServer", managed_pool, "other");
  EXPECT_EQ(AskAs(machine).status, 200) << "another pool's is another one";
  offer("UpdateResourceServer", pool, "write");
  EXPECT_EQ(Outcome(AskAs(machine)), R"(400 {"error":"invalid_scope"})");
  offer("UpdateResourceServer", pool, "read");
  EXPECT_EQ(ClaimOf(Member(AskAs(machine), "access_token"), "scope"), R"("api/read")");
  oauth.service.Call("DeleteResourceServer", R"({"UserPoolId":")" + pool + R"(","Identifier":"api"})");
  EXPECT_EQ(Outcome(AskAs(machine)), R"(400 {"error":"invalid_scope"})");
  offer("CreateResourceServer", pool, "read");
  EXPECT_EQ(AskAs(machine).status, 200);
}

TEST_F(ClientCredentials, AreLookedAtOnceTogetherWithTheClient) {
  ASSERT_EQ(AskAs(machine).status, 200) << "the pool has its keys from here on";
  const Program program{.authorization = Basic(machine)};
  const std::int64_t before = oauth.service.reads();
  EXPECT_EQ(Ask({{"grant_type", "client_credentials"}}, program).status, 200);
  EXPECT_EQ(oauth.service.reads(), before + 1);
}

TEST_F(ClientCredentials, AreForClientsThatHaveTheFlow) {
  EXPECT_EQ(Outcome(AskAs(ConfidentialClient())), kInvalidGrant);
  EXPECT_EQ(Outcome(Ask({{"grant_type", "client_credentials"}, {"client_id", client}})), kInvalidGrant);
}

TEST_F(ClientCredentials, AreProvedByTheSecret) {
  EXPECT_EQ(Outcome(Ask({{"grant_type", "client_credentials"}, {"client_id", machine}})), kInvalidSecret);
}

TEST_F(ClientCredentials, GiveNoCodeToTheClient) {
  EXPECT_EQ(Outcome(Ask(CodeForm("x", {{"client_id", machine}}), {.authorization = Basic(machine)})), kUnauthorizedClient);
}

}  // namespace
}  // namespace rockpool::oauth
