// One request, one answer: counting, paths, masks and what is passed over. The model sweep has every constraint of every operation.
#include "server/protocol/validator.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/unit/protocol/validation.h"

namespace rockpool::protocol {
namespace {

using support::Validation;

constexpr const char* kOne = "InvalidParameterException: 1 validation error detected: ";

std::string Repeated(std::string_view piece, std::size_t times, std::string_view separator = "") {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) {
    text.append(i == 0 ? "" : separator).append(piece);
  }
  return text;
}

bool Contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(Validator, PassesOverMembersThatTheModelHasNot) {
  EXPECT_EQ(Validation("DescribeUserPool", R"({"UserPoolId":"us-east-1_a","NoSuchMember":{"a":[1]},"userPoolId":7})"), "accepted");
}

TEST(Validator, TakesNullForAbsent) {
  EXPECT_EQ(Validation("ListUserPools", R"({"MaxResults":1,"NextToken":null})"), "accepted");
  EXPECT_EQ(Validation("DescribeUserPool", R"({"UserPoolId":null})"),
            std::string(kOne) + "Value null at 'userPoolId' failed to satisfy constraint: Member must not be null");
}

TEST(Validator, QuotesTheValueAndTheModelsPattern) {
  EXPECT_EQ(
      Validation("DescribeUserPool", R"({"UserPoolId":"nonsense"})"),
      std::string(kOne) +
          R"(Value 'nonsense' at 'userPoolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w-]+_[0-9a-zA-Z]+)");
}

TEST(Validator, ListsBothFailuresOfOneMember) {
  const std::string refusal = Validation("DescribeUserPool", R"({"UserPoolId":""})");
  EXPECT_TRUE(refusal.starts_with("InvalidParameterException: 2 validation errors detected: Value '' at 'userPoolId' failed")) << refusal;
  EXPECT_TRUE(Contains(refusal, "; Value '' at 'userPoolId' failed to satisfy constraint: Member must ")) << refusal;
  EXPECT_TRUE(Contains(refusal, "Member must have length greater than or equal to 1")) << refusal;
  EXPECT_TRUE(Contains(refusal, "Member must satisfy regular expression pattern: ")) << refusal;
}

TEST(Validator, ListsTheFailuresOfAllMembersInOneAnswer) {
  const std::string refusal = Validation("CreateIdentityProvider", R"({"UserPoolId":"x","ProviderType":"Twitter","IdpIdentifiers":[""]})");
  EXPECT_TRUE(refusal.starts_with("InvalidParameterException: 5 validation errors detected: ")) << refusal;
  for (const char* part : {"Value 'x' at 'userPoolId'", "Value null at 'providerName'", "Value null at 'providerDetails'",
                           "Value 'Twitter' at 'providerType' failed to satisfy constraint: Member must satisfy enum value set: "
                           "[Facebook, SAML, SignInWithApple, LoginWithAmazon, OIDC, Google]",
                           "Value '[]' at 'idpIdentifiers'"}) {
    EXPECT_TRUE(Contains(refusal, part)) << part << " is not in " << refusal;
  }
}

TEST(Validator, DoesNotEchoWhatIsSensitive) {
  EXPECT_EQ(Validation("SignUp", R"({"ClientId":"abc","Username":"jane","Password":" s3cret"})"),
            std::string(kOne) +
                R"(Value at 'password' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[\S]+.*[\S]+$)");
}

TEST(Validator, DoesNotEchoWhatStandsInsideSomethingSensitive) {
  const std::string secret = "fingerprint" + std::string(131072, 'f');
  const std::string refusal = Validation(
      "SignUp", R"({"ClientId":"abc","Username":"jane","Password":"s3cret","UserContextData":{"EncodedData":")" + secret + R"("}})");
  EXPECT_FALSE(Contains(refusal, "fingerprint")) << refusal.substr(0, 200);
}

TEST(Validator, CountsElementsOfListsFromOne) {
  EXPECT_EQ(
      Validation("CreateUserPool", R"({"PoolName":"p","Schema":[{"Name":"a"},{"Name":"a b"}]})"),
      std::string(kOne) +
          R"(Value 'a b' at 'schema.2.member.name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\p{L}\p{M}\p{S}\p{N}\p{P}]+)");
}

TEST(Validator, SpellsDeepPathsAsTheServiceDoes) {
  EXPECT_EQ(
      Validation("CreateUserPool",
                 R"({"PoolName":"p","AdminCreateUserConfig":{"InviteMessageTemplate":{"EmailMessage":"no code in it"}}})"),
      std::string(kOne) +
          R"(Value 'no code in it' at 'adminCreateUserConfig.inviteMessage.emailMessage' failed to satisfy constraint: Member must satisfy regular expression pattern: [\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*\{####\}[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*)");
  EXPECT_EQ(Validation("CreateUserPool", R"({"PoolName":"p","Policies":{"PasswordPolicy":{"MinimumLength":100}}})"),
            std::string(kOne) +
                "Value '100' at 'policies.passwordPolicy.minimumLength' failed to satisfy constraint: Member must have value less than or "
                "equal to 99");
}

TEST(Validator, FindsRequiredMembersInsideMaps) {
  EXPECT_EQ(
      Validation("CreateUserPool", R"({"PoolName":"p","AcrConfiguration":{"Level1":{}}})"),
      std::string(kOne) + "Value null at 'acrConfiguration.Level1.member.acrValue' failed to satisfy constraint: Member must not be null");
}

TEST(Validator, NamesBothEndsOfARange) {
  EXPECT_EQ(Validation("ListUserPools", R"({"MaxResults":61})"),
            std::string(kOne) + "Value '61' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 60");
  EXPECT_EQ(
      Validation("ListIdentityProviders", R"({"UserPoolId":"us-east-1_a","MaxResults":-1})"),
      std::string(kOne) + "Value '-1' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 0");
  EXPECT_EQ(Validation("ListUserPools", R"({"MaxResults":"61"})"),
            std::string(kOne) + "Value '61' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 60");
}

std::string ProviderNamed(const std::string& name) {
  return Validation("DescribeIdentityProvider", R"({"UserPoolId":"us-east-1_a","ProviderName":")" + name + R"("})");
}

TEST(Validator, MeasuresTextInUtf16CodeUnits) {
  const std::string fish = "\xf0\x9f\x90\x9f";  // two units
  const std::string umlaut = "\xc3\xa4";        // one unit, two bytes
  EXPECT_EQ(ProviderNamed(Repeated(fish, 16)), "accepted");
  EXPECT_EQ(ProviderNamed(Repeated(umlaut, 32)), "accepted");
  const std::string refusal = ProviderNamed(Repeated(fish, 16) + "a");
  EXPECT_TRUE(refusal.ends_with("at 'providerName' failed to satisfy constraint: Member must have length less than or equal to 32"))
      << refusal;
}

TEST(Validator, NamesAtMostSoManyViolations) {
  const std::string attribute = R"({"Name":"","AttributeDataType":"none"})";
  const std::string schema = R"({"PoolName":"p","Schema":[)" + Repeated(attribute, 50, ",") + "]}";
  const std::string refusal = Validation("CreateUserPool", schema);
  EXPECT_TRUE(refusal.starts_with("InvalidParameterException: 100 validation errors detected: ")) << refusal.substr(0, 100);
  std::size_t items = 0;
  for (std::size_t at = refusal.find("Value '"); at != std::string::npos; at = refusal.find("Value '", at + 1)) {
    ++items;
  }
  EXPECT_EQ(items, kMaxViolations);
}

TEST(Validator, LetsAWrongTypeComeBeforeAllViolations) {
  EXPECT_EQ(Validation("CreateIdentityProvider", R"({"UserPoolId":"","ProviderType":"Twitter","IdpIdentifiers":"one"})"),
            "SerializationException: Unexpected field type");
  EXPECT_EQ(Validation("CreateIdentityProvider", R"({"ProviderDetails":[],"UserPoolId":""})"),
            "SerializationException: Start of list found where not expected");
}

TEST(Validator, IsNotMisledByNamesThatAreAlmostTheModels) {
  EXPECT_EQ(Validation("DescribeUserPool", R"({"UserPoolId":"us-east-1_a","":1,"UserPoolId\u0000":2,"UserPoolI":3})"), "accepted");
}

}  // namespace
}  // namespace rockpool::protocol
