// UpdateUserPool: that it holds to the rules of CreateUserPool, and those that only an existing pool can break.
#include <gtest/gtest.h>

#include <string>

#include "tests/operations/user_pools/user_pool.h"

namespace rockpool {
namespace {

using support::kDeveloperEmail;
using support::kOk;
using support::kSms;
using support::OutcomeOf;
using support::TestService;
using support::UserPool;

std::string Invalid(const std::string& message) { return "InvalidParameterException: " + message; }

struct Refused {
  const char* members;
  const char* outcome;
};

TEST(UpdateUserPoolRules, AreThoseOfCreateUserPool) {
  TestService service;
  UserPool pool(service);
  const Refused refused[] = {
      {R"("AutoVerifiedAttributes":["phone_number"])",
       "InvalidParameterException: SMS configuration is required when phone_number is selected for auto verification"},
      {R"("SmsConfiguration":{"SnsCallerArn":"arn:aws:iam::123456789012:role/sms","SnsRegion":"eu-west-1"})",
       "InvalidParameterException: Invalid snsRegion. Allowed SNS region for us-east-1 is us-east-1"},
      {R"("EmailConfiguration":{"EmailSendingAccount":"DEVELOPER"})",
       "InvalidParameterException: Source ARN is required to use DEVELOPER email sending owner"},
      {R"("AdminCreateUserConfig":{"UnusedAccountValidityDays":7},"Policies":{"PasswordPolicy":{"TemporaryPasswordValidityDays":7}})",
       "InvalidParameterException: Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays"},
      {R"("Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["EMAIL_OTP"]}})",
       "InvalidParameterException: Password should be configured as one of the allowed first auth factors."},
      {R"("LambdaConfig":{"PreSignUp":"arn:aws:lambda:eu-west-1:123456789012:function:f"})",
       "InvalidParameterException: Cross-region lambda functions are not supported"},
      {R"("UserPoolAddOns":{"AdvancedSecurityMode":"AUDIT"})",
       "FeatureUnavailableInTierException: The following features need to be disabled for the ESSENTIALS pricing tier configured: Threat "
       "Protection"},
      {R"("UserPoolTags":{"aws:x":"y"})", "UserPoolTaggingException: Tag keys that begin with aws: are reserved: aws:x"},
  };
  for (const auto& [members, outcome] : refused) {
    EXPECT_EQ(OutcomeOf(pool.Update(members)), outcome) << members;
  }
}

TEST(UpdateUserPoolRules, WantNoSmsForMfaWhereAnotherFactorIsOn) {
  TestService service;
  UserPool pool(service);
  ASSERT_EQ(OutcomeOf(pool.Call("SetUserPoolMfaConfig", R"("MfaConfiguration":"ON","SoftwareTokenMfaConfiguration":{"Enabled":true})")),
            kOk);
  EXPECT_EQ(OutcomeOf(pool.Update(R"("MfaConfiguration":"OPTIONAL")")), kOk);
  EXPECT_EQ(pool.Call("GetUserPoolMfaConfig").body, R"({"MfaConfiguration":"OPTIONAL","SoftwareTokenMfaConfiguration":{"Enabled":true}})");
  ASSERT_EQ(OutcomeOf(pool.Call("SetUserPoolMfaConfig", R"("MfaConfiguration":"ON","SoftwareTokenMfaConfiguration":{"Enabled":false})")),
            kOk);
  EXPECT_EQ(OutcomeOf(pool.Update(R"("MfaConfiguration":"OPTIONAL")")),
            Invalid("SMS configuration and Auto verification for phone_number are required when MFA is required/optional"));
}

TEST(UpdateUserPoolRules, KeepTheFactorsWhenMfaGoesOff) {
  TestService service;
  UserPool pool(service);
  pool.Call("SetUserPoolMfaConfig", R"("MfaConfiguration":"ON","SoftwareTokenMfaConfiguration":{"Enabled":true})");
  ASSERT_EQ(OutcomeOf(pool.Update(R"("MfaConfiguration":"OFF")")), kOk);
  EXPECT_EQ(pool.Shown("MfaConfiguration"), R"("OFF")");
  EXPECT_EQ(pool.Call("GetUserPoolMfaConfig").body, R"({"MfaConfiguration":"OFF","SoftwareTokenMfaConfiguration":{"Enabled":true}})");
}

TEST(UpdateUserPoolRules, WantPasskeysConfiguredForMfaWhereItIsRequired) {
  TestService service;
  UserPool pool(service);
  const std::string members = R"("MfaConfiguration":"ON","Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD","WEB_AUTHN"]}})";
  pool.Call("SetUserPoolMfaConfig", R"("MfaConfiguration":"ON","SoftwareTokenMfaConfiguration":{"Enabled":true})");
  EXPECT_EQ(OutcomeOf(pool.Update(members)),
            Invalid("WEB_AUTHN cannot be used as an auth factor when MFA is enabled if not configured for MFA"));
  pool.Call("SetUserPoolMfaConfig", R"("MfaConfiguration":"ON","SoftwareTokenMfaConfiguration":{"Enabled":true},
      "WebAuthnConfiguration":{"FactorConfiguration":"MULTI_FACTOR_WITH_USER_VERIFICATION"})");
  EXPECT_EQ(OutcomeOf(pool.Update(members)), kOk);
}

TEST(UpdateUserPoolRules, WantFeaturesOffBeforeTheLiteTier) {
  TestService service;
  UserPool pool(service, R"("DcrConfiguration":{},)" + std::string(kDeveloperEmail));
  pool.Call("SetUserPoolMfaConfig", R"("MfaConfiguration":"ON","EmailMfaConfiguration":{},
      "WebAuthnConfiguration":{"FactorConfiguration":"MULTI_FACTOR_WITH_USER_VERIFICATION"})");
  const std::string begin =
      "FeatureUnavailableInTierException: The following features need to be disabled for the LITE pricing tier configured: ";
  EXPECT_EQ(
      OutcomeOf(pool.Update(R"("UserPoolTier":"LITE","AcrConfiguration":{"Level1":{"AcrValue":"low"}},)" + std::string(kDeveloperEmail))),
      begin + "Dynamic Client Registration, Custom ACR Level Names, Email MFA, Passkey MFA");
  pool.Call("SetUserPoolMfaConfig");
  EXPECT_EQ(OutcomeOf(pool.Update(R"("UserPoolTier":"LITE")")), begin + "Dynamic Client Registration");
  EXPECT_EQ(OutcomeOf(pool.Update(R"("UserPoolTier":"LITE","DcrConfiguration":{"EnableStatus":"Disabled"})")), kOk);
  EXPECT_EQ(OutcomeOf(pool.Update(R"("AcrConfiguration":{"Level1":{"AcrValue":"urn:cognito:loa:1"}})")), kOk) << "what answers show";
  EXPECT_EQ(pool.Shown("UserPoolTier"), R"("LITE")");
}

TEST(UpdateUserPoolRules, RefuseToTakeSmsFromMfaThatStaysAndHasNothingElse) {
  TestService service;
  UserPool pool(service, std::string(kSms) + R"(,"MfaConfiguration":"ON")");
  const std::string before = pool.Call("GetUserPoolMfaConfig").body;
  EXPECT_EQ(
      before,
      R"({"MfaConfiguration":"ON","SmsMfaConfiguration":{"SmsConfiguration":{"SnsCallerArn":"arn:aws:iam::123456789012:role/sms"}}})");
  EXPECT_EQ(OutcomeOf(pool.Update()),
            Invalid("SMS configuration and Auto verification for phone_number are required when MFA is required/optional"));
  EXPECT_EQ(pool.Call("GetUserPoolMfaConfig").body, before);
  EXPECT_EQ(OutcomeOf(pool.Update(R"("MfaConfiguration":"OFF")")), kOk);
  EXPECT_EQ(pool.Call("GetUserPoolMfaConfig").body, R"({"MfaConfiguration":"OFF"})");
}

TEST(UpdateUserPoolRules, ShowTheSmsFactorOnlyWithItsConfiguration) {
  TestService service;
  UserPool pool(service, kSms);
  const std::string token = R"("SoftwareTokenMfaConfiguration":{"Enabled":true})";
  const std::string both =
      R"({"MfaConfiguration":"ON","SmsMfaConfiguration":{"SmsConfiguration":{"SnsCallerArn":"arn:aws:iam::123456789012:role/sms"}},)" +
      token + "}";
  ASSERT_EQ(OutcomeOf(pool.Call("SetUserPoolMfaConfig", R"("MfaConfiguration":"ON","SmsMfaConfiguration":{},)" + token)), kOk);
  EXPECT_EQ(pool.Call("GetUserPoolMfaConfig").body, both);
  ASSERT_EQ(OutcomeOf(pool.Update()), kOk);
  EXPECT_EQ(pool.Call("GetUserPoolMfaConfig").body, R"({"MfaConfiguration":"ON",)" + token + "}");
  ASSERT_EQ(OutcomeOf(pool.Update(kSms)), kOk);
  EXPECT_EQ(pool.Call("GetUserPoolMfaConfig").body, both);
}

TEST(UpdateUserPoolRules, RefuseToTakeTheSenderFromEmailMfaInUse) {
  TestService service;
  UserPool pool(service, kDeveloperEmail);
  ASSERT_EQ(OutcomeOf(pool.Call("SetUserPoolMfaConfig", R"("MfaConfiguration":"OPTIONAL","EmailMfaConfiguration":{})")), kOk);
  const std::string refusal = Invalid(
      "Cannot set EmailMfaConfiguration when user pool EmailConfiguration contains an EmailSendingAccount of COGNITO_DEFAULT. "
      "Update the value of EmailSendingAccount.");
  for (const char* members : {"", R"("EmailConfiguration":{})", R"("EmailConfiguration":{"EmailSendingAccount":"COGNITO_DEFAULT"})"}) {
    EXPECT_EQ(OutcomeOf(pool.Update(members)), refusal) << members;
  }
  EXPECT_EQ(OutcomeOf(pool.Update(kDeveloperEmail)), kOk);
  EXPECT_EQ(OutcomeOf(pool.Update(R"("MfaConfiguration":"OFF")")), kOk);
  EXPECT_EQ(OutcomeOf(pool.Update(R"("MfaConfiguration":"OPTIONAL")")), refusal);
}

TEST(UpdateUserPoolRules, RefuseToLeaveEmailMfaInUseWithRecoveryByEmailAlone) {
  TestService service;
  UserPool pool(service, kDeveloperEmail);
  ASSERT_EQ(OutcomeOf(pool.Call("SetUserPoolMfaConfig", R"("MfaConfiguration":"OPTIONAL","EmailMfaConfiguration":{})")), kOk);
  const std::string by_email = R"(,"AccountRecoverySetting":{"RecoveryMechanisms":[{"Name":"verified_email","Priority":1}]})";
  EXPECT_EQ(OutcomeOf(pool.Update(kDeveloperEmail + by_email)),
            Invalid("Cannot set EmailMfaConfiguration when user pool AccountRecoverySetting is not set or contains only verified_email in "
                    "RecoveryMechanisms."));
  EXPECT_EQ(OutcomeOf(pool.Update(R"("MfaConfiguration":"OFF",)" + (kDeveloperEmail + by_email))), kOk);
}

TEST(UpdateUserPoolRules, LetSetUserPoolMfaConfigAloneRequireMfa) {
  TestService service;
  UserPool pool(service, kSms);
  const std::string refusal = Invalid("Cannot turn MFA functionality ON, once the user pool has been created.");
  const std::string on = R"("MfaConfiguration":"ON")";
  EXPECT_EQ(OutcomeOf(pool.Update(on)), refusal);
  EXPECT_EQ(OutcomeOf(pool.Update(on + "," + kSms)), refusal);
  ASSERT_EQ(OutcomeOf(pool.Update(R"("MfaConfiguration":"OPTIONAL",)" + std::string(kSms))), kOk);
  EXPECT_EQ(OutcomeOf(pool.Update(on + "," + kSms)), refusal);
  ASSERT_EQ(OutcomeOf(pool.Call("SetUserPoolMfaConfig", on + R"(,"SmsMfaConfiguration":{})")), kOk);
  EXPECT_EQ(OutcomeOf(pool.Update(on + "," + kSms)), kOk);
}

TEST(UpdateUserPoolRules, HoldForFirstFactorsThatStay) {
  TestService service;
  UserPool pool(service, std::string(kSms) + R"(,"Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD","SMS_OTP"]}})");
  EXPECT_EQ(OutcomeOf(pool.Update()),
            Invalid("SMS_OTP can not be configured as AuthFactor as user pool is missing valid SMS configuration"));
  EXPECT_EQ(OutcomeOf(pool.Update(R"("UserPoolTier":"LITE",)" + std::string(kSms))),
            "FeatureUnavailableInTierException: The following features need to be disabled for the LITE pricing tier configured: "
            "Passwordless Sign-In");
  const std::string password = R"("Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD"]}})";
  ASSERT_EQ(OutcomeOf(pool.Update(password)), kOk);
  ASSERT_EQ(OutcomeOf(pool.Update(R"("UserPoolTier":"LITE")")), kOk);
  EXPECT_EQ(pool.Shown("Policies.SignInPolicy"), R"({"AllowedFirstAuthFactors":["PASSWORD"]})");
}

TEST(UpdateUserPoolRules, LetFirstFactorsNotGoWithRequiredMfaThatStays) {
  TestService service;
  UserPool pool(service, kSms);
  ASSERT_EQ(OutcomeOf(pool.Call("SetUserPoolMfaConfig", R"("MfaConfiguration":"ON","SmsMfaConfiguration":{})")), kOk);
  EXPECT_EQ(
      OutcomeOf(pool.Update(std::string(kSms) + R"(,"Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD","SMS_OTP"]}})")),
      Invalid("Only PASSWORD and WEB_AUTHN (if configured) can be enabled as an auth factor if MFA is enabled"));
}

TEST(UpdateUserPoolRules, RefuseALowerTierWhileItsFeaturesAreInUse) {
  TestService service;
  UserPool pool(service, R"("UserPoolTier":"PLUS")");
  const auto lowered = [&pool](const std::string& tier) { return OutcomeOf(pool.Update(R"("UserPoolTier":")" + tier + "\"")); };
  const auto refusal = [](const std::string& tier, const std::string& feature) {
    return "FeatureUnavailableInTierException: The following features need to be disabled for the " + tier +
           " pricing tier configured: " + feature;
  };
  const std::string logs =
      R"("LogConfigurations":[{"LogLevel":"INFO","EventSource":"userAuthEvents","S3Configuration":{"BucketArn":"arn:aws:s3:::a-bucket"}}])";
  ASSERT_EQ(OutcomeOf(pool.Call("SetLogDeliveryConfiguration", logs)), kOk);
  EXPECT_EQ(lowered("ESSENTIALS"), refusal("ESSENTIALS", "Log Streaming"));
  ASSERT_EQ(OutcomeOf(pool.Call("SetLogDeliveryConfiguration", R"("LogConfigurations":[])")), kOk);
  EXPECT_EQ(lowered("ESSENTIALS"), kOk);

  ASSERT_EQ(OutcomeOf(pool.Call("CreateUserPoolDomain", R"("Domain":"a-lowered-pool","ManagedLoginVersion":2)")), kOk);
  ASSERT_EQ(
      OutcomeOf(pool.Call("CreateUserPoolClient",
                          R"("ClientName":"web","ExplicitAuthFlows":["ALLOW_USER_AUTH"],"RefreshTokenRotation":{"Feature":"ENABLED"})")),
      kOk);
  const std::string sessions = R"("TokenSession":{"MaxPerUser":5},"UserSessionTracking":)";
  ASSERT_EQ(OutcomeOf(pool.Call("SetUserPoolSessionConfiguration", sessions + R"("ENABLED")")), kOk);
  EXPECT_EQ(lowered("LITE"), refusal("LITE", "Managed Login Version 2, Refresh Token Rotation, Session Tracking"));
  EXPECT_EQ(lowered("PLUS"), kOk);
  ASSERT_EQ(OutcomeOf(pool.Call("DeleteUserPoolDomain", R"("Domain":"a-lowered-pool")")), kOk);
  EXPECT_EQ(lowered("LITE"), refusal("LITE", "Refresh Token Rotation, Session Tracking"));
}

}  // namespace
}  // namespace rockpool
