// CreateUserPool: what it refuses of a request that the model lets pass, and the near misses that it takes.
#include <gtest/gtest.h>

#include <string>

#include "tests/operations/user_pools/json_text.h"

namespace rockpool {
namespace {

using support::Answer;
using support::CallerKey;
using support::PoolWith;
using support::TestService;

std::string Outcome(const std::string& members, const CallerKey& caller = {}) {
  TestService service;
  const Answer answer = service.Call("CreateUserPool", PoolWith(members), caller);
  return answer.status == 200 ? "accepted" : answer.ErrorType() + ": " + answer.Message();
}

std::string Invalid(const std::string& message) { return "InvalidParameterException: " + message; }

constexpr char kSms[] = R"("SmsConfiguration":{"SnsCallerArn":"arn:aws:iam::123456789012:role/sms"})";

TEST(CreateUserPoolRules, TakeAliasesOrUsernameAttributesButNotBoth) {
  EXPECT_EQ(Outcome(R"("AliasAttributes":["email"],"UsernameAttributes":["email"])"),
            Invalid("Only one of the aliasAttributes or usernameAttributes can be set in a User pool."));
  EXPECT_EQ(Outcome(R"("AliasAttributes":["email"])"), "accepted");
  EXPECT_EQ(Outcome(R"("AliasAttributes":[],"UsernameAttributes":["email"])"), "accepted");
}

TEST(CreateUserPoolRules, WantSmsForMfa) {
  const std::string refusal =
      Invalid("SMS configuration and Auto verification for phone_number are required when MFA is required/optional");
  EXPECT_EQ(Outcome(R"("MfaConfiguration":"ON")"), refusal);
  EXPECT_EQ(Outcome(R"("MfaConfiguration":"OPTIONAL")"), refusal);
  EXPECT_EQ(Outcome(R"("MfaConfiguration":"OFF")"), "accepted");
  EXPECT_EQ(Outcome(std::string(R"("MfaConfiguration":"ON",)") + kSms), "accepted");
}

TEST(CreateUserPoolRules, WantSmsToVerifyPhoneNumbers) {
  EXPECT_EQ(Outcome(R"("AutoVerifiedAttributes":["email","phone_number"])"),
            Invalid("SMS configuration is required when phone_number is selected for auto verification"));
  EXPECT_EQ(Outcome(R"("AutoVerifiedAttributes":["email"])"), "accepted");
  EXPECT_EQ(Outcome(std::string(R"("AutoVerifiedAttributes":["phone_number"],)") + kSms), "accepted");
}

TEST(CreateUserPoolRules, WantSnsInThePoolsRegion) {
  const std::string members = R"("SmsConfiguration":{"SnsCallerArn":"arn:aws:iam::123456789012:role/sms","SnsRegion":"us-east-1"})";
  EXPECT_EQ(Outcome(members, {.region = "eu-west-1"}), Invalid("Invalid snsRegion. Allowed SNS region for eu-west-1 is eu-west-1"));
  EXPECT_EQ(Outcome(members), "accepted");
}

TEST(CreateUserPoolRules, WantTheSourceOfADevelopersEmail) {
  EXPECT_EQ(Outcome(R"("EmailConfiguration":{"EmailSendingAccount":"DEVELOPER"})"),
            Invalid("Source ARN is required to use DEVELOPER email sending owner"));
  EXPECT_EQ(Outcome(R"("EmailConfiguration":{"EmailSendingAccount":"COGNITO_DEFAULT"})"), "accepted");
}

TEST(CreateUserPoolRules, WantSesInAKnownRegionOrThePoolsOwn) {
  const auto source_in = [](const std::string& region) {
    return R"("EmailConfiguration":{"SourceArn":"arn:aws:ses:)" + region + R"(:123456789012:identity/a@example.com"})";
  };
  EXPECT_EQ(Outcome(source_in("eu-central-1")), Invalid("Invalid EmailConfiguration.SourceArn. Provided SourceArn must be in one of the "
                                                        "following SES regions: eu-west-1, us-east-1, us-west-2."));
  EXPECT_EQ(Outcome(source_in("sa-east-1"), {.region = "ap-south-1"}),
            Invalid("Invalid EmailConfiguration.SourceArn. Provided SourceArn must be in one of the following SES regions: ap-south-1, "
                    "eu-west-1, us-east-1, us-west-2."));
  EXPECT_EQ(Outcome(source_in("us-west-2")), "accepted");
  EXPECT_EQ(Outcome(source_in("ap-south-1"), {.region = "ap-south-1"}), "accepted");
}

// aws-cdk#9739
TEST(CreateUserPoolRules, WantNoAddressOfTheDefaultSender) {
  const std::string refusal = Invalid("Cannot configure From email address for default email configuration");
  EXPECT_EQ(Outcome(R"("EmailConfiguration":{"From":"a@example.com","ReplyToEmailAddress":"b@example.com"})"), refusal);
  EXPECT_EQ(Outcome(R"("EmailConfiguration":{"EmailSendingAccount":"COGNITO_DEFAULT","From":"a@example.com"})"), refusal);
  EXPECT_EQ(Outcome(R"("EmailConfiguration":{"ReplyToEmailAddress":"b@example.com"})"), "accepted");
}

// aws-cdk#25115; that a bad address is told before: badmintoncryer/cdk-preflight, email-from-format
TEST(CreateUserPoolRules, WantASenderOfTheCallersAccount) {
  const CallerKey caller{.access_key = "111122223333"};
  const auto sender = [](const std::string& identity, const std::string& from = "a@example.com") {
    return R"("EmailConfiguration":{"EmailSendingAccount":"DEVELOPER","From":")" + from + R"(","SourceArn":"arn:aws:ses:us-east-1:)" +
           identity + R"("})";
  };
  const std::string refusal = "NotAuthorizedException: Email arn does not belong to your account.";
  EXPECT_EQ(Outcome(sender("999988887777:identity/a@example.com"), caller), refusal);
  EXPECT_EQ(Outcome(sender("111122223333:identity/"), caller), refusal);
  EXPECT_EQ(Outcome(sender("111122223333:template/a"), caller), refusal);
  EXPECT_EQ(Outcome(sender("111122223333:identity/a@example.com"), caller), "accepted");
  EXPECT_EQ(Outcome(sender("999988887777:identity/a@example.com", "not an address"), caller),
            Invalid("Provided From email address is invalid"));
  EXPECT_EQ(Outcome(sender("999988887777:identity/a@example.com")), "accepted");  // nobody knows whose key it is
}

// aws-cli#8280, aws-cdk#6811, terraform-provider-aws#3770
TEST(CreateUserPoolRules, WantSomethingToClickInAMessageWithALink) {
  const auto with_link = [](const std::string& message, const std::string& option) {
    return R"("VerificationMessageTemplate":{"DefaultEmailOption":")" + option + R"(","EmailMessageByLink":")" + message + R"("})";
  };
  for (const char* option : {"CONFIRM_WITH_LINK", "CONFIRM_WITH_CODE"}) {
    EXPECT_EQ(Outcome(with_link("verify {####}", option)), Invalid("The message is invalid."));
    for (const char* message : {"{##Click Here##}", "verify {##VERIFY EMAIL##}", "{##verify##} {####}", "{####} {##verify##}"}) {
      EXPECT_EQ(Outcome(with_link(message, option)), "accepted") << message;
    }
  }
}

TEST(CreateUserPoolRules, WantAnAddressInFrom) {
  const auto with_from = [](const std::string& from) {
    return R"("EmailConfiguration":{"SourceArn":"arn:aws:ses:us-east-1:123456789012:identity/a@example.com","From":")" + from + R"("})";
  };
  for (const char* from : {"", "nobody", "@example.com", "nobody@"}) {
    EXPECT_EQ(Outcome(with_from(from)), Invalid("Provided From email address is invalid")) << from;
  }
  EXPECT_EQ(Outcome(with_from("Rock <rock@example.com>")), "accepted");
}

TEST(CreateUserPoolRules, WantRecoveryMechanismsToDiffer) {
  const std::string refusal = Invalid(
      "Invalid account recovery setting parameter. Account Recovery Setting cannot have duplicate priorities or recovery mechanisms.");
  EXPECT_EQ(Outcome(R"("AccountRecoverySetting":{"RecoveryMechanisms":[{"Priority":1,"Name":"verified_email"},
                       {"Priority":1,"Name":"verified_phone_number"}]})"),
            refusal);
  EXPECT_EQ(Outcome(R"("AccountRecoverySetting":{"RecoveryMechanisms":[{"Priority":1,"Name":"verified_email"},
                       {"Priority":2,"Name":"verified_email"}]})"),
            refusal);
}

TEST(CreateUserPoolRules, WantAdministratorsAloneToRecoverIfAtAll) {
  EXPECT_EQ(Outcome(R"("AccountRecoverySetting":{"RecoveryMechanisms":[{"Priority":1,"Name":"admin_only"},
                       {"Priority":2,"Name":"verified_email"}]})"),
            Invalid("Invalid account recovery setting parameter. Account Recovery Setting cannot use admin_only setting with any other "
                    "recovery mechanisms."));
  EXPECT_EQ(Outcome(R"("AccountRecoverySetting":{"RecoveryMechanisms":[{"Priority":1,"Name":"admin_only"}]})"), "accepted");
}

TEST(CreateUserPoolRules, WantTheValidityOfTemporaryPasswordsOnce) {
  EXPECT_EQ(Outcome(R"("Policies":{"PasswordPolicy":{"MinimumLength":8,"TemporaryPasswordValidityDays":7}},
                       "AdminCreateUserConfig":{"UnusedAccountValidityDays":7})"),
            Invalid("Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays"));
}

TEST(CreateUserPoolRules, WantPasswordAmongTheFirstFactors) {
  EXPECT_EQ(Outcome(R"("Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["EMAIL_OTP"]}})"),
            Invalid("Password should be configured as one of the allowed first auth factors."));
  EXPECT_EQ(Outcome(R"("Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["EMAIL_OTP","PASSWORD"]}})"), "accepted");
}

TEST(CreateUserPoolRules, WantEveryFunctionInThePoolsRegion) {
  const std::string arn = R"("arn:aws:lambda:eu-west-1:123456789012:function:f")";
  const std::string key = R"("KMSKeyID":"arn:aws:kms:us-east-1:123456789012:key/k")";
  for (const char* trigger :
       {"PreSignUp", "CustomMessage", "PostConfirmation", "PreAuthentication", "PostAuthentication", "DefineAuthChallenge",
        "CreateAuthChallenge", "VerifyAuthChallengeResponse", "PreTokenGeneration", "UserMigration"}) {
    const std::string members = R"("LambdaConfig":{")" + std::string(trigger) + R"(":)" + arn + "}";
    EXPECT_EQ(Outcome(members), Invalid("Cross-region lambda functions are not supported")) << trigger;
    EXPECT_EQ(Outcome(members, {.region = "eu-west-1"}), "accepted") << trigger;
  }
  for (const char* trigger : {"PreTokenGenerationConfig", "CustomSMSSender", "CustomEmailSender", "InboundFederation"}) {
    EXPECT_EQ(Outcome(R"("LambdaConfig":{)" + key + R"(,")" + trigger + R"(":{"LambdaVersion":"V1_0","LambdaArn":)" + arn + "}}"),
              Invalid("Cross-region lambda functions are not supported"))
        << trigger;
  }
}

TEST(CreateUserPoolRules, WantAKeyForCustomSenders) {
  for (const char* sender : {"CustomSMSSender", "CustomEmailSender"}) {
    const std::string trigger =
        "\"" + std::string(sender) + R"(":{"LambdaVersion":"V1_0","LambdaArn":"arn:aws:lambda:us-east-1:123456789012:function:f"})";
    EXPECT_EQ(Outcome(R"("LambdaConfig":{)" + trigger + "}"),
              Invalid("KMSKeyId parameter is required when Custom SMS/Email Lambda trigger is used."));
    EXPECT_EQ(Outcome(R"("LambdaConfig":{)" + trigger + R"(,"KMSKeyID":"arn:aws:kms:ap-northeast-1:123456789012:key/k"})"),
              Invalid("Encountered error when CreateGrant was attempted on the input KMS key - Invalid arn ap-northeast-1"));
    EXPECT_EQ(Outcome(R"("LambdaConfig":{)" + trigger + R"(,"KMSKeyID":"arn:aws:kms:us-east-1:123456789012:key/k"})"), "accepted");
  }
}

TEST(CreateUserPoolRules, WantOneFunctionBehindBothNamesOfThePreTokenTrigger) {
  const auto lambdas = [](const std::string& one, const std::string& other) {
    const std::string prefix = "arn:aws:lambda:us-east-1:123456789012:function:";
    return R"("LambdaConfig":{"PreTokenGeneration":")" + prefix + one +
           R"(","PreTokenGenerationConfig":{"LambdaVersion":"V1_0","LambdaArn":")" + prefix + other + R"("}})";
  };
  EXPECT_EQ(Outcome(lambdas("f", "g")),
            Invalid("Cannot use PreTokenGenerationLambda and PreTokenGeneration with different Lambda function ARN's"));
  EXPECT_EQ(Outcome(lambdas("f", "f")), "accepted");
}

std::string AboveTier(const std::string& tier, const std::string& features) {
  return "FeatureUnavailableInTierException: The following features need to be disabled for the " + tier +
         " pricing tier configured: " + features;
}

TEST(CreateUserPoolRules, WantAnotherTierThanLiteForPasswordlessSignIn) {
  const std::string factors = R"(,"Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD","WEB_AUTHN"]}})";
  EXPECT_EQ(Outcome(R"("UserPoolTier":"LITE")" + factors), AboveTier("LITE", "Passwordless Sign-In"));
  EXPECT_EQ(Outcome(R"("UserPoolTier":"ESSENTIALS")" + factors), "accepted");
  EXPECT_EQ(Outcome(R"("UserPoolTier":"LITE","Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD"]}})"), "accepted");
}

TEST(CreateUserPoolRules, WantAnotherTierThanLiteForNewTokenTriggers) {
  const auto trigger = [](const std::string& version) {
    return R"(,"LambdaConfig":{"PreTokenGenerationConfig":{"LambdaVersion":")" + version +
           R"(","LambdaArn":"arn:aws:lambda:us-east-1:123456789012:function:f"}})";
  };
  EXPECT_EQ(Outcome(R"("UserPoolTier":"LITE")" + trigger("V2_0")),
            AboveTier("LITE", "Token Customization with Pre-Token Generation Lambda V2_0"));
  EXPECT_EQ(Outcome(R"("UserPoolTier":"LITE")" + trigger("V3_0")),
            AboveTier("LITE", "Token Customization with Pre-Token Generation Lambda V3_0"));
  EXPECT_EQ(Outcome(R"("UserPoolTier":"LITE")" + trigger("V1_0")), "accepted");
  EXPECT_EQ(Outcome(R"("UserPoolTier":"PLUS")" + trigger("V2_0")), "accepted");
}

TEST(CreateUserPoolRules, WantTheHighestTierForThreatProtection) {
  const std::string enforced = R"("UserPoolAddOns":{"AdvancedSecurityMode":"ENFORCED"})";
  EXPECT_EQ(Outcome(enforced), AboveTier("ESSENTIALS", "Threat Protection"));
  EXPECT_EQ(Outcome(R"("UserPoolTier":"LITE",)" + enforced), AboveTier("LITE", "Threat Protection"));
  EXPECT_EQ(Outcome(R"("UserPoolTier":"PLUS",)" + enforced), "accepted");
  EXPECT_EQ(Outcome(R"("UserPoolAddOns":{"AdvancedSecurityMode":"OFF"})"), "accepted");
}

TEST(CreateUserPoolRules, NameAllFeaturesAboveTheTier) {
  EXPECT_EQ(Outcome(R"("UserPoolTier":"LITE","UserPoolAddOns":{"AdvancedSecurityMode":"AUDIT"},
                       "Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD","EMAIL_OTP"]}})"),
            AboveTier("LITE", "Passwordless Sign-In, Threat Protection"));
}

TEST(CreateUserPoolRules, LeaveTheBoundsOfThePasswordPolicyToTheModel) {
  EXPECT_EQ(
      Outcome(R"("Policies":{"PasswordPolicy":{"MinimumLength":5}})"),
      Invalid("1 validation error detected: Value '5' at 'policies.passwordPolicy.minimumLength' failed to satisfy constraint: Member "
              "must have value greater than or equal to 6"));
  EXPECT_EQ(Outcome(R"("Policies":{"PasswordPolicy":{"MinimumLength":99}})"), "accepted");
}

}  // namespace
}  // namespace rockpool
