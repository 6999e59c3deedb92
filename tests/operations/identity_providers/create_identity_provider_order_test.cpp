// CreateIdentityProvider: what it refuses, and which of several faults it tells. Each request below is wrong in all that follows, so the
// order of the tests is the order of the checks.
#include <gtest/gtest.h>

#include "tests/operations/identity_providers/provider_pool.h"
#include "tests/support/saml_documents.h"

namespace rockpool::support {
namespace {

using CreateIdentityProvider = PoolTest<ProviderPool>;

// Wrong in everything that is checked after the details.
constexpr const char* kWrongRest = R"("AttributeMapping":{"nowhere":"x"},"IdpIdentifiers":["twice","twice"])";

// A pool that takes one provider and has it: Corp.
class FullPool : public testing::Test {
 protected:
  FullPool() { pool_.Create(kOidc); }

  TestService service_{{.quotas = {.identity_providers = 1}}};
  ProviderPool pool_{service_};
};

TEST_F(FullPool, TellsTheModelsConstraintsAllTogetherAndFirst) {
  const Answer answer =
      service_.Call("CreateIdentityProvider", R"({"UserPoolId":"us-east-1_Nowhere","ProviderName":"_x","ProviderType":"Twitter"})");
  EXPECT_EQ(answer.ErrorType(), "InvalidParameterException");
  EXPECT_TRUE(answer.Message().starts_with("3 validation errors detected: ")) << answer.Message();
  EXPECT_NE(answer.Message().find("Value null at 'providerDetails' failed to satisfy constraint: Member must not be null"),
            std::string::npos);
  EXPECT_NE(answer.Message().find("Value 'Twitter' at 'providerType' failed to satisfy constraint: Member must satisfy enum value set: "
                                  "[Facebook, SAML, SignInWithApple, LoginWithAmazon, OIDC, Google]"),
            std::string::npos);
}

TEST_F(FullPool, TellsAnUnknownPoolBeforeANameThatDoesNotFit) {
  EXPECT_EQ(
      OutcomeOf(service_.Call("CreateIdentityProvider",
                              R"({"UserPoolId":"us-east-1_Nowhere","ProviderName":"Corp","ProviderType":"Google","ProviderDetails":{}})")),
      "ResourceNotFoundException: User pool us-east-1_Nowhere does not exist.");
}

TEST_F(FullPool, TellsAnUnknownPoolBeforeItReadsADocument) {
  service_.Call("CreateIdentityProvider", R"({"UserPoolId":"us-east-1_Nowhere","ProviderName":"Corp","ProviderType":"SAML",)" +
                                              WithDetails({{"MetadataURL", "http://localhost/metadata"}}) + "}");
  EXPECT_TRUE(service_.network.requests.empty());
  EXPECT_EQ(service_.keys.taken, 0);
}

TEST_F(FullPool, TellsANameThatDoesNotFitBeforeThatItIsTaken) {
  EXPECT_EQ(OutcomeOf(pool_.CreateNamed("Corp", kGoogle, Details{})), "InvalidParameterException: Provider Corp cannot be of type Google.");
}

TEST_F(FullPool, TellsATakenNameBeforeTheQuota) {
  const std::string taken = "DuplicateProviderException: Corp already exists for tenant " + pool_.id() + ".";
  EXPECT_EQ(OutcomeOf(pool_.CreateNamed("Corp", kOidc, Details{}, kWrongRest)), taken);
  EXPECT_EQ(OutcomeOf(pool_.CreateNamed("Corp", kSaml, {{"MetadataURL", "http://localhost/metadata"}}, kWrongRest)), taken);
  EXPECT_TRUE(service_.network.requests.empty());
}

TEST_F(FullPool, TellsTheQuotaBeforeMissingKeys) {
  const std::string full = "LimitExceededException: Maximum number of identity providers reached for user pool " + pool_.id() + ": 1.";
  EXPECT_EQ(OutcomeOf(pool_.CreateNamed("Other", kOidc, Details{}, kWrongRest)), full);
  EXPECT_EQ(OutcomeOf(pool_.CreateNamed("Other", kSaml, {{"MetadataURL", "http://localhost/metadata"}}, kWrongRest)), full);
  EXPECT_TRUE(service_.network.requests.empty());
}

TEST_F(CreateIdentityProvider, TellsMissingKeysBeforeUnknownOnes) {
  const Details unknown = {{"nonsense", "x"}, {"authorize_scopes", "nonsense"}};
  const std::pair<const ProviderType&, const char*> expected[] = {
      {kGoogle, "clientId, clientSecret and authorizeScopes are all required idp details."},
      {kFacebook, "clientId, clientSecret and authorizeScopes are all required idp details."},
      {kLoginWithAmazon, "clientId, clientSecret and authorizeScopes are all required idp details."},
      {kSignInWithApple, "clientId, privateKey, teamId, and keyId are all required idp details."},
      {kOidc, "clientId, authorizeScopes, oidcIssuer and attributesRequestMethod are all required idp details."},
      {kSaml, "At least one of the MetadataURL or MetadataFile should be provided."},
  };
  for (const auto& [type, message] : expected) {
    EXPECT_EQ(OutcomeOf(pool.Create(type, unknown, kWrongRest)), std::string("InvalidParameterException: ") + message);
  }
  EXPECT_EQ(OutcomeOf(pool.Create(kSaml, {{"MetadataURL", "http://localhost/m"}, {"MetadataFile", "x"}, {"nonsense", "x"}}, kWrongRest)),
            "InvalidParameterException: Only one of the MetadataURL or MetadataFile should be provided.");
}

TEST_F(CreateIdentityProvider, TakesAnEmptyRequiredKeyForAMissingOne) {
  EXPECT_EQ(OutcomeOf(pool.Create(kGoogle, With(SampleOf(kGoogle).details, {{"client_secret", ""}}))),
            "InvalidParameterException: clientId, clientSecret and authorizeScopes are all required idp details.");
  EXPECT_EQ(OutcomeOf(pool.Create(kSaml, {{"MetadataFile", ""}, {"MetadataURL", ""}})),
            "InvalidParameterException: At least one of the MetadataURL or MetadataFile should be provided.");
  EXPECT_EQ(OutcomeOf(pool.Create(kSaml, {{"MetadataFile", SamlXml()}, {"MetadataURL", ""}})), kOk);
}

TEST_F(CreateIdentityProvider, TellsUnknownKeysBeforeWrongValues) {
  for (const auto& [type, details] : ProviderSamples()) {
    const Details wrong = With(details, {{"nonsense", "x"}, {"authorize_scopes", "nonsense"}, {"IDPInit", "perhaps"}});
    const std::string first = type.FindKey("IDPInit") != nullptr ? "authorize_scopes" : "IDPInit";
    EXPECT_EQ(OutcomeOf(pool.Create(type, wrong, kWrongRest)),
              "InvalidParameterException: " + first + " is not a valid key for " + std::string(type.name) + " identity provider details.");
  }
}

TEST_F(CreateIdentityProvider, RefusesTheCertificateThatOnlyTheServiceMakes) {
  EXPECT_EQ(OutcomeOf(ProviderPool(service).Create(kSaml, With(SampleOf(kSaml).details, {{"ActiveEncryptionCertificate", "MII"}}))),
            "InvalidParameterException: ActiveEncryptionCertificate is not a valid key for SAML identity provider details.");
}

TEST_F(CreateIdentityProvider, TellsWrongValuesBeforeTheDocument) {
  EXPECT_EQ(OutcomeOf(pool.Create(kSaml, {{"MetadataURL", "http://localhost/m"}, {"IDPInit", "perhaps"}}, kWrongRest)),
            "InvalidParameterException: 1 validation error detected: Value 'perhaps' at 'providerConfiguration.samlConfig.idpInit' failed "
            "to satisfy constraint: Member must satisfy enum value set: [true, false]");
  const Details local = With(SampleOf(kOidc).details, {{"oidc_issuer", "http://localhost"}, {"attributes_request_method", "PUT"}});
  EXPECT_EQ(OutcomeOf(pool.Create(kOidc, local, kWrongRest)),
            "InvalidParameterException: 1 validation error detected: Value 'PUT' at "
            "'providerConfiguration.oidcConfig.attributesRequestMethod' failed to satisfy constraint: Member must satisfy enum value set: "
            "[POST, GET]");
  EXPECT_EQ(OutcomeOf(pool.Create(kOidc, With(SampleOf(kOidc).details, {{"oidc_issuer", "http://idp.example.com"}}), kWrongRest)),
            "InvalidParameterException: OIDC endpoint must start with https://");
  EXPECT_TRUE(service.network.requests.empty());
}

TEST_F(CreateIdentityProvider, TellsTheDocumentBeforeTheMapping) {
  EXPECT_EQ(OutcomeOf(pool.Create(kSaml, {{"MetadataFile", "no metadata"}}, kWrongRest)),
            "InvalidParameterException: Unable to unmarshall metadata");
  EXPECT_EQ(OutcomeOf(pool.Create(kOidc, With(SampleOf(kOidc).details, {{"oidc_issuer", "http://localhost"}}), kWrongRest)),
            "InvalidParameterException: Unable to contact well-known endpoint");
}

TEST_F(CreateIdentityProvider, TellsTheMappingBeforeTheIdentifiers) {
  for (const auto& [type, details] : ProviderSamples()) {
    EXPECT_EQ(OutcomeOf(pool.Create(type, kWrongRest)), "InvalidParameterException: AttributeMapping contains invalid mapping: [nowhere]");
  }
}

TEST_F(CreateIdentityProvider, LeavesNothingBehindWhenItRefuses) {
  pool.Create(kSaml, R"("IdpIdentifiers":["twice","twice"])");
  EXPECT_EQ(pool.List().At("Providers").Size(), 0u);
  EXPECT_EQ(pool.Find("twice").ErrorType(), "ResourceNotFoundException");
  EXPECT_EQ(OutcomeOf(pool.Create(kSaml, R"("IdpIdentifiers":["twice"])")), kOk);
}

TEST_F(CreateIdentityProvider, TakesSocialProvidersByTheirNamesAlone) {
  EXPECT_EQ(OutcomeOf(pool.CreateNamed("MyGoogle", kGoogle, Without(SampleOf(kGoogle).details, "client_id"))),
            "InvalidParameterException: Provider MyGoogle cannot be of type Google.");
  EXPECT_EQ(OutcomeOf(pool.CreateNamed("Google", kOidc)), "InvalidParameterException: Provider Google cannot be of type OIDC.");
  EXPECT_EQ(OutcomeOf(pool.CreateNamed("COGNITO", kSaml)), "InvalidParameterException: Provider COGNITO cannot be of type SAML.");
}

TEST_F(CreateIdentityProvider, RefusesScopesThatAreNotDocumentedUnlessAllAreAllowed) {
  const Details details = With(SampleOf(kGoogle).details, {{"authorize_scopes", "email https://www.googleapis.com/auth/calendar"}});
  TestService strict;
  EXPECT_EQ(OutcomeOf(ProviderPool(strict).Create(kGoogle, details)),
            "InvalidParameterException: https://www.googleapis.com/auth/calendar is not a valid scope for Google identity provider.");
  TestService lax({.identity_providers = {.any_social_scopes = true}});
  EXPECT_EQ(OutcomeOf(ProviderPool(lax).Create(kGoogle, details)), kOk);
}

TEST_F(CreateIdentityProvider, DoesNotCountRefusedRequestsAgainstTheQuota) {
  TestService configured({.quotas = {.identity_providers = 1}});
  ProviderPool own(configured);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(own.Create(kOidc, kWrongRest).status, 400);
  }
  EXPECT_EQ(OutcomeOf(own.Create(kOidc)), kOk);
}

}  // namespace
}  // namespace rockpool::support
