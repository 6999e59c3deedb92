// UpdateIdentityProvider: the documents that it reads, what it keeps of those it read before, and what may happen meanwhile.
#include <gtest/gtest.h>

#include <string>

#include "storage/sqlite/store.h"
#include "tests/operations/identity_providers/provider_pool.h"
#include "tests/support/saml_documents.h"
#include "tests/support/watched_store.h"

namespace rockpool::support {
namespace {

using UpdateIdentityProvider = PoolTest<ProviderPool>;

constexpr const char* kUrl = "http://localhost:8080/metadata";
constexpr const char* kIssuer = "http://localhost:8080";
constexpr const char* kWellKnown = "http://localhost:8080/.well-known/openid-configuration";
constexpr const char* kDiscovery = R"({"issuer":"i","authorization_endpoint":"a","token_endpoint":"t","jwks_uri":"k"})";
constexpr const char* kOneDocumentOnly = "InvalidParameterException: Only one of the MetadataURL or MetadataFile should be provided.";

// Metadata of the identity provider at that origin.
std::string Metadata(const std::string& origin, bool with_logout) {
  const std::string binding(kRedirectBinding);
  SamlDocument document;
  document.endpoints = {{"SingleSignOnService", binding, origin + "/in"}};
  if (with_logout) {
    document.endpoints.push_back({"SingleLogoutService", binding, origin + "/out"});
  }
  return SamlXml(document);
}

Details DetailsOf(const Answer& answer) { return MapIn(answer, "ProviderDetails"); }

// A SAML provider Corp whose metadata came in a file and knows a logout address.
class UpdatedSaml : public testing::Test {
 protected:
  UpdatedSaml() { created_ = DetailsOf(pool_.Create(kSaml, {{"MetadataFile", Metadata("https://old.example", true)}})); }

  Answer Update(const Details& details) { return pool_.Update("Corp", WithDetails(details)); }

  TestService service_;
  ProviderPool pool_{service_};
  Details created_;
};

TEST_F(UpdatedSaml, KeepsItsAddressesAndItsCertificateWhenTheMetadataIsLeftOut) {
  EXPECT_EQ(created_.at("SLORedirectBindingURI"), "https://old.example/out");
  EXPECT_EQ(DetailsOf(Update({{"IDPInit", "TRUE"}, {"EncryptedResponses", "true"}})),
            With(created_, {{"IDPInit", "TRUE"}, {"EncryptedResponses", "true"}}));
}

TEST_F(UpdatedSaml, TakesItsAddressesFromNewMetadata) {
  const std::string metadata = Metadata("https://new.example", true);
  EXPECT_EQ(DetailsOf(Update({{"MetadataFile", metadata}})), With(created_, {{"MetadataFile", metadata},
                                                                             {"SLORedirectBindingURI", "https://new.example/out"},
                                                                             {"SSORedirectBindingURI", "https://new.example/in"}}));
}

TEST_F(UpdatedSaml, ForgetsTheLogoutAddressThatNewMetadataLacks) {
  const Details updated = DetailsOf(Update({{"MetadataFile", Metadata("https://new.example", false)}}));
  EXPECT_FALSE(updated.contains("SLORedirectBindingURI"));
  EXPECT_EQ(updated.at("SSORedirectBindingURI"), "https://new.example/in");
}

TEST_F(UpdatedSaml, KeepsItsCertificateOverManyUpdates) {
  for (int i = 0; i < 3; ++i) {
    service_.clock.Advance(1000);
    const Details updated = DetailsOf(Update({{"MetadataFile", Metadata("https://new.example", i % 2 == 0)}}));
    EXPECT_EQ(updated.at("ActiveEncryptionCertificate"), created_.at("ActiveEncryptionCertificate"));
  }
  EXPECT_EQ(service_.keys.taken, 1);
}

TEST_F(UpdatedSaml, GoesFromAFileToAnAddressAndBack) {
  service_.network.Answer(kUrl, 200, Metadata("https://new.example", false));
  const Details at_address = DetailsOf(Update({{"MetadataURL", kUrl}}));
  EXPECT_FALSE(at_address.contains("MetadataFile"));
  EXPECT_EQ(at_address.at("MetadataURL"), kUrl);
  EXPECT_EQ(at_address.at("SSORedirectBindingURI"), "https://new.example/in");
  EXPECT_EQ(service_.network.requests.size(), 1u);

  EXPECT_EQ(DetailsOf(Update({{"MetadataFile", created_.at("MetadataFile")}})), created_);
  EXPECT_EQ(service_.network.requests.size(), 1u);
}

TEST_F(UpdatedSaml, RefusesTwoDocumentsAtOnce) {
  EXPECT_EQ(OutcomeOf(Update({{"MetadataURL", kUrl}, {"MetadataFile", created_.at("MetadataFile")}})), kOneDocumentOnly);
  EXPECT_EQ(OutcomeOf(Update({{"MetadataURL", ""}, {"MetadataFile", created_.at("MetadataFile")}})), kOk);
  EXPECT_EQ(DetailsOf(pool_.Describe("Corp")), created_);
}

TEST_F(UpdatedSaml, FetchesNothingUnlessTheRequestNamesTheAddress) {
  service_.network.Answer(kUrl, 200, Metadata("https://new.example", false));
  Update({{"MetadataURL", kUrl}});
  Update({{"IDPSignout", "true"}});
  pool_.Update("Corp", R"("IdpIdentifiers":["a"])");
  EXPECT_EQ(service_.network.requests.size(), 1u);
  service_.network.Answer(kUrl, 200, Metadata("https://newer.example", false));
  EXPECT_EQ(DetailsOf(Update({{"MetadataURL", kUrl}})).at("SSORedirectBindingURI"), "https://newer.example/in");
  EXPECT_EQ(service_.network.requests.size(), 2u);
}

TEST_F(UpdatedSaml, StaysAsItIsWhenTheMetadataIsNotGood) {
  const std::string before = pool_.Describe("Corp").body;
  service_.clock.Advance(1000);
  const std::string more = R"(,"IdpIdentifiers":["new"],"AttributeMapping":{"email":"mail"})";
  const auto outcome = [&](const Details& details) { return OutcomeOf(pool_.Update("Corp", WithDetails(details) + more)); };
  const std::string refused = "InvalidParameterException: ";
  EXPECT_EQ(outcome({{"MetadataURL", kUrl}}), refused + "Error retrieving metadata from " + kUrl);
  service_.network.Answer(kUrl, 500, "");
  EXPECT_EQ(outcome({{"MetadataURL", kUrl}}), refused + "Non-ok status code 500 returned from remote metadata source " + kUrl);
  EXPECT_EQ(outcome({{"MetadataFile", "<a/>"}}), refused + "Unable to unmarshall metadata");
  EXPECT_EQ(outcome({{"MetadataFile", SamlXml({.endpoints = {}})}}),
            refused + "No SingleSignOn Http redirect binding location found in metadata.");
  EXPECT_EQ(outcome({{"MetadataFile", SamlXml({.keys = {{"", std::string(kExpiredCertificate)}}})}}),
            refused + "Signing certificates are expired");
  EXPECT_EQ(pool_.Describe("Corp").body, before);
  EXPECT_EQ(pool_.Find("new").ErrorType(), "ResourceNotFoundException");
}

TEST_F(UpdatedSaml, TakesBackItsAddressesAndIgnoresThem) {
  EXPECT_EQ(DetailsOf(Update({{"SSORedirectBindingURI", "https://evil.example"}, {"SLORedirectBindingURI", ""}})), created_);
}

TEST_F(UpdateIdentityProvider, DiscoversAnIssuerThatTheRequestNames) {
  pool.Create(kOidc);
  const std::string before = pool.Describe("Corp").body;
  const std::string request = WithDetails({{"oidc_issuer", kIssuer}});
  EXPECT_EQ(OutcomeOf(pool.Update("Corp", request)), "InvalidParameterException: Unable to contact well-known endpoint");
  EXPECT_EQ(pool.Describe("Corp").body, before);

  service.network.Answer(kWellKnown, 200, kDiscovery);
  const Answer updated = pool.Update("Corp", request);
  EXPECT_EQ(OutcomeOf(updated), kOk);
  EXPECT_EQ(DetailsOf(updated), With(SampleOf(kOidc).details, {{"oidc_issuer", kIssuer}, {"attributes_url_add_attributes", "false"}}));
  EXPECT_EQ(OutcomeOf(pool.Update("Corp", WithDetails({{"client_id", "new"}}))), kOk);
  EXPECT_EQ(service.network.requests.size(), 2u);
}

// Each test lets something happen at the moment when the metadata is fetched, by a call from the same thread: it would fail if a
// transaction were open.
class UpdateWhileMetadataIsFetched : public testing::Test {
 protected:
  UpdateWhileMetadataIsFetched() { pool_.Create(kSaml); }

  template <typename Action>
  Answer UpdateWhile(Action action, const std::string& more = "") {
    service_.network.on_get = [action] {
      action();
      return http::FetchResponse{200, Metadata("https://new.example", false)};
    };
    return pool_.Update("Corp", WithDetails({{"MetadataURL", kUrl}}) + more);
  }

  TestService service_;
  ProviderPool pool_{service_};
};

TEST_F(UpdateWhileMetadataIsFetched, AnotherUpdateSurvives) {
  Answer meanwhile;
  const Answer updated = UpdateWhile([&] {
    meanwhile = pool_.Update("Corp", R"("ProviderDetails":{"IDPInit":"true"},"AttributeMapping":{"email":"mail"},"IdpIdentifiers":["a"])");
  });
  ASSERT_EQ(OutcomeOf(meanwhile), kOk);
  ASSERT_EQ(OutcomeOf(updated), kOk);
  const Answer described = pool_.Describe("Corp");
  EXPECT_EQ(DetailsOf(described).at("IDPInit"), "true");
  EXPECT_EQ(DetailsOf(described).at("MetadataURL"), kUrl);
  EXPECT_EQ(DetailsOf(described).at("SSORedirectBindingURI"), "https://new.example/in");
  EXPECT_EQ(described.TextAt("IdentityProvider.AttributeMapping.email"), "mail");
  EXPECT_EQ(described.TextAt("IdentityProvider.IdpIdentifiers.0"), "a");
  EXPECT_GT(MillisIn(updated, "LastModifiedDate"), MillisIn(meanwhile, "LastModifiedDate"));
}

TEST_F(UpdateWhileMetadataIsFetched, MetadataThatAnotherUpdateBroughtGivesWay) {
  UpdateWhile([&] { pool_.Update("Corp", WithDetails({{"MetadataFile", Metadata("https://other.example", true)}})); });
  const Details after = DetailsOf(pool_.Describe("Corp"));
  EXPECT_FALSE(after.contains("MetadataFile"));
  EXPECT_FALSE(after.contains("SLORedirectBindingURI"));
  EXPECT_EQ(after.at("SSORedirectBindingURI"), "https://new.example/in");
}

// The provider is there again behind the reset, and the update looked at the one before it.
TEST_F(UpdateWhileMetadataIsFetched, AResetIsABorder) {
  WatchedStore seeded(storage::sqlite::Store::Open({.path = ":memory:"}));
  seeded.ReplaceContentsWith(service_.world().store);
  const std::string before = pool_.Describe("Corp").body;
  EXPECT_EQ(OutcomeOf(UpdateWhile([&] { service_.world().store.ReplaceContentsWith(seeded); })),
            "InternalErrorException: The state was reset.");
  EXPECT_EQ(pool_.Describe("Corp").body, before);
}

TEST_F(UpdateWhileMetadataIsFetched, TheProviderMayGo) {
  EXPECT_EQ(OutcomeOf(UpdateWhile([&] { pool_.Delete("Corp"); })),
            "ResourceNotFoundException: Identity provider Corp in User Pool " + pool_.id() + " does not exist.");
  EXPECT_EQ(pool_.List().At("Providers").Size(), 0u);
}

TEST_F(UpdateWhileMetadataIsFetched, TheProviderMayBecomeOneOfAnotherType) {
  EXPECT_EQ(OutcomeOf(UpdateWhile([&] {
              pool_.Delete("Corp");
              pool_.Create(kOidc);
            })),
            "InvalidParameterException: MetadataURL is not a valid key for OIDC identity provider details.");
  EXPECT_EQ(DetailsOf(pool_.Describe("Corp")), With(SampleOf(kOidc).details, {{"attributes_url_add_attributes", "false"}}));
}

TEST_F(UpdateWhileMetadataIsFetched, ThePoolMayGo) {
  EXPECT_EQ(OutcomeOf(UpdateWhile([&] { service_.Call("DeleteUserPool", R"({"UserPoolId":")" + pool_.id() + R"("})"); })),
            "ResourceNotFoundException: User pool " + pool_.id() + " does not exist.");
}

TEST_F(UpdateWhileMetadataIsFetched, AnIdentifierMayBeTaken) {
  const std::string before = pool_.Describe("Corp").body;
  EXPECT_EQ(OutcomeOf(UpdateWhile([&] { pool_.CreateNamed("Other", kOidc, R"("IdpIdentifiers":["a"])"); }, R"(,"IdpIdentifiers":["a"])")),
            "InvalidParameterException: Identifier a is already in use.");
  EXPECT_EQ(pool_.Describe("Corp").body, before);
}

}  // namespace
}  // namespace rockpool::support
