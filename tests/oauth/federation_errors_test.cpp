// What the application is told where a sign-in through a provider fails, on the wire.
#include <gtest/gtest.h>

#include "server/api/json.h"
#include "tests/oauth/support/saml_flow_test.h"

namespace rockpool::oauth {
namespace {

using support::Browser;
using support::FakeProvider;
using support::Page;
using support::SamlFlowTest;
using support::SamlResponseXml;

class FederationErrors : public SamlFlowTest {
 protected:
  // Everything that follows the redirect URI.
  std::string Told(const Page& page) {
    const std::string begin = "https://app.example/cb?";
    EXPECT_TRUE(page.location().starts_with(begin)) << page.location();
    return page.location().substr(std::min(begin.size(), page.location().size()));
  }
  std::string ToldOf(const http::NamedValues& returned) {
    const Page left = Leave({{"state", "s"}});
    http::NamedValues fields = returned;
    fields.Add("state", StateOf(left));
    return Told(Return(fields));
  }
  std::string ToldOfCode() { return ToldOf({{"code", "c"}}); }
  static std::string Json(const std::string& text) { return api::ToJson(text); }
};

constexpr const char* kFailedCode = "error_description=Exception+processing+authorization+code&state=s&error=server_error";

TEST_F(FederationErrors, OfTheProviderAreHandedOn) {
  EXPECT_EQ(ToldOf({{"error", "user_cancelled_authorize"}}), "state=s&error=user_cancelled_authorize");
  EXPECT_EQ(ToldOf({{"error", "access_denied"}, {"error_description", "The user said no."}}),
            "error_description=The+user+said+no.&state=s&error=access_denied");
  EXPECT_TRUE(corp.token_requests.empty());
}

TEST_F(FederationErrors, CountBeforeACode) {
  EXPECT_EQ(ToldOf({{"code", "c"}, {"error", "access_denied"}}), "state=s&error=access_denied");
  EXPECT_TRUE(corp.token_requests.empty());
}

TEST_F(FederationErrors, AreToldInTheFragmentOfAnImplicitRequest) {
  const Page left = Leave({{"state", "s"}, {"response_type", "token"}});
  EXPECT_EQ(Return({{"error", "access_denied"}, {"state", StateOf(left)}}).location(),
            "https://app.example/cb#state=s&error=access_denied");
}

TEST_F(FederationErrors, LeaveNoStateWhereTheApplicationHasSentNone) {
  EXPECT_EQ(Return({{"error", "access_denied"}, {"state", StateOf(Leave())}}).location(), "https://app.example/cb?error=access_denied");
}

TEST_F(FederationErrors, AreToldOfARequiredAttributeThatIsMissing) {
  pool = oauth.CreatePool("strict", 1, R"(,"Schema":[{"Name":"email","Required":true,"Mutable":true}])");
  client = oauth.CreateClient(pool);
  Create(pool, "Corp", corp);
  Offer(client, R"(["Corp"])");
  corp.claims.erase("email");
  EXPECT_EQ(ToldOfCode(), "error_description=attributes+required%3A+%5Bemail%5D&state=s&error=invalid_request");
}

TEST_F(FederationErrors, AreToldOfADisabledUser) {
  SignIn();
  browser.DropCookies();
  Call("AdminDisableUser", R"("Username":"Corp_123")");
  EXPECT_EQ(ToldOfCode(), "error_description=User+is+not+enabled&state=s&error=invalid_request");
}

TEST_F(FederationErrors, AreToldOfATokenEndpointThatRefuses) {
  corp.token_status = 400;
  corp.token_body = "nothing";
  EXPECT_EQ(ToldOfCode(), "error_description=Corp+Error+-+400+error+getting+token&state=s&error=invalid_request");
  corp.token_body = R"({"error":"invalid_grant","error_description":"Bad code."})";
  EXPECT_EQ(ToldOfCode(), "error_description=Corp+Error+-+400+invalid_grant+Bad+code.&state=s&error=invalid_request");
  corp.token_status = 503;
  corp.token_body = "";
  EXPECT_EQ(ToldOfCode(), "error_description=Corp+Error+-+503+error+getting+token&state=s&error=invalid_request");
}

TEST_F(FederationErrors, AreToldOfAnotherIssuer) {
  corp.claims["iss"] = R"("https://evil.example")";
  EXPECT_EQ(ToldOfCode(), "error_description=Bad+id_token+issuer+https%3A%2F%2Fevil.example&state=s&error=invalid_request");
}

TEST_F(FederationErrors, AreOneForAllElseAfterTheCode) {
  corp.claims["aud"] = R"("somebody else")";
  EXPECT_EQ(ToldOfCode(), kFailedCode);
  corp.claims.erase("aud");
  corp.claims["exp"] = "1600000000";
  EXPECT_EQ(ToldOfCode(), kFailedCode);
  corp.claims.erase("exp");
  corp.key = 1;
  EXPECT_EQ(ToldOfCode(), kFailedCode) << "another key than the one that is shown";
  corp.key = 0;
  corp.token_body = R"({"access_token":"t"})";
  EXPECT_EQ(ToldOfCode(), kFailedCode);
  corp.token_body = "{";
  EXPECT_EQ(ToldOfCode(), kFailedCode);
  EXPECT_EQ(ToldOf({}), kFailedCode) << "neither a code nor an error";
  EXPECT_EQ(UserNamed("Corp_123").status, 400) << "nobody was made";
}

TEST_F(FederationErrors, LeadWhoHasLostHisProviderToTheSignInPageWhichSaysSo) {
  const Page deleted = Leave();
  Call("DeleteIdentityProvider", R"("ProviderName":"Corp")");
  const Page page = browser.Follow(Return(deleted));
  EXPECT_EQ(page.status, 401);
  EXPECT_TRUE(page.Shows("Login option is not available. Please try another one"));
  EXPECT_TRUE(corp.token_requests.empty());
}

TEST_F(FederationErrors, LeadThereWhereTheClientHasTheProviderNoMore) {
  const Page left = Leave();
  Offer(client, R"(["COGNITO"])");
  EXPECT_EQ(browser.Follow(Return(left)).status, 401);
  EXPECT_TRUE(corp.token_requests.empty());
}

TEST_F(FederationErrors, LeadNobodyToWhatAProviderSays) {
  const std::string evil = "https://evil.example\r\nSet-Cookie: a=b";
  const Page left = Leave();
  const Page page = Return({{"error", evil}, {"error_description", evil}, {"state", StateOf(left)}});
  EXPECT_EQ(page.LocationBase(), "https://app.example/cb");
  EXPECT_EQ(page.LocationQuery().Find("error"), evil);
  EXPECT_EQ(page.location().find('\r'), std::string::npos);
}

TEST_F(FederationErrors, SendNoCodeOfOneProviderToAnother) {
  FakeProvider other(oauth.service, "https://other.example.com");
  peers.push_back(&other);
  Create(pool, "Other", other);
  Offer(client, R"(["Corp","Other"])");
  const Page left = Leave();
  Leave({{"identity_provider", "Other"}});
  EXPECT_EQ(Return({{"code", "of the other"}, {"state", StateOf(left)}}).location(), kInvalidState) << "the cookie is the other's";
  const Page again = Leave();
  Return({{"code", "of the other"}, {"state", StateOf(again)}});
  EXPECT_EQ(corp.token_requests.size(), 1U) << "what the state says is asked";
  EXPECT_TRUE(other.token_requests.empty());
}

TEST_F(FederationErrors, OfSamlHaveItsPrefixAndItsName) {
  const Page left = LeaveFor("Okta", {{"state", "s"}});
  auto response = Good(left);
  response.key = 1;
  EXPECT_EQ(Told(Post(RelayStateOf(left), SamlResponseXml(response))),
            "error_description=Invalid+SAML+response+received%3A+SAML+Assertion+signature+is+invalid.+&state=s&error=server_error");
}

TEST_F(FederationErrors, OfADisabledUserHaveNoPrefixForSaml) {
  EXPECT_TRUE(IsBack(SignInBySaml()));
  browser.DropCookies();
  Call("AdminDisableUser", R"("Username":"Okta_alice@idp.example")");
  const Page left = LeaveFor("Okta", {{"state", "s"}});
  EXPECT_EQ(Told(Post(RelayStateOf(left), SamlResponseXml(Good(left)))),
            "error_description=User+is+not+enabled&state=s&error=invalid_request");
}

TEST_F(FederationErrors, OfTheWayThereAreToldToTheApplicationToo) {
  Call("CreateIdentityProvider", R"("ProviderName":"Discovered","ProviderType":"OIDC","ProviderDetails":{"client_id":"a","client_secret":)"
                                 R"("b","authorize_scopes":"openid","attributes_request_method":"GET","oidc_issuer":)"
                                 R"("https://idp.example.com"})");
  Offer(client, R"(["Discovered"])");
  EXPECT_TRUE(IsAtProvider(Leave({{"identity_provider", "Discovered"}})));
  oauth.service.network.on_get = [] { return http::FetchResponse{500, ""}; };
  EXPECT_EQ(Told(Leave({{"identity_provider", "Discovered"}, {"state", "s"}})),
            "error_description=Unable+to+contact+well-known+endpoint&state=s&error=server_error");
}

}  // namespace
}  // namespace rockpool::oauth
