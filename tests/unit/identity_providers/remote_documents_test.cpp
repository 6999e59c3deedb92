#include "server/identity_providers/remote_documents.h"

#include <gtest/gtest.h>

#include "server/identity_providers/details_merge.h"
#include "server/util/log.h"
#include "tests/support/fake_http_client.h"
#include "tests/support/provider_samples.h"
#include "tests/support/refusal.h"
#include "tests/support/saml_documents.h"

namespace rockpool::identity_providers {
namespace {

using support::FakeHttpClient;
using support::SamlDocument;
using support::SamlXml;
using support::SampleOf;
using support::With;

using Reach = Settings::Providers;

constexpr util::EpochMillis kNow = 1'767'225'600'000;  // 2026-01-01
constexpr const char* kDiscovery = R"({"issuer":"i","authorization_endpoint":"a","token_endpoint":"t","jwks_uri":"k"})";
constexpr const char* kNoContact = "InvalidParameterException: Unable to contact well-known endpoint";
constexpr const char* kWellKnown = "/.well-known/openid-configuration";

template <typename Action>
std::string LogOf(Action action) {
  testing::internal::CaptureStderr();
  util::StartLog(util::LogLevel::kInfo, util::LogFormat::kText);
  action();
  util::StopLog();
  return testing::internal::GetCapturedStderr();
}

int Occurrences(std::string_view text, std::string_view part) {
  int count = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

// A Create as far as documents go.
class RemoteDocumentsTest : public testing::Test {
 protected:
  std::optional<Details> Resolve(Reach reach, const ProviderType& type, const Details& submitted) {
    const Settings settings = {.providers = reach};
    return RemoteDocuments(settings, client_).Resolve(type, MergeDetails(type, nullptr, submitted, settings), submitted, kNow);
  }

  std::optional<Details> ResolveMetadata(Reach reach, const std::string& url) { return Resolve(reach, kSaml, {{"MetadataURL", url}}); }

  std::string RefusalOfMetadata(Reach reach, const std::string& url) {
    return support::RefusalOf([&] { ResolveMetadata(reach, url); });
  }

  std::string RefusalOfIssuer(Reach reach, const std::string& issuer, const Details& more = {}) {
    const Details submitted = With(With(SampleOf(kOidc).details, {{"oidc_issuer", issuer}}), more);
    return support::RefusalOf([&] { EXPECT_EQ(Resolve(reach, kOidc, submitted).value_or(Details{}), Details{}); });
  }

  FakeHttpClient client_;
};

TEST_F(RemoteDocumentsTest, NeedSomethingThatNamesOne) {
  EXPECT_TRUE(NamesDocument(kSaml, {{"MetadataURL", "x"}}));
  EXPECT_TRUE(NamesDocument(kSaml, {{"MetadataFile", "x"}}));
  EXPECT_TRUE(NamesDocument(kOidc, {{"oidc_issuer", "x"}}));
  EXPECT_FALSE(NamesDocument(kSaml, {{"IDPInit", "true"}, {"MetadataURL", ""}}));
  EXPECT_TRUE(NamesDocument(kOidc, {{"token_url", ""}}));
  EXPECT_FALSE(NamesDocument(kOidc, {{"client_id", "x"}}));
  EXPECT_FALSE(NamesDocument(kGoogle, {{"oidc_issuer", "x"}}));
}

TEST_F(RemoteDocumentsTest, AreForeseenBeforeTheTypeIsKnown) {
  for (const char* key : {"MetadataURL", "MetadataFile", "oidc_issuer"}) {
    EXPECT_NE(ResolveRuns({{key, "x"}}), http::Runs::kHere) << key;
    EXPECT_EQ(ResolveRuns({{key, ""}}), http::Runs::kHere) << key;
  }
  EXPECT_EQ(ResolveRuns({{"client_id", "x"}, {"IDPInit", "true"}}), http::Runs::kHere);
  EXPECT_EQ(ResolveRuns({}), http::Runs::kHere);
}

TEST_F(RemoteDocumentsTest, AreWaitedForWhereTheyAreFetchedAndParsedWhereTheyAreSentAlong) {
  EXPECT_EQ(ResolveRuns({{"MetadataURL", "x"}}), http::Runs::kWaits);
  EXPECT_EQ(ResolveRuns({{"oidc_issuer", "x"}}), http::Runs::kWaits);
  EXPECT_EQ(ResolveRuns({{"MetadataFile", "x"}}), http::Runs::kComputes);
  EXPECT_EQ(ResolveRuns({{"MetadataFile", "x"}, {"oidc_issuer", "x"}}), http::Runs::kWaits) << "the type is not known yet";
}

TEST_F(RemoteDocumentsTest, AreNotReadForAnUpdateThatNamesNone) {
  const Details stored = {{"MetadataURL", "http://keycloak/metadata"}};
  const Details submitted = {{"IDPInit", "true"}};
  RemoteDocuments documents({}, client_);
  EXPECT_EQ(documents.Resolve(kSaml, MergeDetails(kSaml, &stored, submitted, {}), submitted, kNow), std::nullopt);
  const Details oidc = With(SampleOf(kOidc).details, {{"oidc_issuer", "http://keycloak"}});
  EXPECT_EQ(documents.Resolve(kOidc, MergeDetails(kOidc, &oidc, {{"client_id", "x"}}, {}), {{"client_id", "x"}}, kNow), std::nullopt);
  EXPECT_TRUE(client_.requests.empty());
}

TEST_F(RemoteDocumentsTest, OfSocialProvidersDoNotExist) {
  for (const ProviderType* type : {&kFacebook, &kGoogle, &kLoginWithAmazon, &kSignInWithApple}) {
    EXPECT_EQ(Resolve(Reach::kOnline, *type, SampleOf(*type).details), std::nullopt) << type->name;
  }
  EXPECT_EQ(Resolve(Reach::kOnline, kGoogle, With(SampleOf(kGoogle).details, {{"oidc_issuer", "https://accounts.google.com"}})),
            std::nullopt);
  EXPECT_TRUE(client_.requests.empty());
}

TEST_F(RemoteDocumentsTest, InTheRequestItselfAreReadInEveryMode) {
  SamlDocument document;
  document.endpoints.push_back({"SingleLogoutService", std::string(support::kRedirectBinding), "https://idp.example/slo"});
  for (const Reach reach : {Reach::kLocal, Reach::kOnline, Reach::kSimulated}) {
    EXPECT_EQ(Resolve(reach, kSaml, {{"MetadataFile", SamlXml()}}),
              (Details{{"SSORedirectBindingURI", "https://idp.example/sso/redirect"}}));
    EXPECT_EQ(
        Resolve(reach, kSaml, {{"MetadataFile", SamlXml(document)}}),
        (Details{{"SSORedirectBindingURI", "https://idp.example/sso/redirect"}, {"SLORedirectBindingURI", "https://idp.example/slo"}}));
    EXPECT_EQ(support::RefusalOf([&] {
                Resolve(reach, kSaml, {{"MetadataFile", "<x/>"}});
              }),
              "InvalidParameterException: Unable to unmarshall metadata");
  }
  EXPECT_TRUE(client_.requests.empty());
}

TEST_F(RemoteDocumentsTest, OfLocalHostsAreFetchedInLocalMode) {
  client_.Answer("http://keycloak:8080/realms/a/descriptor?x=1", 200, SamlXml());
  EXPECT_EQ(ResolveMetadata(Reach::kLocal, "http://keycloak:8080/realms/a/descriptor?x=1"),
            (Details{{"SSORedirectBindingURI", "https://idp.example/sso/redirect"}}));
}

TEST_F(RemoteDocumentsTest, AreFetchedWithinFiveSecondsAndOneMebibyte) {
  client_.Answer("http://keycloak/metadata", 200, SamlXml());
  ResolveMetadata(Reach::kLocal, "http://keycloak/metadata");
  ASSERT_EQ(client_.requests.size(), 1u);
  EXPECT_EQ(client_.requests[0].times.whole, std::chrono::seconds(5));
  EXPECT_EQ(client_.requests[0].max_body_bytes, 1024u * 1024u);
  EXPECT_EQ(client_.requests[0].headers.Find("User-Agent"), "Amazon/IdPConfig");
}

TEST_F(RemoteDocumentsTest, OfPublicHostsAreOnlyFetchedOnline) {
  client_.Answer("https://idp.example.com/metadata", 200, SamlXml());
  EXPECT_EQ(ResolveMetadata(Reach::kOnline, "https://idp.example.com/metadata"),
            (Details{{"SSORedirectBindingURI", "https://idp.example/sso/redirect"}}));
  EXPECT_EQ(client_.requests.size(), 1u);
  const Details derived = {{"SSORedirectBindingURI", "https://idp.example.com:8443/sso/saml"},
                           {"SLORedirectBindingURI", "https://idp.example.com:8443/slo/saml"}};
  EXPECT_EQ(ResolveMetadata(Reach::kLocal, "https://idp.example.com:8443/metadata"), derived);
  EXPECT_EQ(ResolveMetadata(Reach::kSimulated, "https://idp.example.com:8443/metadata"), derived);
  EXPECT_EQ(client_.requests.size(), 1u);
}

TEST_F(RemoteDocumentsTest, OfLocalHostsAreNotFetchedWhereAllProvidersAreSimulated) {
  EXPECT_EQ(
      ResolveMetadata(Reach::kSimulated, "http://keycloak:8080/metadata"),
      (Details{{"SSORedirectBindingURI", "http://keycloak:8080/sso/saml"}, {"SLORedirectBindingURI", "http://keycloak:8080/slo/saml"}}));
  EXPECT_TRUE(client_.requests.empty());
}

TEST_F(RemoteDocumentsTest, OfForbiddenHostsAreRefusedAndNeverFetched) {
  for (const Reach reach : {Reach::kLocal, Reach::kOnline}) {
    EXPECT_EQ(RefusalOfMetadata(reach, "http://169.254.169.254/latest/"),
              "InvalidParameterException: Error retrieving metadata from http://169.254.169.254/latest/");
    EXPECT_EQ(RefusalOfIssuer(reach, "https://169.254.169.254"), kNoContact);
  }
  EXPECT_TRUE(client_.requests.empty());
}

TEST_F(RemoteDocumentsTest, OfSamlThatCannotBeHadAreRefused) {
  client_.Answer("http://keycloak/missing", 404, "not here");
  client_.Answer("http://keycloak/moved", 302, SamlXml());
  client_.Answer("http://keycloak/html", 200, "<html/>");
  EXPECT_EQ(RefusalOfMetadata(Reach::kLocal, "http://keycloak/missing"),
            "InvalidParameterException: Non-ok status code 404 returned from remote metadata source http://keycloak/missing");
  EXPECT_EQ(RefusalOfMetadata(Reach::kLocal, "http://keycloak/moved"),
            "InvalidParameterException: Non-ok status code 302 returned from remote metadata source http://keycloak/moved");
  EXPECT_EQ(RefusalOfMetadata(Reach::kLocal, "http://keycloak/down"),
            "InvalidParameterException: Error retrieving metadata from http://keycloak/down");
  EXPECT_EQ(RefusalOfMetadata(Reach::kLocal, "http://keycloak/html"), "InvalidParameterException: Unable to unmarshall metadata");
}

TEST_F(RemoteDocumentsTest, NeedAnAddressInEveryMode) {
  for (const Reach reach : {Reach::kLocal, Reach::kOnline, Reach::kSimulated}) {
    for (const char* url : {"metadata.xml", "file:///etc/hostname", "https://user:secret@idp.example.com/"}) {
      EXPECT_EQ(RefusalOfMetadata(reach, url), std::string("InvalidParameterException: Error retrieving metadata from ") + url);
    }
  }
  EXPECT_TRUE(client_.requests.empty());
}

TEST_F(RemoteDocumentsTest, AreLookedUpAnewWhenTheAddressIsSubmittedAgain) {
  const Details stored = {{"MetadataURL", "http://keycloak/metadata"}, {"SSORedirectBindingURI", "https://old.example/"}};
  const Details submitted = {{"MetadataURL", "http://keycloak/metadata"}};
  client_.Answer("http://keycloak/metadata", 200, SamlXml());
  RemoteDocuments documents({}, client_);
  const Details merged = MergeDetails(kSaml, &stored, submitted, {});
  const auto facts = documents.Resolve(kSaml, merged, submitted, kNow);
  EXPECT_EQ(CompleteDetails(kSaml, merged, &stored, facts).at("SSORedirectBindingURI"), "https://idp.example/sso/redirect");
}

TEST_F(RemoteDocumentsTest, OfOidcAreDiscoveredAndTellNothing) {
  client_.Answer(std::string("https://idp.example.com") + kWellKnown, 200, kDiscovery);
  client_.Answer(std::string("http://keycloak:8080/realms/a") + kWellKnown, 200, kDiscovery);
  EXPECT_EQ(RefusalOfIssuer(Reach::kOnline, "https://idp.example.com/"), "accepted");
  EXPECT_EQ(RefusalOfIssuer(Reach::kLocal, "http://keycloak:8080/realms/a"), "accepted");
  EXPECT_EQ(client_.requests.size(), 2u);
}

TEST_F(RemoteDocumentsTest, OfOidcThatFailAreRefusedWhereTheyAreAskedFor) {
  client_.Answer(std::string("http://broken") + kWellKnown, 500, kDiscovery);
  client_.Answer(std::string("http://website") + kWellKnown, 200, "<html/>");
  for (const char* issuer : {"http://down", "http://broken", "http://website"}) {
    EXPECT_EQ(RefusalOfIssuer(Reach::kLocal, issuer), kNoContact) << issuer;
  }
  EXPECT_EQ(RefusalOfIssuer(Reach::kOnline, "https://idp.example.com"), kNoContact);
  EXPECT_EQ(RefusalOfIssuer(Reach::kLocal, "https://"), kNoContact);
}

TEST_F(RemoteDocumentsTest, OfOidcAreBelievedWhereTheyAreNotAskedFor) {
  EXPECT_EQ(RefusalOfIssuer(Reach::kLocal, "https://idp.example.com"), "accepted");
  EXPECT_EQ(RefusalOfIssuer(Reach::kSimulated, "https://idp.example.com"), "accepted");
  EXPECT_EQ(RefusalOfIssuer(Reach::kSimulated, "https://localhost:9000"), "accepted");
  EXPECT_TRUE(client_.requests.empty());
}

TEST_F(RemoteDocumentsTest, ThatAreNotFetchedAreLoggedWithTheirOrigin) {
  RemoteDocuments documents({}, client_);
  const Details metadata = {{"MetadataURL", "https://idp.example.com/metadata"}};
  const Details oidc = SampleOf(kOidc).details;
  const std::string log = LogOf([&] {
    documents.Resolve(kSaml, metadata, metadata, kNow);
    documents.Resolve(kOidc, oidc, oidc, kNow);
  });
  EXPECT_EQ(Occurrences(log, "SAML metadata is not fetched"), 1) << log;
  EXPECT_EQ(Occurrences(log, "OIDC discovery does not ask"), 1) << log;
}

TEST_F(RemoteDocumentsTest, ThatFailAreLoggedWithTheirOriginAlone) {
  const std::string log = LogOf([&] {
    RefusalOfMetadata(Reach::kLocal, "http://keycloak:8080/metadata?key=hidden");
    RefusalOfIssuer(Reach::kLocal, "http://issuer:8080/hidden");
  });
  EXPECT_EQ(Occurrences(log, "http://keycloak:8080"), 1) << log;
  EXPECT_EQ(Occurrences(log, "http://issuer:8080"), 1) << log;
  EXPECT_EQ(Occurrences(log, "connection refused"), 2) << log;
  EXPECT_EQ(Occurrences(log, "hidden"), 0) << log;
}

TEST_F(RemoteDocumentsTest, OfOidcAreNotNeededWhereAllFourEndpointsAreGiven) {
  const Details endpoints = {{"authorize_url", "https://idp.example.com/a"},
                             {"token_url", "https://idp.example.com/t"},
                             {"attributes_url", "https://idp.example.com/u"},
                             {"jwks_uri", "https://idp.example.com/k"}};
  EXPECT_EQ(RefusalOfIssuer(Reach::kOnline, "https://idp.example.com", endpoints), "accepted");
  EXPECT_TRUE(client_.requests.empty());
  EXPECT_EQ(ResolveRuns(With(endpoints, {{"oidc_issuer", "https://idp.example.com"}})), http::Runs::kHere);
  for (const auto& [key, value] : endpoints) {
    EXPECT_EQ(ResolveRuns(support::Without(endpoints, key)), http::Runs::kWaits);
    EXPECT_EQ(RefusalOfIssuer(Reach::kOnline, "https://idp.example.com", support::Without(endpoints, key)), kNoContact) << key;
  }
}

}  // namespace
}  // namespace rockpool::identity_providers
