#include <gtest/gtest.h>

#include <string>

#include "tests/operations/user_pools/user_pool.h"

namespace rockpool {
namespace {

using support::Answer;
using support::kDeveloperEmail;
using support::kOk;
using support::kSms;
using support::OutcomeOf;
using support::TestService;
using support::UserPool;

constexpr char kSmsMfa[] = R"("SmsMfaConfiguration":{"SmsAuthenticationMessage":"code {####}","SmsConfiguration":{"ExternalId":"x",)"
                           R"("SnsCallerArn":"arn:aws:iam::123456789012:role/sms","SnsRegion":"us-east-1"}})";
constexpr char kToken[] = R"("SoftwareTokenMfaConfiguration":{"Enabled":true})";
constexpr char kEmailFactor[] = R"("EmailMfaConfiguration":{"Message":"code {####}","Subject":"code"})";
constexpr char kPasskeys[] =
    R"("WebAuthnConfiguration":{"FactorConfiguration":"SINGLE_FACTOR","RelyingPartyId":"example.com","UserVerification":"preferred"})";

std::string With(const std::string& mode, const std::string& members = "") {
  return R"("MfaConfiguration":")" + mode + "\"" + (members.empty() ? "" : ",") + members;
}

std::string Invalid(const std::string& message) { return "InvalidParameterException: " + message; }

TEST(SetUserPoolMfaConfig, AnswersWithAllThatIsConfigured) {
  TestService service;
  UserPool pool(service, kDeveloperEmail);
  const std::string whole = std::string(kEmailFactor) + "," + With("OPTIONAL") + "," + kSmsMfa + "," + kToken + "," + kPasskeys;
  EXPECT_EQ(pool.Call("SetUserPoolMfaConfig", whole).body, "{" + whole + "}");
  EXPECT_EQ(pool.Call("GetUserPoolMfaConfig").body, "{" + whole + "}");
}

TEST(SetUserPoolMfaConfig, SharesItsModeAndTheSmsSettingsWithThePool) {
  TestService service;
  UserPool pool(service);
  ASSERT_EQ(OutcomeOf(pool.Call("SetUserPoolMfaConfig", With("ON", kSmsMfa))), kOk);
  EXPECT_EQ(pool.Shown("MfaConfiguration"), R"("ON")");
  EXPECT_EQ(pool.Shown("SmsConfiguration.ExternalId"), R"("x")");
  EXPECT_EQ(pool.Shown("SmsAuthenticationMessage"), R"("code {####}")");
  ASSERT_EQ(OutcomeOf(pool.Call("SetUserPoolMfaConfig", With("ON", R"("SmsMfaConfiguration":{})"))), kOk);
  EXPECT_EQ(pool.Call("GetUserPoolMfaConfig").body, "{" + With("ON", kSmsMfa) + "}");
}

TEST(SetUserPoolMfaConfig, ReplacesTheWholeConfiguration) {
  TestService service;
  UserPool pool(service);
  pool.Call("SetUserPoolMfaConfig", With("ON", std::string(kToken) + "," + kSmsMfa + "," + kPasskeys));
  EXPECT_EQ(pool.Call("SetUserPoolMfaConfig", With("OPTIONAL", kToken)).body, "{" + With("OPTIONAL", kToken) + "}");
  EXPECT_EQ(pool.Call("SetUserPoolMfaConfig").body, R"({"MfaConfiguration":"OFF"})");
  EXPECT_EQ(pool.Call("GetUserPoolMfaConfig").body, R"({"MfaConfiguration":"OFF"})");
}

// terraform-provider-aws#28294, of OFF alone.
TEST(SetUserPoolMfaConfig, TakesAwayTheSmsSettingsThatItDoesNotName) {
  TestService service;
  UserPool pool(service);
  for (const std::string& request : {With("OFF"), With("ON", kToken)}) {
    ASSERT_EQ(OutcomeOf(pool.Call("SetUserPoolMfaConfig", With("ON", kSmsMfa))), kOk);
    ASSERT_EQ(OutcomeOf(pool.Call("SetUserPoolMfaConfig", request)), kOk);
    EXPECT_EQ(pool.Shown("SmsConfiguration"), "absent") << request;
    EXPECT_EQ(pool.Shown("SmsAuthenticationMessage"), "absent") << request;
  }
}

TEST(SetUserPoolMfaConfig, TakesNoSmsSettingsThatVerificationNeeds) {
  TestService service;
  UserPool pool(service, std::string(kSms) + R"(,"AutoVerifiedAttributes":["email","phone_number"])");
  const std::string refusal = Invalid("SMS configuration is required when phone_number is selected for auto verification");
  EXPECT_EQ(OutcomeOf(pool.Call("SetUserPoolMfaConfig", With("OFF"))), refusal);
  EXPECT_EQ(OutcomeOf(pool.Call("SetUserPoolMfaConfig", With("ON", kToken))), refusal);
  EXPECT_NE(pool.Shown("SmsConfiguration"), "absent");
  EXPECT_EQ(OutcomeOf(pool.Call("SetUserPoolMfaConfig", With("ON", kSmsMfa))), kOk);
}

TEST(SetUserPoolMfaConfig, TakesNoSmsSettingsThatAFirstFactorNeeds) {
  TestService service;
  UserPool pool(service, std::string(kSms) + R"(,"Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD","SMS_OTP"]}})");
  EXPECT_EQ(OutcomeOf(pool.Call("SetUserPoolMfaConfig", With("OFF"))),
            Invalid("SMS_OTP can not be configured as AuthFactor as user pool is missing valid SMS configuration"));
}

TEST(SetUserPoolMfaConfig, RefusesToTurnMfaOffAndConfigureIt) {
  TestService service;
  UserPool pool(service);
  const std::string refusal = Invalid("Invalid MFA configuration given, can't turn off MFA and configure an MFA together.");
  for (const std::string factor : {kSmsMfa, kToken, kEmailFactor, R"("SoftwareTokenMfaConfiguration":{"Enabled":false})"}) {
    EXPECT_EQ(OutcomeOf(pool.Call("SetUserPoolMfaConfig", With("OFF", factor))), refusal);
    EXPECT_EQ(OutcomeOf(pool.Call("SetUserPoolMfaConfig", factor)), refusal);
  }
}

TEST(SetUserPoolMfaConfig, WantsAFactorThatIsNoPasskey) {
  TestService service;
  UserPool pool(service);
  const std::string refusal = Invalid("Invalid MFA Configuration given. SMS MFA, Email MFA, or Software Token MFA must be enabled.");
  for (const char* mode : {"ON", "OPTIONAL"}) {
    EXPECT_EQ(OutcomeOf(pool.Call("SetUserPoolMfaConfig", With(mode))), refusal);
    EXPECT_EQ(OutcomeOf(pool.Call("SetUserPoolMfaConfig", With(mode, kPasskeys))), refusal);
  }
  EXPECT_EQ(pool.Call("SetUserPoolMfaConfig", With("OFF", kPasskeys)).body, "{" + With("OFF", kPasskeys) + "}");
}

TEST(SetUserPoolMfaConfig, CountsADisabledFactorAsConfigured) {
  TestService service;
  UserPool pool(service);
  const std::string disabled = With("ON", R"("SoftwareTokenMfaConfiguration":{"Enabled":false})");
  EXPECT_EQ(pool.Call("SetUserPoolMfaConfig", disabled).body, "{" + disabled + "}");
}

TEST(SetUserPoolMfaConfig, WantsSmsThatCanBeSent) {
  TestService service;
  UserPool pool(service);
  const std::string role = R"("SnsCallerArn":"arn:aws:iam::123456789012:role/sms")";
  for (const std::string& sender :
       {std::string(), R"("SmsConfiguration":{)" + role + "}",
        std::string(R"("SmsConfiguration":{"ExternalId":"x","SnsCallerArn":"arn:aws:iam::123456789012:user/a"})")}) {
    for (const char* mode : {"OFF", "ON"}) {
      EXPECT_EQ(OutcomeOf(pool.Call("SetUserPoolMfaConfig", With(mode, R"("SmsMfaConfiguration":{)" + sender + "}"))),
                Invalid("Invalid SMS MFA configuration given, external id and a valid caller arn are required"))
          << mode << sender;
    }
  }
  EXPECT_EQ(OutcomeOf(pool.Call("SetUserPoolMfaConfig", With("ON", R"("SmsMfaConfiguration":{"SmsConfiguration":{"SnsRegion":"eu-west-1",
      "ExternalId":"x",)" + role + "}}"))),
            Invalid("Invalid snsRegion. Allowed SNS region for us-east-1 is us-east-1"));
}

TEST(SetUserPoolMfaConfig, WantsTheNameOfADomainForPasskeys) {
  TestService service;
  UserPool pool(service);
  const auto set = [&pool](const std::string& id) {
    return OutcomeOf(
        pool.Call("SetUserPoolMfaConfig", R"("MfaConfiguration":"OFF","WebAuthnConfiguration":{"RelyingPartyId":")" + id + R"("})"));
  };
  for (const char* id : {"https://example.com/path", "example.com/", "a b", "example.com:8080"}) {
    EXPECT_EQ(set(id), Invalid("RelyingPartyId contains invalid characters")) << id;
  }
  EXPECT_EQ(set("auth-1.Example.com"), kOk);
}

TEST(SetUserPoolMfaConfig, WantsAnotherSenderThanCognitosForEmail) {
  TestService service;
  UserPool pool(service);
  EXPECT_EQ(OutcomeOf(pool.Call("SetUserPoolMfaConfig", With("ON", kEmailFactor))),
            Invalid("Cannot set EmailMfaConfiguration when user pool EmailConfiguration contains an EmailSendingAccount of "
                    "COGNITO_DEFAULT. Update the value of EmailSendingAccount."));
}

// terraform-provider-aws#41049
TEST(SetUserPoolMfaConfig, WantsAnotherWayToRecoverAccountsBesideMfaByEmail) {
  TestService service;
  const std::string refusal = Invalid(
      "Cannot set EmailMfaConfiguration when user pool AccountRecoverySetting is not set or contains only verified_email in "
      "RecoveryMechanisms.");
  const auto set = [&service](const std::string& recovery) {
    UserPool pool(service, std::string(kDeveloperEmail) + recovery);
    return OutcomeOf(pool.Call("SetUserPoolMfaConfig", With("ON", kEmailFactor)));
  };
  EXPECT_EQ(set(R"(,"AccountRecoverySetting":{"RecoveryMechanisms":[{"Name":"verified_email","Priority":1}]})"), refusal);
  EXPECT_EQ(set(R"(,"AccountRecoverySetting":{})"), refusal);
  EXPECT_EQ(set(R"(,"AccountRecoverySetting":{"RecoveryMechanisms":[{"Name":"admin_only","Priority":1}]})"), kOk);
  EXPECT_EQ(set(""), kOk);
}

TEST(SetUserPoolMfaConfig, WantsAnotherTierThanLiteForEmailAndPasskeys) {
  TestService service;
  UserPool pool(service, std::string(kDeveloperEmail) + R"(,"UserPoolTier":"LITE")");
  const std::string begin =
      "FeatureUnavailableInTierException: The following feature is not available for the LITE pricing tier configured: ";
  EXPECT_EQ(OutcomeOf(pool.Call("SetUserPoolMfaConfig", With("ON", kEmailFactor))), begin + "Email MFA");
  EXPECT_EQ(OutcomeOf(pool.Call("SetUserPoolMfaConfig",
                                R"("WebAuthnConfiguration":{"FactorConfiguration":"MULTI_FACTOR_WITH_USER_VERIFICATION"})")),
            begin + "Passkey MFA");
  EXPECT_EQ(OutcomeOf(pool.Call("SetUserPoolMfaConfig", With("ON", kToken))), kOk);
}

TEST(SetUserPoolMfaConfig, RequiresMfaOnlyBesideFirstFactorsThatGoWithIt) {
  TestService service;
  UserPool otp(service, R"("Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD","EMAIL_OTP"]}})");
  EXPECT_EQ(OutcomeOf(otp.Call("SetUserPoolMfaConfig", With("ON", kToken))),
            Invalid("Only PASSWORD and WEB_AUTHN (if configured) can be enabled as an auth factor if MFA is enabled"));
  EXPECT_EQ(OutcomeOf(otp.Call("SetUserPoolMfaConfig", With("OPTIONAL", kToken))), kOk);
  UserPool passkeys(service, R"("Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD","WEB_AUTHN"]}})");
  const std::string refusal =
      Invalid("Cannot set WebAuthn factor configuration to SINGLE_FACTOR if MFA is required and WebAuthn is an allowed first auth factor");
  EXPECT_EQ(OutcomeOf(passkeys.Call("SetUserPoolMfaConfig", With("ON", kToken))), refusal);
  EXPECT_EQ(OutcomeOf(passkeys.Call("SetUserPoolMfaConfig", With("ON", std::string(kToken) + "," + kPasskeys))), refusal);
  EXPECT_EQ(
      OutcomeOf(passkeys.Call(
          "SetUserPoolMfaConfig",
          With("ON", std::string(kToken) + R"(,"WebAuthnConfiguration":{"FactorConfiguration":"MULTI_FACTOR_WITH_USER_VERIFICATION"})"))),
      kOk);
}

TEST(SetUserPoolMfaConfig, RequiresMfaInTheLiteTierWhoseSignInPolicyIsEmpty) {
  TestService service;
  UserPool pool(service, R"("UserPoolTier":"LITE","Policies":{"SignInPolicy":{}})");
  EXPECT_EQ(OutcomeOf(pool.Call("SetUserPoolMfaConfig", With("ON", kToken))), kOk);
}

TEST(SetUserPoolMfaConfig, MovesTheDateOfTheLastChangeUnlessItRefuses) {
  TestService service;
  UserPool pool(service);
  pool.Call("SetUserPoolMfaConfig", With("ON"));
  EXPECT_EQ(pool.Shown("LastModifiedDate"), "1700000000.0");
  pool.Call("SetUserPoolMfaConfig");
  EXPECT_EQ(pool.Shown("LastModifiedDate"), "1700000000.001");
}

TEST(SetUserPoolMfaConfig, TellsAnUnknownPool) {
  TestService service;
  EXPECT_EQ(OutcomeOf(service.Call("SetUserPoolMfaConfig", R"({"UserPoolId":"us-east-1_Nowhere","MfaConfiguration":"ON"})")),
            "ResourceNotFoundException: User pool us-east-1_Nowhere does not exist.");
}

}  // namespace
}  // namespace rockpool
