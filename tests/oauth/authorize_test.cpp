// GET /oauth2/authorize: what is refused, in which order and how it is told, and where a browser is led that may go on.
#include <gtest/gtest.h>

#include <stdexcept>

#include "server/oauth/authorization_request.h"
#include "tests/oauth/support/oauth_test.h"

namespace rockpool::oauth {
namespace {

using support::Browser;
using support::OAuthService;
using support::OAuthTest;
using support::Page;

using Fields = http::NamedValues;

class Authorize : public OAuthTest {};

constexpr std::string_view kCallback = OAuthService::kCallback;

TEST_F(Authorize, LeadsToTheSignInPageWithTheQueryAsItCame) {
  const Page page =
      browser.Get("/oauth2/authorize?client_id=" + client + "&response_type=code&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&x=%7e+1");
  EXPECT_EQ(page.status, 302);
  EXPECT_EQ(page.location(),
            "http://localhost:9229/login?client_id=" + client + "&response_type=code&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&x=%7e+1");
  EXPECT_EQ(page.body, "");
}

TEST_F(Authorize, TellsOfAnUnknownClientOnItsOwnPage) {
  const Page page = Ask({{"client_id", "nobody"}, {"redirect_uri", "https://evil.example/"}, {"response_type", "code"}});
  EXPECT_EQ(page.location(), "http://localhost:9229/error?error=invalid_request&client_id=nobody");
}

TEST_F(Authorize, TellsOfAMissingClientOnItsOwnPage) {
  EXPECT_EQ(Ask({{"response_type", "code"}}).location(), "http://localhost:9229/error?error=Required+parameters+missing");
}

TEST_F(Authorize, TellsOfAMissingRedirectUriOnItsOwnPage) {
  const std::string two = oauth.CreateClient(pool, R"({"SupportedIdentityProviders":null})");
  EXPECT_EQ(Ask({{"client_id", two}, {"response_type", "code"}}).location(),
            "http://localhost:9229/error?error=Required+parameters+missing");
}

TEST_F(Authorize, TellsOfARedirectUriThatIsNotTheClientsOnItsOwnPage) {
  const Page page = Ask({{"client_id", client}, {"redirect_uri", "https://app.example/cb/"}, {"response_type", "code"}});
  EXPECT_EQ(page.location(), "http://localhost:9229/error?error=redirect_mismatch&client_id=" + client);
}

TEST_F(Authorize, TellsAMachinesClientOfARedirectMismatchWhateverItSends) {
  const std::string machine = MachineClient();
  const std::string expected = "http://localhost:9229/error?error=redirect_mismatch&client_id=" + machine;
  EXPECT_EQ(Ask({{"client_id", machine}, {"redirect_uri", std::string(kCallback)}, {"response_type", "code"}}).location(), expected);
  EXPECT_EQ(Ask({{"client_id", machine}, {"response_type", "code"}}).location(), expected);
}

TEST_F(Authorize, TakesTheDefaultRedirectUriOfAClientWithOneProvider) {
  const std::string one = oauth.CreateClient(
      pool, R"({"CallbackURLs":["https://a.example/1","https://a.example/2"],"DefaultRedirectURI":"https://a.example/2"})");
  const Page page = Ask({{"client_id", one}, {"response_type", "code"}, {"prompt", "login"}, {"scope", "nonsense"}});
  EXPECT_EQ(page.location(), "https://a.example/2?error_description=invalid_scope&error=invalid_request");
}

TEST_F(Authorize, RefusesAClientThatIsNotEnabledForOAuth) {
  const std::string off = oauth.CreateClient(pool, R"({"AllowedOAuthFlowsUserPoolClient":false})");
  EXPECT_EQ(Ask({{"client_id", off}, {"redirect_uri", std::string(kCallback)}, {"response_type", "code"}, {"state", "s"}}).location(),
            "https://app.example/cb?error_description=Client+is+not+enabled+for+OAuth2.0+flows+&state=s&error=invalid_request");
}

TEST_F(Authorize, RefusesAnAbsentOrUnknownResponseType) {
  EXPECT_EQ(Ask({{"client_id", client}, {"redirect_uri", std::string(kCallback)}}).location(),
            "https://app.example/cb?error=invalid_request");
  EXPECT_EQ(AskWith({{"response_type", "id_token"}}).location(), "https://app.example/cb?error=invalid_request");
  EXPECT_EQ(AskWith({{"response_type", "code token"}}).location(), "https://app.example/cb?error=invalid_request");
}

TEST_F(Authorize, RefusesAFlowThatTheClientHasNot) {
  const std::string code = oauth.CreateClient(pool, R"({"AllowedOAuthFlows":["code"]})");
  const std::string implicit = oauth.CreateClient(pool, R"({"AllowedOAuthFlows":["implicit"]})");
  EXPECT_EQ(Ask({{"client_id", code}, {"redirect_uri", std::string(kCallback)}, {"response_type", "token"}, {"state", "a b"}}).location(),
            "https://app.example/cb#state=a+b&error=unauthorized_client");
  EXPECT_EQ(Ask({{"client_id", implicit}, {"redirect_uri", std::string(kCallback)}, {"response_type", "code"}}).location(),
            "https://app.example/cb?error=unauthorized_client");
}

TEST_F(Authorize, RefusesAScopeThatTheClientHasNotInTheRecordedForm) {
  EXPECT_EQ(AskWith({{"scope", "openid offline_access"}, {"state", "x"}}).location(),
            "https://app.example/cb?error_description=invalid_scope&state=x&error=invalid_request");
  EXPECT_EQ(AskWith({{"scope", "nonsense"}, {"response_type", "token"}}).location(),
            "https://app.example/cb#error_description=invalid_scope&error=invalid_request");
}

TEST_F(Authorize, RefusesAttributesOfAUserWithoutOpenid) {
  for (const std::string scope : {"email", "phone", "profile", "aws.cognito.signin.user.admin email"}) {
    EXPECT_EQ(AskWith({{"scope", scope}}).location(), "https://app.example/cb?error_description=invalid_scope&error=invalid_request")
        << scope;
  }
  EXPECT_TRUE(LeadsToSignIn(AskWith({{"scope", "email openid"}})));
  EXPECT_TRUE(LeadsToSignIn(AskWith({{"scope", "aws.cognito.signin.user.admin"}})));
}

TEST_F(Authorize, TakesAllScopesOfTheClientWhereNoneIsAskedFor) {
  const std::string email = oauth.CreateClient(pool, R"({"AllowedOAuthScopes":["email"]})");
  EXPECT_TRUE(LeadsToSignIn(Ask({{"client_id", email}, {"redirect_uri", std::string(kCallback)}, {"response_type", "code"}})));
  EXPECT_TRUE(
      LeadsToSignIn(Ask({{"client_id", email}, {"redirect_uri", std::string(kCallback)}, {"response_type", "code"}, {"scope", " "}})));
}

TEST_F(Authorize, RefusesAChallengeWithoutTheMethodS256) {
  const std::string refused = "https://app.example/cb?error=invalid_request";
  EXPECT_EQ(AskWith({{"code_challenge", kChallenge}}).location(), refused);
  EXPECT_EQ(AskWith({{"code_challenge", kChallenge}, {"code_challenge_method", "plain"}}).location(), refused);
  EXPECT_EQ(AskWith({{"code_challenge", kChallenge}, {"code_challenge_method", "s256"}}).location(), refused);
  EXPECT_EQ(AskWith({{"code_challenge_method", "S256"}}).location(), refused);
  EXPECT_EQ(AskWith({{"code_challenge", "not a challenge"}, {"code_challenge_method", "S256"}}).location(), refused);
  for (const std::string& none : {std::string(42, 'a'), std::string(44, 'a'), std::string(42, 'a') + "~", std::string(42, 'a') + "="}) {
    EXPECT_EQ(AskWith({{"code_challenge", none}, {"code_challenge_method", "S256"}}).location(), refused) << none;
  }
  EXPECT_TRUE(LeadsToSignIn(AskWith({{"code_challenge", kChallenge}, {"code_challenge_method", "S256"}})));
}

TEST_F(Authorize, TakesAResourceWithManagedLogin) {
  for (const std::string resource : {"https://api.example", "http://localhost", "http://localhost:3000/x", "myapp://api", "urn:api"}) {
    EXPECT_TRUE(LeadsToSignIn(AskManagedWith({{"resource", resource}}))) << resource;
  }
}

TEST_F(Authorize, RefusesAResourceThatIsNoneInTheFormOfAScope) {
  const std::string refused = "https://app.example/cb?error_description=invalid_scope&error=invalid_request";
  for (const std::string resource : {"", "api", "http://api.example", "http://localhost.evil.example", "https://", "https://a.example#x",
                                     "https://a b", "://x", "http:", "1a:b"}) {
    EXPECT_EQ(AskManagedWith({{"resource", resource}}).location(), refused) << resource;
  }
  EXPECT_EQ(AskManagedWith({{"resource", "https://a.example"}, {"resource", "https://a.example"}}).location(), refused);
  EXPECT_EQ(AskManagedWith({{"resource", ""}, {"resource", "https://a.example"}}).location(), refused);
  EXPECT_EQ(AskWith({{"resource", "https://api.example"}}).location(), refused) << "the classic pages have none";
}

TEST_F(Authorize, ChecksInTheOrderOfTheDecisions) {
  const std::string off = oauth.CreateClient(pool, R"({"AllowedOAuthFlowsUserPoolClient":false})");
  const std::string code = oauth.CreateClient(managed_pool, R"({"AllowedOAuthFlows":["code"]})");
  const Fields wrong{{"response_type", "nonsense"},
                     {"scope", "nonsense"},
                     {"code_challenge", kChallenge},
                     {"resource", "x"},
                     {"code_challenge_method", "plain"}};
  const auto ask = [&](const std::string& id, const std::string& redirect, Fields changes) {
    Fields query{{"client_id", id}, {"redirect_uri", redirect}};
    for (const auto& [name, value] : wrong) {
      query.Add(name, std::string(changes.Find(name).value_or(value)));
    }
    return Ask(query).location();
  };
  const std::string callback(kCallback);
  EXPECT_EQ(ask("nobody", "x", {}), "http://localhost:9229/error?error=invalid_request&client_id=nobody");
  EXPECT_EQ(ask(off, "x", {}), "http://localhost:9229/error?error=redirect_mismatch&client_id=" + off);
  EXPECT_EQ(ask(off, callback, {}),
            "https://app.example/cb?error_description=Client+is+not+enabled+for+OAuth2.0+flows+&error=invalid_request");
  EXPECT_EQ(ask(code, callback, {}), "https://app.example/cb?error=invalid_request");
  EXPECT_EQ(ask(code, callback, {{"response_type", "token"}}), "https://app.example/cb#error=unauthorized_client");
  const std::string scope = "https://app.example/cb?error_description=invalid_scope&error=invalid_request";
  EXPECT_EQ(ask(code, callback, {{"response_type", "code"}}), scope);
  EXPECT_EQ(ask(code, callback, {{"response_type", "code"}, {"scope", "openid"}}), "https://app.example/cb?error=invalid_request");
  EXPECT_EQ(ask(code, callback, {{"response_type", "code"}, {"scope", "openid"}, {"code_challenge_method", "S256"}}), scope) << "resource";
}

TEST_F(Authorize, RefusesWhatIsSaidTwice) {
  for (const std::string name : {"response_type", "scope", "nonce", "code_challenge_method", "identity_provider", "prompt", "lang"}) {
    const std::string value = name == "response_type" ? "code" : name == "scope" ? "openid" : "x";
    const Page page = AskWith({{"state", "s"}, {name, value}, {name, value}});
    EXPECT_EQ(page.location(), "https://app.example/cb?state=s&error=invalid_request") << name;
  }
  EXPECT_EQ(AskWith({{"state", "a"}, {"state", "b"}}).location(), "https://app.example/cb?error=invalid_request");
  EXPECT_EQ(Ask({{"client_id", client}, {"client_id", client}, {"redirect_uri", std::string(kCallback)}}).location(),
            "http://localhost:9229/error?error=invalid_request");
  EXPECT_EQ(Ask({{"client_id", client}, {"redirect_uri", std::string(kCallback)}, {"redirect_uri", "https://evil.example"}}).location(),
            "http://localhost:9229/error?error=invalid_request&client_id=" + client);
}

TEST_F(Authorize, RefusesANonceThatNoTokenCouldHold) {
  EXPECT_EQ(AskWith({{"nonce", std::string(2049, 'n')}}).location(), "https://app.example/cb?error=invalid_request");
  EXPECT_TRUE(LeadsToSignIn(AskWith({{"nonce", std::string(2048, 'n')}})));
}

TEST_F(Authorize, RefusesAStateThatIsTooLong) {
  EXPECT_EQ(AskWith({{"state", std::string(4097, 's')}}).location(), "https://app.example/cb?error=invalid_request");
  EXPECT_TRUE(LeadsToSignIn(AskWith({{"state", std::string(4096, 's')}})));
}

TEST_F(Authorize, RefusesAQueryThatPagesCouldNotCarryAlong) {
  const auto ask = [&](std::size_t bytes) {
    std::string query = support::QueryOf(Request()) + "&unknown=";
    return browser.Get("/oauth2/authorize?" + query + std::string(bytes - query.size(), 'x'));
  };
  EXPECT_TRUE(LeadsToSignIn(ask(8192)));
  EXPECT_EQ(ask(8193).location(), "http://localhost:9229/error?error=invalid_request");
}

TEST_F(Authorize, GivesNoCodeWhereOnlyTheHeadersAreAskedFor) {
  browser.SignIn(kUser, Request());
  const std::int64_t writes = oauth.service.writes();
  EXPECT_EQ(browser.Send("HEAD", "/oauth2/authorize?" + support::QueryOf(Request())).status, 200);
  EXPECT_EQ(oauth.service.writes(), writes);
}

TEST_F(Authorize, SaysThatSomebodyMustSignInWhereNobodyMayBeAsked) {
  EXPECT_EQ(AskManagedWith({{"prompt", "none"}, {"state", "x"}}).location(), "https://app.example/cb?state=x&error=login_required");
  EXPECT_EQ(AskManagedWith({{"prompt", "none"}, {"response_type", "token"}}).location(), "https://app.example/cb#error=login_required");
  EXPECT_EQ(AskManagedWith({{"prompt", "none login"}}).location(), "https://app.example/cb?error=invalid_request");
  EXPECT_TRUE(LeadsToSignIn(AskWith({{"prompt", "none"}}))) << "the classic pages have no prompt";
}

TEST_F(Authorize, LeadsToTheSignInPageWithAProviderThatIsNotThere) {
  EXPECT_TRUE(LeadsToSignIn(AskWith({{"identity_provider", "Nobody"}})));
  EXPECT_TRUE(LeadsToSignIn(AskWith({{"idp_identifier", "nobody"}})));
}

TEST_F(Authorize, LeadsToTheProviderThatIsNamedWhereTheClientHasIt) {
  CreateProvider(pool, "Corp");
  const std::string federated = oauth.CreateClient(pool, R"({"SupportedIdentityProviders":["COGNITO","Corp"]})");
  EXPECT_FALSE(LeadsToSignIn(Ask(RequestOf(federated, {{"identity_provider", "Corp"}}))));
  EXPECT_TRUE(LeadsToSignIn(AskWith({{"identity_provider", "Corp"}}))) << "it is not enabled for the other client";
}

TEST_F(Authorize, ShowsAProviderThatIsNotThereOnlyThatItIsNot) {
  const Page page = browser.Follow(AskWith({{"identity_provider", "Nobody"}}));
  EXPECT_EQ(page.status, 401);
  EXPECT_TRUE(page.Shows("Login option is not available. Please try another one"));
}

TEST_F(Authorize, TellsTheSignInPageToo) {
  EXPECT_EQ(browser.Get("/login?response_type=code").location(), "http://localhost:9229/error?error=Client+does+not+exist");
  const Page page = browser.Follow(browser.Get("/login?response_type=code"));
  EXPECT_EQ(page.status, 400);
  EXPECT_TRUE(page.Shows("Client does not exist"));
}

TEST_F(Authorize, PassesOverWhatItDoesNotKnowAndCarriesItAlong) {
  const Fields unknown{{"acr_values", "urn:cognito:loa:3"}, {"max_age", "1"}, {"ui_locales", "de"}, {"display", "popup"}};
  for (const Page& page : {AskWith(unknown), AskManagedWith(unknown)}) {
    EXPECT_TRUE(LeadsToSignIn(page));
    for (const auto& [name, value] : unknown) {
      EXPECT_EQ(page.LocationQuery().Find(name), value) << name;
    }
  }
  browser.SignIn(kUser, Request());
  oauth.service.clock.Advance(5'000);
  EXPECT_EQ(AskWith(unknown).LocationBase(), kCallback) << "max_age asks nobody to sign in again";
}

TEST_F(Authorize, ShowsNoPageOfManagedLoginToAClientWithoutAStyle) {
  const Page page = browser.Follow(AskManagedWith({}));
  EXPECT_EQ(page.status, 403);
  EXPECT_TRUE(page.Shows("Login pages unavailable. Please contact an administrator."));
}

// A fault behind the proof of the redirect URI is the application's to hear of, and one before it is not.
class Faulty : public OAuthTest {
 protected:
  std::string LocationOfFault(const Fields& query) {
    const auto fail = [](const Exchange& exchange) -> http::Response {
      RequireAuthorizationRequest(exchange);
      throw std::runtime_error("a fault of a test");
    };
    OAuthEndpoint endpoint(oauth.service.world(), fail, http::Runs::kHere, ErrorForm::kPage);
    http::Request request;
    request.method = "GET";
    request.path = "/oauth2/authorize";
    request.query = support::QueryOf(query);
    request.headers.Add("Host", "localhost:9229");
    const auto work = endpoint.Accept(std::move(request));
    work->Prepare();
    return std::string(work->Run().headers.Find("Location").value_or(""));
  }
};

TEST_F(Faulty, IsToldToTheApplicationOnceItIsProvedWhereItIs) {
  EXPECT_EQ(LocationOfFault(Request({{"state", "s"}})),
            "https://app.example/cb?error_description=Exception+processing+authorization+code&state=s&error=server_error");
  EXPECT_EQ(LocationOfFault(Request({{"response_type", "token"}})),
            "https://app.example/cb#error_description=Exception+processing+authorization+code&error=server_error");
  EXPECT_TRUE(LocationOfFault(Request({{"redirect_uri", "https://evil.example/"}})).starts_with("http://localhost:9229/error?"));
}

TEST_F(Authorize, TellsAPoolWithoutADomainWhatIsMissing) {
  const std::string bare = oauth.service.CreatePool();
  const std::string of_bare = oauth.CreateClient(bare);
  const Page page = browser.Follow(Ask({{"client_id", of_bare}, {"redirect_uri", std::string(kCallback)}, {"response_type", "code"}}));
  EXPECT_EQ(page.status, 400);
  EXPECT_TRUE(page.Shows("CreateUserPoolDomain")) << page.body;
}

TEST_F(Authorize, CarriesStateBackDecodedOnceAndEncodedOnce) {
  EXPECT_EQ(Ask({{"client_id", client}, {"redirect_uri", std::string(kCallback)}, {"state", "a+b %2B&é=\r\nSet-Cookie: x=y"}}).location(),
            "https://app.example/cb?state=a%2Bb+%252B%26%C3%A9%3D%0D%0ASet-Cookie%3A+x%3Dy&error=invalid_request");
  EXPECT_EQ(Ask({{"client_id", client}, {"redirect_uri", std::string(kCallback)}, {"state", ""}}).location(),
            "https://app.example/cb?state=&error=invalid_request");
}

TEST_F(Authorize, PutsAnAnswerBehindTheQueryOfARedirectUri) {
  const std::string with_query = oauth.CreateClient(pool, R"({"CallbackURLs":["https://a.example/?x=1"]})");
  EXPECT_EQ(Ask({{"client_id", with_query}, {"redirect_uri", "https://a.example/?x=1"}}).location(),
            "https://a.example/?x=1&error=invalid_request");
}

}  // namespace
}  // namespace rockpool::oauth
