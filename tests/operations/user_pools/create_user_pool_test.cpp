// CreateUserPool: the defaults of a pool and what it keeps of its request.
#include <gtest/gtest.h>
#include <re2/re2.h>

#include "tests/operations/user_pools/json_text.h"

namespace rockpool {
namespace {

using support::Answer;
using support::JsonAt;
using support::PoolWith;
using support::TestService;

TEST(CreateUserPool, ShowsTheDefaultsOfAPoolThatOnlyHasAName) {
  TestService service;
  Answer answer = service.Call("CreateUserPool", R"({"PoolName":"rock pool"})");
  ASSERT_EQ(answer.status, 200) << answer.body;
  auto& pool = answer.json["UserPool"];
  for (const char* checked_elsewhere : {"Id", "Arn", "SchemaAttributes"}) {
    EXPECT_TRUE(pool.HasMember(checked_elsewhere));
    pool.RemoveMember(checked_elsewhere);
  }
  rapidjson::Document expected;
  expected.Parse(R"({
    "Name": "rock pool",
    "CreationDate": 1700000000.0,
    "LastModifiedDate": 1700000000.0,
    "Policies": {
      "PasswordPolicy": {"MinimumLength": 8, "RequireUppercase": true, "RequireLowercase": true, "RequireNumbers": true,
                         "RequireSymbols": true, "TemporaryPasswordValidityDays": 7},
      "SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD"]}
    },
    "DeletionProtection": "INACTIVE",
    "LambdaConfig": {},
    "MfaConfiguration": "OFF",
    "AdminCreateUserConfig": {"AllowAdminCreateUserOnly": false, "UnusedAccountValidityDays": 7},
    "EmailConfiguration": {"EmailSendingAccount": "COGNITO_DEFAULT"},
    "EstimatedNumberOfUsers": 0,
    "AccountRecoverySetting": {"RecoveryMechanisms": [{"Priority": 1, "Name": "verified_email"},
                                                      {"Priority": 2, "Name": "verified_phone_number"}]},
    "UserAttributeUpdateSettings": {"AttributesRequireVerificationBeforeUpdate": []},
    "VerificationMessageTemplate": {"DefaultEmailOption": "CONFIRM_WITH_CODE"},
    "UserPoolTier": "ESSENTIALS",
    "AcrConfiguration": {"Level1": {"AcrValue": "urn:cognito:loa:1"}, "Level2": {"AcrValue": "urn:cognito:loa:2"},
                         "Level3": {"AcrValue": "urn:cognito:loa:3"}, "Level4": {"AcrValue": "urn:cognito:loa:4"}}
  })");
  EXPECT_TRUE(pool == expected) << JsonAt(answer, "UserPool");
}

TEST(CreateUserPool, ShowsTagsInItsAnswerOnlyIfThereAreAny) {
  TestService service;
  const Answer plain = service.Call("CreateUserPool", R"({"PoolName":"pool"})");
  EXPECT_FALSE(plain.Has("UserPool.UserPoolTags"));
  const Answer described = service.Call("DescribeUserPool", R"({"UserPoolId":")" + plain.TextAt("UserPool.Id") + R"("})");
  EXPECT_EQ(JsonAt(described, "UserPool.UserPoolTags"), "{}");
  EXPECT_EQ(JsonAt(service.Call("CreateUserPool", PoolWith(R"("UserPoolTags":{"a":"b"})")), "UserPool.UserPoolTags"), R"({"a":"b"})");
}

TEST(CreateUserPool, KeepsAnEmptyRecoverySettingAndNoEmptyLists) {
  TestService service;
  const Answer answer =
      service.Call("CreateUserPool",
                   PoolWith(R"("AccountRecoverySetting":{},"AliasAttributes":[],"AutoVerifiedAttributes":[],"UsernameAttributes":[])"));
  EXPECT_EQ(JsonAt(answer, "UserPool.AccountRecoverySetting"), "{}");
  for (const char* list : {"AliasAttributes", "AutoVerifiedAttributes", "UsernameAttributes"}) {
    EXPECT_FALSE(answer.Has("UserPool." + std::string(list))) << list;
  }
}

TEST(CreateUserPool, GivesBothDatesTheMomentOfTheCall) {
  TestService service;
  service.clock.Advance(123);
  const Answer answer = service.Call("CreateUserPool", R"({"PoolName":"pool"})");
  EXPECT_DOUBLE_EQ(answer.At("UserPool.CreationDate").GetDouble(), 1700000000.123);
  EXPECT_DOUBLE_EQ(answer.At("UserPool.LastModifiedDate").GetDouble(), 1700000000.123);
}

TEST(CreateUserPool, DrawsAnIdOfTheCallersRegionWithoutAHyphenAfterIt) {
  TestService service;
  const Answer answer = service.Call("CreateUserPool", R"({"PoolName":"pool"})", {.access_key = "123456789012", .region = "eu-west-3"});
  const std::string id = answer.TextAt("UserPool.Id");
  EXPECT_TRUE(RE2::FullMatch(id, "eu-west-3_[0-9A-Za-z]{9}")) << id;
  EXPECT_EQ(answer.TextAt("UserPool.Arn"), "arn:aws:cognito-idp:eu-west-3:123456789012:userpool/" + id);
}

TEST(CreateUserPool, TakesTwoPoolsOfOneName) {
  TestService service;
  EXPECT_NE(service.CreatePool(), service.CreatePool());
}

TEST(CreateUserPool, KeepsEveryMemberThatWasSent) {
  TestService service;
  const std::string members = R"({
    "AutoVerifiedAttributes": ["email", "phone_number"],
    "AliasAttributes": ["email", "preferred_username"],
    "UsernameConfiguration": {"CaseSensitive": false},
    "DeletionProtection": "ACTIVE",
    "MfaConfiguration": "OPTIONAL",
    "SmsConfiguration": {"SnsCallerArn": "arn:aws:iam::123456789012:role/sms", "ExternalId": "outside", "SnsRegion": "us-east-1"},
    "SmsAuthenticationMessage": "Your code: {####}",
    "UserAttributeUpdateSettings": {"AttributesRequireVerificationBeforeUpdate": ["email"]},
    "DeviceConfiguration": {"ChallengeRequiredOnNewDevice": true, "DeviceOnlyRememberedOnUserPrompt": false},
    "EmailConfiguration": {"SourceArn": "arn:aws:ses:us-west-2:123456789012:identity/a@example.com", "EmailSendingAccount": "DEVELOPER",
                           "From": "Rock <rock@example.com>", "ReplyToEmailAddress": "reply@example.com", "ConfigurationSet": "set"},
    "UserPoolTags": {"team": "identity"},
    "UserPoolAddOns": {"AdvancedSecurityMode": "AUDIT"},
    "AccountRecoverySetting": {"RecoveryMechanisms": [{"Priority": 1, "Name": "verified_email"}, {"Priority": 2, "Name": "verified_phone_number"}]},
    "UserPoolTier": "PLUS",
    "KeyConfiguration": {"KeyType": "AWS_OWNED_KEY"},
    "IssuerConfiguration": {"Type": "ORIGINAL"},
    "DcrConfiguration": {"EnableStatus": "Disabled"},
    "AcrConfiguration": {"Level1": {"AcrValue": "low"}, "Level2": {"AcrValue": "middle"}, "Level3": {"AcrValue": "high"},
                         "Level4": {"AcrValue": "highest"}}
  })";
  rapidjson::Document sent;
  sent.Parse(members.data(), members.size());
  ASSERT_FALSE(sent.HasParseError());
  const std::size_t brace = members.find('{');
  const Answer answer = service.Call("CreateUserPool", R"({"PoolName":"pool",)" + members.substr(brace + 1));
  ASSERT_EQ(answer.status, 200) << answer.body;
  for (const auto& member : sent.GetObject()) {
    EXPECT_TRUE(answer.At("UserPool." + std::string(member.name.GetString())) == member.value) << member.name.GetString();
  }
}

TEST(CreateUserPool, TurnsOffWhatAGivenPasswordPolicyLeavesOut) {
  TestService service;
  const Answer answer =
      service.Call("CreateUserPool", PoolWith(R"("Policies":{"PasswordPolicy":{"MinimumLength":12,"RequireNumbers":true}})"));
  EXPECT_EQ(JsonAt(answer, "UserPool.Policies.PasswordPolicy"),
            R"({"MinimumLength":12,"RequireLowercase":false,"RequireNumbers":true,"RequireSymbols":false,"RequireUppercase":false,)"
            R"("TemporaryPasswordValidityDays":7})");
}

TEST(CreateUserPool, ShowsTheValidityOfTemporaryPasswordsUnderBothItsNames) {
  TestService service;
  const Answer by_policy =
      service.Call("CreateUserPool", PoolWith(R"("Policies":{"PasswordPolicy":{"MinimumLength":8,"TemporaryPasswordValidityDays":3}})"));
  EXPECT_EQ(by_policy.At("UserPool.Policies.PasswordPolicy.TemporaryPasswordValidityDays").GetInt(), 3);
  EXPECT_EQ(by_policy.At("UserPool.AdminCreateUserConfig.UnusedAccountValidityDays").GetInt(), 3);
  const Answer by_account = service.Call("CreateUserPool", PoolWith(R"("AdminCreateUserConfig":{"UnusedAccountValidityDays":5})"));
  EXPECT_EQ(by_account.At("UserPool.Policies.PasswordPolicy.TemporaryPasswordValidityDays").GetInt(), 5);
  EXPECT_EQ(by_account.At("UserPool.AdminCreateUserConfig.UnusedAccountValidityDays").GetInt(), 5);
}

TEST(CreateUserPool, TakesNoValidityOfTemporaryPasswordsForTheDefaultByEitherName) {
  TestService service;
  for (const char* none : {R"("Policies":{"PasswordPolicy":{"TemporaryPasswordValidityDays":0}})",
                           R"("AdminCreateUserConfig":{"UnusedAccountValidityDays":0})"}) {
    const Answer answer = service.Call("CreateUserPool", PoolWith(none));
    EXPECT_EQ(answer.At("UserPool.Policies.PasswordPolicy.TemporaryPasswordValidityDays").GetInt(), 7) << none;
    EXPECT_EQ(answer.At("UserPool.AdminCreateUserConfig.UnusedAccountValidityDays").GetInt(), 7) << none;
  }
}

TEST(CreateUserPool, ShowsTheMessagesOfTheTemplateUnderTheirOldNames) {
  TestService service;
  const Answer answer = service.Call(
      "CreateUserPool",
      PoolWith(R"("VerificationMessageTemplate":{"SmsMessage":"sms {####}","EmailMessage":"mail {####}","EmailSubject":"subject"})"));
  EXPECT_EQ(answer.TextAt("UserPool.SmsVerificationMessage"), "sms {####}");
  EXPECT_EQ(answer.TextAt("UserPool.EmailVerificationMessage"), "mail {####}");
  EXPECT_EQ(answer.TextAt("UserPool.EmailVerificationSubject"), "subject");
  EXPECT_EQ(answer.TextAt("UserPool.VerificationMessageTemplate.DefaultEmailOption"), "CONFIRM_WITH_CODE");
}

TEST(CreateUserPool, ShowsTheOldMessagesInTheTemplate) {
  TestService service;
  const Answer answer = service.Call(
      "CreateUserPool",
      PoolWith(R"("SmsVerificationMessage":"sms {####}","EmailVerificationMessage":"mail {####}","EmailVerificationSubject":"subject")"));
  EXPECT_EQ(
      JsonAt(answer, "UserPool.VerificationMessageTemplate"),
      R"({"DefaultEmailOption":"CONFIRM_WITH_CODE","EmailMessage":"mail {####}","EmailSubject":"subject","SmsMessage":"sms {####}"})");
}

TEST(CreateUserPool, ShowsTheFunctionOfThePreTokenConfigurationUnderItsOldName) {
  TestService service;
  const std::string arn = "arn:aws:lambda:us-east-1:123456789012:function:tokens";
  const Answer answer = service.Call(
      "CreateUserPool", PoolWith(R"("LambdaConfig":{"PreTokenGenerationConfig":{"LambdaVersion":"V2_0","LambdaArn":")" + arn + R"("}})"));
  EXPECT_EQ(answer.TextAt("UserPool.LambdaConfig.PreTokenGeneration"), arn);
  EXPECT_EQ(answer.TextAt("UserPool.LambdaConfig.PreTokenGenerationConfig.LambdaArn"), arn);
}

TEST(CreateUserPool, LetsPasswordsBeTheFirstFactorWhereASignInPolicyNamesNone) {
  TestService service;
  const Answer answer = service.Call("CreateUserPool", PoolWith(R"("Policies":{"SignInPolicy":{}})"));
  EXPECT_EQ(JsonAt(answer, "UserPool.Policies.SignInPolicy"), R"({"AllowedFirstAuthFactors":["PASSWORD"]})");
}

TEST(CreateUserPool, ShowsNoSignInPolicyInTheLiteTier) {
  TestService service;
  const Answer answer = service.Call("CreateUserPool", PoolWith(R"("UserPoolTier":"LITE")"));
  EXPECT_EQ(answer.TextAt("UserPool.UserPoolTier"), "LITE");
  EXPECT_FALSE(answer.Has("UserPool.Policies.SignInPolicy"));
  EXPECT_TRUE(answer.Has("UserPool.Policies.PasswordPolicy"));
}

TEST(CreateUserPool, KeepsEachNameOnceInTheOrderOfFirstMention) {
  TestService service;
  const auto shown = [&service](const std::string& members, const std::string& path) {
    return JsonAt(service.Call("CreateUserPool", PoolWith(members)), "UserPool." + path);
  };
  EXPECT_EQ(shown(R"("AliasAttributes":["preferred_username","email","preferred_username"])", "AliasAttributes"),
            R"(["preferred_username","email"])");
  EXPECT_EQ(shown(R"("UsernameAttributes":["email","email","phone_number"])", "UsernameAttributes"), R"(["email","phone_number"])");
  EXPECT_EQ(shown(R"("AutoVerifiedAttributes":["email","email"])", "AutoVerifiedAttributes"), R"(["email"])");
  EXPECT_EQ(shown(R"("AutoVerifiedAttributes":["email"],
                      "UserAttributeUpdateSettings":{"AttributesRequireVerificationBeforeUpdate":["email","email"]})",
                  "UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate"),
            R"(["email"])");
  EXPECT_EQ(shown(R"("Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD","EMAIL_OTP","PASSWORD"]}})",
                  "Policies.SignInPolicy.AllowedFirstAuthFactors"),
            R"(["PASSWORD","EMAIL_OTP"])");
  EXPECT_EQ(shown(R"("DcrConfiguration":{"AllowedScopes":["b/c","a/b","b/c"],"AuthenticatedGrantTypes":["code","code"],
                      "OpenDcrGrantTypes":["implicit","code","implicit"]})",
                  "DcrConfiguration"),
            R"({"AllowedScopes":["b/c","a/b"],"AuthenticatedGrantTypes":["code"],"EnableStatus":"Enabled",)"
            R"("OpenDcrGrantTypes":["implicit","code"]})");
}

}  // namespace
}  // namespace rockpool
