// UpdateIdentityProvider: ProviderDetails are merged into the stored ones.
#include <gtest/gtest.h>

#include "tests/operations/identity_providers/provider_pool.h"
#include "tests/operations/user_pools/json_text.h"

namespace rockpool::support {
namespace {

using UpdateIdentityProvider = PoolTest<ProviderPool>;

Details DetailsOf(const Answer& answer) { return MapIn(answer, "ProviderDetails"); }

TEST_F(UpdateIdentityProvider, ChangesOneKeyOfEveryTypeAndKeepsAllOthers) {
  for (const auto& [type, details] : ProviderSamples()) {
    ProviderPool own(service);
    const Details change = &type == &kSaml ? Details{{"IDPSignout", "false"}} : Details{{"client_id", "changed"}};
    const Details before = DetailsOf(own.Create(type));
    const Answer updated = own.Update(NameOf(type), WithDetails(change));
    ASSERT_EQ(OutcomeOf(updated), kOk);
    EXPECT_EQ(DetailsOf(updated), With(before, change));
    EXPECT_EQ(DetailsOf(own.Describe(NameOf(type))), With(before, change));
  }
}

TEST_F(UpdateIdentityProvider, AnswersWhatDescribeShows) {
  for (const auto& [type, details] : ProviderSamples()) {
    ProviderPool own(service);
    own.Create(type);
    const Answer updated = own.Update(NameOf(type), R"("IdpIdentifiers":["a"])");
    EXPECT_EQ(updated.body, own.Describe(NameOf(type)).body);
  }
}

TEST_F(UpdateIdentityProvider, KeepsTheSecretThatTheRequestLeavesOut) {
  pool.Create(kGoogle);
  const Answer updated = pool.Update("Google", WithDetails({{"client_id", "new"}, {"authorize_scopes", "email"}}));
  EXPECT_EQ(updated.TextAt("IdentityProvider.ProviderDetails.client_secret"), "g-secret");
}

TEST_F(UpdateIdentityProvider, ShowsANewSecret) {
  for (const ProviderType* type : {&kGoogle, &kFacebook, &kLoginWithAmazon, &kOidc}) {
    pool.Create(*type);
    pool.Update(NameOf(*type), WithDetails({{"client_secret", "rotated"}}));
    EXPECT_EQ(DetailsOf(pool.Describe(NameOf(*type))).at("client_secret"), "rotated") << type->name;
  }
}

TEST_F(UpdateIdentityProvider, KeepsApplesPrivateKeyAndNeverShowsOne) {
  const auto stored = [&] {
    const auto record = service.world().store.Read(
        [&](const storage::Transaction& transaction) { return transaction.identity_providers().Find(pool.id(), "SignInWithApple"); });
    return record ? record->document : std::string();
  };
  std::vector<Answer> answers;
  answers.push_back(pool.Create(kSignInWithApple, R"("IdpIdentifiers":["apple"])"));
  answers.push_back(pool.Update("SignInWithApple", WithDetails({{"key_id", "NEWKEY"}})));
  EXPECT_NE(stored().find("apple-key"), std::string::npos);
  answers.push_back(pool.Update("SignInWithApple", WithDetails({{"private_key", "apple-key-2"}})));
  EXPECT_NE(stored().find("apple-key-2"), std::string::npos);
  answers.push_back(pool.Update("SignInWithApple"));
  answers.push_back(pool.Describe("SignInWithApple"));
  answers.push_back(pool.Find("apple"));
  answers.push_back(pool.List());
  answers.push_back(pool.Update("SignInWithApple", WithDetails({{"private_key", "apple-key-3"}, {"key_id", ""}})));
  for (const Answer& answer : answers) {
    EXPECT_EQ(answer.body.find("apple-key"), std::string::npos) << answer.body;
    EXPECT_EQ(answer.body.find("private_key"), std::string::npos) << answer.body;
  }
}

TEST_F(UpdateIdentityProvider, TakesBackAllThatDescribeShowsAndChangesNothing) {
  for (const auto& [type, details] : ProviderSamples()) {
    ProviderPool own(service);
    own.Create(type);
    const Answer before = own.Describe(NameOf(type));
    Details shown = DetailsOf(before);
    shown.erase("ActiveEncryptionCertificate");  // the one key that AWS refuses
    const Answer updated =
        own.Update(NameOf(type), WithDetails(shown) + "," + WithMapping(MapIn(before, "AttributeMapping")) + R"(,"IdpIdentifiers":[])");
    EXPECT_EQ(OutcomeOf(updated), kOk) << type.name;
    EXPECT_EQ(DetailsOf(updated), DetailsOf(before));
    EXPECT_EQ(MapIn(updated, "AttributeMapping"), MapIn(before, "AttributeMapping"));
  }
}

TEST_F(UpdateIdentityProvider, ChangesNoDetailForEmptyOnesOrForNone) {
  for (const auto& [type, details] : ProviderSamples()) {
    ProviderPool own(service);
    own.Create(type);
    const Answer before = own.Describe(NameOf(type));
    for (const std::string& members : {WithDetails({}), std::string()}) {
      const Answer updated = own.Update(NameOf(type), members);
      EXPECT_EQ(OutcomeOf(updated), kOk) << type.name << members;
      EXPECT_EQ(DetailsOf(updated), DetailsOf(before));
      EXPECT_EQ(MapIn(updated, "AttributeMapping"), MapIn(before, "AttributeMapping"));
    }
  }
}

TEST_F(UpdateIdentityProvider, RemovesAnOptionalKeyThatIsSentEmpty) {
  const Details before = DetailsOf(pool.Create(kOidc));
  const Answer updated = pool.Update("Corp", WithDetails({{"client_secret", ""}, {"jwks_uri", ""}}));
  EXPECT_EQ(OutcomeOf(updated), kOk);
  EXPECT_EQ(DetailsOf(updated), Without(before, "client_secret"));
  EXPECT_EQ(DetailsOf(pool.Describe("Corp")), Without(before, "client_secret"));
}

TEST_F(UpdateIdentityProvider, RefusesToRemoveARequiredKey) {
  const std::pair<const ProviderType&, std::pair<const char*, const char*>> expected[] = {
      {kOidc, {"client_id", "clientId, authorizeScopes, oidcIssuer and attributesRequestMethod are all required idp details."}},
      {kGoogle, {"client_secret", "clientId, clientSecret and authorizeScopes are all required idp details."}},
      {kFacebook, {"authorize_scopes", "clientId, clientSecret and authorizeScopes are all required idp details."}},
      {kLoginWithAmazon, {"client_id", "clientId, clientSecret and authorizeScopes are all required idp details."}},
      {kSignInWithApple, {"private_key", "clientId, privateKey, teamId, and keyId are all required idp details."}},
      {kSaml, {"MetadataFile", "At least one of the MetadataURL or MetadataFile should be provided."}},
  };
  TestService service;
  for (const auto& [type, fault] : expected) {
    ProviderPool own(service);
    own.Create(type);
    const std::string before = own.Describe(NameOf(type)).body;
    EXPECT_EQ(OutcomeOf(own.Update(NameOf(type), WithDetails({{fault.first, ""}}))),
              std::string("InvalidParameterException: ") + fault.second);
    EXPECT_EQ(own.Describe(NameOf(type)).body, before);
  }
}

TEST_F(UpdateIdentityProvider, IgnoresKeysThatTheServiceAdds) {
  const Details before = DetailsOf(pool.Create(kLoginWithAmazon));
  EXPECT_EQ(DetailsOf(pool.Update("LoginWithAmazon", WithDetails({{"token_url", "https://evil.example"}, {"authorize_url", ""}}))), before);
}

TEST_F(UpdateIdentityProvider, MovesFacebooksAddressesWithItsApiVersion) {
  pool.Create(kFacebook);
  const Details moved = DetailsOf(pool.Update("Facebook", WithDetails({{"api_version", "v19.0"}})));
  EXPECT_EQ(moved.at("attributes_url"), "https://graph.facebook.com/v19.0/me?fields=");
  EXPECT_EQ(moved.at("token_url"), "https://graph.facebook.com/v19.0/oauth/access_token");
  const Details removed = DetailsOf(pool.Update("Facebook", WithDetails({{"api_version", ""}})));
  EXPECT_FALSE(removed.contains("api_version"));
  EXPECT_EQ(removed.at("attributes_url"), "https://graph.facebook.com/me?fields=");
  EXPECT_EQ(removed.at("authorize_url"), "https://www.facebook.com/v2.9/dialog/oauth");
  EXPECT_EQ(removed.at("token_url"), "https://graph.facebook.com/v2.9/oauth/access_token");
}

TEST_F(UpdateIdentityProvider, ChangesSeveralMembersAtOnce) {
  pool.Create(kOidc);
  const Answer updated = pool.Update("Corp", R"("ProviderDetails":{"client_id":"new"},"AttributeMapping":{"email":"mail"},)"
                                             R"("IdpIdentifiers":["a"],"AcrMapping":{"Level3":"high"})");
  EXPECT_EQ(OutcomeOf(updated), kOk);
  EXPECT_EQ(updated.body, pool.Describe("Corp").body);
  EXPECT_EQ(updated.TextAt("IdentityProvider.ProviderDetails.client_id"), "new");
  EXPECT_EQ(updated.TextAt("IdentityProvider.AttributeMapping.email"), "mail");
  EXPECT_EQ(updated.TextAt("IdentityProvider.IdpIdentifiers.0"), "a");
  EXPECT_EQ(updated.TextAt("IdentityProvider.AcrMapping.Level3"), "high");
}

TEST_F(UpdateIdentityProvider, ChangesNoOtherProvider) {
  ProviderPool other_pool(service);
  pool.CreateNamed("One", kOidc);
  pool.CreateNamed("Two", kOidc);
  other_pool.CreateNamed("One", kOidc);
  const std::string two = pool.Describe("Two").body;
  const std::string other = other_pool.Describe("One").body;
  EXPECT_EQ(OutcomeOf(pool.Update("One", WithDetails({{"client_id", "new"}}))), kOk);
  EXPECT_EQ(pool.Describe("Two").body, two);
  EXPECT_EQ(other_pool.Describe("One").body, other);
}

}  // namespace
}  // namespace rockpool::support
