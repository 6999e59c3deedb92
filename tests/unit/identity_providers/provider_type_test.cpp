// What each type adds to the details that a request submits, and what answers show of them.
#include "server/identity_providers/provider_type.h"

#include <gtest/gtest.h>

#include <set>

#include "server/identity_providers/details_merge.h"
#include "tests/support/provider_samples.h"
#include "tests/support/refusal.h"

namespace rockpool::identity_providers {
namespace {

using support::SampleOf;
using support::With;
using support::Without;

// As a Create that reads nothing from a document.
Details StoredAfterCreate(const ProviderType& type, const Details& submitted) {
  return CompleteDetails(type, MergeDetails(type, nullptr, submitted, {}), nullptr, Details{});
}

Details EchoAfterCreate(const ProviderType& type, const Details& submitted) { return EchoOf(type, StoredAfterCreate(type, submitted)); }

TEST(ProviderTypes, AreFoundByTheirApiTypeAndByTheirName) {
  std::set<std::string_view> names;
  for (const ProviderType* type : ProviderTypes()) {
    EXPECT_EQ(&TypeOf(type->api_type), type);
    EXPECT_EQ(FindType(type->name), type);
    names.insert(type->name);
  }
  EXPECT_EQ(names, (std::set<std::string_view>{"Facebook", "Google", "LoginWithAmazon", "OIDC", "SAML", "SignInWithApple"}));
  EXPECT_EQ(FindType("google"), nullptr);
}

TEST(ProviderTypes, NameEachKeyOnce) {
  for (const ProviderType* type : ProviderTypes()) {
    std::set<std::string_view> keys;
    for (const KeyRule& rule : type->keys) EXPECT_TRUE(keys.insert(rule.key).second) << type->name << " " << rule.key;
  }
}

TEST(Google, AddsItsSixKeys) {
  const Details details = SampleOf(kGoogle).details;
  EXPECT_EQ(EchoAfterCreate(kGoogle, details),
            With(details, {{"attributes_url", "https://people.googleapis.com/v1/people/me?personFields="},
                           {"attributes_url_add_attributes", "true"},
                           {"authorize_url", "https://accounts.google.com/o/oauth2/v2/auth"},
                           {"oidc_issuer", "https://accounts.google.com"},
                           {"token_request_method", "POST"},
                           {"token_url", "https://www.googleapis.com/oauth2/v4/token"}}));
}

TEST(LoginWithAmazon, AddsItsFiveKeys) {
  const Details details = SampleOf(kLoginWithAmazon).details;
  EXPECT_EQ(EchoAfterCreate(kLoginWithAmazon, details), With(details, {{"attributes_url", "https://api.amazon.com/user/profile"},
                                                                       {"attributes_url_add_attributes", "false"},
                                                                       {"authorize_url", "https://www.amazon.com/ap/oa"},
                                                                       {"token_request_method", "POST"},
                                                                       {"token_url", "https://api.amazon.com/auth/o2/token"}}));
}

TEST(Facebook, PutsItsApiVersionIntoAllAddresses) {
  const Details details = With(SampleOf(kFacebook).details, {{"api_version", "v17.0"}});
  EXPECT_EQ(EchoAfterCreate(kFacebook, details), With(details, {{"attributes_url", "https://graph.facebook.com/v17.0/me?fields="},
                                                                {"attributes_url_add_attributes", "true"},
                                                                {"authorize_url", "https://www.facebook.com/v17.0/dialog/oauth"},
                                                                {"token_request_method", "GET"},
                                                                {"token_url", "https://graph.facebook.com/v17.0/oauth/access_token"}}));
}

TEST(Facebook, WithoutAnApiVersionHasTwoAddressesOfVersion29AndOneOfNone) {
  const Details details = Without(SampleOf(kFacebook).details, "api_version");
  EXPECT_EQ(EchoAfterCreate(kFacebook, details), With(details, {{"attributes_url", "https://graph.facebook.com/me?fields="},
                                                                {"attributes_url_add_attributes", "true"},
                                                                {"authorize_url", "https://www.facebook.com/v2.9/dialog/oauth"},
                                                                {"token_request_method", "GET"},
                                                                {"token_url", "https://graph.facebook.com/v2.9/oauth/access_token"}}));
}

TEST(Facebook, MovesItsAddressesWithAnUpdateOfTheApiVersion) {
  const Details stored = StoredAfterCreate(kFacebook, SampleOf(kFacebook).details);
  const Details merged = MergeDetails(kFacebook, &stored, {{"api_version", "v19.0"}}, {});
  const Details completed = CompleteDetails(kFacebook, merged, &stored, std::nullopt);
  EXPECT_EQ(completed.at("attributes_url"), "https://graph.facebook.com/v19.0/me?fields=");
  EXPECT_EQ(completed.at("authorize_url"), "https://www.facebook.com/v19.0/dialog/oauth");
  EXPECT_EQ(completed.at("token_url"), "https://graph.facebook.com/v19.0/oauth/access_token");
}

TEST(Facebook, FallsBackToVersion29WhenAnUpdateEmptiesTheApiVersion) {
  const Details stored = StoredAfterCreate(kFacebook, SampleOf(kFacebook).details);
  const Details merged = MergeDetails(kFacebook, &stored, {{"api_version", ""}}, {});
  const Details completed = CompleteDetails(kFacebook, merged, &stored, std::nullopt);
  EXPECT_FALSE(completed.contains("api_version"));
  EXPECT_EQ(completed.at("attributes_url"), "https://graph.facebook.com/me?fields=");
  EXPECT_EQ(completed.at("token_url"), "https://graph.facebook.com/v2.9/oauth/access_token");
}

TEST(SignInWithApple, ShowsNineKeysAndNeverThePrivateKey) {
  const Details details = SampleOf(kSignInWithApple).details;
  EXPECT_EQ(EchoAfterCreate(kSignInWithApple, details),
            With(Without(details, "private_key"), {{"attributes_url_add_attributes", "false"},
                                                   {"authorize_url", "https://appleid.apple.com/auth/authorize"},
                                                   {"oidc_issuer", "https://appleid.apple.com"},
                                                   {"token_request_method", "POST"},
                                                   {"token_url", "https://appleid.apple.com/auth/token"}}));
}

TEST(SignInWithApple, KeepsThePrivateKeyThatItDoesNotShow) {
  EXPECT_EQ(StoredAfterCreate(kSignInWithApple, SampleOf(kSignInWithApple).details).at("private_key"), "apple-key");
}

TEST(Oidc, AddsOneKeyAndNoEndpoints) {
  const Details details = SampleOf(kOidc).details;
  EXPECT_EQ(EchoAfterCreate(kOidc, details), With(details, {{"attributes_url_add_attributes", "false"}}));
}

TEST(Oidc, ShowsTheEndpointsThatWereSubmitted) {
  const Details details = With(SampleOf(kOidc).details, {{"authorize_url", "https://idp.example.com/a"},
                                                         {"token_url", "https://idp.example.com/t"},
                                                         {"attributes_url", "https://idp.example.com/u"},
                                                         {"jwks_uri", "https://idp.example.com/k"}});
  EXPECT_EQ(EchoAfterCreate(kOidc, details), With(details, {{"attributes_url_add_attributes", "false"}}));
}

TEST(ClientSecret, IsShownInClearByEveryTypeThatHasOne) {
  for (const ProviderType* type : {&kFacebook, &kGoogle, &kLoginWithAmazon, &kOidc}) {
    const Details details = SampleOf(*type).details;
    EXPECT_EQ(EchoAfterCreate(*type, details).at("client_secret"), details.at("client_secret")) << type->name;
  }
}

TEST(Saml, AddsNothingButWhatItsDocumentTells) {
  const Details details = SampleOf(kSaml).details;
  EXPECT_EQ(EchoAfterCreate(kSaml, details), details);
  const Details facts = {{"SSORedirectBindingURI", "https://idp.example/sso"}};
  EXPECT_EQ(CompleteDetails(kSaml, details, nullptr, facts), With(details, facts));
}

TEST(Saml, CarriesItsCertificateThroughEveryUpdate) {
  const Details stored =
      With(SampleOf(kSaml).details, {{"ActiveEncryptionCertificate", "MII"}, {"SSORedirectBindingURI", "https://a/sso"}});
  const Details facts = {{"SSORedirectBindingURI", "https://b/sso"}};
  for (const std::optional<Details>& read : {std::optional<Details>(facts), std::optional<Details>()}) {
    const Details completed = CompleteDetails(kSaml, MergeDetails(kSaml, &stored, {{"IDPInit", "true"}}, {}), &stored, read);
    EXPECT_EQ(completed.at("ActiveEncryptionCertificate"), "MII");
    EXPECT_EQ(completed.at("IDPInit"), "true");
  }
}

TEST(Saml, KeepsTheAddressesOfADocumentThatAnUpdateDoesNotTouch) {
  const Details stored =
      With(SampleOf(kSaml).details, {{"SSORedirectBindingURI", "https://a/sso"}, {"SLORedirectBindingURI", "https://a/slo"}});
  const Details merged = MergeDetails(kSaml, &stored, {{"IDPInit", "true"}}, {});
  EXPECT_EQ(CompleteDetails(kSaml, merged, &stored, std::nullopt), With(stored, {{"IDPInit", "true"}}));
}

TEST(Saml, ForgetsTheLogoutAddressThatTheNewDocumentLacks) {
  const Details stored =
      With(SampleOf(kSaml).details, {{"SSORedirectBindingURI", "https://a/sso"}, {"SLORedirectBindingURI", "https://a/slo"}});
  const Details merged = MergeDetails(kSaml, &stored, {{"MetadataURL", "https://b/metadata"}}, {});
  const Details completed = CompleteDetails(kSaml, merged, &stored, Details{{"SSORedirectBindingURI", "https://b/sso"}});
  EXPECT_EQ(completed.at("SSORedirectBindingURI"), "https://b/sso");
  EXPECT_FALSE(completed.contains("SLORedirectBindingURI"));
}

}  // namespace

namespace {

using support::RefusalOf;

std::string RefusalOfName(const ProviderType& type, std::string_view name) {
  return RefusalOf([&] { CheckName(type, name); });
}

TEST(ProviderNames, OfSocialProvidersAreThoseOfTheirTypes) {
  for (const ProviderType* type : {&kFacebook, &kGoogle, &kLoginWithAmazon, &kSignInWithApple}) {
    EXPECT_EQ(RefusalOfName(*type, type->name), "accepted");
    EXPECT_EQ(RefusalOfName(*type, "Mine"), "InvalidParameterException: Provider Mine cannot be of type " + std::string(type->name) + ".");
  }
}

TEST(ProviderNames, OfSocialProvidersCountCase) {
  EXPECT_EQ(RefusalOfName(kGoogle, "google"), "InvalidParameterException: Provider google cannot be of type Google.");
}

TEST(ProviderNames, OfSocialProvidersAreNoOneElses) {
  EXPECT_EQ(RefusalOfName(kOidc, "Google"), "InvalidParameterException: Provider Google cannot be of type OIDC.");
  EXPECT_EQ(RefusalOfName(kSaml, "SignInWithApple"), "InvalidParameterException: Provider SignInWithApple cannot be of type SAML.");
  EXPECT_EQ(RefusalOfName(kFacebook, "Google"), "InvalidParameterException: Provider Google cannot be of type Facebook.");
}

TEST(ProviderNames, KeepCognitoForThePoolsOwnUsers) {
  EXPECT_EQ(RefusalOfName(kOidc, "COGNITO"), "InvalidParameterException: Provider COGNITO cannot be of type OIDC.");
  EXPECT_EQ(RefusalOfName(kSaml, "COGNITO"), "InvalidParameterException: Provider COGNITO cannot be of type SAML.");
}

TEST(ProviderNames, OfOtherProvidersAreFree) {
  EXPECT_EQ(RefusalOfName(kOidc, "google"), "accepted");
  EXPECT_EQ(RefusalOfName(kOidc, "OIDC"), "accepted");
  EXPECT_EQ(RefusalOfName(kSaml, "Corporate"), "accepted");
}

}  // namespace

}  // namespace rockpool::identity_providers
