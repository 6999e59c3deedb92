#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "server/protocol/validator.h"

namespace rockpool::protocol {
namespace {

using api::Shape;
using api::ShapeKind;

constexpr Shape kText{.name = "Text", .kind = ShapeKind::kString};
constexpr Shape kSecret{.name = "Secret", .kind = ShapeKind::kString, .sensitive = true};
constexpr Shape kNumber{.name = "Number", .kind = ShapeKind::kInteger};
constexpr Shape kFlag{.name = "Flag", .kind = ShapeKind::kBoolean};
constexpr Shape kAny{.name = "Any", .kind = ShapeKind::kDocument};
constexpr Shape kTexts{.name = "Texts", .kind = ShapeKind::kList, .element = &kText};
constexpr Shape kSecrets{.name = "Secrets", .kind = ShapeKind::kList, .element = &kSecret};
constexpr Shape kMap{.name = "Map", .kind = ShapeKind::kMap, .key = &kText, .element = &kText};
constexpr Shape kSecretMap{.name = "SecretMap", .kind = ShapeKind::kMap, .key = &kText, .element = &kSecret};
constexpr api::Member kAttributeMembers[] = {{"Name", "name", &kText, true, 1}, {"Value", "value", &kSecret, false, 0}};
constexpr Shape kAttribute{.name = "Attribute", .kind = ShapeKind::kStructure, .members = kAttributeMembers};
constexpr Shape kAttributes{.name = "Attributes", .kind = ShapeKind::kList, .element = &kAttribute};

std::string Shown(const Shape& shape, std::string_view json) {
  rapidjson::Document value;
  value.Parse(json.data(), json.size());
  return ValueText(shape, value);
}

TEST(ValueText, ShowsTextAsItIs) { EXPECT_EQ(Shown(kText, R"("a 'b' \"c\" \u00e4")"), "a 'b' \"c\" \xc3\xa4"); }

TEST(ValueText, ShowsNumbersAndBooleans) {
  EXPECT_EQ(Shown(kNumber, "-61"), "-61");
  EXPECT_EQ(Shown(kNumber, R"("61")"), "61");
  EXPECT_EQ(Shown(kFlag, "true"), "true");
}

TEST(ValueText, ShowsListsAndMapsAsJavaDoes) {
  EXPECT_EQ(Shown(kTexts, R"(["a","b"])"), "[a, b]");
  EXPECT_EQ(Shown(kTexts, "[]"), "[]");
  EXPECT_EQ(Shown(kMap, R"({"a":"1","b":"2"})"), "{a=1, b=2}");
  EXPECT_EQ(Shown(kMap, "{}"), "{}");
}

TEST(ValueText, ShowsNullInside) {
  EXPECT_EQ(Shown(kTexts, R"(["a",null])"), "[a, null]");
  EXPECT_EQ(Shown(kMap, R"({"a":null})"), "{a=null}");
}

TEST(ValueText, ShowsAllMembersOfAStructureInTheModelsOrder) {
  EXPECT_EQ(Shown(kAttribute, R"({"Name":"email"})"), "Attribute(value=null, name=email)");
  EXPECT_EQ(Shown(kAttribute, R"({"Name":"email","Name":"last"})"), "Attribute(value=null, name=last)");
}

TEST(ValueText, LeavesOutMembersThatTheModelHasNot) {
  EXPECT_EQ(Shown(kAttribute, R"({"Extra":"x","Name":"email"})"), "Attribute(value=null, name=email)");
}

TEST(ValueText, BreaksLongListsOff) {
  std::string many = "[{}";
  for (int i = 0; i < 20'000; ++i) {
    many += ",{}";
  }
  const std::string text = Shown(kAttributes, many + "]");
  EXPECT_TRUE(text.ends_with("Attribute(value=null, name=null), ...]"));
  EXPECT_LT(text.size(), 300'000U);
}

TEST(ValueText, MasksWhatIsSensitiveInside) {
  EXPECT_EQ(Shown(kSecrets, R"(["s3cret","t0p"])").find("s3cret"), std::string::npos);
  EXPECT_EQ(Shown(kSecretMap, R"({"key":"s3cret"})").find("s3cret"), std::string::npos);
  EXPECT_EQ(Shown(kAttributes, R"([{"Name":"email","Value":"s3cret"}])").find("s3cret"), std::string::npos);
}

TEST(ValueText, ShowsWhatStandsBesideSomethingSensitive) {
  const std::string text = Shown(kAttributes, R"([{"Name":"email","Value":"s3cret"},{"Name":"phone"}])");
  EXPECT_TRUE(text.starts_with("[Attribute(value=*")) << text;
  EXPECT_TRUE(text.ends_with("*, name=email), Attribute(value=null, name=phone)]")) << text;
}

TEST(ValueText, ShowsDocumentsAsCompactJson) { EXPECT_EQ(Shown(kAny, R"({ "a" : [ 1, null ] })"), R"({"a":[1,null]})"); }

}  // namespace
}  // namespace rockpool::protocol
