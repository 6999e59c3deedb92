// A sign-in through a provider from the application and back to it, and the session that the browser has afterwards.
#include <gtest/gtest.h>

#include "tests/oauth/support/federation_test.h"
#include "tests/support/jwt.h"

namespace rockpool::oauth {
namespace {

using support::Browser;
using support::FakeProvider;
using support::FederationTest;
using support::OAuthService;
using support::Page;

class FederatedSignIn : public FederationTest {};

TEST_F(FederatedSignIn, LeadsToTheProviderWithAStateOfItsOwn) {
  const Page left = Leave({{"state", "the application's"}});
  EXPECT_EQ(left.status, 302);
  EXPECT_TRUE(IsAtProvider(left)) << left.location();
  EXPECT_EQ(left.LocationQuery().Find("client_id"), "a");
  EXPECT_EQ(left.LocationQuery().Find("redirect_uri"), "http://localhost:9229/oauth2/idpresponse");
  EXPECT_EQ(left.LocationQuery().Find("scope"), "openid email");
  EXPECT_EQ(left.LocationQuery().Find("response_type"), "code");
  EXPECT_GT(StateOf(left).size(), 100U);
  EXPECT_EQ(left.location().find("application"), std::string::npos) << "the state says nothing";
  EXPECT_NE(StateOf(left), StateOf(Leave({{"state", "the application's"}})));
}

TEST_F(FederatedSignIn, EndsAtTheApplicationWithACodeAndItsState) {
  const Page page = Return(Leave({{"state", "a b"}}));
  EXPECT_TRUE(IsBack(page)) << page.location();
  EXPECT_EQ(page.location(), "https://app.example/cb?code=" + CodeOf(page) + "&state=a+b");
}

TEST_F(FederatedSignIn, ExchangesTheCodeAsAwsDoes) {
  const Page left = Leave();
  Return({{"code", "a code"}, {"state", StateOf(left)}});
  ASSERT_EQ(corp.token_requests.size(), 1U);
  EXPECT_EQ(corp.token_requests.front().body,
            "grant_type=authorization_code&redirect_uri=http%3A%2F%2Flocalhost%3A9229%2Foauth2%2F"
            "idpresponse&client_id=a&client_secret=b&code=a+code");
}

TEST_F(FederatedSignIn, MakesTheUserAtTheFirstTimeAndFindsHimLater) {
  SignIn();
  const auto first = UserNamed("Corp_123");
  ASSERT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(first.TextAt("UserStatus"), "EXTERNAL_PROVIDER");
  browser.DropCookies();
  EXPECT_TRUE(IsBack(SignIn()));
  EXPECT_EQ(corp.token_requests.size(), 2U);
  EXPECT_EQ(UserNamed("Corp_123").body, first.body);
}

TEST_F(FederatedSignIn, GivesTokensOfTheUserAndHisProvider) {
  const std::string token = IdTokenFor(SignIn({{"nonce", "mine"}}));
  EXPECT_EQ(support::ClaimOf(token, "cognito:username"), R"("Corp_123")");
  EXPECT_EQ(support::ClaimOf(token, "email"), R"("ann@corp.example")");
  EXPECT_EQ(support::ClaimOf(token, "nonce"), R"("mine")");
  EXPECT_EQ(support::ClaimOf(token, "cognito:groups"), "[\"" + pool + "_Corp\"]");
  EXPECT_NE(support::ClaimOf(token, "identities").find(R"("providerName":"Corp")"), std::string::npos);
}

TEST_F(FederatedSignIn, DrawsANonceWhereTheApplicationHasSentNone) {
  const std::string first = support::ClaimOf(IdTokenFor(SignIn()), "nonce");
  EXPECT_GT(first.size(), 20U);
  const Page again = browser.Get("/oauth2/authorize?" + support::QueryOf(Request(Named({}))));
  ASSERT_TRUE(IsBack(again)) << "by the session";
  const std::string second = support::ClaimOf(IdTokenFor(again), "nonce");
  EXPECT_GT(second.size(), 20U);
  EXPECT_NE(first, second);
}

TEST_F(FederatedSignIn, AnswersAnImplicitRequestInTheFragment) {
  const Page page = SignIn({{"response_type", "token"}, {"state", "s"}});
  EXPECT_EQ(page.LocationBase(), OAuthService::kCallback);
  EXPECT_TRUE(page.LocationFragment().Find("id_token"));
  EXPECT_EQ(page.LocationFragment().Find("state"), "s");
}

TEST_F(FederatedSignIn, BeginsByAnIdentifierToo) {
  Update("Corp", R"("IdpIdentifiers":["corp.example"])");
  EXPECT_TRUE(IsBack(SignIn({{"idp_identifier", "corp.example"}})));
  EXPECT_TRUE(LeadsToSignIn(AskWith({{"idp_identifier", "other.example"}})));
}

TEST_F(FederatedSignIn, BeginsAtTheSignInPageToo) {
  const Page page = browser.Get("/login?" + support::QueryOf(Request(Named({{"state", "s"}}))));
  EXPECT_TRUE(page.location().starts_with("http://localhost:9229/oauth2/authorize?")) << page.location();
  EXPECT_TRUE(IsAtProvider(browser.Get(page.location())));
}

TEST_F(FederatedSignIn, NamesItsCallbackByTheHostThatTheBrowserKnows) {
  Browser aws(oauth, "https://shop.auth.us-east-1.amazoncognito.com");
  const Page left = aws.Get("/oauth2/authorize?" + support::QueryOf(Request(Named({}))));
  EXPECT_EQ(left.LocationQuery().Find("redirect_uri"), "https://shop.auth.us-east-1.amazoncognito.com/oauth2/idpresponse");
  EXPECT_TRUE(IsBack(aws.Get("/oauth2/idpresponse?" + support::QueryOf({{"code", "c"}, {"state", StateOf(left)}}))));
}

TEST_F(FederatedSignIn, NamesItsCallbackByTheHostOfTheFipsEndpointToo) {
  Browser aws(oauth, "https://shop.auth-fips.us-east-1.amazoncognito.com");
  const Page left = aws.Get("/oauth2/authorize?" + support::QueryOf(Request(Named({}))));
  EXPECT_EQ(left.LocationQuery().Find("redirect_uri"), "https://shop.auth-fips.us-east-1.amazoncognito.com/oauth2/idpresponse");
}

TEST_F(FederatedSignIn, PassesPromptsAndTheHintOnFromManagedLogin) {
  Create(managed_pool, "Corp", corp);
  const std::string federated = oauth.CreateClient(managed_pool, R"({"SupportedIdentityProviders":["COGNITO","Corp"]})");
  const Page left = Ask(RequestOf(federated, Named({{"prompt", "login consent"}, {"login_hint", "ann@corp.example"}})));
  EXPECT_EQ(left.LocationQuery().Find("prompt"), "login consent");
  EXPECT_EQ(left.LocationQuery().Find("login_hint"), "ann@corp.example");
  EXPECT_FALSE(Leave({{"prompt", "login"}}).LocationQuery().Find("prompt")) << "the classic pages have no prompt";
}

// Documented without a word of the pages, where prompt and lang are said to be managed login's.
TEST_F(FederatedSignIn, PassesTheHintOnFromTheClassicPagesToo) {
  EXPECT_EQ(Leave({{"login_hint", "ann@corp.example"}}).LocationQuery().Find("login_hint"), "ann@corp.example");
}

TEST_F(FederatedSignIn, PassesPromptsOnByTheButtonToo) {
  Create(managed_pool, "Corp", corp);
  const std::string federated = oauth.CreateClient(managed_pool, R"({"SupportedIdentityProviders":["COGNITO","Corp"]})");
  ASSERT_EQ(oauth.service
                .Call("CreateManagedLoginBranding",
                      R"({"UserPoolId":")" + managed_pool + R"(","ClientId":")" + federated + R"(","UseCognitoProvidedValues":true})")
                .status,
            200);
  const Page page = browser.Follow(Ask(RequestOf(federated, {{"prompt", "login"}})));
  const std::size_t begin = page.body.find("/oauth2/authorize?");
  ASSERT_NE(begin, std::string::npos) << page.body;
  std::string link = page.body.substr(begin, page.body.find('"', begin) - begin);
  const std::string escaped = "&amp;";
  for (std::size_t at = link.find(escaped); at != std::string::npos; at = link.find(escaped)) {
    link.replace(at, escaped.size(), "&");
  }
  const Page left = browser.Get(link);
  EXPECT_TRUE(IsAtProvider(left)) << link << " " << left.location();
  EXPECT_EQ(left.LocationQuery().Find("prompt"), "login");
}

TEST_F(FederatedSignIn, AsksForLevelsOfAuthenticationInTheProvidersWords) {
  Create(managed_pool, "Corp", corp, R"(,"AcrMapping":{"Level1":"urn:low","Level3":"urn:high"})");
  const std::string federated = oauth.CreateClient(managed_pool, R"({"SupportedIdentityProviders":["COGNITO","Corp"]})");
  const auto values = [&](const std::string& asked) {
    return std::string(Ask(RequestOf(federated, Named({{"acr_values", asked}}))).LocationQuery().Find("acr_values").value_or("(none)"));
  };
  EXPECT_EQ(values("urn:cognito:loa:3 unknown urn:cognito:loa:2 urn:cognito:loa:1"), "urn:high urn:low");
  EXPECT_EQ(values("urn:cognito:loa:2"), "(none)");
}

TEST_F(FederatedSignIn, TellsTheLevelThatTheProviderSaysWasReached) {
  Create(managed_pool, "Corp", corp, R"(,"AcrMapping":{"Level1":"urn:low","Level3":"urn:high"})");
  const std::string federated = oauth.CreateClient(managed_pool, R"({"SupportedIdentityProviders":["COGNITO","Corp"]})");
  const auto ask = [&](const std::string& level) { return Ask(RequestOf(federated, Named({{"acr_values", level}}))); };
  const auto level_in = [&](const Page& page) {
    const rapidjson::Document claims = support::ClaimsOf(IdTokenFor(page, federated));
    std::string level = claims["acr"].GetString();
    for (const auto& method : claims["amr"].GetArray()) {
      level += std::string(" ") + method.GetString();
    }
    return level;
  };
  corp.claims["acr"] = R"("urn:high")";
  corp.claims["amr"] = R"(["otp","mfa"])";
  EXPECT_EQ(level_in(Return(ask("urn:cognito:loa:3"))), "urn:cognito:loa:3 fed otp");
  EXPECT_EQ(level_in(ask("urn:cognito:loa:2")), "urn:cognito:loa:3 fed otp") << "by the session";
  const Page higher = ask("urn:cognito:loa:4");
  EXPECT_TRUE(IsAtProvider(higher)) << higher.location();
  corp.claims["acr"] = R"("urn:unknown")";
  corp.claims.erase("amr");
  EXPECT_EQ(level_in(Return(higher)), "urn:cognito:loa:1 fed");
}

TEST_F(FederatedSignIn, ProvesNothingToThePool) {
  Create(managed_pool, "Corp", corp);
  const std::string federated =
      oauth.CreateClient(managed_pool, R"({"SupportedIdentityProviders":["COGNITO","Corp"],"ExplicitAuthFlows":["ALLOW_USER_AUTH"]})");
  const auto linked = oauth.service.Call(
      "AdminLinkProviderForUser",
      R"({"UserPoolId":")" + managed_pool + R"(","DestinationUser":{"ProviderName":"Cognito","ProviderAttributeValue":"ann"},)" +
          R"("SourceUser":{"ProviderName":"Corp","ProviderAttributeName":"Cognito_Subject","ProviderAttributeValue":"123"}})");
  ASSERT_EQ(linked.status, 200) << linked.body;
  corp.claims["amr"] = R"(["pwd"])";
  const Page back = Return(Ask(RequestOf(federated, Named({{"acr_values", "urn:cognito:loa:1"}, {"response_type", "token"}}))));
  const std::string token(back.LocationFragment().Find("access_token").value_or(""));
  ASSERT_EQ(support::ClaimOf(token, "username"), R"("ann")") << back.location();
  const auto next = oauth.service.Call("InitiateAuth", R"({"AuthFlow":"USER_AUTH","ClientId":")" + federated +
                                                           R"(","AuthParameters":{"USERNAME":"ann","ACCESS_TOKEN":")" + token +
                                                           R"(","TARGET_ACR_VALUES":"urn:cognito:loa:1"}})");
  EXPECT_EQ(next.TextAt("ChallengeName"), "SELECT_CHALLENGE") << "the pool's own password is asked for: " << next.body;
}

TEST_F(FederatedSignIn, NeverLeadsThereWhereNobodyMayBeAsked) {
  Create(managed_pool, "Corp", corp);
  const std::string federated = oauth.CreateClient(managed_pool, R"({"SupportedIdentityProviders":["COGNITO","Corp"]})");
  EXPECT_EQ(Ask(RequestOf(federated, Named({{"prompt", "none"}, {"state", "s"}}))).location(),
            "https://app.example/cb?state=s&error=login_required");
}

// The trace of that id, from the call of the operation on.
std::string TracedFrom(const std::string& traces, const std::string& id, const std::string& operation) {
  const std::size_t call = traces.find(id + R"(","operation":")" + operation);
  return call == std::string::npos ? "" : traces.substr(call);
}

TEST_F(FederatedSignIn, EndsInTheTraceWithItsTokensShortened) {
  Call("UpdateUserPool", R"("LambdaConfig":{"PreTokenGeneration":"arn:aws:lambda:us-east-1:123456789012:function:f"})");
  const std::string token = IdTokenFor(SignIn());
  const std::string traces = Traces();
  const std::string mark = R"("sign_in":")";
  const std::size_t first = traces.find(mark);
  ASSERT_NE(first, std::string::npos) << traces;
  const std::string redeemed = TracedFrom(traces, traces.substr(first, mark.size() + 36), "POST /oauth2/token");
  EXPECT_NE(redeemed.find(R"("outcome":"tokens")"), std::string::npos) << traces;
  EXPECT_NE(redeemed.find(R"("username":"Corp_123")"), std::string::npos) << redeemed;
  EXPECT_NE(traces.find(R"({"rule":"PreTokenGeneration","verdict":"skipped")"), std::string::npos) << traces;
  EXPECT_EQ(redeemed.find("PreTokenGeneration"), std::string::npos) << "it was asked before the code was issued: " << redeemed;
  EXPECT_NE(redeemed.find("id_token: " + token.substr(0, 4) + "... (" + std::to_string(token.size()) + " characters)"), std::string::npos)
      << redeemed;
  EXPECT_EQ(traces.find(token), std::string::npos);
}

TEST_F(FederatedSignIn, EndsInTheTraceWithTheTokensOfAnImplicitRequest) {
  SignIn({{"response_type", "token"}});
  const std::string traces = Traces();
  EXPECT_NE(traces.find(R"("asked":"implicit")"), std::string::npos) << traces;
  EXPECT_NE(traces.find("access_token: eyJ"), std::string::npos) << traces;
}

TEST_F(FederatedSignIn, TellsInTheTraceThatACodeWasNoGood) {
  const Page page = SignIn();
  IdTokenFor(page);
  Browser program(oauth);
  program.Post("/oauth2/token", {{"grant_type", "authorization_code"},
                                 {"client_id", client},
                                 {"redirect_uri", std::string(OAuthService::kCallback)},
                                 {"code", CodeOf(page)}});
  EXPECT_NE(Traces().find(R"({"rule":"code","verdict":"refused")"), std::string::npos) << Traces();
}

TEST_F(FederatedSignIn, IsOneInTheTraceOverBothCalls) {
  SignIn();
  const std::string traces = Traces();
  const std::string mark = R"("sign_in":")";
  const std::size_t first = traces.find(mark);
  ASSERT_NE(first, std::string::npos) << traces;
  const std::string id = traces.substr(first, mark.size() + 36);
  EXPECT_NE(traces.find(id, first + 1), std::string::npos) << traces;
  EXPECT_NE(traces.find("GET /oauth2/authorize"), std::string::npos);
  EXPECT_NE(traces.find("GET /oauth2/idpresponse"), std::string::npos);
  EXPECT_NE(traces.find("Corp_123"), std::string::npos);
}

class FederatedSession : public FederationTest {
 protected:
  FederatedSession() { EXPECT_TRUE(IsBack(SignIn())); }
};

TEST_F(FederatedSession, SkipsTheProviderItBeganAt) {
  EXPECT_TRUE(IsBack(Leave()));
  EXPECT_TRUE(IsBack(AskWith({}))) << "and where none is named";
  EXPECT_EQ(corp.token_requests.size(), 1U);
}

TEST_F(FederatedSession, IsNoneOfThePoolsOwnUsersNorOfAnotherProvider) {
  FakeProvider other(oauth.service, "https://other.example.com");
  peers.push_back(&other);
  Create(pool, "Other", other);
  Offer(client, R"(["COGNITO","Corp","Other"])");
  EXPECT_TRUE(LeadsToSignIn(AskWith({{"identity_provider", "COGNITO"}})));
  EXPECT_EQ(Leave({{"identity_provider", "Other"}}).LocationBase(), "https://other.example.com/a");
}

TEST_F(FederatedSession, IsNoneForAClientThatHasNotTheProvider) {
  EXPECT_TRUE(LeadsToSignIn(Ask(RequestOf(oauth.CreateClient(pool), {}))));
  EXPECT_TRUE(IsBack(Ask(RequestOf(oauth.CreateClient(pool, R"({"SupportedIdentityProviders":["Corp"]})"), {}))));
}

TEST_F(FederatedSession, OfALocalUserIsNoneOfAProvider) {
  Browser local(oauth);
  local.SignIn(kUser, Request());
  EXPECT_TRUE(IsBack(local.Get("/oauth2/authorize?" + support::QueryOf(Request()))));
  EXPECT_TRUE(IsAtProvider(local.Get("/oauth2/authorize?" + support::QueryOf(Request(Named({}))))));
}

TEST_F(FederatedSession, EndsWithTheProviderAlsoWhereOneIsMadeAnewUnderItsName) {
  Call("DeleteIdentityProvider", R"("ProviderName":"Corp")");
  EXPECT_TRUE(LeadsToSignIn(AskWith({})));
  oauth.service.clock.Advance(1);
  Create(pool, "Corp", corp);
  Offer(client, R"(["COGNITO","Corp"])");
  EXPECT_TRUE(LeadsToSignIn(AskWith({})));
  EXPECT_TRUE(IsAtProvider(Leave()));
}

TEST_F(FederatedSession, EndsWithTheUserAndWhileHeIsDisabled) {
  Call("AdminDisableUser", R"("Username":"Corp_123")");
  EXPECT_TRUE(IsAtProvider(Leave()));
  Call("AdminEnableUser", R"("Username":"Corp_123")");
  EXPECT_TRUE(IsAtProvider(Leave())) << "who is enabled again is asked again";
  EXPECT_TRUE(IsBack(SignIn()));
  Call("AdminDeleteUser", R"("Username":"Corp_123")");
  EXPECT_TRUE(IsAtProvider(Leave()));
}

TEST_F(FederatedSession, EndsWithTheLinkThatItBeganBy) {
  const std::string person = R"({"ProviderName":"Corp","ProviderAttributeName":"Cognito_Subject","ProviderAttributeValue":"456"})";
  Call("AdminLinkProviderForUser",
       R"("DestinationUser":{"ProviderName":"Cognito","ProviderAttributeValue":")" + std::string(kUser) + R"("},"SourceUser":)" + person);
  browser.DropCookies();
  corp.claims["sub"] = R"("456")";
  corp.profile["sub"] = R"("456")";
  EXPECT_EQ(support::ClaimOf(IdTokenFor(SignIn()), "cognito:username"), "\"" + std::string(kUser) + "\"");
  EXPECT_TRUE(IsBack(Leave()));
  Call("AdminDisableProviderForUser", R"("User":)" + person);
  EXPECT_TRUE(IsAtProvider(Leave()));
}

TEST_F(FederatedSession, LastsAnHour) {
  oauth.service.clock.Advance(3'599'999);
  EXPECT_TRUE(IsBack(Leave()));
  oauth.service.clock.Advance(1);
  EXPECT_TRUE(IsAtProvider(Leave()));
}

TEST_F(FederatedSession, EndsByLogout) {
  const Page out =
      browser.Get("/logout?" + support::QueryOf({{"client_id", client}, {"logout_uri", std::string(OAuthService::kSignedOut)}}));
  EXPECT_EQ(out.location(), OAuthService::kSignedOut) << "OpenID providers are not signed out";
  EXPECT_TRUE(IsAtProvider(Leave()));
}

TEST_F(FederatedSession, OutlivesAPasswordThatIsSet) {
  Call("AdminSetUserPassword", R"("Username":"Corp_123","Password":"Passw0rd!","Permanent":true)");
  EXPECT_TRUE(IsBack(Leave()));
}

}  // namespace
}  // namespace rockpool::oauth
