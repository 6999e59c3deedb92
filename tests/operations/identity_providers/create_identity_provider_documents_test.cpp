// CreateIdentityProvider: the documents that it reads, the certificate that it makes, and what may happen meanwhile.
#include <gtest/gtest.h>
#include <openssl/x509.h>

#include "server/crypto/base64.h"
#include "server/crypto/certificate.h"
#include "tests/operations/identity_providers/provider_pool.h"
#include "tests/support/saml_documents.h"

namespace rockpool::support {
namespace {

using CreateIdentityProvider = PoolTest<ProviderPool>;

constexpr const char* kUrl = "http://localhost:8080/metadata";
constexpr const char* kWellKnown = "http://localhost:8080/.well-known/openid-configuration";
constexpr const char* kDiscovery = R"({"issuer":"i","authorization_endpoint":"a","token_endpoint":"t","jwks_uri":"k"})";

std::string CertificateIn(const Answer& answer) { return answer.TextAt("IdentityProvider.ProviderDetails.ActiveEncryptionCertificate"); }

Details OidcOf(const std::string& issuer) { return With(SampleOf(kOidc).details, {{"oidc_issuer", issuer}}); }

TEST_F(CreateIdentityProvider, FetchesTheMetadataOnceAndShowsItsAddresses) {
  service.network.Answer(kUrl, 200,
                         SamlXml({.endpoints = {{"SingleSignOnService", std::string(kRedirectBinding), "https://idp.example/in"},
                                                {"SingleLogoutService", std::string(kRedirectBinding), "https://idp.example/out"}}}));
  Details shown = MapIn(pool.Create(kSaml, {{"MetadataURL", kUrl}}), "ProviderDetails");
  EXPECT_EQ(shown.erase("ActiveEncryptionCertificate"), 1u);
  EXPECT_EQ(shown, (Details{{"MetadataURL", kUrl},
                            {"SLORedirectBindingURI", "https://idp.example/out"},
                            {"SSORedirectBindingURI", "https://idp.example/in"}}));
  EXPECT_EQ(service.network.requests.size(), 1u);
}

TEST_F(CreateIdentityProvider, TellsWhatIsWrongWithTheMetadata) {
  const auto outcome = [&](int status, const std::string& body) {
    service.network.Answer(kUrl, status, body);
    return OutcomeOf(pool.Create(kSaml, {{"MetadataURL", kUrl}}));
  };
  const std::string refused = "InvalidParameterException: ";
  EXPECT_EQ(OutcomeOf(pool.Create(kSaml, {{"MetadataURL", kUrl}})), refused + "Error retrieving metadata from " + kUrl);
  EXPECT_EQ(outcome(404, ""), refused + "Non-ok status code 404 returned from remote metadata source " + kUrl);
  EXPECT_EQ(outcome(200, "<html/>"), refused + "Unable to unmarshall metadata");
  EXPECT_EQ(outcome(200, SamlXml({.endpoints = {}})), refused + "No SingleSignOn Http redirect binding location found in metadata.");
  EXPECT_EQ(outcome(200, SamlXml({.keys = {{"signing", std::string(kExpiredCertificate)}}})), refused + "Signing certificates are expired");
  EXPECT_EQ(pool.List().At("Providers").Size(), 0u);
  EXPECT_EQ(service.keys.taken, 0);
}

// The documents and certificates of a real peer are of the real time.
TEST_F(CreateIdentityProvider, JudgesAndMakesCertificatesByWallTime) {
  constexpr util::EpochMillis kTwoHundredYears = 200LL * 365 * 24 * 60 * 60 * 1000;
  service.network.Answer(kUrl, 200, SamlXml());
  service.clock.Advance(kTwoHundredYears);
  const Answer created = pool.Create(kSaml, {{"MetadataURL", kUrl}});
  ASSERT_EQ(OutcomeOf(created), kOk);
  EXPECT_EQ(MillisIn(created, "CreationDate"), service.clock.Now());
  EXPECT_EQ(crypto::ValidityOf(CertificateIn(created))->not_before_seconds, service.wall_clock.Now() / 1000);
  service.clock.Advance(-kTwoHundredYears);
  service.wall_clock.Advance(kTwoHundredYears);
  const std::string expired = "InvalidParameterException: Signing certificates are expired";
  EXPECT_EQ(OutcomeOf(pool.CreateNamed("Other", kSaml, {{"MetadataURL", kUrl}})), expired);
  EXPECT_EQ(OutcomeOf(pool.Update("Corp", R"("ProviderDetails":{"MetadataURL":")" + std::string(kUrl) + "\"}")), expired);
}

TEST_F(CreateIdentityProvider, DerivesTheAddressesOfMetadataThatItDoesNotFetch) {
  const Answer created = pool.Create(kSaml, {{"MetadataURL", "https://idp.example.com:8443/a/metadata?b"}});
  ASSERT_EQ(OutcomeOf(created), kOk);
  EXPECT_EQ(created.TextAt("IdentityProvider.ProviderDetails.SSORedirectBindingURI"), "https://idp.example.com:8443/sso/saml");
  EXPECT_EQ(created.TextAt("IdentityProvider.ProviderDetails.SLORedirectBindingURI"), "https://idp.example.com:8443/slo/saml");
  EXPECT_TRUE(service.network.requests.empty());
}

TEST_F(CreateIdentityProvider, DiscoversAnIssuerOnceAndShowsNothingOfIt) {
  service.network.Answer(kWellKnown, 200, kDiscovery);
  const Details sent = OidcOf("http://localhost:8080");
  const Answer created = pool.Create(kOidc, sent);
  ASSERT_EQ(OutcomeOf(created), kOk);
  EXPECT_EQ(MapIn(created, "ProviderDetails"), With(sent, {{"attributes_url_add_attributes", "false"}}));
  EXPECT_EQ(service.network.requests.size(), 1u);
}

TEST_F(CreateIdentityProvider, RefusesAnIssuerThatDoesNotAnswer) {
  EXPECT_EQ(OutcomeOf(pool.Create(kOidc, OidcOf("http://localhost:8080"))),
            "InvalidParameterException: Unable to contact well-known endpoint");
  EXPECT_EQ(pool.Describe("Corp").ErrorType(), "ResourceNotFoundException");
}

TEST_F(CreateIdentityProvider, AsksNobodyWhereAllFourEndpointsAreGiven) {
  const Details sent = With(OidcOf("http://localhost:8080"), {{"authorize_url", "https://idp.example/authorize"},
                                                              {"token_url", "https://idp.example/token"},
                                                              {"attributes_url", "https://idp.example/userinfo"},
                                                              {"jwks_uri", "https://idp.example/jwks"}});
  const Answer created = pool.Create(kOidc, sent);
  ASSERT_EQ(OutcomeOf(created), kOk);
  EXPECT_EQ(MapIn(created, "ProviderDetails"), With(sent, {{"attributes_url_add_attributes", "false"}}));
  EXPECT_TRUE(service.network.requests.empty());
}

TEST_F(CreateIdentityProvider, MakesACertificateOfItsOwnForEverySamlProvider) {
  const std::string one = CertificateIn(pool.CreateNamed("One", kSaml));
  const std::string two = CertificateIn(pool.CreateNamed("Two", kSaml));
  EXPECT_TRUE(one.starts_with("MII")) << one;
  EXPECT_NE(one, two);
  EXPECT_EQ(service.keys.taken, 2);
  const auto validity = crypto::ValidityOf(one);
  ASSERT_TRUE(validity);
  EXPECT_EQ(validity->not_before_seconds, service.wall_clock.Now() / 1000);
  EXPECT_GT(validity->not_after_seconds, service.wall_clock.Now() / 1000 + 9LL * 365 * 24 * 60 * 60);
  EXPECT_EQ(service.keys.put_back, 0);
}

TEST_F(CreateIdentityProvider, TakesNoKeyForOtherTypesOrForWhatItRefuses) {
  for (const auto& [type, details] : ProviderSamples()) {
    if (&type != &kSaml) {
      EXPECT_EQ(OutcomeOf(pool.Create(type)), kOk);
    }
  }
  EXPECT_EQ(pool.CreateNamed("Corp", kSaml).ErrorType(), "DuplicateProviderException");
  EXPECT_EQ(pool.CreateNamed("Other", kSaml, {{"MetadataFile", "no metadata"}}).status, 400);
  EXPECT_EQ(service.keys.taken, 0);
}

TEST_F(CreateIdentityProvider, KeepsTheKeyOfTheCertificateAndShowsItNowhere) {
  const Answer created = pool.Create(kSaml, R"("IdpIdentifiers":["corp.example"])");
  const auto record = service.world().store.Read(
      [&](const storage::Transaction& transaction) { return transaction.identity_providers().Find(pool.id(), "Corp"); });
  ASSERT_TRUE(record);

  const auto der = crypto::Base64Decode(CertificateIn(created));
  ASSERT_TRUE(der);
  const auto* bytes = reinterpret_cast<const unsigned char*>(der->data());
  const std::unique_ptr<X509, decltype(&X509_free)> certificate(d2i_X509(nullptr, &bytes, static_cast<long>(der->size())), &X509_free);
  ASSERT_NE(certificate, nullptr);
  const crypto::RsaKey key = crypto::RsaKey::FromPem(record->encryption_key);
  EXPECT_EQ(X509_check_private_key(certificate.get(), key.native()), 1);

  const std::string secret_line = record->encryption_key.substr(record->encryption_key.find('\n') + 1, 64);
  for (const Answer& answer : {pool.Update("Corp"), pool.Describe("Corp"), pool.Find("corp.example"), pool.List()}) {
    EXPECT_EQ(OutcomeOf(answer), kOk);
    EXPECT_EQ(answer.body.find("PRIVATE KEY"), std::string::npos);
    EXPECT_EQ(answer.body.find(secret_line), std::string::npos);
  }
  EXPECT_EQ(created.body.find(secret_line), std::string::npos);
}

// Each test lets something happen at the moment when the metadata is fetched, by a call from the same thread: it would fail if a
// transaction were open.
class WhileMetadataIsFetched : public testing::Test {
 protected:
  template <typename Action>
  Answer CreateWhile(Action action) {
    service_.network.on_get = [action] {
      action();
      return http::FetchResponse{200, SamlXml()};
    };
    return pool_.Create(kSaml, {{"MetadataURL", kUrl}});
  }

  TestService service_;
  ProviderPool pool_{service_};
};

TEST_F(WhileMetadataIsFetched, OtherCallsAreAnswered) {
  Answer meanwhile;
  EXPECT_EQ(OutcomeOf(CreateWhile([&] { meanwhile = pool_.CreateNamed("Other", kOidc); })), kOk);
  EXPECT_EQ(OutcomeOf(meanwhile), kOk);
  EXPECT_EQ(pool_.List().At("Providers").Size(), 2u);
}

TEST_F(WhileMetadataIsFetched, ThePoolMayGo) {
  EXPECT_EQ(OutcomeOf(CreateWhile([&] { service_.Call("DeleteUserPool", R"({"UserPoolId":")" + pool_.id() + R"("})"); })),
            "ResourceNotFoundException: User pool " + pool_.id() + " does not exist.");
}

TEST_F(WhileMetadataIsFetched, TheNameMayBeTaken) {
  EXPECT_EQ(OutcomeOf(CreateWhile([&] { pool_.Create(kOidc); })),
            "DuplicateProviderException: Corp already exists for tenant " + pool_.id() + ".");
  EXPECT_EQ(pool_.Describe("Corp").TextAt("IdentityProvider.ProviderType"), "OIDC");
}

TEST_F(WhileMetadataIsFetched, AnIdentifierMayBeTaken) {
  service_.network.on_get = [this] {
    pool_.CreateNamed("Other", kOidc, R"("IdpIdentifiers":["corp.example"])");
    return http::FetchResponse{200, SamlXml()};
  };
  EXPECT_EQ(OutcomeOf(pool_.Create(kSaml, {{"MetadataURL", kUrl}}, R"("IdpIdentifiers":["corp.example"])")),
            "InvalidParameterException: Identifier corp.example is already in use.");
  EXPECT_EQ(pool_.Find("corp.example").TextAt("IdentityProvider.ProviderName"), "Other");
}

TEST_F(WhileMetadataIsFetched, TheDateOfCreationIsThatAfterwards) {
  const auto before = service_.clock.Now();
  EXPECT_EQ(MillisIn(CreateWhile([&] { service_.clock.Advance(3000); }), "CreationDate"), before + 3000);
}

TEST_F(CreateIdentityProvider, WaitsForAKeyOutsideOfTransactions) {
  Answer meanwhile;
  service.keys.on_take = [&] { meanwhile = pool.CreateNamed("Other", kOidc); };
  EXPECT_EQ(OutcomeOf(pool.Create(kSaml)), kOk);
  EXPECT_EQ(OutcomeOf(meanwhile), kOk);
}

TEST_F(CreateIdentityProvider, KeepsTheQuotaAgainstProvidersThatCameMeanwhile) {
  TestService configured({.quotas = {.identity_providers = 1}});
  ProviderPool own(configured);
  configured.keys.on_take = [&] { own.CreateNamed("Other", kOidc); };
  EXPECT_EQ(own.Create(kSaml).ErrorType(), "LimitExceededException");
  EXPECT_EQ(configured.keys.put_back, 1) << "nobody has the key";
  EXPECT_EQ(own.List().At("Providers").Size(), 1u);
}

}  // namespace
}  // namespace rockpool::support
