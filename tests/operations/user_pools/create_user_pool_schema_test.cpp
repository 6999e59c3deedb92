// CreateUserPool: the attributes of a pool.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/operations/user_pools/json_text.h"

namespace rockpool {
namespace {

using support::Answer;
using support::JsonAt;
using support::PoolWith;
using support::TestService;

constexpr std::size_t kStandardAttributes = 20;
constexpr std::size_t kEmail = 10;

Answer CreateWithSchema(std::string_view attributes) {
  TestService service;
  return service.Call("CreateUserPool", PoolWith(R"("Schema":[)" + std::string(attributes) + "]"));
}

std::string AttributeAt(const Answer& answer, std::size_t index) {
  return JsonAt(answer, "UserPool.SchemaAttributes." + std::to_string(index));
}

std::string RefusalOfSchema(std::string_view attributes) {
  const Answer answer = CreateWithSchema(attributes);
  return answer.status == 400 ? answer.ErrorType() + ": " + answer.Message() : "accepted";
}

std::string Text(const std::string& name, const std::string& min = "0", const std::string& max = "2048") {
  return R"({"AttributeDataType":"String","DeveloperOnlyAttribute":false,"Mutable":true,"Name":")" + name +
         R"(","Required":false,"StringAttributeConstraints":{"MaxLength":")" + max + R"(","MinLength":")" + min + R"("}})";
}

std::string Flag(const std::string& name) {
  return R"({"AttributeDataType":"Boolean","DeveloperOnlyAttribute":false,"Mutable":true,"Name":")" + name + R"(","Required":false})";
}

TEST(CreateUserPoolSchema, HoldsTheTwentyStandardAttributesInOrder) {
  TestService service;
  const Answer answer = service.Call("CreateUserPool", R"({"PoolName":"pool"})");
  const std::vector<std::string> expected = {
      R"({"AttributeDataType":"String","DeveloperOnlyAttribute":false,"Mutable":false,"Name":"sub","Required":true,)"
      R"("StringAttributeConstraints":{"MaxLength":"2048","MinLength":"1"}})",
      Text("name"),
      Text("given_name"),
      Text("family_name"),
      Text("middle_name"),
      Text("nickname"),
      Text("preferred_username"),
      Text("profile"),
      Text("picture"),
      Text("website"),
      Text("email"),
      Flag("email_verified"),
      Text("gender"),
      Text("birthdate", "10", "10"),
      Text("zoneinfo"),
      Text("locale"),
      Text("phone_number"),
      Flag("phone_number_verified"),
      Text("address"),
      R"({"AttributeDataType":"Number","DeveloperOnlyAttribute":false,"Mutable":true,"Name":"updated_at",)"
      R"("NumberAttributeConstraints":{"MinValue":"0"},"Required":false})",
  };
  ASSERT_EQ(answer.At("UserPool.SchemaAttributes").Size(), kStandardAttributes);
  for (std::size_t i = 0; i < kStandardAttributes; ++i) {
    EXPECT_EQ(AttributeAt(answer, i), expected[i]);
  }
}

TEST(CreateUserPoolSchema, ChangesARedeclaredStandardAttributeInItsPlace) {
  const Answer answer = CreateWithSchema(R"({"Name":"email","AttributeDataType":"String","Required":true,"Mutable":false,
      "StringAttributeConstraints":{"MinLength":"5","MaxLength":"64"}})");
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.At("UserPool.SchemaAttributes").Size(), kStandardAttributes);
  EXPECT_EQ(AttributeAt(answer, kEmail),
            R"({"AttributeDataType":"String","DeveloperOnlyAttribute":false,"Mutable":false,"Name":"email","Required":true,)"
            R"("StringAttributeConstraints":{"MaxLength":"64","MinLength":"5"}})");
}

TEST(CreateUserPoolSchema, KeepsWhatARedeclarationLeavesOut) {
  for (const char* redeclared : {R"({"Name":"email","AttributeDataType":"String"})",
                                 R"({"Name":"email","AttributeDataType":"String","StringAttributeConstraints":{}})"}) {
    EXPECT_EQ(AttributeAt(CreateWithSchema(redeclared), kEmail), Text("email"));
  }
}

TEST(CreateUserPoolSchema, PassesOverTheConstraintsOfAStandardAttributeWithoutItsType) {
  const Answer answer = CreateWithSchema(R"({"Name":"email","Required":true,"StringAttributeConstraints":{"MinLength":"ten"}})");
  EXPECT_EQ(JsonAt(answer, "UserPool.SchemaAttributes.10.StringAttributeConstraints"), R"({"MaxLength":"2048","MinLength":"0"})");
  EXPECT_EQ(JsonAt(answer, "UserPool.SchemaAttributes.10.Required"), "true");
}

TEST(CreateUserPoolSchema, AppendsCustomAttributesUnderTheirPrefixes) {
  const Answer answer = CreateWithSchema(
      R"({"Name":"level","AttributeDataType":"Number","Mutable":false,"NumberAttributeConstraints":{"MinValue":"-1","MaxValue":"9"}},)"
      R"({"Name":"internal","AttributeDataType":"String","DeveloperOnlyAttribute":true,"StringAttributeConstraints":{"MaxLength":"421"}},)"
      R"({"Name":"since","AttributeDataType":"DateTime"},{"Name":"active","AttributeDataType":"Boolean"})");
  ASSERT_EQ(answer.At("UserPool.SchemaAttributes").Size(), kStandardAttributes + 4);
  EXPECT_EQ(AttributeAt(answer, 20),
            R"({"AttributeDataType":"Number","DeveloperOnlyAttribute":false,"Mutable":false,"Name":"custom:level",)"
            R"("NumberAttributeConstraints":{"MaxValue":"9","MinValue":"-1"},"Required":false})");
  EXPECT_EQ(AttributeAt(answer, 21),
            R"({"AttributeDataType":"String","DeveloperOnlyAttribute":true,"Mutable":true,"Name":"dev:custom:internal",)"
            R"("Required":false,"StringAttributeConstraints":{"MaxLength":"421"}})");
  EXPECT_EQ(AttributeAt(answer, 22),
            R"({"AttributeDataType":"DateTime","DeveloperOnlyAttribute":false,"Mutable":true,"Name":"custom:since","Required":false})");
  EXPECT_EQ(AttributeAt(answer, 23), Flag("custom:active"));
}

TEST(CreateUserPoolSchema, ShowsEmptyConstraintsOfACustomAttributeThatHasNone) {
  const Answer answer = CreateWithSchema(R"({"Name":"text","AttributeDataType":"String"},{"Name":"number","AttributeDataType":"Number"})");
  EXPECT_EQ(JsonAt(answer, "UserPool.SchemaAttributes.20.StringAttributeConstraints"), "{}");
  EXPECT_EQ(JsonAt(answer, "UserPool.SchemaAttributes.21.NumberAttributeConstraints"), "{}");
}

TEST(CreateUserPoolSchema, TakesCustomAttributesThatAreNamedLikePrefixedOnes) {
  const Answer answer = CreateWithSchema(R"({"Name":"a","AttributeDataType":"String"},{"Name":"custom:a","AttributeDataType":"Number"},
                                            {"Name":"a","AttributeDataType":"String","DeveloperOnlyAttribute":true})");
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.TextAt("UserPool.SchemaAttributes.20.Name"), "custom:a");
  EXPECT_EQ(answer.TextAt("UserPool.SchemaAttributes.21.Name"), "custom:custom:a");
  EXPECT_EQ(answer.TextAt("UserPool.SchemaAttributes.22.Name"), "dev:custom:a");
}

TEST(CreateUserPoolSchema, TakesFiftyCustomAttributesAndNoMore) {
  std::string attributes;
  for (int i = 0; i < 50; ++i) {
    attributes += R"({"AttributeDataType":"String","Name":"a)" + std::to_string(i) + R"("},)";
  }
  EXPECT_EQ(CreateWithSchema(attributes.substr(0, attributes.size() - 1)).At("UserPool.SchemaAttributes").Size(), 70u);
  const std::string refusal = RefusalOfSchema(attributes + R"({"AttributeDataType":"String","Name":"last"})");
  EXPECT_TRUE(refusal.ends_with("Member must have length less than or equal to 50")) << refusal;
}

struct Refused {
  const char* schema;
  const char* message;
};

TEST(CreateUserPoolSchema, RefusesInTheWordsOfAws) {
  const Refused refused[] = {
      {R"({"Name":"a","AttributeDataType":"String","Required":true})", "Required custom attributes are not supported currently."},
      {R"({"Name":"aaaaaaaaaaaaaaaaaaaaa","AttributeDataType":"String"})",
       "1 validation error detected: Value 'aaaaaaaaaaaaaaaaaaaaa' at 'schema.1.member.name' failed to satisfy constraint: Member must "
       "have length less than or equal to 20"},
      {R"({"Name":"a","AttributeDataType":"String"},{"Name":"a","AttributeDataType":"Number"})",
       "Duplicate custom attribute names custom:a are not allowed in a user pool schema."},
      {R"({"Name":"email","Required":true},{"Name":"email","Mutable":false})",
       "Duplicate custom attribute names email are not allowed in a user pool schema."},
      {R"({"Name":"email","AttributeDataType":"Number"})",
       "You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute email"},
      {R"({"Name":"name","DeveloperOnlyAttribute":true})",
       "You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute name"},
      {R"({"Name":"a"})", "Invalid AttributeDataType input, consider using the provided AttributeDataType enum."},
      {R"({"Name":"level","AttributeDataType":"String","StringAttributeConstraints":{"MinLength":"6","MaxLength":"5"}})",
       "Attribute custom:level cannot have a max length shorter than it's min length"},
      {R"({"Name":"n2","AttributeDataType":"Number","NumberAttributeConstraints":{"MinValue":"2","MaxValue":"1"}})",
       "Attribute custom:n2 cannot have a max value smaller than it's min value"},
      {R"({"Name":"email","AttributeDataType":"String","StringAttributeConstraints":{"MinLength":"9","MaxLength":"8"}})",
       "Attribute email cannot have a max length shorter than it's min length"},
      {R"({"Name":"a","AttributeDataType":"String","StringAttributeConstraints":{"MinLength":"ten"}})",
       "Invalid StringAttributeConstraints for schema attribute custom:a"},
      {R"({"Name":"a","AttributeDataType":"String","StringAttributeConstraints":{"MaxLength":"-1"}})",
       "Invalid StringAttributeConstraints for schema attribute custom:a"},
      {R"({"Name":"a","AttributeDataType":"String","StringAttributeConstraints":{"MaxLength":""}})",
       "Invalid StringAttributeConstraints for schema attribute custom:a"},
      {R"({"Name":"a","AttributeDataType":"Number","NumberAttributeConstraints":{"MaxValue":"1e9"}})",
       "Invalid NumberAttributeConstraints for schema attribute custom:a"},
      {R"({"Name":"a","AttributeDataType":"Number","NumberAttributeConstraints":{"MinValue":"-"}})",
       "Invalid NumberAttributeConstraints for schema attribute custom:a"},
      {R"({"Name":"a","AttributeDataType":"Number","NumberAttributeConstraints":{"MinValue":"99999999999999999999","MaxValue":"9"}})",
       "Attribute custom:a cannot have a max value smaller than it's min value"},
      {R"({"Name":"a","AttributeDataType":"Number","NumberAttributeConstraints":{"MinValue":"-9","MaxValue":"-99999999999999999999"}})",
       "Attribute custom:a cannot have a max value smaller than it's min value"},
      {R"({"Name":"a","AttributeDataType":"String","StringAttributeConstraints":{"MaxLength":"2049"}})",
       "user.custom:a: String attributes cannot have a length of more than 2048"},
      {R"({"Name":"a","AttributeDataType":"String"},{"AttributeDataType":"String"})",
       "1 validation error detected: Value null at 'schema.2.member.name' failed to satisfy constraint: Member must not be null"},
  };
  for (const auto& [schema, message] : refused) {
    EXPECT_EQ(RefusalOfSchema(schema), "InvalidParameterException: " + std::string(message)) << schema;
  }
}

TEST(CreateUserPoolSchema, TakesLimitsThatAreEqualOrStandAlone) {
  for (const char* accepted : {
           R"({"Name":"a","AttributeDataType":"String","StringAttributeConstraints":{"MinLength":"1","MaxLength":"1"}})",
           R"({"Name":"a","AttributeDataType":"Number","NumberAttributeConstraints":{"MinValue":"1","MaxValue":"1"}})",
           R"({"Name":"a","AttributeDataType":"String","StringAttributeConstraints":{"MinLength":"2048"}})",
           R"({"Name":"a","AttributeDataType":"String","NumberAttributeConstraints":{"MinValue":"of another type"}})",
       }) {
    EXPECT_EQ(RefusalOfSchema(accepted), "accepted") << accepted;
  }
}

}  // namespace
}  // namespace rockpool
