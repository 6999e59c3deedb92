// CreateIdentityProvider: what it answers and keeps for each type of provider.
#include <gtest/gtest.h>

#include "tests/operations/identity_providers/provider_pool.h"
#include "tests/operations/user_pools/json_text.h"

namespace rockpool::support {
namespace {

using CreateIdentityProvider = PoolTest<ProviderPool>;

TEST_F(CreateIdentityProvider, AnswersTheWholeProviderWithItsMembersInTheOrderOfTheirBytes) {
  service.clock.Advance(653);
  EXPECT_EQ(
      pool.Create(kOidc, R"("AcrMapping":{"Level2":"mfa"},"AttributeMapping":{"email":"mail"},"IdpIdentifiers":["z.example","a b"])").body,
      R"({"IdentityProvider":{"AcrMapping":{"Level2":"mfa"},"AttributeMapping":{"email":"mail","username":"sub"},)"
      R"("CreationDate":1700000000.653,"IdpIdentifiers":["z.example","a b"],"LastModifiedDate":1700000000.653,)"
      R"("ProviderDetails":{"attributes_request_method":"GET","attributes_url_add_attributes":"false",)"
      R"("authorize_scopes":"openid custom","client_id":"o","client_secret":"o-secret","oidc_issuer":"https://idp.example.com"},)"
      R"("ProviderName":"Corp","ProviderType":"OIDC","UserPoolId":")" +
          pool.id() + R"("}})");
}

TEST_F(CreateIdentityProvider, AnswersWhatDescribeShowsForEveryType) {
  for (const auto& [type, details] : ProviderSamples()) {
    const std::string name = type.fixed_name ? std::string(type.name) : std::string(type.name) + "Corp";
    const Answer created = pool.CreateNamed(name, type, R"("IdpIdentifiers":[])");
    ASSERT_EQ(OutcomeOf(created), kOk);
    EXPECT_EQ(created.body, pool.Describe(name).body);
    EXPECT_EQ(created.TextAt("IdentityProvider.ProviderName"), name);
    EXPECT_EQ(created.TextAt("IdentityProvider.ProviderType"), type.name);
  }
  EXPECT_EQ(pool.List().At("Providers").Size(), 6u);
}

TEST_F(CreateIdentityProvider, ShowsTheNineKeysOfGoogle) {
  EXPECT_EQ(MapIn(ProviderPool(service).Create(kGoogle), "ProviderDetails"),
            With(SampleOf(kGoogle).details, {{"attributes_url", "https://people.googleapis.com/v1/people/me?personFields="},
                                             {"attributes_url_add_attributes", "true"},
                                             {"authorize_url", "https://accounts.google.com/o/oauth2/v2/auth"},
                                             {"oidc_issuer", "https://accounts.google.com"},
                                             {"token_request_method", "POST"},
                                             {"token_url", "https://www.googleapis.com/oauth2/v4/token"}}));
}

TEST_F(CreateIdentityProvider, ShowsTheApiVersionInTheAddressesOfFacebook) {
  EXPECT_EQ(MapIn(ProviderPool(service).Create(kFacebook), "ProviderDetails"),
            With(SampleOf(kFacebook).details, {{"attributes_url", "https://graph.facebook.com/v17.0/me?fields="},
                                               {"attributes_url_add_attributes", "true"},
                                               {"authorize_url", "https://www.facebook.com/v17.0/dialog/oauth"},
                                               {"token_request_method", "GET"},
                                               {"token_url", "https://graph.facebook.com/v17.0/oauth/access_token"}}));
}

TEST_F(CreateIdentityProvider, ShowsTheEightKeysOfLoginWithAmazon) {
  EXPECT_EQ(MapIn(ProviderPool(service).Create(kLoginWithAmazon), "ProviderDetails"),
            With(SampleOf(kLoginWithAmazon).details, {{"attributes_url", "https://api.amazon.com/user/profile"},
                                                      {"attributes_url_add_attributes", "false"},
                                                      {"authorize_url", "https://www.amazon.com/ap/oa"},
                                                      {"token_request_method", "POST"},
                                                      {"token_url", "https://api.amazon.com/auth/o2/token"}}));
}

TEST_F(CreateIdentityProvider, ShowsNineKeysOfSignInWithAppleAndNotThePrivateOne) {
  const Answer created = ProviderPool(service).Create(kSignInWithApple);
  EXPECT_EQ(MapIn(created, "ProviderDetails"),
            With(Without(SampleOf(kSignInWithApple).details, "private_key"), {{"attributes_url_add_attributes", "false"},
                                                                              {"authorize_url", "https://appleid.apple.com/auth/authorize"},
                                                                              {"oidc_issuer", "https://appleid.apple.com"},
                                                                              {"token_request_method", "POST"},
                                                                              {"token_url", "https://appleid.apple.com/auth/token"}}));
}

TEST_F(CreateIdentityProvider, ShowsOfSamlWhatWasSentTheCertificateAndTheAddressOfItsMetadata) {
  const Details sent = {{"MetadataFile", SampleOf(kSaml).details.at("MetadataFile")}, {"EncryptedResponses", "true"}};
  Details shown = MapIn(ProviderPool(service).Create(kSaml, sent), "ProviderDetails");
  EXPECT_EQ(shown.erase("ActiveEncryptionCertificate"), 1u);
  EXPECT_EQ(shown, With(sent, {{"SSORedirectBindingURI", "https://idp.example/sso/redirect"}}));
}

TEST_F(CreateIdentityProvider, LeavesOutOptionalKeysThatAreSentEmpty) {
  const Answer created = ProviderPool(service).Create(kOidc, With(SampleOf(kOidc).details, {{"client_secret", ""}, {"jwks_uri", ""}}));
  EXPECT_EQ(OutcomeOf(created), kOk);
  EXPECT_FALSE(created.Has("IdentityProvider.ProviderDetails.client_secret"));
  EXPECT_FALSE(created.Has("IdentityProvider.ProviderDetails.jwks_uri"));
}

TEST_F(CreateIdentityProvider, IgnoresKeysThatTheServiceAdds) {
  const Details sent =
      With(SampleOf(kGoogle).details, {{"token_url", "https://evil.example/token"}, {"oidc_issuer", "https://evil.example"}});
  const Answer created = pool.Create(kGoogle, sent);
  EXPECT_EQ(created.TextAt("IdentityProvider.ProviderDetails.token_url"), "https://www.googleapis.com/oauth2/v4/token");
  EXPECT_EQ(created.TextAt("IdentityProvider.ProviderDetails.oidc_issuer"), "https://accounts.google.com");
}

TEST_F(CreateIdentityProvider, MapsUsernameAsTheTypeDoesWhereNoMappingIsSent) {
  const std::pair<const ProviderType&, const char*> expected[] = {
      {kOidc, R"({"username":"sub"})"},
      {kGoogle, R"({"username":"sub"})"},
      {kFacebook, R"({"username":"id"})"},
      {kLoginWithAmazon, R"({"username":"user_id"})"},
      {kSaml, "{}"},
      {kSignInWithApple, R"({"username":"sub"})"},
  };
  TestService service;
  for (const auto& [type, mapping] : expected) {
    EXPECT_EQ(JsonAt(ProviderPool(service).Create(type), "IdentityProvider.AttributeMapping"), mapping) << type.name;
  }
}

TEST_F(CreateIdentityProvider, KeepsAnEmptyMapping) {
  EXPECT_EQ(JsonAt(pool.Create(kOidc, R"("AttributeMapping":{})"), "IdentityProvider.AttributeMapping"), "{}");
  EXPECT_EQ(JsonAt(pool.Describe("Corp"), "IdentityProvider.AttributeMapping"), "{}");
}

TEST_F(CreateIdentityProvider, ShowsNoAcrMappingUnlessItWasSent) {
  EXPECT_FALSE(ProviderPool(service).Create(kOidc).Has("IdentityProvider.AcrMapping"));
  ProviderPool own(service);
  EXPECT_EQ(JsonAt(own.Create(kOidc, R"("AcrMapping":{"Level1":"a","Level4":"d"})"), "IdentityProvider.AcrMapping"),
            R"({"Level1":"a","Level4":"d"})");
}

TEST_F(CreateIdentityProvider, RefusesAnAcrMappingOfAllTypesButOidc) {
  for (const auto& [type, details] : ProviderSamples()) {
    if (&type != &kOidc) {
      EXPECT_EQ(OutcomeOf(pool.Create(type, R"("AcrMapping":{"Level1":"a"})")),
                "InvalidParameterException: AcrMapping is not supported for " + std::string(type.name) + " identity providers.");
    }
  }
  EXPECT_EQ(pool.Create(kOidc, R"("AcrMapping":{"Level5":"a"})").ErrorType(), "InvalidParameterException");
  EXPECT_EQ(pool.List().At("Providers").Size(), 0u);
}

TEST_F(CreateIdentityProvider, ShowsIdentifiersOnlyIfTheyWereSent) {
  EXPECT_FALSE(ProviderPool(service).Create(kOidc).Has("IdentityProvider.IdpIdentifiers"));
  EXPECT_EQ(JsonAt(ProviderPool(service).Create(kOidc, R"("IdpIdentifiers":[])"), "IdentityProvider.IdpIdentifiers"), "[]");
}

TEST_F(CreateIdentityProvider, KeepsTextBeyondAsciiAsItIs) {
  const std::string secret = "k\u00e4se \u2603 \U0001F9C0 \"\\/";
  const Answer created = pool.CreateNamed("\u00dcbung", kOidc, With(SampleOf(kOidc).details, {{"client_secret", secret}}));
  ASSERT_EQ(OutcomeOf(created), kOk);
  EXPECT_EQ(pool.Describe("\u00dcbung").TextAt("IdentityProvider.ProviderDetails.client_secret"), secret);
}

TEST_F(CreateIdentityProvider, MakesProvidersOfTheSameNameInDifferentPools) {
  ProviderPool one(service);
  ProviderPool other(service);
  EXPECT_EQ(OutcomeOf(one.Create(kOidc)), kOk);
  EXPECT_EQ(OutcomeOf(other.Create(kSaml)), kOk);
  EXPECT_EQ(one.Describe("Corp").TextAt("IdentityProvider.ProviderType"), "OIDC");
  EXPECT_EQ(other.Describe("Corp").TextAt("IdentityProvider.ProviderType"), "SAML");
}

TEST_F(CreateIdentityProvider, MakesADeletedProviderAnew) {
  const Answer first = pool.Create(kSaml, R"("IdpIdentifiers":["corp.example"],"AttributeMapping":{"email":"mail"})");
  ASSERT_EQ(OutcomeOf(pool.Delete("Corp")), kOk);
  service.clock.Advance(5000);
  const Answer second = pool.Create(kSaml);
  ASSERT_EQ(OutcomeOf(second), kOk);
  EXPECT_EQ(MillisIn(second, "CreationDate"), MillisIn(first, "CreationDate") + 5000);
  EXPECT_EQ(MillisIn(second, "LastModifiedDate"), MillisIn(second, "CreationDate"));
  EXPECT_NE(second.TextAt("IdentityProvider.ProviderDetails.ActiveEncryptionCertificate"),
            first.TextAt("IdentityProvider.ProviderDetails.ActiveEncryptionCertificate"));
  EXPECT_EQ(JsonAt(pool.Describe("Corp"), "IdentityProvider.IdpIdentifiers"), "[]");
  EXPECT_EQ(JsonAt(pool.Describe("Corp"), "IdentityProvider.AttributeMapping"), "{}");
}

TEST_F(CreateIdentityProvider, MayGiveADeletedProvidersNameToAnotherType) {
  pool.Create(kSaml);
  pool.Delete("Corp");
  EXPECT_EQ(OutcomeOf(pool.Create(kOidc)), kOk);
  EXPECT_FALSE(pool.Describe("Corp").Has("IdentityProvider.ProviderDetails.ActiveEncryptionCertificate"));
}

}  // namespace
}  // namespace rockpool::support
