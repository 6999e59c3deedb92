// A key that is given twice: the last one counts, and nothing ever meets those before it.
#include <gtest/gtest.h>

#include <ctime>
#include <string>
#include <string_view>
#include <vector>

#include "server/api/codecs.h"
#include "tests/support/body.h"
#include "tests/unit/protocol/validation.h"

namespace rockpool::protocol {
namespace {

using support::Validation;

TEST(EqualKeys, AreOneMemberWithTheLastValue) {
  const rapidjson::Document document = support::BodyOf(R"({"a":1,"b":{"c":1,"d":2,"c":[3]},"a":{"e":4},"f":[{"g":5,"g":6}],"a":7})");
  EXPECT_EQ(document.MemberCount(), 3U);
  EXPECT_EQ(document["a"].GetInt(), 7);
  EXPECT_EQ(document["b"].MemberCount(), 2U);
  EXPECT_EQ(document["b"]["c"][0].GetInt(), 3);
  EXPECT_EQ(document["f"][0]["g"].GetInt(), 6);
}

TEST(EqualKeys, AreEqualHoweverTheyAreSpelt) { EXPECT_EQ(support::BodyOf(R"({"a":1,"\u0061":2,"a\u0000":3,"A":4})").MemberCount(), 3U); }

TEST(EqualKeys, LeaveTheOrderOfAllOthersAlone) {
  const rapidjson::Document document = support::BodyOf(
      R"({"b":1,"a":2,"c":3,"b":4,"d":5,"e":6,"f":7,"g":8,"h":9,"i":10,"j":11,"k":12,"l":13,"m":14,"n":15,"o":16,"a":17,"p":18,"b":19})");
  std::string names;
  std::vector<int> values;
  for (const auto& member : document.GetObject()) {
    names += member.name.GetString();
    values.push_back(member.value.GetInt());
  }
  EXPECT_EQ(names, "cdefghijklmnoapb");
  EXPECT_EQ(values, (std::vector<int>{3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19}));
}

TEST(EqualKeys, AreFoundInTimeEvenWhereThereAreMany) {
  std::string body = R"({"PoolName":"p","UserPoolTags":{)";
  for (int i = 0; i < 200'000; ++i) {
    body += "\"k" + std::to_string(i / 2) + "\":\"v\",";
  }
  const std::clock_t start = std::clock();
  const rapidjson::Document document = support::BodyOf(body + R"("k":"v"}})");
  EXPECT_EQ(document["UserPoolTags"].MemberCount(), 100'001U);
  EXPECT_LT(std::clock() - start, 3 * CLOCKS_PER_SEC) << "of processor time";
}

TEST(EqualKeys, AreCheckedByTheLastOfThem) {
  EXPECT_EQ(Validation("DescribeUserPool", R"({"UserPoolId":"nonsense","UserPoolId":"us-east-1_a"})"), "accepted");
  EXPECT_EQ(
      Validation("DescribeUserPool", R"({"UserPoolId":"us-east-1_a","UserPoolId":null})"),
      "InvalidParameterException: 1 validation error detected: Value null at 'userPoolId' failed to satisfy constraint: Member must not "
      "be null");
  EXPECT_TRUE(Validation("DescribeUserPool", R"({"UserPoolId":"us-east-1_a","UserPoolId":"nonsense"})").find("Value 'nonsense' at") !=
              std::string::npos);
}

TEST(EqualKeys, AreReadByTheLastOfThem) {
  constexpr std::string_view kBody =
      R"({"UserPoolId":["x"],"ProviderName":"abc","IdpIdentifiers":"text","UserPoolId":"us-east-1_a","IdpIdentifiers":["b"]})";
  EXPECT_EQ(Validation("UpdateIdentityProvider", kBody), "accepted");
  const rapidjson::Document document = support::BodyOf(kBody);
  api::UpdateIdentityProviderRequest request;
  api::Decode(document, request);
  EXPECT_EQ(request.UserPoolId, "us-east-1_a");
  EXPECT_EQ(request.IdpIdentifiers, std::vector<std::string>{"b"});
}

TEST(EqualKeys, AreShownByTheLastOfThem) {
  const std::string refusal = Validation(
      "CreateUserPool", R"({"PoolName":"p","Schema":[{"StringAttributeConstraints":"text","StringAttributeConstraints":{}},null]})");
  EXPECT_EQ(refusal,
            "InvalidParameterException: 1 validation error detected: Value '[SchemaAttributeType(name=null, attributeDataType=null, "
            "developerOnlyAttribute=null, mutable=null, required=null, numberAttributeConstraints=null, "
            "stringAttributeConstraints=StringAttributeConstraintsType(minLength=null, maxLength=null)), null]' at 'schema' failed to "
            "satisfy constraint: Member must satisfy constraint: [Member must not be null]");
}

}  // namespace
}  // namespace rockpool::protocol
