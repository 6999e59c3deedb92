#include "server/identity_providers/mappings.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/support/refusal.h"

namespace rockpool::identity_providers {
namespace {

using Schema = std::vector<api::SchemaAttributeType>;

api::SchemaAttributeType Attribute(std::string name, bool required = false) {
  api::SchemaAttributeType attribute;
  attribute.Name = std::move(name);
  attribute.Required = required;
  return attribute;
}

Schema PlainSchema() {
  return {Attribute("sub", true), Attribute("given_name"), Attribute("family_name"), Attribute("email"), Attribute("custom:team")};
}

std::string RefusalOfMapping(const ProviderType& type, const AttributeMapping& mapping, const Schema& schema) {
  return support::RefusalOf([&] { CheckAttributeMapping(type, mapping, schema); });
}

struct UsernameCase {
  const ProviderType& type;
  const char* claim;
};

std::vector<UsernameCase> UsernameCases() {
  return {{kOidc, "sub"}, {kGoogle, "sub"}, {kSignInWithApple, "sub"}, {kFacebook, "id"}, {kLoginWithAmazon, "user_id"}};
}

TEST(AttributeMappingOnCreate, IsTheDefaultUsernameWhenLeftOut) {
  for (const auto& [type, claim] : UsernameCases()) {
    EXPECT_EQ(MappingOnCreate(type, std::nullopt), (AttributeMapping{{"username", claim}})) << type.name;
  }
  EXPECT_EQ(MappingOnCreate(kSaml, std::nullopt), AttributeMapping{});
}

TEST(AttributeMappingOnCreate, GainsTheDefaultUsernameWhenGivenWithoutOne) {
  for (const auto& [type, claim] : UsernameCases()) {
    EXPECT_EQ(MappingOnCreate(type, AttributeMapping{{"email", "email"}}), (AttributeMapping{{"email", "email"}, {"username", claim}}));
  }
  EXPECT_EQ(MappingOnCreate(kSaml, AttributeMapping{{"email", "mail"}}), (AttributeMapping{{"email", "mail"}}));
}

TEST(AttributeMappingOnCreate, StaysEmptyWhenGivenEmpty) { EXPECT_EQ(MappingOnCreate(kOidc, AttributeMapping{}), AttributeMapping{}); }

TEST(AttributeMappingOnUpdate, IsKeptWhenLeftOut) {
  const AttributeMapping stored = {{"email", "mail"}};
  EXPECT_EQ(MappingOnUpdate(kOidc, stored, std::nullopt), stored);
  EXPECT_EQ(MappingOnUpdate(kOidc, {}, std::nullopt), AttributeMapping{});
}

TEST(AttributeMappingOnUpdate, IsClearedByAnEmptyOneAndGainsNoUsername) {
  EXPECT_EQ(MappingOnUpdate(kOidc, {{"username", "sub"}}, AttributeMapping{}), AttributeMapping{});
}

TEST(AttributeMappingOnUpdate, IsReplacedWholeAndGainsTheDefaultUsername) {
  EXPECT_EQ(MappingOnUpdate(kOidc, {{"email", "mail"}, {"username", "sub"}}, AttributeMapping{{"given_name", "name"}}),
            (AttributeMapping{{"given_name", "name"}, {"username", "sub"}}));
  EXPECT_EQ(MappingOnUpdate(kSaml, {{"email", "mail"}}, AttributeMapping{{"given_name", "name"}}),
            (AttributeMapping{{"given_name", "name"}}));
}

TEST(AttributeMappingCheck, TakesAttributesOfThePoolAndUsername) {
  EXPECT_EQ(RefusalOfMapping(kOidc, {{"email", "e"}, {"custom:team", "t"}, {"username", "sub"}}, PlainSchema()), "accepted");
  EXPECT_EQ(RefusalOfMapping(kSaml, {{"username", "any"}}, PlainSchema()), "accepted");
}

TEST(AttributeMappingCheck, NamesTheTargetsThatThePoolAloneFills) {
  Schema schema = PlainSchema();
  schema.push_back(Attribute("identities"));
  EXPECT_EQ(RefusalOfMapping(kOidc, {{"sub", "sub"}, {"identities", "i"}, {"email", "email"}}, schema),
            "InvalidParameterException: AttributeMapping contains invalid mapping: [identities, sub]");
}

TEST(AttributeMappingCheck, NamesTheTargetsThatThePoolDoesNotHave) {
  EXPECT_EQ(RefusalOfMapping(kOidc, {{"custom:foo", "email"}, {"email", "email"}}, PlainSchema()),
            "InvalidParameterException: AttributeMapping contains invalid mapping: [custom:foo]");
  EXPECT_EQ(RefusalOfMapping(kSaml, {{"team", "a"}, {"custom:foo", "b"}, {"Email", "c"}}, PlainSchema()),
            "InvalidParameterException: AttributeMapping contains invalid mapping: [Email, custom:foo, team]");
}

TEST(AttributeMappingCheck, NamesTheRequiredAttributesThatAreMissingInTheOrderOfTheSchema) {
  Schema schema = {Attribute("sub", true), Attribute("given_name", true), Attribute("family_name", true), Attribute("email", true)};
  EXPECT_EQ(RefusalOfMapping(kOidc, {{"email", "e"}}, schema),
            "InvalidParameterException: The attribute mapping is missing required attributes [given_name, family_name]");
  EXPECT_EQ(RefusalOfMapping(kSaml, {{"given_name", "g"}, {"family_name", "f"}}, schema),
            "InvalidParameterException: The attribute mapping is missing required attributes [email]");
  EXPECT_EQ(RefusalOfMapping(kSaml, {{"given_name", "g"}, {"family_name", "f"}, {"email", "e"}}, schema), "accepted");
}

TEST(AttributeMappingCheck, LetsAnEmptyMappingPassOnlyWhereNothingIsRequired) {
  EXPECT_EQ(RefusalOfMapping(kOidc, {}, PlainSchema()), "accepted");
  EXPECT_EQ(RefusalOfMapping(kOidc, {}, {Attribute("email", true)}),
            "InvalidParameterException: The attribute mapping is missing required attributes [email]");
}

TEST(AttributeMappingCheck, TellsInvalidTargetsBeforeMissingOnes) {
  EXPECT_EQ(RefusalOfMapping(kOidc, {{"nonsense", "x"}}, {Attribute("email", true)}),
            "InvalidParameterException: AttributeMapping contains invalid mapping: [nonsense]");
}

TEST(AttributeMappingCheck, HoldsUsernameToTheClaimOfTheType) {
  for (const auto& [type, claim] : UsernameCases()) {
    EXPECT_EQ(RefusalOfMapping(type, {{"username", claim}}, PlainSchema()), "accepted") << type.name;
    EXPECT_EQ(RefusalOfMapping(type, {{"username", "email"}}, PlainSchema()),
              "InvalidParameterException: AttributeMapping contains invalid mapping: [username]")
        << type.name;
  }
}

}  // namespace

namespace {

const AcrMapping kTwoLevels = {{"Level1", "urn:low"}, {"Level4", "urn:high"}};

TEST(AcrMappings, AreAbsentUntilTheyAreSet) { EXPECT_EQ(AcrMappingAfter(kOidc, std::nullopt, std::nullopt), std::nullopt); }

TEST(AcrMappings, AreKeptWhenLeftOut) { EXPECT_EQ(AcrMappingAfter(kOidc, kTwoLevels, std::nullopt), kTwoLevels); }

TEST(AcrMappings, AreReplacedWhole) {
  const AcrMapping submitted = {{"Level2", "urn:middle"}};
  EXPECT_EQ(AcrMappingAfter(kOidc, kTwoLevels, submitted), submitted);
}

TEST(AcrMappings, AreClearedByAnEmptyOne) { EXPECT_EQ(AcrMappingAfter(kOidc, kTwoLevels, AcrMapping{}), AcrMapping{}); }

TEST(AcrMappings, KnowFourLevels) {
  EXPECT_EQ(support::RefusalOf([] {
              AcrMappingAfter(kOidc, std::nullopt, AcrMapping{{"Level0", "a"}, {"Level1", "b"}, {"level2", "c"}});
            }),
            "InvalidParameterException: AcrMapping contains invalid levels: [Level0, level2]");
}

TEST(AcrMappings, BelongToOidcAlone) {
  for (const ProviderType* type : ProviderTypes()) {
    const std::string refusal = support::RefusalOf([type] { AcrMappingAfter(*type, std::nullopt, kTwoLevels); });
    const std::string expected =
        "InvalidParameterException: AcrMapping is not supported for " + std::string(type->name) + " identity providers.";
    EXPECT_EQ(refusal, type == &kOidc ? "accepted" : expected);
  }
}

}  // namespace

}  // namespace rockpool::identity_providers
