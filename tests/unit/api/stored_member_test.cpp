#include <gtest/gtest.h>

#include <string>

#include "server/api/codecs.h"
#include "server/api/json.h"

namespace rockpool::api {
namespace {

TEST(StoredMember, IsTheValueAsItStandsInTheText) {
  constexpr std::string_view kObject = R"({"A":"x","B":{"C":[1,{"D":"}"}],"E":{}},"F":-12.5,"G":true,"H":[],"I":null})";
  EXPECT_EQ(StoredMember(kObject, "A"), R"("x")");
  EXPECT_EQ(StoredMember(kObject, "B"), R"({"C":[1,{"D":"}"}],"E":{}})");
  EXPECT_EQ(StoredMember(kObject, "F"), "-12.5");
  EXPECT_EQ(StoredMember(kObject, "G"), "true");
  EXPECT_EQ(StoredMember(kObject, "H"), "[]");
  EXPECT_EQ(StoredMember(kObject, "I"), "null");
}

TEST(StoredMember, IsEmptyWhereTheObjectHasNone) {
  EXPECT_EQ(StoredMember("{}", "A"), "");
  EXPECT_EQ(StoredMember(R"({"AB":1})", "A"), "");
  EXPECT_EQ(StoredMember(R"({"B":{"A":1},"C":["A",{"A":2}],"D":"A"})", "A"), "");
}

TEST(StoredMember, IsFoundBehindQuotationMarksAndBracketsInTexts) {
  for (const char* text : {R"(\")", R"(\\)", R"(\\\")", R"(\"A\":1,)", R"(}]{[,:)", R"(\\\\)", ""}) {
    const std::string object = std::string(R"({"0":")") + text + R"(","1":[")" + text + R"("],"A":{"B":")" + text + R"("}})";
    EXPECT_EQ(StoredMember(object, "A"), std::string(R"({"B":")") + text + R"("})") << object;
  }
}

TEST(StoredMember, IsEachMemberOfAStoredPool) {
  UserPoolType pool;
  pool.Name = "a \"pool\" \\";
  pool.UserPoolTags = {{"{\"", "}\\"}, {"LambdaConfig", "a tag"}};
  pool.LambdaConfig.emplace().PreSignUp = "arn:aws:lambda:us-east-1:123456789012:function:f";
  pool.SchemaAttributes = {SchemaAttributeType{}, SchemaAttributeType{}};
  pool.MfaConfiguration = UserPoolMfaType::OFF;
  const std::string document = ToJson(pool);
  EXPECT_EQ(StoredMember(document, "Name"), R"("a \"pool\" \\")");
  EXPECT_EQ(StoredMember(document, "LambdaConfig"), ToJson(*pool.LambdaConfig));
  EXPECT_EQ(StoredMember(document, "MfaConfiguration"), R"("OFF")");
  EXPECT_EQ(StoredMember(document, "SchemaAttributes"), "[{},{}]");
  EXPECT_EQ(StoredMember(document, "UserPoolTags"), R"({"LambdaConfig":"a tag","{\"":"}\\"})");
}

}  // namespace
}  // namespace rockpool::api
