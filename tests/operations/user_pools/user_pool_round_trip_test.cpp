// Pools of all kinds: what DescribeUserPool shows can be sent back, and makes the pool again.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "tests/operations/drawn_round_trips.h"
#include "tests/operations/user_pools/drawn_pool.h"
#include "tests/operations/user_pools/user_pool.h"

namespace rockpool {
namespace {

using support::Answer;
using support::DrawnSettings;
using support::JsonAt;
using support::kDeveloperEmail;
using support::kOk;
using support::OutcomeOf;
using support::RequestFrom;
using support::RoundTrip;
using support::SetText;
using support::TestService;
using support::UserPool;

// What both requests say in other words.
void Rename(rapidjson::Document& pool) {
  SetText(pool, "UserPoolId", pool["Id"].GetString());
  SetText(pool, "PoolName", pool["Name"].GetString());
  pool["AdminCreateUserConfig"].RemoveMember("UnusedAccountValidityDays");
}

// The name that CreateUserPool gives its prefix.
void StripPrefix(rapidjson::Value& name, rapidjson::Document::AllocatorType& allocator) {
  std::string_view rest = name.GetString();
  for (const std::string_view prefix : {"dev:", "custom:"}) {
    rest.remove_prefix(rest.starts_with(prefix) ? prefix.size() : 0);
  }
  name.SetString(std::string(rest).c_str(), allocator);
}

// Makes a Schema of those attributes that a pool does not have anyhow.
void PutBackSchema(rapidjson::Document& pool, const Answer& plain) {
  auto& allocator = pool.GetAllocator();
  const auto had_anyhow = plain.At("UserPool.SchemaAttributes").GetArray();
  rapidjson::Value schema(rapidjson::kArrayType);
  for (auto& attribute : pool["SchemaAttributes"].GetArray()) {
    if (attribute["Name"] != "identities" && std::find(had_anyhow.begin(), had_anyhow.end(), attribute) == had_anyhow.end()) {
      StripPrefix(attribute["Name"], allocator);
      schema.PushBack(attribute, allocator);
    }
  }
  if (!schema.Empty()) {
    pool.AddMember("Schema", schema, allocator);
  }
}

RoundTrip TripIn(TestService& service) {
  return {
      .thing = "UserPool",
      .create = "CreateUserPool",
      .describe = "DescribeUserPool",
      .update = "UpdateUserPool",
      .key = {},
      .dates = {"LastModifiedDate"},
      .own = {"Id", "Arn", "CreationDate", "LastModifiedDate"},
      .shown_otherwise =
          {
              {"PoolName", "Name shows it"},
              {"Schema", "SchemaAttributes shows it, beside what every pool has"},
              {"AutoVerifiedAttributes=[]", "says as little as nothing"},
              {"Policies.PasswordPolicy.PasswordHistorySize=0", "says as little as nothing"},
              {"Policies.PasswordPolicy.TemporaryPasswordValidityDays=0", "stands for 7 days"},
              {"AdminCreateUserConfig.UnusedAccountValidityDays=0", "stands for 7 days"},
          },
      .prepare_update = Rename,
      .prepare_copy =
          [&service](rapidjson::Document& pool) {
            Rename(pool);
            PutBackSchema(pool, service.Call("CreateUserPool", R"({"PoolName":"plain"})"));
          },
      .show =
          [&service](const Answer& created) {
            return service.Call("DescribeUserPool", R"({"UserPoolId":")" + created.TextAt("UserPool.Id") + "\"}");
          },
  };
}

TEST(UserPool, GoesRoundThroughDescribeUpdateAndCreate) {
  const auto go = [](DrawnSettings& drawn) {
    const std::string pool = support::DrawPool(drawn);
    TestService service;
    support::GoRound(service, TripIn(service), pool);
    return pool;
  };
  // The model has the word, but it is no first factor.
  support::DrawnGoRound("CreateUserPool", 300, go, {"Policies.SignInPolicy.AllowedFirstAuthFactors=SOFTWARE_TOKEN"});
}

TEST(UserPoolRoundTrip, LeavesBehindWhatADomainAndAProviderShow) {
  TestService service;
  UserPool pool(service, R"("Schema":[{"Name":"team","AttributeDataType":"String"}])");
  const std::string attributes = pool.Shown("SchemaAttributes");
  ASSERT_EQ(OutcomeOf(pool.Call("CreateUserPoolDomain", R"("Domain":"a")")), kOk);
  ASSERT_EQ(OutcomeOf(pool.Call("CreateIdentityProvider", R"("ProviderName":"Google","ProviderType":"Google",
      "ProviderDetails":{"client_id":"a","client_secret":"b","authorize_scopes":"email"})")),
            kOk);
  ASSERT_NE(pool.Shown("SchemaAttributes"), attributes);
  rapidjson::Document shown;
  shown.CopyFrom(pool.Call("DescribeUserPool").At("UserPool"), shown.GetAllocator());
  TripIn(service).prepare_copy(shown);
  const Answer like = service.Call("CreateUserPool", RequestFrom("CreateUserPool", shown));
  EXPECT_EQ(JsonAt(like, "UserPool.SchemaAttributes"), attributes);
}

TEST(UserPoolRoundTrip, OfTheFactorsChangesNothing) {
  for (
      const char* members : {
          R"("MfaConfiguration":"OFF")",
          R"("MfaConfiguration":"OFF","WebAuthnConfiguration":{"RelyingPartyId":"example.com"})",
          R"("MfaConfiguration":"ON","SoftwareTokenMfaConfiguration":{"Enabled":true})",
          R"("MfaConfiguration":"OPTIONAL","SoftwareTokenMfaConfiguration":{},"EmailMfaConfiguration":{"Subject":"code"})",
          R"("MfaConfiguration":"ON","SmsMfaConfiguration":{"SmsConfiguration":{"ExternalId":"x","SnsCallerArn":"arn:aws:iam::123456789012:role/sms"}})",
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
