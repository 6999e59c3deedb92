// Lists and maps: what is reported once for the whole, and what is not there to be measured.
#include <gtest/gtest.h>

#include <string>

#include "tests/unit/protocol/validation.h"

namespace rockpool::protocol {
namespace {

using support::Validation;

constexpr const char* kOne = "InvalidParameterException: 1 validation error detected: ";
constexpr const char* kIdentifierConstraints =
    R"([Member must have length less than or equal to 40, Member must have length greater than or equal to 1, )"
    R"(Member must satisfy regular expression pattern: [\w\s+=.@-]+])";

std::string List(std::string_view element, int count) {
  std::string text = "[";
  for (int i = 0; i < count; ++i) {
    text.append(i == 0 ? "" : ",").append(element);
  }
  return text + "]";
}

std::string WithIdentifiers(const std::string& identifiers) {
  return Validation("UpdateIdentityProvider", R"({"UserPoolId":"us-east-1_a","ProviderName":"abc","IdpIdentifiers":)" + identifiers + "}");
}

std::string WithMapping(const std::string& mapping) {
  return Validation("UpdateIdentityProvider", R"({"UserPoolId":"us-east-1_a","ProviderName":"abc","AttributeMapping":)" + mapping + "}");
}

std::string PoolWith(const std::string& member) { return Validation("CreateUserPool", R"({"PoolName":"p",)" + member + "}"); }

TEST(ListElements, AreReportedAtTheListWithAllTheirConstraints) {
  EXPECT_EQ(WithIdentifiers(R"(["good","b!d"])"),
            std::string(kOne) + "Value '[good, b!d]' at 'idpIdentifiers' failed to satisfy constraint: Member must satisfy constraint: " +
                kIdentifierConstraints);
}

TEST(ListElements, AreReportedOnceHoweverManyAreWrong) {
  EXPECT_EQ(WithIdentifiers(R"(["b!d","b?d",""])"),
            std::string(kOne) + "Value '[b!d, b?d, ]' at 'idpIdentifiers' failed to satisfy constraint: Member must satisfy constraint: " +
                kIdentifierConstraints);
}

TEST(ListElements, MayBeAsManyAsTheLimitAndNoMore) {
  EXPECT_EQ(WithIdentifiers(List(R"("a")", 50)), "accepted");
  const std::string refusal = WithIdentifiers(List(R"("a")", 51));
  EXPECT_TRUE(refusal.starts_with(std::string(kOne) + "Value '[a, a, a")) << refusal;
  EXPECT_TRUE(refusal.ends_with("]' at 'idpIdentifiers' failed to satisfy constraint: Member must have length less than or equal to 50"))
      << refusal;
}

TEST(ListElements, ThatAreNullAreNamed) {
  EXPECT_EQ(
      WithIdentifiers(R"(["a",null])"),
      std::string(kOne) +
          "Value '[a, null]' at 'idpIdentifiers' failed to satisfy constraint: Member must satisfy constraint: [Member must not be null]");
}

TEST(ListElements, ThatAreStructuresMustNotBeNullEither) {
  EXPECT_EQ(PoolWith(R"("Schema":[null])"),
            std::string(kOne) +
                "Value '[null]' at 'schema' failed to satisfy constraint: Member must satisfy constraint: [Member must not be null]");
}

TEST(ListElements, OfAWrongTypeAreRefused) {
  EXPECT_EQ(WithIdentifiers(R"(["a",{}])"), "SerializationException: Start of structure or map found where not expected.");
  EXPECT_EQ(WithIdentifiers(R"([1])"), "SerializationException: class java.lang.Integer can not be converted to an String");
  EXPECT_EQ(PoolWith(R"("Schema":["text"])"), "SerializationException: Unexpected field type");
}

// The list is shown in the text of its own violation, before its elements are looked at one by one.
TEST(ListElements, OfAWrongTypeAreRefusedInAListThatIsTooLong) {
  EXPECT_EQ(PoolWith(R"("Schema":)" + List(R"("text")", 51)), "SerializationException: Unexpected field type");
  EXPECT_EQ(PoolWith(R"("Schema":)" + List("7", 51)), "SerializationException: Unexpected field type");
  EXPECT_EQ(PoolWith(R"("Schema":)" + List(R"({"Name":{"a":1}})", 51)),
            "SerializationException: Start of structure or map found where not expected.");
  EXPECT_EQ(PoolWith(R"("Schema":)" + List(R"({"StringAttributeConstraints":"text"})", 51)),
            "SerializationException: Unexpected field type");
}

TEST(ListElements, OfAnEnumerationNameIt) {
  EXPECT_EQ(PoolWith(R"("AutoVerifiedAttributes":["fax"])"),
            std::string(kOne) +
                "Value '[fax]' at 'autoVerifiedAttributes' failed to satisfy constraint: Member must satisfy constraint: "
                "[Member must satisfy enum value set: [phone_number, email]]");
}

TEST(MapKeys, AreReportedAtTheMapWithAllTheirConstraints) {
  EXPECT_EQ(WithMapping(R"({"":"sub"})"),
            std::string(kOne) +
                "Value '{=sub}' at 'attributeMapping' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have "
                "length less than or equal to 32, Member must have length greater than or equal to 1]");
}

TEST(MapKeys, AreMeasuredInUtf16CodeUnits) {
  std::string fish;
  for (int i = 0; i < 16; ++i) {
    fish += "\xf0\x9f\x90\x9f";
  }
  EXPECT_EQ(WithMapping(R"({")" + fish + R"(":"sub"})"), "accepted");
  EXPECT_NE(WithMapping(R"({")" + fish + R"(a":"sub"})"), "accepted");
}

TEST(MapValues, AreReportedAtTheMapWithAllTheirConstraints) {
  const std::string value(257, 'v');
  EXPECT_EQ(
      PoolWith(R"("UserPoolTags":{"team":")" + value + R"("})"),
      std::string(kOne) + "Value '{team=" + value +
          "}' at 'userPoolTags' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or "
          "equal to 256, Member must have length greater than or equal to 0]");
}

TEST(MapValues, ThatAreNullAreNamed) {
  EXPECT_EQ(WithMapping(R"({"email":null})"),
            std::string(kOne) +
                "Value '{email=null}' at 'attributeMapping' failed to satisfy constraint: Map value must satisfy constraint: [Member must "
                "not be null]");
}

// amazon-cognito-identity-js sends such a DEVICE_KEY.
TEST(MapValues, ThatAreNullAreLeftOutOfWhatASignInIsGiven) {
  EXPECT_EQ(Validation("InitiateAuth", R"({"ClientId":"a","AuthFlow":"REFRESH_TOKEN_AUTH","AuthParameters":{"DEVICE_KEY":null}})"),
            "accepted");
  EXPECT_EQ(Validation("RespondToAuthChallenge",
                       R"({"ClientId":"a","ChallengeName":"PASSWORD_VERIFIER","ChallengeResponses":{"DEVICE_KEY":null}})"),
            "accepted");
  EXPECT_NE(Validation("InitiateAuth", R"({"ClientId":"a","AuthFlow":"REFRESH_TOKEN_AUTH","ClientMetadata":{"a":null}})"), "accepted");
}

TEST(MapValues, OfAWrongTypeAreRefused) {
  EXPECT_EQ(WithMapping(R"({"email":true})"), "SerializationException: class java.lang.Boolean can not be converted to an String");
  EXPECT_EQ(WithMapping(R"({"email":[]})"), "SerializationException: Start of list found where not expected");
  EXPECT_EQ(PoolWith(R"("AcrConfiguration":{"Level1":"text"})"), "SerializationException: Unexpected field type");
}

}  // namespace
}  // namespace rockpool::protocol
