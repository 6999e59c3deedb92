#include "server/identity_providers/details_merge.h"

#include <gtest/gtest.h>

#include "tests/support/provider_samples.h"
#include "tests/support/refusal.h"

namespace rockpool::identity_providers {
namespace {

using support::ProviderSamples;
using support::RefusalOf;
using support::SampleOf;
using support::With;
using support::Without;

constexpr const char* kGoogleKeysMissing =
    "InvalidParameterException: clientId, clientSecret and authorizeScopes are all required idp details.";
constexpr const char* kAppleKeysMissing =
    "InvalidParameterException: clientId, privateKey, teamId, and keyId are all required idp details.";
constexpr const char* kOidcKeysMissing =
    "InvalidParameterException: clientId, authorizeScopes, oidcIssuer and attributesRequestMethod are all required idp details.";
constexpr const char* kNoMetadata = "InvalidParameterException: At least one of the MetadataURL or MetadataFile should be provided.";
constexpr const char* kTwoMetadata = "InvalidParameterException: Only one of the MetadataURL or MetadataFile should be provided.";

Settings Replacing() { return {.update_mode = Settings::UpdateMode::kReplace}; }

std::string RefusalOfCreate(const ProviderType& type, const Details& submitted) {
  return RefusalOf([&] { MergeDetails(type, nullptr, submitted, {}); });
}

std::string RefusalOfUpdate(const ProviderType& type, const Details& stored, const Details& submitted, const Settings& settings = {}) {
  return RefusalOf([&] { MergeDetails(type, &stored, submitted, settings); });
}

std::string MissingKeysTextOf(const ProviderType& type) {
  if (&type == &kSaml) return kNoMetadata;
  if (&type == &kOidc) return kOidcKeysMissing;
  return &type == &kSignInWithApple ? kAppleKeysMissing : kGoogleKeysMissing;
}

std::vector<std::string> RequiredKeysOf(const ProviderType& type) {
  if (&type == &kSaml) return {"MetadataFile"};
  if (&type == &kOidc) return {"client_id", "authorize_scopes", "oidc_issuer", "attributes_request_method"};
  if (&type == &kSignInWithApple) return {"client_id", "team_id", "key_id", "private_key", "authorize_scopes"};
  return {"client_id", "client_secret", "authorize_scopes"};
}

TEST(CreatedDetails, AreThoseSubmitted) {
  for (const auto& [type, details] : ProviderSamples()) EXPECT_EQ(MergeDetails(type, nullptr, details, {}), details) << type.name;
}

TEST(CreatedDetails, NeedEachRequiredKey) {
  for (const auto& [type, details] : ProviderSamples()) {
    for (const std::string& key : RequiredKeysOf(type)) {
      EXPECT_EQ(RefusalOfCreate(type, Without(details, key)), MissingKeysTextOf(type)) << type.name << " " << key;
      EXPECT_EQ(RefusalOfCreate(type, With(details, {{key, ""}})), MissingKeysTextOf(type)) << type.name << " " << key;
    }
    EXPECT_EQ(RefusalOfCreate(type, {}), MissingKeysTextOf(type)) << type.name;
  }
}

TEST(CreatedDetails, OfOidcNeedNoSecret) {
  EXPECT_EQ(RefusalOfCreate(kOidc, Without(SampleOf(kOidc).details, "client_secret")), "accepted");
}

TEST(CreatedDetails, LeaveOutEmptyOptionalKeys) {
  const Details details = SampleOf(kOidc).details;
  EXPECT_EQ(MergeDetails(kOidc, nullptr, With(details, {{"client_secret", ""}, {"jwks_uri", ""}}), {}), Without(details, "client_secret"));
}

TEST(CreatedDetails, OfSamlNameOneDocument) {
  const Details url = {{"MetadataURL", "https://idp.example/metadata"}};
  EXPECT_EQ(MergeDetails(kSaml, nullptr, url, {}), url);
  EXPECT_EQ(MergeDetails(kSaml, nullptr, With(url, {{"MetadataFile", ""}}), {}), url);
  EXPECT_EQ(RefusalOfCreate(kSaml, With(url, {{"MetadataFile", "<x/>"}})), kTwoMetadata);
  EXPECT_EQ(RefusalOfCreate(kSaml, {{"MetadataURL", ""}, {"MetadataFile", ""}}), kNoMetadata);
}

TEST(UnknownKeys, AreRefusedByEveryType) {
  for (const auto& [type, details] : ProviderSamples()) {
    const std::string refusal =
        "InvalidParameterException: nonsense is not a valid key for " + std::string(type.name) + " identity provider details.";
    EXPECT_EQ(RefusalOfCreate(type, With(details, {{"nonsense", "x"}})), refusal);
    EXPECT_EQ(RefusalOfUpdate(type, details, {{"nonsense", "x"}}), refusal);
    EXPECT_EQ(RefusalOfUpdate(type, details, {{"nonsense", ""}}), refusal);
    EXPECT_EQ(RefusalOfUpdate(type, details, With(details, {{"nonsense", "x"}}), Replacing()), refusal);
  }
}

TEST(UnknownKeys, AreToldOneAtATimeInTheOrderOfTheirBytes) {
  EXPECT_EQ(RefusalOfCreate(kGoogle, With(SampleOf(kGoogle).details, {{"b", "x"}, {"a", "x"}, {"Z", "x"}})),
            "InvalidParameterException: Z is not a valid key for Google identity provider details.");
}

TEST(UnknownKeys, AreToldAfterMissingOnes) {
  EXPECT_EQ(RefusalOfCreate(kSaml, {{"client_id", "x"}}), kNoMetadata);
  EXPECT_EQ(RefusalOfCreate(kGoogle, {{"nonsense", "x"}}), kGoogleKeysMissing);
}

TEST(UnknownKeys, AreToldBeforeIllegalValues) {
  EXPECT_EQ(RefusalOfCreate(kOidc, With(SampleOf(kOidc).details, {{"attributes_request_method", "PUT"}, {"token_request_method", "POST"}})),
            "InvalidParameterException: token_request_method is not a valid key for OIDC identity provider details.");
}

TEST(TheEncryptionCertificate, IsRefusedInRequests) {
  const std::string refusal =
      "InvalidParameterException: ActiveEncryptionCertificate is not a valid key for SAML identity provider details.";
  const Details details = SampleOf(kSaml).details;
  EXPECT_EQ(RefusalOfCreate(kSaml, With(details, {{"ActiveEncryptionCertificate", "MII"}})), refusal);
  EXPECT_EQ(RefusalOfUpdate(kSaml, details, {{"ActiveEncryptionCertificate", "MII"}}), refusal);
  EXPECT_EQ(RefusalOfUpdate(kSaml, details, {{"ActiveEncryptionCertificate", ""}}), refusal);
}

TEST(KeysThatTheServiceAdds, AreAcceptedAndIgnored) {
  for (const auto& [type, details] : ProviderSamples()) {
    for (const KeyRule& rule : type.keys) {
      if (rule.Settable() || rule.role == Role::kIssued) continue;
      const Details sent_back = {{std::string(rule.key), "https://elsewhere.example"}};
      EXPECT_EQ(MergeDetails(type, nullptr, With(details, sent_back), {}), details) << type.name << " " << rule.key;
      EXPECT_EQ(MergeDetails(type, &details, sent_back, {}), details) << type.name << " " << rule.key;
    }
  }
}

TEST(MergedDetails, KeepWhatTheRequestLeavesOut) {
  for (const auto& [type, details] : ProviderSamples()) {
    EXPECT_EQ(MergeDetails(type, &details, {}, {}), details) << type.name;
    for (const auto& entry : details) {
      EXPECT_EQ(MergeDetails(type, &details, Details{entry}, {}), details) << type.name << " " << entry.first;
    }
  }
}

TEST(MergedDetails, KeepTheSecretThatTheRequestLeavesOut) {
  for (const ProviderType* type : {&kFacebook, &kGoogle, &kLoginWithAmazon, &kOidc}) {
    const Details stored = SampleOf(*type).details;
    EXPECT_EQ(MergeDetails(*type, &stored, {{"client_id", "new"}}, {}), With(stored, {{"client_id", "new"}})) << type->name;
  }
  const Details apple = SampleOf(kSignInWithApple).details;
  EXPECT_EQ(MergeDetails(kSignInWithApple, &apple, {{"key_id", "NEW"}}, {}), With(apple, {{"key_id", "NEW"}}));
}

TEST(MergedDetails, DropWhatTheServiceAdded) {
  for (const auto& [type, details] : ProviderSamples()) {
    const Details stored = CompleteDetails(type, details, nullptr, Details{{"SSORedirectBindingURI", "https://idp.example/sso"}});
    EXPECT_EQ(MergeDetails(type, &stored, {}, {}), details) << type.name;
  }
}

TEST(MergedDetails, LoseAnOptionalKeyThatTheRequestEmpties) {
  const Details oidc = SampleOf(kOidc).details;
  EXPECT_EQ(MergeDetails(kOidc, &oidc, {{"client_secret", ""}}, {}), Without(oidc, "client_secret"));
  const Details saml = SampleOf(kSaml).details;
  EXPECT_EQ(MergeDetails(kSaml, &saml, {{"IDPSignout", ""}}, {}), Without(saml, "IDPSignout"));
  const Details facebook = SampleOf(kFacebook).details;
  EXPECT_EQ(MergeDetails(kFacebook, &facebook, {{"api_version", ""}}, {}), Without(facebook, "api_version"));
}

TEST(MergedDetails, MayNotLoseARequiredKey) {
  for (const auto& [type, details] : ProviderSamples()) {
    for (const std::string& key : RequiredKeysOf(type)) {
      EXPECT_EQ(RefusalOfUpdate(type, details, {{key, ""}}), MissingKeysTextOf(type)) << type.name << " " << key;
    }
  }
}

TEST(MergedDetails, ReplaceTheFileByTheUrlAndTheReverse) {
  const Details file = {{"MetadataFile", "<x/>"}, {"IDPInit", "true"}};
  const Details url = {{"MetadataURL", "https://idp.example/metadata"}, {"IDPInit", "true"}};
  EXPECT_EQ(MergeDetails(kSaml, &file, {{"MetadataURL", "https://idp.example/metadata"}}, {}), url);
  EXPECT_EQ(MergeDetails(kSaml, &url, {{"MetadataFile", "<x/>"}}, {}), file);
  EXPECT_EQ(MergeDetails(kSaml, &url, {{"MetadataFile", "<x/>"}, {"MetadataURL", ""}}, {}), file);
  EXPECT_EQ(RefusalOfUpdate(kSaml, url, {{"MetadataFile", "<x/>"}, {"MetadataURL", "https://idp.example/metadata"}}), kTwoMetadata);
}

TEST(MergedDetails, KeepTheFileWhenTheAbsentUrlIsEmptied) {
  const Details file = {{"MetadataFile", "<x/>"}};
  EXPECT_EQ(MergeDetails(kSaml, &file, {{"MetadataURL", ""}}, {}), file);
}

TEST(MergedDetails, DoNotJudgeStoredValuesAgain) {
  const Details stored = With(SampleOf(kGoogle).details, {{"authorize_scopes", "email calendar"}});
  EXPECT_EQ(RefusalOfUpdate(kGoogle, stored, {{"client_id", "new"}}), "accepted");
}

TEST(ReplacedDetails, AreThoseSubmitted) {
  const Details stored = SampleOf(kOidc).details;
  const Details submitted = With(Without(stored, "client_secret"), {{"client_id", "new"}});
  EXPECT_EQ(MergeDetails(kOidc, &stored, submitted, Replacing()), submitted);
}

TEST(ReplacedDetails, NeedEachRequiredKeyAnew) {
  for (const auto& [type, details] : ProviderSamples()) {
    EXPECT_EQ(RefusalOfUpdate(type, details, {}, Replacing()), MissingKeysTextOf(type)) << type.name;
    for (const std::string& key : RequiredKeysOf(type)) {
      EXPECT_EQ(RefusalOfUpdate(type, details, Without(details, key), Replacing()), MissingKeysTextOf(type)) << type.name << " " << key;
    }
  }
}

TEST(ReplacedDetails, OfSamlMayNameTheOtherKindOfDocument) {
  const Details stored = SampleOf(kSaml).details;
  const Details url = {{"MetadataURL", "https://idp.example/metadata"}};
  EXPECT_EQ(MergeDetails(kSaml, &stored, url, Replacing()), url);
}

}  // namespace
}  // namespace rockpool::identity_providers
