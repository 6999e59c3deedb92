// CreateUserPool: the rules that the reference's table does not have, of newer members and beside them.
#include <gtest/gtest.h>

#include <string>

#include "tests/operations/user_pools/user_pool.h"

namespace rockpool {
namespace {

using support::CallerKey;
using support::kOk;
using support::kSms;
using support::OutcomeOf;
using support::PoolWith;
using support::TestService;

std::string Outcome(const std::string& members, const CallerKey& caller = {}) {
  TestService service;
  return OutcomeOf(service.Call("CreateUserPool", PoolWith(members), caller));
}

std::string Invalid(const std::string& message) { return "InvalidParameterException: " + message; }

std::string Factors(const std::string& factors) { return R"("Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":[)" + factors + "]}}"; }

TEST(CreateUserPoolNewestRules, BoundWhatTheModelLeavesWithoutLimits) {
  const auto broken = [](const std::string& path, const std::string& constraint) {
    return "' at '" + path + "' failed to satisfy constraint: Member must have length less than or equal to " + constraint;
  };
  const auto outcome_ends = [](const std::string& members, const std::string& end) {
    const std::string outcome = Outcome(members);
    EXPECT_TRUE(outcome.starts_with("InvalidParameterException: 1 validation error detected: Value '") && outcome.ends_with(end))
        << outcome;
  };
  const auto acr_of = [](std::size_t length) {
    return R"("AcrConfiguration":{"Level1":{"AcrValue":")" + std::string(length, 'x') + R"("}})";
  };
  EXPECT_EQ(Outcome(acr_of(64)), kOk);
  outcome_ends(acr_of(65), broken("acrConfiguration.Level1.member.acrValue", "64"));
  const auto scopes_of = [](std::size_t count) {
    std::string scopes = R"("a/0")";
    for (std::size_t i = 1; i < count; ++i) {
      scopes.append(",\"a/").append(std::to_string(i)).append("\"");
    }
    return R"("DcrConfiguration":{"AllowedScopes":[)" + scopes + "]}";
  };
  EXPECT_EQ(Outcome(scopes_of(50)), kOk);
  outcome_ends(scopes_of(51), broken("dcrConfiguration.allowedScopes", "50"));
  const auto reply_to = [](std::size_t length) {
    return R"("EmailConfiguration":{"ReplyToEmailAddress":")" + std::string(length - 2, 'x') + R"(@y"})";
  };
  EXPECT_EQ(Outcome(reply_to(320)), kOk);
  outcome_ends(reply_to(321), broken("emailConfiguration.replyToEmailAddress", "320"));
}

TEST(CreateUserPoolNewestRules, WantKnownAcrLevels) {
  EXPECT_EQ(Outcome(R"("AcrConfiguration":{"Level5":{"AcrValue":"x"}})"), Invalid("AcrConfiguration contains an invalid level: Level5"));
  EXPECT_EQ(Outcome(R"("AcrConfiguration":{"Level1":{"AcrValue":"x"},"Level4":{"AcrValue":"y"}})"), kOk);
}

TEST(CreateUserPoolNewestRules, WantAcrValuesThatAListWithBlanksCanHold) {
  for (const std::string value : {"", "two words", "caf\u00e9", "a\\\"b", "a\\\\b"}) {
    EXPECT_TRUE(Outcome(R"("AcrConfiguration":{"Level1":{"AcrValue":")" + value + R"("}})")
                    .starts_with(Invalid("AcrConfiguration contains an invalid value for Level1: ")))
        << value;
  }
  EXPECT_EQ(Outcome(R"("AcrConfiguration":{"Level1":{"AcrValue":"https://example.com/acr?a=%20&b=1#c"},"Level2":{"AcrValue":"<{|}>^`"}})"),
            kOk);
}

TEST(CreateUserPoolNewestRules, WantAcrValuesThatDifferFromEachOtherAndFromTheDefaults) {
  const std::string refusal = "AcrConfiguration values must be unique across all levels: ";
  EXPECT_EQ(Outcome(R"("AcrConfiguration":{"Level1":{"AcrValue":"x"},"Level2":{"AcrValue":"x"}})"), Invalid(refusal + "x"));
  EXPECT_EQ(Outcome(R"("AcrConfiguration":{"Level1":{"AcrValue":"urn:cognito:loa:4"}})"), Invalid(refusal + "urn:cognito:loa:4"));
  EXPECT_EQ(Outcome(R"("AcrConfiguration":{"Level1":{"AcrValue":"urn:cognito:loa:2"},"Level2":{"AcrValue":"urn:cognito:loa:1"}})"), kOk);
}

TEST(CreateUserPoolNewestRules, WantTheArnOfACustomersKeyAlone) {
  const std::string arn = R"("KmsKeyArn":"arn:aws:kms:us-east-1:123456789012:key/k")";
  EXPECT_EQ(Outcome(R"("KeyConfiguration":{"KeyType":"CUSTOMER_MANAGED_KEY"})"),
            Invalid("KmsKeyArn is required when KeyType is CUSTOMER_MANAGED_KEY."));
  EXPECT_EQ(Outcome(R"("KeyConfiguration":{"KeyType":"AWS_OWNED_KEY",)" + arn + "}"),
            Invalid("KmsKeyArn can only be set when KeyType is CUSTOMER_MANAGED_KEY."));
  EXPECT_EQ(Outcome(R"("KeyConfiguration":{"KeyType":"CUSTOMER_MANAGED_KEY",)" + arn + "}", {.region = "eu-west-1"}),
            Invalid("KmsKeyArn must be in the region of the user pool: eu-west-1"));
  EXPECT_EQ(Outcome(R"("KeyConfiguration":{"KeyType":"CUSTOMER_MANAGED_KEY",)" + arn + "}"), kOk);
}

TEST(CreateUserPoolNewestRules, HoldEndUserMessagingToThePoolsRegion) {
  const auto sms_in = [](const std::string& region) {
    return R"("SmsConfiguration":{"SnsCallerArn":"arn:aws:iam::123456789012:role/sms",)"
           R"("EumsSms":{"CallerArn":"arn:aws:iam::123456789012:role/eums","Region":")" +
           region + R"("}})";
  };
  EXPECT_EQ(Outcome(sms_in("eu-west-1")), Invalid("Invalid snsRegion. Allowed SNS region for us-east-1 is us-east-1"));
  EXPECT_EQ(Outcome(sms_in("us-east-1")), kOk);
}

TEST(CreateUserPoolNewestRules, PassNoRoleOfAnotherAccountWhereTheCallersIsKnown) {
  EXPECT_EQ(Outcome(kSms, {.access_key = "210987654321"}), Invalid("Cross-account pass role is not allowed."));
  EXPECT_EQ(Outcome(kSms, {.access_key = "123456789012"}), kOk);
  EXPECT_EQ(Outcome(kSms), kOk);
  EXPECT_EQ(Outcome(R"("SmsConfiguration":{"SnsCallerArn":"arn:aws:iam::123456789012:role/sms",)"
                    R"("EumsSms":{"CallerArn":"arn:aws:iam::210987654321:role/eums"}})",
                    {.access_key = "123456789012"}),
            Invalid("Cross-account pass role is not allowed."));
}

TEST(CreateUserPoolNewestRules, WantSmsToSendCodesForSignIn) {
  EXPECT_EQ(Outcome(Factors(R"("PASSWORD","SMS_OTP")")),
            Invalid("SMS_OTP can not be configured as AuthFactor as user pool is missing valid SMS configuration"));
  EXPECT_EQ(Outcome(Factors(R"("PASSWORD","SMS_OTP")") + "," + kSms), kOk);
}

TEST(CreateUserPoolNewestRules, WantNoPasswordlessSignInBesideRequiredMfa) {
  const std::string with_sms = std::string(",") + kSms;
  const std::string required = R"(,"MfaConfiguration":"ON")" + with_sms;
  EXPECT_EQ(Outcome(Factors(R"("PASSWORD","EMAIL_OTP")") + required),
            Invalid("Only PASSWORD and WEB_AUTHN (if configured) can be enabled as an auth factor if MFA is enabled"));
  EXPECT_EQ(Outcome(Factors(R"("PASSWORD","WEB_AUTHN")") + required),
            Invalid("WEB_AUTHN cannot be used as an auth factor when MFA is enabled if not configured for MFA"));
  EXPECT_EQ(Outcome(Factors(R"("PASSWORD")") + required), kOk);
  EXPECT_EQ(Outcome(Factors(R"("PASSWORD","EMAIL_OTP")") + R"(,"MfaConfiguration":"OPTIONAL")" + with_sms), kOk);
}

TEST(CreateUserPoolNewestRules, WantAttributesVerifiedThatWaitForTheirVerification) {
  const std::string settings = R"("UserAttributeUpdateSettings":{"AttributesRequireVerificationBeforeUpdate":["email"]})";
  EXPECT_EQ(Outcome(settings), Invalid("All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes"));
  EXPECT_EQ(Outcome(settings + R"(,"AutoVerifiedAttributes":["email"])"), kOk);
}

TEST(CreateUserPoolNewestRules, WantTagsWithinTheirLimits) {
  std::string tags;
  for (int i = 0; i < 50; ++i) {
    tags += R"("k)" + std::to_string(i) + R"(":"v",)";
  }
  EXPECT_EQ(Outcome(R"("UserPoolTags":{)" + tags + R"("last":"v"})"), "UserPoolTaggingException: A user pool can have at most 50 tags.");
  EXPECT_EQ(Outcome(R"("UserPoolTags":{)" + tags.substr(0, tags.size() - 1) + "}"), kOk);
  EXPECT_EQ(Outcome(R"("UserPoolTags":{"aws:x":"v"})"), "UserPoolTaggingException: Tag keys that begin with aws: are reserved: aws:x");
}

TEST(CreateUserPoolNewestRules, HoldTheSchemaToTheQuota) {
  TestService service({.quotas = {.custom_attributes = 1}});
  const std::string one = R"("Schema":[{"Name":"email","Required":true},{"Name":"a","AttributeDataType":"String"})";
  EXPECT_EQ(OutcomeOf(service.Call("CreateUserPool", PoolWith(one + "]"))), kOk);
  EXPECT_EQ(OutcomeOf(service.Call("CreateUserPool", PoolWith(one + R"(,{"Name":"b","AttributeDataType":"String"}])"))),
            "LimitExceededException: Maximum number of custom attributes reached for user pool pool: 1.");
}

TEST(CreateUserPoolNewestRules, WantNoSoftwareTokenAsFirstFactor) {
  EXPECT_EQ(Outcome(Factors(R"("PASSWORD","SOFTWARE_TOKEN")")),
            Invalid("SOFTWARE_TOKEN is not supported as one of the allowed first auth factors."));
}

TEST(CreateUserPoolNewestRules, WantTheEssentialsTierForAHistoryOfPasswords) {
  const std::string history = R"("Policies":{"PasswordPolicy":{"PasswordHistorySize":3}})";
  EXPECT_EQ(Outcome(history), kOk);
  EXPECT_EQ(Outcome(history + R"(,"UserPoolTier":"LITE")"),
            "FeatureUnavailableInTierException: The following features need to be disabled for the LITE pricing tier configured: "
            "Password History");
  EXPECT_EQ(Outcome(R"("Policies":{"PasswordPolicy":{"PasswordHistorySize":0}},"UserPoolTier":"LITE")"), kOk);
}

}  // namespace
}  // namespace rockpool
