#include "server/identity_providers/saml_metadata.h"

#include <gtest/gtest.h>

#include <thread>

#include "tests/support/refusal.h"
#include "tests/support/saml_documents.h"

namespace rockpool::identity_providers {
namespace {

using support::EntityXml;
using support::SamlDocument;
using support::SamlEndpoint;
using support::SamlKey;
using support::SamlXml;

constexpr util::EpochMillis kNow = 1'767'225'600'000;         // 2026-01-01
constexpr util::EpochMillis kFirstValid = 1'577'836'800'000;  // 2020-01-01, the first second of the lasting certificate
constexpr util::EpochMillis kLastValid = 4'733'510'400'000;   // 2120-01-01, its last second

constexpr const char* kNotMetadata = "InvalidParameterException: Unable to unmarshall metadata";
constexpr const char* kNoSignOn = "InvalidParameterException: No SingleSignOn Http redirect binding location found in metadata.";
constexpr const char* kExpired = "InvalidParameterException: Signing certificates are expired";

std::string RefusalOfXml(const std::string& xml, util::EpochMillis now = kNow) {
  return support::RefusalOf([&] { ParseSamlMetadata(xml, now); });
}

std::string RefusalOfDocument(const SamlDocument& document, util::EpochMillis now = kNow) { return RefusalOfXml(SamlXml(document), now); }

std::string RefusalOfKeys(std::vector<SamlKey> keys) { return RefusalOfDocument({.keys = std::move(keys)}); }

SamlEndpoint Endpoint(std::string element, std::string location) {
  return {std::move(element), std::string(support::kRedirectBinding), std::move(location)};
}

std::string WithoutLineBreaks(std::string_view certificate) {
  std::string joined(certificate);
  std::erase(joined, '\n');
  return joined;
}

TEST(SamlMetadata, TellsEntityAddressesAndCertificates) {
  SamlDocument document;
  document.endpoints.push_back(Endpoint("SingleLogoutService", "https://idp.example/slo/redirect?a=1&amp;b=2"));
  const SamlMetadata metadata = ParseSamlMetadata(SamlXml(document), kNow);
  EXPECT_EQ(metadata.entity_id, "https://idp.example/entity");
  EXPECT_EQ(metadata.sso_redirect_uri, "https://idp.example/sso/redirect");
  EXPECT_EQ(metadata.slo_redirect_uri, "https://idp.example/slo/redirect?a=1&b=2");
  EXPECT_EQ(metadata.signing_certificates, std::vector{WithoutLineBreaks(support::kLastingCertificate)});
}

TEST(SamlMetadata, HasNoLogoutAddressUnlessThereIsOneByRedirect) {
  EXPECT_EQ(ParseSamlMetadata(SamlXml(), kNow).slo_redirect_uri, std::nullopt);
  SamlDocument document;
  document.endpoints.push_back({"SingleLogoutService", std::string(support::kPostBinding), "https://idp.example/slo"});
  EXPECT_EQ(ParseSamlMetadata(SamlXml(document), kNow).slo_redirect_uri, std::nullopt);
}

// `attributes` stand in the tag of the entity.
SamlMetadata WithLifetime(const std::string& attributes) {
  std::string xml = SamlXml();
  xml.insert(xml.find(" entityID="), attributes);
  return ReadSamlMetadata(xml);
}

TEST(SamlMetadata, SaysForHowLongItHolds) {
  const SamlMetadata lasting = WithLifetime("");
  EXPECT_EQ(lasting.valid_until, std::nullopt);
  EXPECT_EQ(lasting.cache_millis, std::nullopt);
  const SamlMetadata short_lived = WithLifetime(R"( validUntil="2026-01-01T00:00:00Z" cacheDuration="PT1H")");
  EXPECT_EQ(short_lived.valid_until, kNow);
  EXPECT_EQ(short_lived.cache_millis, 3'600'000);
  EXPECT_EQ(WithLifetime(R"( validUntil="tomorrow" cacheDuration="P1M")").valid_until, std::nullopt);
  EXPECT_EQ(WithLifetime(R"( validUntil="tomorrow" cacheDuration="P1M")").cache_millis, std::nullopt);
}

TEST(SamlMetadata, HoldsForTheLeastOfWhatItsPartsSay) {
  std::string xml = SamlXml();
  xml.insert(xml.find(" entityID="), R"( cacheDuration="PT2H")");
  xml.insert(xml.find(" protocolSupportEnumeration="), R"( cacheDuration="PT1H" validUntil="2026-01-01T00:00:00Z")");
  EXPECT_EQ(ReadSamlMetadata(xml).cache_millis, 3'600'000);
  EXPECT_EQ(ReadSamlMetadata(xml).valid_until, kNow);
}

TEST(SamlMetadata, IsReadForASignInThoughItsCertificatesHaveExpired) {
  const std::string xml = SamlXml({.keys = {{"signing", std::string(support::kExpiredCertificate)}}});
  EXPECT_EQ(ReadSamlMetadata(xml).signing_certificates, std::vector{WithoutLineBreaks(support::kExpiredCertificate)});
  EXPECT_EQ(RefusalOfXml(xml), kExpired);
}

TEST(SamlMetadata, MayUseAnyPrefixAndTheDefaultNamespace) {
  for (const char* prefix : {"", "md:", "x:"}) {
    EXPECT_EQ(ParseSamlMetadata(SamlXml({.prefix = prefix}), kNow).sso_redirect_uri, "https://idp.example/sso/redirect") << prefix;
  }
}

TEST(SamlMetadata, TakesTheFirstOfSeveralRedirectAddresses) {
  const SamlDocument document = {
      .endpoints = {Endpoint("SingleSignOnService", "https://idp.example/1"), Endpoint("SingleSignOnService", "https://idp.example/2")}};
  EXPECT_EQ(ParseSamlMetadata(SamlXml(document), kNow).sso_redirect_uri, "https://idp.example/1");
}

TEST(SamlMetadata, HasAddressesWithoutTheBlanksAroundThem) {
  const SamlDocument document = {.endpoints = {Endpoint("SingleSignOnService", "  https://idp.example/1 "),
                                               Endpoint("SingleLogoutService", " https://idp.example/2")}};
  const auto metadata = ParseSamlMetadata(SamlXml(document), kNow);
  EXPECT_EQ(metadata.sso_redirect_uri, "https://idp.example/1");
  EXPECT_EQ(metadata.slo_redirect_uri, "https://idp.example/2");
  EXPECT_EQ(RefusalOfDocument({.endpoints = {Endpoint("SingleSignOnService", "  ")}}), kNotMetadata);
}

TEST(SamlMetadata, OfSeveralEntitiesIsThatOfTheFirstIdentityProvider) {
  const std::string open = "<e:EntitiesDescriptor xmlns:e='urn:oasis:names:tc:SAML:2.0:metadata'>";
  const std::string close = "</e:EntitiesDescriptor>";
  const std::string service = EntityXml({.entity_id = "service", .role = "SPSSODescriptor"});
  const std::string xml = open + service + EntityXml({.entity_id = "first"}) + EntityXml({.entity_id = "second"}) + close;
  EXPECT_EQ(ParseSamlMetadata(xml, kNow).entity_id, "first");
  EXPECT_EQ(RefusalOfXml(open + service + close), kNoSignOn);
  EXPECT_EQ(RefusalOfXml(open + close), kNoSignOn);
}

TEST(SamlMetadata, NeedsASignOnAddressByRedirect) {
  EXPECT_EQ(RefusalOfDocument({.endpoints = {}}), kNoSignOn);
  EXPECT_EQ(RefusalOfDocument({.endpoints = {{"SingleSignOnService", std::string(support::kPostBinding), "https://idp.example/sso"}}}),
            kNoSignOn);
  EXPECT_EQ(RefusalOfDocument({.endpoints = {Endpoint("SingleLogoutService", "https://idp.example/slo")}}), kNoSignOn);
  EXPECT_EQ(RefusalOfDocument({.role = "SPSSODescriptor"}), kNoSignOn);
}

TEST(SamlMetadata, NeedsAddressesThatABrowserCanBeSentTo) {
  for (const char* location : {"", "/sso", "javascript:alert(1)", "ftp://idp.example/", "https://idp.example/a b", "https://"}) {
    EXPECT_EQ(RefusalOfDocument({.endpoints = {Endpoint("SingleSignOnService", location)}}), kNotMetadata) << location;
    EXPECT_EQ(RefusalOfDocument(
                  {.endpoints = {Endpoint("SingleSignOnService", "https://idp.example/"), Endpoint("SingleLogoutService", location)}}),
              kNotMetadata)
        << location;
  }
}

TEST(SamlMetadata, NeedsTheNamespaceOfSaml2) {
  EXPECT_EQ(RefusalOfDocument({.name_space = "urn:oasis:names:tc:SAML:1.0:metadata"}), kNotMetadata);
  EXPECT_EQ(RefusalOfXml("<EntityDescriptor entityID='a'/>"), kNotMetadata);
  EXPECT_EQ(RefusalOfXml("<html><body>Sign in</body></html>"), kNotMetadata);
}

TEST(SamlMetadata, NeedsAnEntityId) { EXPECT_EQ(RefusalOfDocument({.entity_id = ""}), kNotMetadata); }

TEST(SamlMetadata, MayNameNoCertificate) { EXPECT_EQ(RefusalOfKeys({}), "accepted"); }

TEST(SamlMetadata, NeedsASigningCertificateThatIsValidNow) {
  const std::string lasting(support::kLastingCertificate);
  const std::string expired(support::kExpiredCertificate);
  EXPECT_EQ(RefusalOfKeys({{"signing", expired}}), kExpired);
  EXPECT_EQ(RefusalOfKeys({{"", expired}}), kExpired);
  EXPECT_EQ(RefusalOfKeys({{"signing", expired}, {"encryption", lasting}}), kExpired);
  EXPECT_EQ(RefusalOfKeys({{"signing", expired}, {"signing", lasting}}), "accepted");
  EXPECT_EQ(RefusalOfKeys({{"signing", expired}, {"", lasting}}), "accepted");
  EXPECT_EQ(RefusalOfKeys({{"signing", lasting}, {"encryption", expired}}), "accepted");
}

TEST(SamlMetadata, HoldsCertificatesAgainstTheClock) {
  EXPECT_EQ(RefusalOfDocument({}, kFirstValid - 1), kExpired);
  EXPECT_EQ(RefusalOfDocument({}, kFirstValid), "accepted");
  EXPECT_EQ(RefusalOfDocument({}, kLastValid), "accepted");
  EXPECT_EQ(RefusalOfDocument({}, kLastValid + 1000), kExpired);
}

TEST(SamlMetadata, RefusesWhatIsNoCertificateEvenBesideAGoodOne) {
  const std::string lasting(support::kLastingCertificate);
  for (const std::string& broken : {std::string("not base64!"), lasting.substr(0, 100), std::string(4097, 'A'), std::string()}) {
    EXPECT_EQ(RefusalOfKeys({{"signing", lasting}, {"signing", broken}}), kNotMetadata) << broken.size();
  }
  EXPECT_EQ(RefusalOfKeys({{"signing", lasting}, {"encryption", "not base64!"}}), "accepted");
}

TEST(SamlMetadata, RefusesEntitiesAndDocumentTypesBeforeAnythingOfThemIsRead) {
  const std::string entity = EntityXml({});
  EXPECT_EQ(RefusalOfXml(entity), "accepted");
  EXPECT_EQ(RefusalOfXml("<!DOCTYPE md:EntityDescriptor [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>" + entity), kNotMetadata);
  EXPECT_EQ(RefusalOfXml("<!DOCTYPE md:EntityDescriptor SYSTEM 'http://127.0.0.1:1/saml.dtd'>" + entity), kNotMetadata);
  EXPECT_EQ(RefusalOfXml("<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;'>]>" + entity), kNotMetadata);
  EXPECT_EQ(RefusalOfXml(SamlXml({.entity_id = "&undeclared;"})), kNotMetadata);
}

TEST(SamlMetadata, RefusesWhatIsNotXml) {
  for (const char* text : {"", "not xml", "{\"a\":1}", "<md:EntityDescriptor", "<r>\xFF</r>"}) {
    EXPECT_EQ(RefusalOfXml(text), kNotMetadata) << text;
  }
  const std::string xml = SamlXml();
  EXPECT_EQ(RefusalOfXml(xml.substr(0, xml.size() / 2)), kNotMetadata);
}

TEST(SamlMetadata, SurvivesEveryTruncation) {
  const std::string xml = SamlXml();
  for (std::size_t length = 0; length < xml.find_last_of('>'); ++length) {
    ASSERT_EQ(RefusalOfXml(xml.substr(0, length)), kNotMetadata) << length;
  }
}

TEST(SamlMetadata, IsReadByManyThreadsAtOnce) {
  const std::string xml = SamlXml();
  std::vector<int> read(4);
  {
    std::vector<std::jthread> threads;
    for (int& count : read) {
      threads.emplace_back([&count, &xml] {
        for (int i = 0; i < 50; ++i) count += ParseSamlMetadata(xml, kNow).entity_id == "https://idp.example/entity" ? 1 : 0;
      });
    }
  }
  EXPECT_EQ(read, std::vector<int>(4, 50));
}

}  // namespace
}  // namespace rockpool::identity_providers
