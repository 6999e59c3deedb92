// Pools of all kinds: UpdateUserPool takes what DescribeUserPool shows, and changes nothing but the date. What AWS does not take back is
// left out: what is read-only (Id, Arn, dates, EstimatedNumberOfUsers), what CreateUserPool alone can set (SchemaAttributes,
// AliasAttributes, UsernameAttributes, UsernameConfiguration), and UnusedAccountValidityDays, which may not stand beside
// TemporaryPasswordValidityDays. Name goes back as PoolName.
#include <gtest/gtest.h>

#include <string>

#include "tests/operations/user_pools/user_pool.h"
#include "tests/operations/user_pools/user_pool_generator.h"

namespace rockpool {
namespace {

using support::Answer;
using support::JsonAt;
using support::kDeveloperEmail;
using support::kOk;
using support::OutcomeOf;
using support::PoolWith;
using support::TestService;
using support::UserPool;
using support::UserPoolGenerator;

constexpr std::uint32_t kPools = 300;

std::string UpdateOf(Answer described) {
  auto& pool = described.json["UserPool"];
  auto& allocator = described.json.GetAllocator();
  pool.AddMember("UserPoolId", rapidjson::Value(pool["Id"], allocator), allocator);
  pool.AddMember("PoolName", rapidjson::Value(pool["Name"], allocator), allocator);
  for (const char* not_taken : {"Id", "Name", "Arn", "CreationDate", "LastModifiedDate", "EstimatedNumberOfUsers", "SchemaAttributes",
                                "AliasAttributes", "UsernameAttributes", "UsernameConfiguration"}) {
    pool.RemoveMember(not_taken);
  }
  pool["AdminCreateUserConfig"].RemoveMember("UnusedAccountValidityDays");
  return JsonAt(described, "UserPool");
}

std::string ButForTheDate(Answer described) {
  described.json["UserPool"].RemoveMember("LastModifiedDate");
  return JsonAt(described, "UserPool");
}

TEST(UserPoolRoundTrip, ChangesNothingButTheDate) {
  for (std::uint32_t seed = 0; seed < kPools; ++seed) {
    const std::string members = UserPoolGenerator(seed).Members();
    TestService service;
    const Answer created = service.Call("CreateUserPool", PoolWith(members));
    ASSERT_EQ(OutcomeOf(created), kOk) << seed << ": " << members;
    const std::string id = R"({"UserPoolId":")" + created.TextAt("UserPool.Id") + "\"}";
    const std::string before = ButForTheDate(service.Call("DescribeUserPool", id));
    const Answer updated = service.Call("UpdateUserPool", UpdateOf(service.Call("DescribeUserPool", id)));
    ASSERT_EQ(OutcomeOf(updated), kOk) << seed << ": " << members;
    const Answer after = service.Call("DescribeUserPool", id);
    EXPECT_NE(JsonAt(after, "UserPool.LastModifiedDate"), JsonAt(created, "UserPool.LastModifiedDate"));
    ASSERT_EQ(ButForTheDate(service.Call("DescribeUserPool", id)), before) << seed << ": " << members;
  }
}

TEST(UserPoolRoundTrip, OfTheFactorsChangesNothing) {
  for (const char* members : {
           R"("MfaConfiguration":"OFF")",
           R"("MfaConfiguration":"OFF","WebAuthnConfiguration":{"RelyingPartyId":"example.com"})",
           R"("MfaConfiguration":"ON","SoftwareTokenMfaConfiguration":{"Enabled":true})",
           R"("MfaConfiguration":"OPTIONAL","SoftwareTokenMfaConfiguration":{},"EmailMfaConfiguration":{"Subject":"code"})",
           R"("MfaConfiguration":"ON","SmsMfaConfiguration":{"SmsConfiguration":{"SnsCallerArn":"arn:aws:iam::123456789012:role/sms"}})",
       }) {
    TestService service;
    UserPool pool(service, kDeveloperEmail);
    ASSERT_EQ(OutcomeOf(pool.Call("SetUserPoolMfaConfig", members)), kOk) << members;
    const std::string shown = pool.Call("GetUserPoolMfaConfig").body;
    ASSERT_EQ(OutcomeOf(pool.Call("SetUserPoolMfaConfig", shown.substr(1, shown.size() - 2))), kOk) << shown;
    EXPECT_EQ(pool.Call("GetUserPoolMfaConfig").body, shown);
  }
}

}  // namespace
}  // namespace rockpool
