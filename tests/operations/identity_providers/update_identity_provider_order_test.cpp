// UpdateIdentityProvider: what it refuses, and which of several faults it tells. Each request below is wrong in all that follows, so the
// order of the tests is the order of the checks.
#include <gtest/gtest.h>

#include "tests/operations/identity_providers/provider_pool.h"

namespace rockpool::support {
namespace {

using UpdateIdentityProvider = PoolTest<ProviderPool>;

constexpr const char* kBadDetails = R"("ProviderDetails":{"nonsense":"x"})";

// Wrong in everything that is checked after the details.
constexpr const char* kWrongRest = R"(,"AttributeMapping":{"nowhere":"x"},"IdpIdentifiers":["twice","twice"])";

// A pool with the OIDC provider Corp, and the certainty that nothing was changed or fetched.
class RefusedUpdate : public testing::Test {
 protected:
  RefusedUpdate() {
    pool_.Create(kOidc);
    before_ = pool_.Describe("Corp").body;
  }

  ~RefusedUpdate() override {
    EXPECT_EQ(pool_.Describe("Corp").body, before_);
    EXPECT_TRUE(service_.network.requests.empty());
  }

  std::string OutcomeOfDetails(const Details& details) { return OutcomeOf(pool_.Update("Corp", WithDetails(details) + kWrongRest)); }

  TestService service_;
  ProviderPool pool_{service_};
  std::string before_;
};

TEST_F(RefusedUpdate, TellsTheModelsConstraintsAllTogetherAndFirst) {
  const Answer answer = service_.Call(
      "UpdateIdentityProvider", R"({"UserPoolId":"nowhere","ProviderName":"","IdpIdentifiers":[""],"ProviderDetails":{"nonsense":"x"}})");
  EXPECT_EQ(answer.ErrorType(), "InvalidParameterException");
  EXPECT_TRUE(answer.Message().find(" validation errors detected: ") == 1) << answer.Message();
  for (const char* violation :
       {"Value 'nowhere' at 'userPoolId' failed to satisfy constraint: Member must satisfy regular expression "
        "pattern: [\\w-]+_[0-9a-zA-Z]+",
        "Value '' at 'providerName' failed to satisfy constraint: Member must have length greater than or equal to 1",
        "at 'idpIdentifiers' failed to satisfy constraint: "}) {
    EXPECT_NE(answer.Message().find(violation), std::string::npos) << violation << " in " << answer.Message();
  }
}

TEST_F(RefusedUpdate, TellsAnUnknownPoolBeforeAnUnknownProvider) {
  EXPECT_EQ(OutcomeOf(service_.Call("UpdateIdentityProvider", R"({"UserPoolId":"us-east-1_Nowhere","ProviderName":"Nobody",)" +
                                                                  std::string(kBadDetails) + kWrongRest + "}")),
            "ResourceNotFoundException: User pool us-east-1_Nowhere does not exist.");
}

TEST_F(RefusedUpdate, TellsAnUnknownProviderBeforeItsDetails) {
  const std::string unknown = "ResourceNotFoundException: Identity provider Nobody in User Pool " + pool_.id() + " does not exist.";
  EXPECT_EQ(OutcomeOf(pool_.Update("Nobody", std::string(kBadDetails) + kWrongRest)), unknown);
  EXPECT_EQ(OutcomeOf(pool_.Update("Nobody", WithDetails({{"MetadataURL", "http://localhost/m"}}))), unknown);
  EXPECT_EQ(OutcomeOf(pool_.Update("Nobody")), unknown);
}

TEST_F(RefusedUpdate, KnowsProvidersByTheCaseOfTheirNames) { EXPECT_EQ(pool_.Update("corp").ErrorType(), "ResourceNotFoundException"); }

TEST_F(RefusedUpdate, TellsMissingKeysBeforeUnknownOnes) {
  EXPECT_EQ(OutcomeOfDetails({{"client_id", ""}, {"nonsense", "x"}, {"attributes_request_method", "PUT"}}),
            "InvalidParameterException: clientId, authorizeScopes, oidcIssuer and attributesRequestMethod are all required idp details.");
}

TEST_F(RefusedUpdate, TellsUnknownKeysBeforeWrongValues) {
  EXPECT_EQ(OutcomeOfDetails({{"nonsense", "x"}, {"attributes_request_method", "PUT"}, {"oidc_issuer", "http://localhost"}}),
            "InvalidParameterException: nonsense is not a valid key for OIDC identity provider details.");
  EXPECT_EQ(OutcomeOfDetails({{"MetadataURL", "http://localhost/m"}, {"attributes_request_method", "PUT"}}),
            "InvalidParameterException: MetadataURL is not a valid key for OIDC identity provider details.");
}

TEST_F(RefusedUpdate, TellsWrongValuesBeforeTheDocument) {
  EXPECT_EQ(OutcomeOfDetails({{"attributes_request_method", "PUT"}, {"oidc_issuer", "http://localhost"}}),
            "InvalidParameterException: 1 validation error detected: Value 'PUT' at "
            "'providerConfiguration.oidcConfig.attributesRequestMethod' failed to satisfy constraint: Member must satisfy enum value set: "
            "[POST, GET]");
  EXPECT_EQ(OutcomeOfDetails({{"oidc_issuer", "http://idp.example.com"}}),
            "InvalidParameterException: OIDC endpoint must start with https://");
}

TEST_F(RefusedUpdate, TellsTheMappingBeforeTheIdentifiers) {
  EXPECT_EQ(OutcomeOfDetails({{"client_id", "new"}}), "InvalidParameterException: AttributeMapping contains invalid mapping: [nowhere]");
}

TEST_F(RefusedUpdate, TellsTheIdentifiersLast) {
  EXPECT_EQ(OutcomeOf(pool_.Update("Corp", WithDetails({{"client_id", "new"}}) +
                                               R"(,"AttributeMapping":{"email":"mail"},"IdpIdentifiers":["twice","twice"])")),
            "InvalidParameterException: Identifier twice is already in use.");
}

TEST_F(UpdateIdentityProvider, TellsTheDocumentBeforeTheMapping) {
  pool.Create(kSaml);
  const std::string before = pool.Describe("Corp").body;
  EXPECT_EQ(OutcomeOf(pool.Update("Corp", WithDetails({{"MetadataURL", "http://localhost/m"}}) + kWrongRest)),
            "InvalidParameterException: Error retrieving metadata from http://localhost/m");
  EXPECT_EQ(service.network.requests.size(), 1u);
  EXPECT_EQ(pool.Describe("Corp").body, before);
}

TEST_F(UpdateIdentityProvider, RefusesUnknownKeysOfEveryType) {
  for (const auto& [type, details] : ProviderSamples()) {
    ProviderPool own(service);
    own.Create(type);
    EXPECT_EQ(OutcomeOf(own.Update(NameOf(type), kBadDetails)),
              "InvalidParameterException: nonsense is not a valid key for " + std::string(type.name) + " identity provider details.");
  }
}

TEST_F(UpdateIdentityProvider, RefusesTheCertificateThatOnlyTheServiceMakes) {
  const std::string certificate = pool.Create(kSaml).TextAt("IdentityProvider.ProviderDetails.ActiveEncryptionCertificate");
  EXPECT_EQ(OutcomeOf(pool.Update("Corp", WithDetails({{"ActiveEncryptionCertificate", certificate}}))),
            "InvalidParameterException: ActiveEncryptionCertificate is not a valid key for SAML identity provider details.");
}

TEST_F(UpdateIdentityProvider, RefusesScopesThatAreNotDocumentedUnlessAllAreAllowed) {
  const std::string request = WithDetails({{"authorize_scopes", "email calendar"}});
  TestService strict;
  ProviderPool own(strict);
  own.Create(kGoogle);
  EXPECT_EQ(OutcomeOf(own.Update("Google", request)),
            "InvalidParameterException: calendar is not a valid scope for Google identity provider.");
  TestService lax({.identity_providers = {.any_social_scopes = true}});
  ProviderPool lax_pool(lax);
  lax_pool.Create(kGoogle);
  EXPECT_EQ(OutcomeOf(lax_pool.Update("Google", request)), kOk);
}

TEST_F(UpdateIdentityProvider, UpdatesInItsOwnAccountAndRegionAlone) {
  pool.Create(kOidc);
  const std::string before = pool.Describe("Corp").body;
  const std::string request = R"({"UserPoolId":")" + pool.id() + R"(","ProviderName":"Corp","ProviderDetails":{"client_id":"stolen"}})";
  const std::string unknown = "ResourceNotFoundException: User pool " + pool.id() + " does not exist.";
  EXPECT_EQ(OutcomeOf(service.Call("UpdateIdentityProvider", request, {.access_key = "123456789012"})), unknown);
  EXPECT_EQ(OutcomeOf(service.Call("UpdateIdentityProvider", request, {.region = "eu-west-1"})), unknown);
  EXPECT_EQ(pool.Describe("Corp").body, before);
}

TEST_F(UpdateIdentityProvider, IgnoresMembersThatItDoesNotKnow) {
  pool.Create(kOidc);
  const Answer updated = pool.Update("Corp", R"("ProviderType":"SAML","CreationDate":1,"Nonsense":{"a":[1]})");
  EXPECT_EQ(OutcomeOf(updated), kOk);
  EXPECT_EQ(updated.TextAt("IdentityProvider.ProviderType"), "OIDC");
}

}  // namespace
}  // namespace rockpool::support
