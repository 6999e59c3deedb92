#include <gtest/gtest.h>

#include <string>

#include "tests/operations/user_pools/user_pool.h"

namespace rockpool {
namespace {

using support::Answer;
using support::kOk;
using support::OutcomeOf;
using support::TestService;
using support::UserPool;

std::string Attributes(const std::string& attributes) { return R"("CustomAttributes":[)" + attributes + "]"; }

std::string Invalid(const std::string& message) { return "InvalidParameterException: " + message; }

TEST(AddCustomAttributes, AppendsThemAsCreateWould) {
  TestService service;
  UserPool pool(service, R"("Schema":[{"Name":"first","AttributeDataType":"String"}])");
  const Answer added =
      pool.Call("AddCustomAttributes",
                Attributes(R"({"Name":"level","AttributeDataType":"Number","Mutable":false,"NumberAttributeConstraints":{"MaxValue":"9"}},)"
                           R"({"Name":"first","AttributeDataType":"String","DeveloperOnlyAttribute":true})"));
  EXPECT_EQ(added.status, 200);
  EXPECT_EQ(added.body, "{}");
  EXPECT_EQ(pool.Shown("SchemaAttributes.20.Name"), R"("custom:first")");
  EXPECT_EQ(pool.Shown("SchemaAttributes.21"),
            R"({"AttributeDataType":"Number","DeveloperOnlyAttribute":false,"Mutable":false,"Name":"custom:level",)"
            R"("NumberAttributeConstraints":{"MaxValue":"9"},"Required":false})");
  EXPECT_EQ(pool.Shown("SchemaAttributes.22"),
            R"({"AttributeDataType":"String","DeveloperOnlyAttribute":true,"Mutable":true,"Name":"dev:custom:first",)"
            R"("Required":false,"StringAttributeConstraints":{}})");
  EXPECT_EQ(pool.Shown("LastModifiedDate"), "1700000000.001");
}

TEST(AddCustomAttributes, TakesTheNameOfAStandardAttribute) {
  TestService service;
  UserPool pool(service);
  EXPECT_EQ(OutcomeOf(pool.Call("AddCustomAttributes", Attributes(R"({"Name":"email","AttributeDataType":"String"})"))), kOk);
  EXPECT_EQ(pool.Shown("SchemaAttributes.20.Name"), R"("custom:email")");
}

struct Refused {
  const char* attributes;
  const char* message;
};

TEST(AddCustomAttributes, RefusesInTheWordsOfAwsAndAddsNone) {
  TestService service;
  UserPool pool(service, R"("Schema":[{"Name":"team","AttributeDataType":"String"},
      {"Name":"inner","AttributeDataType":"String","DeveloperOnlyAttribute":true}])");
  const Refused refused[] = {
      {R"({"Name":"new","AttributeDataType":"String"},{"Name":"team","AttributeDataType":"Number"})",
       "custom:team: Existing attribute already has name custom:team."},
      {R"({"Name":"inner","AttributeDataType":"String","DeveloperOnlyAttribute":true})",
       "custom:inner: Existing attribute already has name dev:custom:inner."},
      {R"({"Name":"new","AttributeDataType":"String"},{"Name":"new","AttributeDataType":"String"})",
       "custom:new: Existing attribute already has name custom:new."},
      {R"({"Name":"new","AttributeDataType":"String","Required":true})", "Required custom attributes are not supported currently."},
      {R"({"Name":"new"})", "Invalid AttributeDataType input, consider using the provided AttributeDataType enum."},
      {R"({"Name":"new","AttributeDataType":"String","StringAttributeConstraints":{"MinLength":"6","MaxLength":"5"}})",
       "Attribute custom:new cannot have a max length shorter than it's min length"},
      {R"({"AttributeDataType":"String"})",
       "1 validation error detected: Value null at 'customAttributes.1.member.name' failed to satisfy constraint: Member must not be null"},
  };
  const std::string before = pool.Call("DescribeUserPool").body;
  for (const auto& [attributes, message] : refused) {
    EXPECT_EQ(OutcomeOf(pool.Call("AddCustomAttributes", Attributes(attributes))), Invalid(message)) << attributes;
  }
  EXPECT_EQ(pool.Call("DescribeUserPool").body, before);
}

TEST(AddCustomAttributes, StopsAtTheQuota) {
  TestService service({.quotas = {.custom_attributes = 2}});
  UserPool pool(service, R"("Schema":[{"Name":"a","AttributeDataType":"String"},{"Name":"email","Required":true}])");
  EXPECT_EQ(OutcomeOf(pool.Call("AddCustomAttributes", Attributes(R"({"Name":"b","AttributeDataType":"String"})"))), kOk);
  EXPECT_EQ(OutcomeOf(pool.Call("AddCustomAttributes", Attributes(R"({"Name":"c","AttributeDataType":"String"})"))),
            Invalid("Maximum number of custom attributes reached for user pool " + pool.id() + ": 2."));
  EXPECT_EQ(pool.Shown("SchemaAttributes.22"), "absent");
}

TEST(AddCustomAttributes, TellsAnUnknownPool) {
  TestService service;
  EXPECT_EQ(OutcomeOf(service.Call("AddCustomAttributes", R"({"UserPoolId":"us-east-1_Nowhere","CustomAttributes":[{"Name":"a"}]})")),
            "ResourceNotFoundException: User pool us-east-1_Nowhere does not exist.");
}

}  // namespace
}  // namespace rockpool
