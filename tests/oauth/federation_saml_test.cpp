// A sign-in through a SAML provider, on the wire. What makes a response a bad one is tried in tests/federation/saml.
#include <gtest/gtest.h>

#include <functional>
#include <stdexcept>
#include <utility>

#include "storage/sqlite/store.h"
#include "tests/oauth/support/saml_flow_test.h"
#include "tests/support/jwt.h"
#include "tests/support/watched_store.h"

namespace rockpool::oauth {
namespace {

using support::Browser;
using support::OAuthService;
using support::Page;
using support::SamlFlowTest;
using support::SamlResponseXml;

constexpr const char* kAtErrorPage = "http://localhost:9229/error?error=";
constexpr const char* kInvalidResponse = "http://localhost:9229/error?error=Invalid+samlResponse+or+relayState+from+identity+provider";

class FederatedSaml : public SamlFlowTest {
 protected:
  std::string RelayFor(const http::NamedValues& changes = {}) {
    return support::QueryOf(Request(changes.Find("idp_identifier") ? changes : [&] {
      http::NamedValues named = changes;
      if (!changes.Find("identity_provider")) {
        named.Add("identity_provider", "Okta");
      }
      return named;
    }()));
  }
  Page Unsolicited(const std::string& relay_state) { return Post(relay_state, SamlResponseXml(Unasked())); }
};

TEST_F(FederatedSaml, LeadsToTheProviderWithARequest) {
  const Page left = LeaveFor();
  EXPECT_EQ(left.LocationBase(), "https://idp.example/sso/redirect");
  const std::string xml = XmlOf(left);
  EXPECT_NE(xml.find(R"(AssertionConsumerServiceURL="http://localhost:9229/saml2/idpresponse")"), std::string::npos) << xml;
  EXPECT_FALSE(RelayStateOf(left).empty());
  EXPECT_FALSE(left.LocationQuery().Find("Signature"));
}

TEST_F(FederatedSaml, EndsAtTheApplicationWithTokensOfTheUser) {
  const Page page = SignInBySaml();
  ASSERT_TRUE(IsBack(page)) << page.location();
  const std::string token = IdTokenFor(page);
  EXPECT_EQ(support::ClaimOf(token, "cognito:username"), R"("Okta_alice@idp.example")");
  EXPECT_EQ(support::ClaimOf(token, "email"), R"("alice@idp.example")");
  EXPECT_NE(support::ClaimOf(token, "identities").find(R"("issuer":"https://idp.example/entity")"), std::string::npos);
}

TEST_F(FederatedSaml, TellsTheApplicationWhyAResponseIsBad) {
  const Page left = LeaveFor("Okta", {{"state", "s"}});
  auto response = Good(left);
  response.audiences = {"urn:amazon:cognito:sp:another"};
  EXPECT_EQ(Post(RelayStateOf(left), SamlResponseXml(response)).location(),
            "https://app.example/cb?error_description=Invalid+SAML+response+received%3A+Audience+restriction+is+not+valid&state=s"
            "&error=server_error");
}

TEST_F(FederatedSaml, TakesOneResponseToARequestAndForgetsIt) {
  const Page left = LeaveFor();
  const std::string xml = SamlResponseXml(Good(left));
  EXPECT_TRUE(IsBack(Post(RelayStateOf(left), xml)));
  EXPECT_EQ(Post(RelayStateOf(left), xml).location(), kInvalidState);
}

TEST_F(FederatedSaml, TakesNoResponseToAnotherRequest) {
  const Page first = LeaveFor();
  const Page second = LeaveFor();
  EXPECT_EQ(Post(RelayStateOf(second), SamlResponseXml(Good(first))).LocationQuery().Find("error_description"),
            "Invalid SAML response received: InResponseTo does not match the request");
}

TEST_F(FederatedSaml, WantsItsFields) {
  EXPECT_EQ(browser.Post("/saml2/idpresponse", {{"SAMLResponse", "PHg+"}}).location(),
            std::string(kAtErrorPage) + "Required+String+parameter+%27RelayState%27+is+not+present");
  const Page page = browser.Follow(browser.Post("/saml2/idpresponse", {{"SAMLResponse", "PHg+"}}));
  EXPECT_EQ(page.status, 400);
  EXPECT_TRUE(page.Shows("Required String parameter &#39;RelayState&#39; is not present")) << page.body;
  EXPECT_EQ(browser.Post("/saml2/idpresponse", {{"RelayState", "x"}}).location(),
            std::string(kAtErrorPage) + "Required+String+parameter+%27SAMLResponse%27+is+not+present");
  EXPECT_EQ(browser.Send("POST", "/saml2/idpresponse", "{}", "application/json").location(),
            std::string(kAtErrorPage) + "Required+String+parameter+%27RelayState%27+is+not+present");
}

TEST_F(FederatedSaml, DoesNotKnowOtherRelayStates) {
  for (const char* relay_state : {"", "x", "https://app.example", "a.b.c.d", "<script>"}) {
    EXPECT_EQ(Post(relay_state, SamlResponseXml(Unasked())).location(), kInvalidResponse) << relay_state;
  }
  const Page left = LeaveFor();
  const std::string sent = support::PostedSaml(SamlResponseXml(Good(left)));
  EXPECT_EQ(
      browser.Post("/saml2/idpresponse", {{"SAMLResponse", sent}, {"SAMLResponse", sent}, {"RelayState", RelayStateOf(left)}}).location(),
      kInvalidResponse);
}

TEST_F(FederatedSaml, TakesAFormOfTheDocumentedSizeAndNoMore) {
  EXPECT_EQ(oauth.BodyLimit("POST", "/saml2/idpresponse"), 512UL * 1024);
  EXPECT_EQ(oauth.BodyLimit("POST", "/saml2/logout"), 512UL * 1024);
  EXPECT_EQ(oauth.BodyLimit("POST", "/oauth2/idpresponse"), 64UL * 1024);
  EXPECT_EQ(oauth.BodyLimit("POST", "/login"), 64UL * 1024);
  const Page left = LeaveFor();
  auto response = Good(left);
  response.attributes.push_back({"note", {std::string(90'000, 'n')}});
  EXPECT_TRUE(IsBack(Post(RelayStateOf(left), SamlResponseXml(response))));
}

TEST_F(FederatedSaml, ComesFromAnotherSiteWithoutItsCookieByPlainHttpAlone) {
  Browser other(oauth);
  const Page left = LeaveFor();
  EXPECT_EQ(PostBy(other, RelayStateOf(left), SamlResponseXml(Good(left))).location(), kInvalidState);
  other.Say("Sec-Fetch-Site", "cross-site");
  EXPECT_TRUE(IsBack(PostBy(other, RelayStateOf(left), SamlResponseXml(Good(left)))));
  EXPECT_NE(Traces().find("Taken without the cookie"), std::string::npos);
  const Page again = LeaveFor();
  other.PutCookie("csrf-state-" + pool, "x");
  EXPECT_EQ(PostBy(other, RelayStateOf(again), SamlResponseXml(Good(again))).location(), kInvalidState) << "a wrong value is a wrong value";
}

TEST_F(FederatedSaml, SignsWhatItAsksWhereTheProviderIsSoSet) {
  UpdateOkta(R"(,"RequestSigningAlgorithm":"rsa-sha256")");
  const Page left = LeaveFor();
  EXPECT_EQ(left.LocationQuery().Find("SigAlg"), "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256");
  EXPECT_TRUE(left.LocationQuery().Find("Signature"));
}

TEST_F(FederatedSaml, BeginsAtTheProviderWhereItIsSoSet) {
  Offer(client, R"(["COGNITO","Okta"])");
  EXPECT_EQ(Unsolicited(RelayFor()).location(), kInvalidResponse) << "IDPInit is not set";
  UpdateOkta(R"(,"IDPInit":"true")");
  const Page page = Unsolicited(RelayFor({{"state", "s"}}));
  EXPECT_TRUE(IsBack(page)) << page.location();
  EXPECT_EQ(page.LocationQuery().Find("state"), "s");
  EXPECT_EQ(page.body, "");
  EXPECT_GT(support::ClaimOf(IdTokenFor(page), "nonce").size(), 20U);
}

TEST_F(FederatedSaml, BeginsAtNoProviderOfAClientThatHasOthersThanSaml) {
  UpdateOkta(R"(,"IDPInit":"true")");
  EXPECT_EQ(Unsolicited(RelayFor()).location(), kInvalidResponse);
  EXPECT_NE(Traces().find("none of SAML"), std::string::npos);
  Offer(client, R"(["COGNITO","Okta"])");
  EXPECT_TRUE(IsBack(Unsolicited(RelayFor())));
}

TEST_F(FederatedSaml, BeginsAtTheProviderByAnIdentifierToo) {
  Offer(client, R"(["COGNITO","Okta"])");
  UpdateOkta(R"(,"IDPInit":"true")");
  Update("Okta", R"("IdpIdentifiers":["okta.example"])");
  EXPECT_TRUE(IsBack(Unsolicited(RelayFor({{"idp_identifier", "okta.example"}}))));
}

TEST_F(FederatedSaml, TellsAtTheErrorPageWhatIsWrongWithSuchARelayState) {
  UpdateOkta(R"(,"IDPInit":"true")");
  const std::string invalid = std::string(kAtErrorPage) + "Invalid+relayState+from+identity+provider";
  for (const http::NamedValues& changes : {http::NamedValues{{"client_id", "nobody"}},
                                           {{"redirect_uri", "https://evil.example"}},
                                           {{"response_type", "x"}},
                                           {{"scope", "offline_access"}},
                                           {{"identity_provider", ""}},
                                           {{"identity_provider", "COGNITO"}}}) {
    EXPECT_EQ(Unsolicited(RelayFor(changes)).location(), invalid) << support::QueryOf(changes);
  }
  EXPECT_EQ(Unsolicited("identity_provider=Okta&client_id=%").location(), invalid);
  EXPECT_EQ(Unsolicited("identity_provider=Okta &client_id=" + client).location(), invalid);
  EXPECT_EQ(Unsolicited(RelayFor({{"identity_provider", "Nobody"}})).location(),
            std::string(kAtErrorPage) + "Invalid+State%2FRelayState+provided");
  EXPECT_EQ(Unsolicited(RelayFor({{"identity_provider", "Corp"}})).location(), kInvalidResponse) << "it is no SAML provider";
}

TEST_F(FederatedSaml, TellsTheApplicationWhatIsWrongWithAnUnsolicitedResponse) {
  Offer(client, R"(["COGNITO","Okta"])");
  UpdateOkta(R"(,"IDPInit":"true")");
  EXPECT_TRUE(IsBack(Unsolicited(RelayFor())));
  EXPECT_EQ(Unsolicited(RelayFor({{"state", "s"}})).location(),
            "https://app.example/cb?error_description=Invalid+SAML+response+received%3A+Assertion+has+already+been+used&state=s"
            "&error=server_error");
}

TEST_F(FederatedSaml, WantsNoAnswerToARequestThatNobodyMade) {
  Offer(client, R"(["COGNITO","Okta"])");
  UpdateOkta(R"(,"IDPInit":"true")");
  EXPECT_EQ(Post(RelayFor(), SamlResponseXml(Good(LeaveFor()))).LocationQuery().Find("error_description"),
            "Invalid SAML response received: InResponseTo does not match the request");
}

class SamlLogout : public FederatedSaml {
 protected:
  SamlLogout() {
    UpdateOkta(R"(,"IDPSignout":"true")");
    EXPECT_TRUE(IsBack(SignInBySaml()));
  }
  Page Leave(const http::NamedValues& query = {{"logout_uri", std::string(OAuthService::kSignedOut)}}) {
    http::NamedValues all{{"client_id", client}};
    for (const auto& [name, value] : query) {
      all.Add(name, value);
    }
    return browser.Get("/logout?" + support::QueryOf(all));
  }
  Page Answer(const Page& left, const std::string& xml) {
    return browser.Post("/saml2/logout", {{"SAMLResponse", support::PostedSaml(xml)}, {"RelayState", RelayStateOf(left)}});
  }
  static std::string ResponseTo(const Page& left, const std::string& status = "urn:oasis:names:tc:SAML:2.0:status:Success") {
    return R"(<p:LogoutResponse xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:a="urn:oasis:names:tc:SAML:2.0:assertion" )"
           R"(ID="_r" Version="2.0" IssueInstant="2023-11-14T22:13:20Z" InResponseTo=")" +
           IdIn(XmlOf(left)) + R"("><a:Issuer>https://idp.example/entity</a:Issuer><p:Status><p:StatusCode Value=")" + status +
           R"("/></p:Status></p:LogoutResponse>)";
  }
  // From then on the provider's metadata is fetched, and `meanwhile` is what happens the first time.
  void FetchMetadata(const std::function<void()>& meanwhile) {
    const auto answer = [] { return http::FetchResponse{200, Metadata("https://idp.example/entity")}; };
    oauth.service.network.on_get = answer;
    Update("Okta", R"("ProviderDetails":{"MetadataURL":"https://idp.example/metadata","IDPSignout":"true"})");
    oauth.service.network.on_get = [answer, meanwhile, is_first = true]() mutable {
      if (std::exchange(is_first, false)) {
        meanwhile();
      }
      return answer();
    };
  }
  bool IsSignedOut() { return LeaveFor().LocationBase() == "https://idp.example/sso/redirect"; }
};

TEST_F(SamlLogout, GoesOverTheProviderAndBackToTheApplication) {
  const Page left = Leave();
  EXPECT_EQ(left.LocationBase(), "https://idp.example/slo/redirect");
  EXPECT_TRUE(left.LocationQuery().Find("Signature")) << "always signed";
  const std::string xml = XmlOf(left);
  EXPECT_NE(xml.find("alice@idp.example"), std::string::npos) << xml;
  EXPECT_NE(xml.find("_session"), std::string::npos) << xml;
  EXPECT_TRUE(IsSignedOut()) << "at once";
  EXPECT_EQ(Answer(left, ResponseTo(left)).location(), kInvalidState) << "that sign-in has a cookie of its own by now";
}

TEST_F(SamlLogout, LeadsToThePlaceThatWasAskedFor) {
  const Page left = Leave();
  EXPECT_EQ(Answer(left, ResponseTo(left)).location(), OAuthService::kSignedOut);
  EXPECT_EQ(Answer(left, ResponseTo(left)).location(), kInvalidState) << "once";
  EXPECT_TRUE(IsSignedOut());
}

TEST_F(SamlLogout, LeadsToTheSignInPageToo) {
  const Page left = Leave({{"redirect_uri", std::string(OAuthService::kCallback)}, {"response_type", "code"}, {"state", "s"}});
  EXPECT_TRUE(Answer(left, ResponseTo(left)).location().starts_with("http://localhost:9229/login?client_id=" + client));
}

TEST_F(SamlLogout, EndsAtTheErrorPageWhereTheProviderHasNotSignedOut) {
  const Page left = Leave();
  EXPECT_EQ(Answer(left, ResponseTo(left, "urn:oasis:names:tc:SAML:2.0:status:Responder")).location(), kInvalidResponse);
  EXPECT_TRUE(IsSignedOut()) << "here in any case";
}

TEST_F(SamlLogout, TakesNoResponseOfASignIn) {
  const Page left = Leave();
  EXPECT_EQ(browser.Post("/saml2/idpresponse", {{"SAMLResponse", "PHg+"}, {"RelayState", RelayStateOf(left)}}).location(), kInvalidState);
}

TEST_F(SamlLogout, StaysHereWhereTheProviderIsNotToSignOut) {
  UpdateOkta(R"(,"IDPSignout":"false")");
  EXPECT_EQ(Leave().location(), OAuthService::kSignedOut);
  EXPECT_TRUE(IsSignedOut());
}

TEST_F(SamlLogout, EndsTheSessionHereWhateverGoesWrongOnTheWay) {
  FetchMetadata([] { throw std::logic_error("a fault of this server's"); });
  EXPECT_NE(Leave().LocationBase(), "https://idp.example/slo/redirect");
  EXPECT_TRUE(IsSignedOut());
}

TEST_F(SamlLogout, DoesNotCrossAReset) {
  storage::Store& store = oauth.service.world().store;
  FetchMetadata([&] {
    support::WatchedStore copy(storage::sqlite::Store::Open({.path = ":memory:"}));
    copy.ReplaceContentsWith(store);
    store.ReplaceContentsWith(copy);
  });
  EXPECT_NE(Leave().LocationBase(), "https://idp.example/slo/redirect");
}

TEST_F(SamlLogout, GoesNowhereForAPlaceThatTheClientHasNot) {
  EXPECT_TRUE(Leave({{"logout_uri", "https://evil.example"}}).location().starts_with("http://localhost:9229/error?"));
  EXPECT_FALSE(IsSignedOut());
}

}  // namespace
}  // namespace rockpool::oauth
