#include <gtest/gtest.h>

#include "server/identity_providers/details_merge.h"
#include "tests/support/refusal.h"

namespace rockpool::identity_providers {
namespace {

constexpr const char* kHttpsWanted = "InvalidParameterException: OIDC endpoint must start with https://";

std::string RefusalOfValue(const ProviderType& type, std::string_view key, const std::string& value, const Settings& settings = {}) {
  return support::RefusalOf([&] { CheckValue(type, *type.FindKey(key), value, settings); });
}

TEST(OidcMethod, IsGetOrPost) {
  EXPECT_EQ(RefusalOfValue(kOidc, "attributes_request_method", "GET"), "accepted");
  EXPECT_EQ(RefusalOfValue(kOidc, "attributes_request_method", "POST"), "accepted");
  EXPECT_EQ(RefusalOfValue(kOidc, "attributes_request_method", "PUT"),
            "InvalidParameterException: 1 validation error detected: Value 'PUT' at "
            "'providerConfiguration.oidcConfig.attributesRequestMethod' failed to satisfy constraint: Member must satisfy enum value set: "
            "[POST, GET]");
  EXPECT_NE(RefusalOfValue(kOidc, "attributes_request_method", "get"), "accepted");
}

TEST(OidcEndpoints, AreHttps) {
  for (const char* key : {"oidc_issuer", "authorize_url", "token_url", "attributes_url", "jwks_uri"}) {
    EXPECT_EQ(RefusalOfValue(kOidc, key, "https://idp.example.com/x"), "accepted") << key;
    EXPECT_EQ(RefusalOfValue(kOidc, key, "http://idp.example.com/x"), kHttpsWanted) << key;
    EXPECT_EQ(RefusalOfValue(kOidc, key, "idp.example.com"), kHttpsWanted) << key;
    EXPECT_EQ(RefusalOfValue(kOidc, key, " https://idp.example.com"), kHttpsWanted) << key;
  }
}

TEST(OidcEndpoints, OfALocalHostMayBeHttpWhereLocalHostsAreAsked) {
  for (const char* url : {"http://localhost:8080/realms/a", "http://127.0.0.1:9000", "http://keycloak:8080/realms/a", "http://10.1.2.3"}) {
    EXPECT_EQ(RefusalOfValue(kOidc, "oidc_issuer", url, {.providers = Settings::Providers::kLocal}), "accepted") << url;
    EXPECT_EQ(RefusalOfValue(kOidc, "oidc_issuer", url, {.providers = Settings::Providers::kOnline}), kHttpsWanted) << url;
    EXPECT_EQ(RefusalOfValue(kOidc, "oidc_issuer", url, {.providers = Settings::Providers::kSimulated}), kHttpsWanted) << url;
  }
  EXPECT_EQ(RefusalOfValue(kOidc, "oidc_issuer", "http://169.254.169.254/"), kHttpsWanted);
  EXPECT_EQ(RefusalOfValue(kOidc, "oidc_issuer", "http://localhost@idp.example.com/"), kHttpsWanted);
}

TEST(SamlBooleans, AreTrueOrFalseInAnyCase) {
  for (const char* key : {"IDPSignout", "IDPInit", "EncryptedResponses"}) {
    for (const char* value : {"true", "false", "True", "FALSE"}) EXPECT_EQ(RefusalOfValue(kSaml, key, value), "accepted") << key << value;
    for (const char* value : {"yes", "1", "true "}) EXPECT_NE(RefusalOfValue(kSaml, key, value), "accepted") << key << value;
  }
  EXPECT_EQ(
      RefusalOfValue(kSaml, "IDPSignout", "yes"),
      "InvalidParameterException: 1 validation error detected: Value 'yes' at 'providerConfiguration.samlConfig.idpSignout' failed to "
      "satisfy constraint: Member must satisfy enum value set: [true, false]");
}

TEST(SamlRequestSigningAlgorithm, IsTheOneThatIsDocumented) {
  EXPECT_EQ(RefusalOfValue(kSaml, "RequestSigningAlgorithm", "rsa-sha256"), "accepted");
  EXPECT_EQ(RefusalOfValue(kSaml, "RequestSigningAlgorithm", "rsa-sha1"),
            "InvalidParameterException: 1 validation error detected: Value 'rsa-sha1' at "
            "'providerConfiguration.samlConfig.requestSigningAlgorithm' failed to satisfy constraint: Member must satisfy enum value set: "
            "[rsa-sha256]");
}

TEST(FacebookApiVersion, LooksLikeOne) {
  for (const char* value : {"v17.0", "v2.9", "v100.12"}) EXPECT_EQ(RefusalOfValue(kFacebook, "api_version", value), "accepted") << value;
  for (const char* value : {"17.0", "v17", "v17.0/", "V17.0", "v17.0\n", "v17.0/../x", "v\xD9\xA1.0"}) {
    EXPECT_NE(RefusalOfValue(kFacebook, "api_version", value), "accepted") << value;
  }
  EXPECT_EQ(
      RefusalOfValue(kFacebook, "api_version", "17"),
      "InvalidParameterException: 1 validation error detected: Value '17' at 'providerConfiguration.facebookConfig.apiVersion' failed "
      "to satisfy constraint: Member must satisfy regular expression pattern: v\\d+\\.\\d+");
}

struct ScopeCase {
  const ProviderType& type;
  const char* documented;
};

TEST(SocialScopes, AreTheDocumentedOnesSplitAtSpacesAndCommas) {
  const ScopeCase cases[] = {{kGoogle, "profile email openid"},
                             {kLoginWithAmazon, "profile,postal_code"},
                             {kSignInWithApple, "email  name"},
                             {kFacebook, "public_profile, email"}};
  for (const auto& [type, documented] : cases) {
    EXPECT_EQ(RefusalOfValue(type, "authorize_scopes", documented), "accepted") << type.name;
    EXPECT_EQ(RefusalOfValue(type, "authorize_scopes", std::string(documented) + ",calendar"),
              "InvalidParameterException: calendar is not a valid scope for " + std::string(type.name) + " identity provider.");
    EXPECT_NE(RefusalOfValue(type, "authorize_scopes", "EMAIL PROFILE"), "accepted") << type.name;
    EXPECT_EQ(RefusalOfValue(type, "authorize_scopes", "calendar", {.any_social_scopes = true}), "accepted") << type.name;
  }
}

TEST(OidcScopes, AreFree) { EXPECT_EQ(RefusalOfValue(kOidc, "authorize_scopes", "openid api://x/.default"), "accepted"); }

}  // namespace
}  // namespace rockpool::identity_providers
