#include <gtest/gtest.h>

#include "server/identity_providers/provider_type.h"
#include "tests/support/refusal.h"

namespace rockpool::identity_providers {
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
