// UpdateIdentityProvider where the options say that ProviderDetails take the place of the stored ones, as users report of AWS.
#include <gtest/gtest.h>

#include "tests/operations/identity_providers/provider_pool.h"
#include "tests/support/saml_documents.h"

namespace rockpool::support {
namespace {

support::Settings Replacing() { return {.identity_providers = {.update_mode = identity_providers::Settings::UpdateMode::kReplace}}; }

class ReplacingUpdate : public testing::Test {
 protected:
  TestService service_{Replacing()};
  ProviderPool pool_{service_};
};

TEST_F(ReplacingUpdate, DropsTheSecretThatTheRequestLeavesOut) {
  const Details before = MapIn(pool_.Create(kOidc), "ProviderDetails");
  const Answer updated = pool_.Update("Corp", WithDetails(Without(SampleOf(kOidc).details, "client_secret")));
  EXPECT_EQ(OutcomeOf(updated), kOk);
  EXPECT_EQ(MapIn(updated, "ProviderDetails"), Without(before, "client_secret"));
}

TEST_F(ReplacingUpdate, NeedsEveryRequiredKey) {
  pool_.Create(kGoogle);
  const std::string before = pool_.Describe("Google").body;
  for (const Details& details : {Details{}, Details{{"client_id", "new"}}, Without(SampleOf(kGoogle).details, "client_secret")}) {
    EXPECT_EQ(OutcomeOf(pool_.Update("Google", WithDetails(details))),
              "InvalidParameterException: clientId, clientSecret and authorizeScopes are all required idp details.");
  }
  EXPECT_EQ(pool_.Describe("Google").body, before);
}

TEST_F(ReplacingUpdate, NeedsApplesPrivateKeyThoughNoAnswerShowsIt) {
  pool_.Create(kSignInWithApple);
  const Details shown = MapIn(pool_.Describe("SignInWithApple"), "ProviderDetails");
  EXPECT_EQ(OutcomeOf(pool_.Update("SignInWithApple", WithDetails(shown))),
            "InvalidParameterException: clientId, privateKey, teamId, and keyId are all required idp details.");
  EXPECT_EQ(OutcomeOf(pool_.Update("SignInWithApple", WithDetails(With(shown, {{"private_key", "new"}})))), kOk);
}

TEST_F(ReplacingUpdate, KeepsTheDetailsThatTheRequestDoesNotCarry) {
  for (const auto& [type, details] : ProviderSamples()) {
    ProviderPool pool(service_);
    const Answer before = pool.Create(type);
    const Answer updated = pool.Update(NameOf(type));
    EXPECT_EQ(OutcomeOf(updated), kOk);
    EXPECT_EQ(MapIn(updated, "ProviderDetails"), MapIn(before, "ProviderDetails"));
    EXPECT_GT(MillisIn(updated, "LastModifiedDate"), MillisIn(before, "LastModifiedDate"));
  }
}

TEST_F(ReplacingUpdate, KeepsTheCertificateButNotTheOptionsOfSaml) {
  const Details before = MapIn(pool_.Create(kSaml), "ProviderDetails");
  ASSERT_TRUE(before.contains("IDPSignout"));
  EXPECT_EQ(MapIn(pool_.Update("Corp", WithDetails({{"MetadataFile", SamlXml()}})), "ProviderDetails"), Without(before, "IDPSignout"));
}

TEST_F(ReplacingUpdate, NeedsTheMetadataAgain) {
  pool_.Create(kSaml);
  EXPECT_EQ(OutcomeOf(pool_.Update("Corp", WithDetails({{"IDPSignout", "false"}}))),
            "InvalidParameterException: At least one of the MetadataURL or MetadataFile should be provided.");
}

TEST_F(ReplacingUpdate, MayGoFromAFileToAnAddress) {
  pool_.Create(kSaml);
  const Details after = MapIn(pool_.Update("Corp", WithDetails({{"MetadataURL", "https://idp.example.com/metadata"}})), "ProviderDetails");
  EXPECT_FALSE(after.contains("MetadataFile"));
  EXPECT_EQ(after.at("SSORedirectBindingURI"), "https://idp.example.com/sso/saml");
}

}  // namespace
}  // namespace rockpool::support
