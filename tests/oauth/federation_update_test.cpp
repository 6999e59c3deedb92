// What UpdateIdentityProvider changes, and when: each stored key, by a sign-in before and after, and in the midst of one
// where the row says so.
#include <gtest/gtest.h>

#include "server/api/json.h"
#include "server/identity_providers/provider_type.h"
#include "tests/oauth/support/saml_flow_test.h"
#include "tests/support/jwt.h"

namespace rockpool::oauth {
namespace {

using support::FakeProvider;
using support::Page;
using support::SamlFlowTest;
using support::SamlResponseXml;

class FederationUpdate : public SamlFlowTest {
 protected:
  // Corp's details with these in place of its own.
  void Set(const identity_providers::Details& changes) {
    identity_providers::Details details{{"client_id", "a"},
                                        {"client_secret", "b"},
                                        {"attributes_request_method", "GET"},
                                        {"authorize_scopes", "openid email"},
                                        {"oidc_issuer", "https://idp.example.com"},
                                        {"authorize_url", "https://idp.example.com/a"},
                                        {"token_url", "https://idp.example.com/t"},
                                        {"attributes_url", "https://idp.example.com/u"},
                                        {"jwks_uri", "https://idp.example.com/k"}};
    for (const auto& [key, value] : changes) {
      details.insert_or_assign(key, value);
    }
    Update("Corp", R"("ProviderDetails":)" + api::ToJson(details));
  }
  FakeProvider& Another() {
    peers.push_back(&another_);
    return another_;
  }
  // As somebody else's browser.
  Page SignInAnew() {
    browser.DropCookies();
    return SignIn();
  }

 private:
  FakeProvider another_{oauth.service, "https://new.example.com"};
};

TEST_F(FederationUpdate, OfTheRequestIsSeenByTheNextOne) {
  EXPECT_EQ(Leave().LocationQuery().Find("client_id"), "a");
  Set({{"client_id", "new"}, {"authorize_scopes", "openid profile"}, {"authorize_url", "https://idp.example.com/new"}});
  const Page left = Leave();
  EXPECT_EQ(left.LocationBase(), "https://idp.example.com/new");
  EXPECT_EQ(left.LocationQuery().Find("client_id"), "new");
  EXPECT_EQ(left.LocationQuery().Find("scope"), "openid profile");
}

TEST_F(FederationUpdate, OfFacebooksVersionIsSeenByTheNextRequest) {
  Call("CreateIdentityProvider",
       R"("ProviderName":"Facebook","ProviderType":"Facebook","ProviderDetails":{"client_id":"f","client_secret":"s",)"
       R"("authorize_scopes":"public_profile,email","api_version":"v17.0"})");
  Offer(client, R"(["Corp","Facebook"])");
  EXPECT_EQ(Leave({{"identity_provider", "Facebook"}}).LocationBase(), "https://www.facebook.com/v17.0/dialog/oauth");
  Update("Facebook", R"("ProviderDetails":{"client_id":"f","client_secret":"s","authorize_scopes":"public_profile,email",)"
                     R"("api_version":"v21.0"})");
  EXPECT_EQ(Leave({{"identity_provider", "Facebook"}}).LocationBase(), "https://www.facebook.com/v21.0/dialog/oauth");
}

TEST_F(FederationUpdate, OfSecretAndTokenUrlIsSeenByTheNextExchangeAlsoOfAFlowUnderWay) {
  EXPECT_TRUE(IsBack(SignIn()));
  EXPECT_NE(corp.token_requests.back().body.find("client_secret=b"), std::string::npos);
  browser.DropCookies();
  const Page left = Leave();
  FakeProvider& other = Another();
  other.claims["iss"] = R"("https://idp.example.com")";
  Set({{"client_secret", "new"}, {"token_url", "https://new.example.com/t"}});
  EXPECT_TRUE(IsBack(Return(left)));
  EXPECT_EQ(corp.token_requests.size(), 1U);
  ASSERT_EQ(other.token_requests.size(), 1U);
  EXPECT_NE(other.token_requests.back().body.find("client_secret=new"), std::string::npos);
}

TEST_F(FederationUpdate, OfIssuerAndKeysIsSeenByTheNextCheckOfAToken) {
  EXPECT_TRUE(IsBack(SignIn()));
  corp.claims["iss"] = R"("https://new.example.com")";
  corp.key = 1;
  EXPECT_FALSE(IsBack(SignInAnew()));
  Another().shown_key = 1;
  Set({{"oidc_issuer", "https://new.example.com"}, {"jwks_uri", "https://new.example.com/k"}});
  EXPECT_TRUE(IsBack(SignInAnew()));
}

TEST_F(FederationUpdate, OfTheProfileIsSeenByTheNextFetch) {
  EXPECT_TRUE(IsBack(SignIn()));
  ASSERT_EQ(corp.profile_requests.size(), 1U);
  EXPECT_EQ(corp.profile_requests.back().method, "GET");
  FakeProvider& other = Another();
  Set({{"attributes_request_method", "POST"}, {"attributes_url", "https://new.example.com/u"}});
  EXPECT_TRUE(IsBack(SignInAnew()));
  ASSERT_EQ(other.profile_requests.size(), 1U);
  EXPECT_EQ(other.profile_requests.back().method, "POST");
}

TEST_F(FederationUpdate, OfMetadataIsSeenByTheNextRequestAndTheNextResponse) {
  const Page left = LeaveFor();
  Update("Okta",
         R"("ProviderDetails":{"MetadataFile":)" + api::ToJson(Metadata("https://new.example/entity", 1, "https://new.example/sso")) + "}");
  auto response = Good(left);
  response.key = 1;
  response.issuer = "https://new.example/entity";
  response.response_issuer = response.issuer;
  EXPECT_TRUE(IsBack(Post(RelayStateOf(left), SamlResponseXml(response)))) << "of a flow under way";
  browser.DropCookies();
  const Page next = LeaveFor();
  EXPECT_EQ(next.LocationBase(), "https://new.example/sso");
  EXPECT_FALSE(IsBack(Post(RelayStateOf(next), SamlResponseXml(Good(next))))) << "the old key and entity";
}

TEST_F(FederationUpdate, OfSamlSwitchesIsSeenByTheNextMessage) {
  EXPECT_TRUE(IsBack(SignInBySaml()));
  browser.DropCookies();
  const Page left = LeaveFor();
  UpdateOkta(R"(,"EncryptedResponses":"true","RequestSigningAlgorithm":"rsa-sha256")");
  EXPECT_EQ(Post(RelayStateOf(left), SamlResponseXml(Good(left))).LocationQuery().Find("error_description"),
            "Invalid SAML response received: Responses must contain exactly one Encrypted Assertion");
  EXPECT_TRUE(LeaveFor().LocationQuery().Find("Signature"));
}

TEST_F(FederationUpdate, OfEncryptionIsSeenByTheNextResponseWhichIsReadThen) {
  EXPECT_TRUE(IsBack(SignInBySaml()));
  browser.DropCookies();
  const Page left = LeaveFor();
  UpdateOkta(R"(,"EncryptedResponses":"true")");
  const auto shown = oauth.service.Call("DescribeIdentityProvider", R"({"UserPoolId":")" + pool + R"(","ProviderName":"Okta"})");
  const std::string certificate = shown.TextAt("IdentityProvider.ProviderDetails.ActiveEncryptionCertificate");
  ASSERT_NE(certificate, "") << shown.body;
  auto response = Good(left);
  response.encrypt_for = certificate;
  const std::string xml = SamlResponseXml(response);
  EXPECT_EQ(xml.find("alice@idp.example"), std::string::npos);
  EXPECT_TRUE(IsBack(Post(RelayStateOf(left), xml))) << "of a flow under way";
}

TEST_F(FederationUpdate, OfTheMappingIsSeenByTheNextSignInOfEachUser) {
  corp.claims["name"] = R"("Ann")";
  EXPECT_TRUE(IsBack(SignIn()));
  EXPECT_EQ(UserNamed("Corp_123").body.find(R"("Ann")"), std::string::npos);
  Update("Corp", R"("AttributeMapping":{"username":"sub","email":"email","name":"name"})");
  EXPECT_EQ(UserNamed("Corp_123").body.find(R"("Ann")"), std::string::npos) << "not yet";
  EXPECT_TRUE(IsBack(SignInAnew()));
  EXPECT_NE(UserNamed("Corp_123").body.find(R"("Ann")"), std::string::npos);
}

TEST_F(FederationUpdate, OfIdentifiersIsSeenByTheNextRequest) {
  Update("Corp", R"("IdpIdentifiers":["old.example"])");
  EXPECT_TRUE(IsAtProvider(Leave({{"idp_identifier", "old.example"}})));
  const Page left = Leave({{"idp_identifier", "old.example"}});
  Update("Corp", R"("IdpIdentifiers":["new.example"])");
  EXPECT_TRUE(IsAtProvider(Leave({{"idp_identifier", "new.example"}})));
  EXPECT_TRUE(LeadsToSignIn(AskWith({{"idp_identifier", "old.example"}})));
  browser.DropCookies();
  const Page under_way = Leave({{"idp_identifier", "new.example"}});
  Update("Corp", R"("IdpIdentifiers":["newest.example"])");
  EXPECT_TRUE(IsBack(Return(under_way))) << "who has left has left";
}

TEST_F(FederationUpdate, ByDeletionLeavesUsersAndTheirGroup) {
  EXPECT_TRUE(IsBack(SignIn()));
  Call("DeleteIdentityProvider", R"("ProviderName":"Corp")");
  EXPECT_EQ(UserNamed("Corp_123").status, 200);
  Call("GetGroup", R"("GroupName":")" + pool + R"(_Corp")");
  EXPECT_TRUE(LeadsToSignIn(Leave()));
}

}  // namespace
}  // namespace rockpool::oauth
