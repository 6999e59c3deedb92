// The widest type of the model, whole: what is stored of a pool must come back as it went in.
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "server/api/codecs.h"
#include "server/api/operation.h"

namespace rockpool::api {
namespace {

// Every member at every depth, in the order of their names.
constexpr std::string_view kPool[] = {
    R"({"AccountRecoverySetting":{"RecoveryMechanisms":[{"Name":"verified_email","Priority":1},{"Name":"admin_only","Priority":2}]},)",
    R"("AcrConfiguration":{"Level1":{"AcrValue":"urn:acr:1"},"Level2":{"AcrValue":"urn:acr:2"}},)",
    R"("AdminCreateUserConfig":{"AllowAdminCreateUserOnly":true,"InviteMessageTemplate":{"EmailMessage":"{username} {####}",)",
    R"("EmailSubject":"Welcome","SMSMessage":"{username} {####}"},"UnusedAccountValidityDays":7},)",
    R"("AliasAttributes":["email","preferred_username"],"Arn":"arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_a",)",
    R"("AutoVerifiedAttributes":["email"],"CreationDate":1701129701.653,"CustomDomain":"auth.example.com",)",
    R"("DcrConfiguration":{"AllowedScopes":["openid"],"AuthenticatedGrantTypes":["client_credentials"],"EnableStatus":"Disabled",)",
    R"("OpenDcrEnabled":false,"OpenDcrGrantTypes":["code"]},"DeletionProtection":"INACTIVE",)",
    R"("DeviceConfiguration":{"ChallengeRequiredOnNewDevice":true,"DeviceOnlyRememberedOnUserPrompt":false},"Domain":"my-domain",)",
    R"("EmailConfiguration":{"ConfigurationSet":"set","EmailSendingAccount":"DEVELOPER","From":"a@example.com",)",
    R"("ReplyToEmailAddress":"b@example.com","SourceArn":"arn:aws:ses:us-east-1:000000000000:identity/a"},)",
    R"("EmailConfigurationFailure":"none","EmailVerificationMessage":"{####}","EmailVerificationSubject":"Verify",)",
    R"("EstimatedNumberOfUsers":0,"Id":"us-east-1_a","IssuerConfiguration":{"Type":"UPDATED"},)",
    R"("KeyConfiguration":{"KeyType":"CUSTOMER_MANAGED_KEY","KmsKeyArn":"arn:k"},"LambdaConfig":{"CreateAuthChallenge":"arn:1",)",
    R"("CustomEmailSender":{"LambdaArn":"arn:2","LambdaVersion":"V1_0"},"CustomMessage":"arn:3",)",
    R"("CustomSMSSender":{"LambdaArn":"arn:4","LambdaVersion":"V1_0"},"DefineAuthChallenge":"arn:5",)",
    R"("InboundFederation":{"LambdaArn":"arn:6","LambdaVersion":"V1_0"},"KMSKeyID":"arn:7","PostAuthentication":"arn:8",)",
    R"("PostConfirmation":"arn:9","PreAuthentication":"arn:10","PreSignUp":"arn:11","PreTokenGeneration":"arn:12",)",
    R"("PreTokenGenerationConfig":{"LambdaArn":"arn:13","LambdaVersion":"V2_0"},"UserMigration":"arn:14",)",
    R"("VerifyAuthChallengeResponse":"arn:15"},"LastModifiedDate":1701129702.007,"MfaConfiguration":"OPTIONAL","Name":"p \u0001\"",)",
    R"("Policies":{"PasswordPolicy":{"MinimumLength":8,"PasswordHistorySize":3,"RequireLowercase":true,"RequireNumbers":false,)",
    R"("RequireSymbols":true,"RequireUppercase":false,"TemporaryPasswordValidityDays":7},)",
    R"("SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD","WEB_AUTHN"]}},)",
    R"("SchemaAttributes":[{"AttributeDataType":"String","DeveloperOnlyAttribute":false,"Mutable":true,"Name":"email",)",
    R"("NumberAttributeConstraints":{"MaxValue":"9","MinValue":"1"},"Required":true,)",
    R"("StringAttributeConstraints":{"MaxLength":"2048","MinLength":"0"}}],"SmsAuthenticationMessage":"{####}",)",
    R"("SmsConfiguration":{"EumsSms":{"CallerArn":"arn:a","ConfigurationSetName":"b","ExternalId":"c","InEntityId":"d",)",
    R"("InTemplateId":"e","OriginationIdentity":"f","Region":"us-east-1"},"ExternalId":"g","SnsCallerArn":"arn:h","SnsRegion":"eu-west-1"},)",
    R"("SmsConfigurationFailure":"none","SmsVerificationMessage":"{####}","Status":"Enabled",)",
    R"("UserAttributeUpdateSettings":{"AttributesRequireVerificationBeforeUpdate":["phone_number"]},)",
    R"("UserPoolAddOns":{"AdvancedSecurityAdditionalFlows":{"CustomAuthMode":"AUDIT"},"AdvancedSecurityMode":"ENFORCED"},)",
    R"("UserPoolTags":{"a":"1","b":""},"UserPoolTier":"PLUS","UsernameAttributes":["email"],)",
    R"("UsernameConfiguration":{"CaseSensitive":false},"VerificationMessageTemplate":{"DefaultEmailOption":"CONFIRM_WITH_LINK",)",
    R"("EmailMessage":"{####}","EmailMessageByLink":"{##here##}","EmailSubject":"s","EmailSubjectByLink":"t","SmsMessage":"{####}"}})",
};

std::string Pool() {
  std::string text;
  for (const std::string_view line : kPool) {
    text += line;
  }
  return text;
}

// Names the first structure that lacks a member of the model or has its members in another order; empty if there is none.
std::string FirstFlaw(const Shape& shape, const JsonValue& value) {
  if (shape.kind == ShapeKind::kStructure) {
    if (value.MemberCount() != shape.members.size()) {
      return std::string(shape.name) + " is not full";
    }
    for (rapidjson::SizeType i = 0; i < value.MemberCount(); ++i) {
      const auto& entry = *(value.MemberBegin() + i);
      if (TextOf(entry.name) != shape.members[i].name) {
        return std::string(shape.name) + " has " + entry.name.GetString() + " for " + std::string(shape.members[i].name);
      }
      if (std::string flaw = FirstFlaw(*shape.members[i].shape, entry.value); !flaw.empty()) {
        return flaw;
      }
    }
  } else if (shape.kind == ShapeKind::kList) {
    for (const JsonValue& element : value.GetArray()) {
      if (std::string flaw = FirstFlaw(*shape.element, element); !flaw.empty()) {
        return flaw;
      }
    }
  }
  return {};
}

TEST(UserPoolCodec, BringsBackEveryMember) {
  const auto pool = FromStoredJson<UserPoolType>(Pool());
  EXPECT_EQ(pool.MfaConfiguration, UserPoolMfaType::OPTIONAL);
  EXPECT_EQ(pool.CreationDate, Timestamp{1701129701653});
  EXPECT_EQ(pool.SchemaAttributes->front().StringAttributeConstraints->MaxLength, "2048");
  EXPECT_EQ(pool.AcrConfiguration->at("Level2").AcrValue, "urn:acr:2");
  EXPECT_EQ(ToJson(pool), Pool());
}

TEST(UserPoolCodec, WritesAllMembersOfTheModelInTheOrderOfTheirNames) {
  rapidjson::Document written;
  ASSERT_TRUE(ParseJson(ToJson(FromStoredJson<UserPoolType>(Pool())), written));
  const Shape& pool = *FindMember(*FindOperation("DescribeUserPool")->output, "UserPool")->shape;
  EXPECT_EQ(FirstFlaw(pool, written), "");
}

TEST(UserPoolCodec, ReadsMembersInAnyOrder) {
  const auto pool = FromStoredJson<UserPoolType>(R"({"Name":"p","Id":"us-east-1_a","Arn":"arn:1"})");
  EXPECT_EQ(ToJson(pool), R"({"Arn":"arn:1","Id":"us-east-1_a","Name":"p"})");
}

}  // namespace
}  // namespace rockpool::api
