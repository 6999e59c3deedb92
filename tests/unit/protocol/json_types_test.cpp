#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "server/api/operation.h"
#include "server/protocol/validator.h"
#include "tests/support/refusal.h"

namespace rockpool::protocol {
namespace {

using api::ShapeKind;

constexpr const char* kUnexpected = "SerializationException: Unexpected field type";
constexpr const char* kObject = "SerializationException: Start of structure or map found where not expected.";
constexpr const char* kList = "SerializationException: Start of list found where not expected";

std::string Read(const api::Shape& shape, std::string_view json) {
  rapidjson::Document value;
  value.Parse(json.data(), json.size());
  return support::RefusalOf([&] { CheckJsonTypes(shape, value); });
}

std::string Read(ShapeKind kind, std::string_view json) {
  static constexpr api::Shape kText{.name = "Text", .kind = ShapeKind::kString};
  return Read(api::Shape{.name = "Any", .kind = kind, .key = &kText, .element = &kText}, json);
}

std::string NoString(const std::string& type) { return "SerializationException: class " + type + " can not be converted to an String"; }

TEST(JsonTypes, ReadTextFromStringsAlone) {
  EXPECT_EQ(Read(ShapeKind::kString, R"("")"), "accepted");
  EXPECT_EQ(Read(ShapeKind::kString, "7"), NoString("java.lang.Integer"));
  EXPECT_EQ(Read(ShapeKind::kString, "-7"), NoString("java.lang.Integer"));
  EXPECT_EQ(Read(ShapeKind::kString, "false"), NoString("java.lang.Boolean"));
  EXPECT_EQ(Read(ShapeKind::kString, "1.5"), NoString("com.amazon.coral.value.json.numbers.TruncatingBigNumber"));
  EXPECT_EQ(Read(ShapeKind::kString, "{}"), kObject);
  EXPECT_EQ(Read(ShapeKind::kString, "[]"), kList);
}

TEST(JsonTypes, AssumeALongForWhatNoIntegerHolds) {
  EXPECT_EQ(Read(ShapeKind::kString, "2147483647"), NoString("java.lang.Integer"));
  EXPECT_EQ(Read(ShapeKind::kString, "2147483648"), NoString("java.lang.Long"));
}

TEST(JsonTypes, ReadBooleansFromAnyString) {
  for (const char* json : {"true", "false", R"("true")", R"("yes")", R"("")"}) {
    EXPECT_EQ(Read(ShapeKind::kBoolean, json), "accepted") << json;
  }
}

TEST(JsonTypes, ReadNoBooleanFromContainersAndNumbers) {
  EXPECT_EQ(Read(ShapeKind::kBoolean, "{}"), kObject);
  EXPECT_EQ(Read(ShapeKind::kBoolean, "[]"), kList);
  EXPECT_EQ(Read(ShapeKind::kBoolean, "1"), kUnexpected);
}

TEST(JsonTypes, ReadNumbersFromStringsThatHoldOne) {
  for (const ShapeKind kind : {ShapeKind::kInteger, ShapeKind::kLong}) {
    for (const char* json : {"7", "-7", "7.9", "1e3", R"("7")", R"("-7")"}) {
      EXPECT_EQ(Read(kind, json), "accepted") << json;
    }
  }
}

TEST(JsonTypes, ReadNoNumberFromAnythingElse) {
  for (const ShapeKind kind : {ShapeKind::kInteger, ShapeKind::kLong}) {
    for (const char* json : {"true", R"("")", R"("seven")", R"("7 ")", R"("0x7")", R"("9223372036854775808")", "1e300"}) {
      EXPECT_EQ(Read(kind, json), kUnexpected) << json;
    }
    EXPECT_EQ(Read(kind, "{}"), kObject);
    EXPECT_EQ(Read(kind, "[]"), kList);
  }
}

TEST(JsonTypes, ReadBlobsFromBase64) {
  for (const char* json : {R"("")", R"("QQ==")", R"("QUI=")", R"("QUJD")", R"("+/+/")"}) {
    EXPECT_EQ(Read(ShapeKind::kBlob, json), "accepted") << json;
  }
  for (const char* json : {R"("Q")", R"("QQ")", R"("QQ=")", R"("QQ==QUJD")", R"("QU D")", R"("QUJ-")", R"("=")"}) {
    EXPECT_EQ(Read(ShapeKind::kBlob, json), kUnexpected) << json;
  }
  EXPECT_EQ(Read(ShapeKind::kBlob, "1"), NoString("java.lang.Integer"));
}

TEST(JsonTypes, ReadContainersFromTheirOwnKindAlone) {
  for (const ShapeKind kind : {ShapeKind::kStructure, ShapeKind::kMap}) {
    EXPECT_EQ(Read(kind, "{}"), "accepted");
    EXPECT_EQ(Read(kind, "[]"), kList);
    EXPECT_EQ(Read(kind, R"("text")"), kUnexpected);
  }
  EXPECT_EQ(Read(ShapeKind::kList, "[]"), "accepted");
  EXPECT_EQ(Read(ShapeKind::kList, "{}"), kObject);
  EXPECT_EQ(Read(ShapeKind::kList, R"("text")"), kUnexpected);
}

TEST(JsonTypes, ReadDocumentsFromAnything) {
  for (const char* json : {"{}", "[]", "1", "true", R"("text")"}) {
    EXPECT_EQ(Read(ShapeKind::kDocument, json), "accepted") << json;
  }
}

TEST(JsonTypes, AreCheckedInsideListsAndMaps) {
  EXPECT_EQ(Read(ShapeKind::kList, R"(["a","b"])"), "accepted");
  EXPECT_EQ(Read(ShapeKind::kList, R"(["a",{}])"), kObject);
  EXPECT_EQ(Read(ShapeKind::kMap, R"({"a":"1","b":[]})"), kList);
}

TEST(JsonTypes, AreCheckedAtEveryDepth) {
  const api::Shape& request = *api::FindOperation("CreateUserPool")->input;
  EXPECT_EQ(Read(request, R"({"Schema":[{"StringAttributeConstraints":{"MinLength":"1"}}]})"), "accepted");
  EXPECT_EQ(Read(request, R"({"Schema":[{"StringAttributeConstraints":{"MinLength":1}}]})"), NoString("java.lang.Integer"));
  EXPECT_EQ(Read(request, R"({"AcrConfiguration":{"Level1":{"AcrValue":true}}})"), NoString("java.lang.Boolean"));
}

TEST(JsonTypes, TakeNullEverywhere) {
  const api::Shape& request = *api::FindOperation("CreateUserPool")->input;
  EXPECT_EQ(Read(request, R"({"PoolName":null,"Schema":[null,{"Name":null}],"UserPoolTags":{"a":null},"Policies":null})"), "accepted");
}

TEST(JsonTypes, PassOverMembersThatTheModelHasNot) {
  EXPECT_EQ(Read(*api::FindOperation("CreateUserPool")->input, R"({"poolName":7,"Extra":[{}]})"), "accepted");
}

}  // namespace
}  // namespace rockpool::protocol
