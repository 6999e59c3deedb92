// UpdateUserPool: what it changes, what goes back to its default, what stays.
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

constexpr char kFirst[] = R"("UserPoolTier":"PLUS")";

TEST(UpdateUserPool, AnswersWithAnEmptyObject) {
  TestService service;
  UserPool pool(service);
  const Answer updated = pool.Update();
  EXPECT_EQ(updated.status, 200);
  EXPECT_EQ(updated.body, "{}");
}

TEST(UpdateUserPool, ShowsWhatItWasGiven) {
  TestService service;
  UserPool pool(service);
  ASSERT_EQ(OutcomeOf(pool.Update(R"("PoolName":"other","DeletionProtection":"ACTIVE","MfaConfiguration":"OPTIONAL",)" + std::string(kSms) +
                                  R"(,"UserPoolTags":{"team":"rock"},"AutoVerifiedAttributes":["email"],
    "Policies":{"PasswordPolicy":{"MinimumLength":12,"RequireUppercase":true,"TemporaryPasswordValidityDays":3}},
    "LambdaConfig":{"PreSignUp":"arn:aws:lambda:us-east-1:123456789012:function:f"},
    "AdminCreateUserConfig":{"AllowAdminCreateUserOnly":true},"DeviceConfiguration":{"ChallengeRequiredOnNewDevice":true},
    "IssuerConfiguration":{"Type":"UPDATED"},"AcrConfiguration":{"Level2":{"AcrValue":"urn:rock:2"}}, "UserPoolTier":"PLUS",
    "UserPoolAddOns":{"AdvancedSecurityMode":"ENFORCED"}, "UserAttributeUpdateSettings":{"AttributesRequireVerificationBeforeUpdate":["email"]},
    "KeyConfiguration":{"KeyType":"CUSTOMER_MANAGED_KEY","KmsKeyArn":"arn:aws:kms:us-east-1:123456789012:key/k"},
    "AccountRecoverySetting":{"RecoveryMechanisms":[{"Priority":1,"Name":"admin_only"}]})")),
            kOk);
  EXPECT_EQ(pool.Shown("Name"), R"("other")");
  EXPECT_EQ(pool.Shown("DeletionProtection"), R"("ACTIVE")");
  EXPECT_EQ(pool.Shown("MfaConfiguration"), R"("OPTIONAL")");
  EXPECT_EQ(pool.Shown("UserPoolTags"), R"({"team":"rock"})");
  EXPECT_EQ(pool.Shown("AutoVerifiedAttributes"), R"(["email"])");
  EXPECT_EQ(pool.Shown("Policies.PasswordPolicy"),
            R"({"MinimumLength":12,"RequireLowercase":false,"RequireNumbers":false,"RequireSymbols":false,"RequireUppercase":true,)"
            R"("TemporaryPasswordValidityDays":3})");
  EXPECT_EQ(pool.Shown("LambdaConfig"), R"({"PreSignUp":"arn:aws:lambda:us-east-1:123456789012:function:f"})");
  EXPECT_EQ(pool.Shown("AdminCreateUserConfig"), R"({"AllowAdminCreateUserOnly":true,"UnusedAccountValidityDays":3})");
  EXPECT_EQ(pool.Shown("DeviceConfiguration"), R"({"ChallengeRequiredOnNewDevice":true})");
  EXPECT_EQ(pool.Shown("IssuerConfiguration"), R"({"Type":"UPDATED"})");
  EXPECT_EQ(pool.Shown("AcrConfiguration"), R"({"Level1":{"AcrValue":"urn:cognito:loa:1"},"Level2":{"AcrValue":"urn:rock:2"},)"
                                            R"("Level3":{"AcrValue":"urn:cognito:loa:3"},"Level4":{"AcrValue":"urn:cognito:loa:4"}})");
  EXPECT_EQ(pool.Shown("KeyConfiguration"), R"({"KeyType":"CUSTOMER_MANAGED_KEY","KmsKeyArn":"arn:aws:kms:us-east-1:123456789012:key/k"})");
  EXPECT_EQ(pool.Shown("UserPoolAddOns"), R"({"AdvancedSecurityMode":"ENFORCED"})");
  EXPECT_EQ(pool.Shown("UserAttributeUpdateSettings"), R"({"AttributesRequireVerificationBeforeUpdate":["email"]})");
  EXPECT_EQ(pool.Shown("AccountRecoverySetting"), R"({"RecoveryMechanisms":[{"Name":"admin_only","Priority":1}]})");
}

TEST(UpdateUserPool, TakesBackWhatItLeavesOut) {
  TestService service;
  UserPool plain(service, kFirst);
  UserPool pool(service, std::string(kFirst) + "," + kSms + "," + kDeveloperEmail + R"(,"AutoVerifiedAttributes":["email"],
    "DeletionProtection":"ACTIVE","LambdaConfig":{"PreSignUp":"arn:aws:lambda:us-east-1:123456789012:function:f"},
    "AdminCreateUserConfig":{"AllowAdminCreateUserOnly":true},
    "SmsAuthenticationMessage":"code {####}","SmsVerificationMessage":"code {####}","EmailVerificationMessage":"code {####}",
    "EmailVerificationSubject":"code","VerificationMessageTemplate":{"DefaultEmailOption":"CONFIRM_WITH_LINK"},
    "DeviceConfiguration":{"ChallengeRequiredOnNewDevice":true},"UserPoolAddOns":{"AdvancedSecurityMode":"AUDIT"},
    "AccountRecoverySetting":{"RecoveryMechanisms":[{"Priority":1,"Name":"verified_email"}]},
    "KeyConfiguration":{"KeyType":"AWS_OWNED_KEY"},"IssuerConfiguration":{"Type":"UPDATED"},
    "AcrConfiguration":{"Level1":{"AcrValue":"low"}})");
  ASSERT_EQ(OutcomeOf(pool.Update()), kOk);
  Answer updated = pool.Call("DescribeUserPool");
  Answer untouched = plain.Call("DescribeUserPool");
  for (const char* own : {"Id", "Arn", "LastModifiedDate"}) {
    updated.json["UserPool"].RemoveMember(own);
    untouched.json["UserPool"].RemoveMember(own);
  }
  EXPECT_TRUE(updated.json == untouched.json) << updated.body;
}

TEST(UpdateUserPool, KeepsWhatCreateAloneCanSet) {
  TestService service;
  UserPool pool(service, R"("AliasAttributes":["email"],"UsernameConfiguration":{"CaseSensitive":false},
      "Schema":[{"Name":"team","AttributeDataType":"String"}])");
  UserPool other(service, R"("UsernameAttributes":["phone_number"])");
  const std::string schema = pool.Shown("SchemaAttributes");
  ASSERT_EQ(OutcomeOf(pool.Update()), kOk);
  ASSERT_EQ(OutcomeOf(other.Update()), kOk);
  EXPECT_EQ(pool.Shown("AliasAttributes"), R"(["email"])");
  EXPECT_EQ(pool.Shown("UsernameConfiguration"), R"({"CaseSensitive":false})");
  EXPECT_EQ(pool.Shown("SchemaAttributes"), schema);
  EXPECT_EQ(pool.Shown("Name"), R"("pool")");
  EXPECT_EQ(other.Shown("UsernameAttributes"), R"(["phone_number"])");
}

TEST(UpdateUserPool, KeepsTheTier) {
  TestService service;
  UserPool pool(service, R"("UserPoolTier":"LITE")");
  pool.Update();
  EXPECT_EQ(pool.Shown("UserPoolTier"), R"("LITE")");
  EXPECT_EQ(pool.Shown("Policies.SignInPolicy"), "absent");
  pool.Update(R"("UserPoolTier":"ESSENTIALS")");
  EXPECT_EQ(pool.Shown("Policies.SignInPolicy"), R"({"AllowedFirstAuthFactors":["PASSWORD"]})");
}

TEST(UpdateUserPool, KeepsClientRegistrationUnlessItIsReplaced) {
  TestService service;
  UserPool pool(service, R"("DcrConfiguration":{"OpenDcrEnabled":true,"AllowedScopes":["a/b"]})");
  pool.Update();
  EXPECT_EQ(pool.Shown("DcrConfiguration"), R"({"AllowedScopes":["a/b"],"EnableStatus":"Enabled","OpenDcrEnabled":true})");
  pool.Update(R"("DcrConfiguration":{"AuthenticatedGrantTypes":[]})");
  EXPECT_EQ(pool.Shown("DcrConfiguration"), R"({"AuthenticatedGrantTypes":[],"EnableStatus":"Enabled"})");
}

// As measured, with a change in the same call that shows that it ran.
TEST(UpdateUserPool, KeepsTheModeOfMfaAndTheFactors) {
  TestService service;
  UserPool pool(service);
  const std::string factors = R"("MfaConfiguration":"ON","SoftwareTokenMfaConfiguration":{"Enabled":true})";
  ASSERT_EQ(OutcomeOf(pool.Call("SetUserPoolMfaConfig", factors)), kOk);
  ASSERT_EQ(OutcomeOf(pool.Update(R"("AutoVerifiedAttributes":["email"])")), kOk);
  EXPECT_EQ(pool.Shown("AutoVerifiedAttributes"), R"(["email"])");
  EXPECT_EQ(pool.Shown("MfaConfiguration"), R"("ON")");
  ASSERT_EQ(OutcomeOf(pool.Update()), kOk);
  EXPECT_EQ(pool.Shown("AutoVerifiedAttributes"), "absent");
  EXPECT_EQ(pool.Call("GetUserPoolMfaConfig").body, "{" + factors + "}");
}

TEST(UpdateUserPool, KeepsEitherHalfOfThePolicies) {
  const std::string passwords =
      R"({"MinimumLength":12,"PasswordHistorySize":3,"RequireLowercase":true,"RequireNumbers":false,"RequireSymbols":false,)"
      R"("RequireUppercase":false,"TemporaryPasswordValidityDays":3})";
  const std::string sign_in = R"({"AllowedFirstAuthFactors":["PASSWORD","EMAIL_OTP"]})";
  TestService service;
  UserPool pool(service, R"("Policies":{"PasswordPolicy":)" + passwords + R"(,"SignInPolicy":)" + sign_in + "}");
  const std::string silent[] = {"", R"("Policies":{})", R"("Policies":{"PasswordPolicy":)" + passwords + "}",
                                R"("Policies":{"SignInPolicy":)" + sign_in + "}"};
  for (const std::string& members : silent) {
    ASSERT_EQ(OutcomeOf(pool.Update(members)), kOk) << members;
    EXPECT_EQ(pool.Shown("Policies"), R"({"PasswordPolicy":)" + passwords + R"(,"SignInPolicy":)" + sign_in + "}") << members;
    EXPECT_EQ(pool.Shown("AdminCreateUserConfig.UnusedAccountValidityDays"), "3") << members;
  }
  ASSERT_EQ(OutcomeOf(pool.Update(R"("Policies":{"PasswordPolicy":{"MinimumLength":7}})")), kOk);
  EXPECT_EQ(pool.Shown("Policies.PasswordPolicy"),
            R"({"MinimumLength":7,"RequireLowercase":false,"RequireNumbers":false,"RequireSymbols":false,"RequireUppercase":false,)"
            R"("TemporaryPasswordValidityDays":7})");
  ASSERT_EQ(OutcomeOf(pool.Update(R"("Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD"]}})")), kOk);
  EXPECT_EQ(pool.Shown("Policies.SignInPolicy"), R"({"AllowedFirstAuthFactors":["PASSWORD"]})");
}

TEST(UpdateUserPool, ChangesTheValidityOfTemporaryPasswordsUnderItsOldNameToo) {
  TestService service;
  UserPool pool(service, R"("Policies":{"PasswordPolicy":{"MinimumLength":12,"TemporaryPasswordValidityDays":3}})");
  ASSERT_EQ(OutcomeOf(pool.Update(R"("AdminCreateUserConfig":{"UnusedAccountValidityDays":9})")), kOk);
  EXPECT_EQ(pool.Shown("Policies.PasswordPolicy.TemporaryPasswordValidityDays"), "9");
  EXPECT_EQ(pool.Shown("Policies.PasswordPolicy.MinimumLength"), "12");
  ASSERT_EQ(OutcomeOf(pool.Update()), kOk);
  EXPECT_EQ(pool.Shown("AdminCreateUserConfig.UnusedAccountValidityDays"), "9");
}

TEST(UpdateUserPool, KeepsWhichAttributesWaitForVerification) {
  TestService service;
  const std::string settings = R"({"AttributesRequireVerificationBeforeUpdate":["email"]})";
  UserPool pool(service, R"("AutoVerifiedAttributes":["email"],"UserAttributeUpdateSettings":)" + settings);
  ASSERT_EQ(OutcomeOf(pool.Update(R"("AutoVerifiedAttributes":["email"])")), kOk);
  EXPECT_EQ(pool.Shown("UserAttributeUpdateSettings"), settings);
  EXPECT_EQ(OutcomeOf(pool.Update(R"("DeletionProtection":"INACTIVE")")),
            "InvalidParameterException: All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes");
}

TEST(UpdateUserPool, MovesTheDateOfTheLastChangeAlone) {
  TestService service;
  UserPool pool(service);
  pool.Update();
  EXPECT_EQ(pool.Shown("LastModifiedDate"), "1700000000.001");
  service.clock.Advance(5000);
  pool.Update();
  EXPECT_EQ(pool.Shown("LastModifiedDate"), "1700000005.0");
  EXPECT_EQ(pool.Shown("CreationDate"), "1700000000.0");
}

TEST(UpdateUserPool, ReplacesTheTagsThatItNamesButForTheId) {
  TestService service;
  UserPool pool(service, R"("UserPoolTags":{"_custom_id_":"us-east-1_Fixed","team":"rock"})");
  ASSERT_EQ(OutcomeOf(pool.Update(R"("UserPoolTags":{"stage":"test"})")), kOk);
  EXPECT_EQ(pool.Shown("UserPoolTags"), R"({"_custom_id_":"us-east-1_Fixed","stage":"test"})");
  ASSERT_EQ(OutcomeOf(pool.Update()), kOk);
  EXPECT_EQ(pool.Shown("UserPoolTags"), R"({"_custom_id_":"us-east-1_Fixed","stage":"test"})");
  ASSERT_EQ(OutcomeOf(pool.Update(R"("UserPoolTags":{})")), kOk);
  EXPECT_EQ(pool.Shown("UserPoolTags"), R"({"_custom_id_":"us-east-1_Fixed"})");
  EXPECT_EQ(OutcomeOf(pool.Update(R"("UserPoolTags":{"_custom_id_":"us-east-1_Other"})")),
            "UserPoolTaggingException: The tag _custom_id_ cannot be changed.");
}

TEST(UpdateUserPool, TellsAnUnknownPool) {
  TestService service;
  EXPECT_EQ(OutcomeOf(service.Call("UpdateUserPool", R"({"UserPoolId":"us-east-1_Nowhere"})")),
            "ResourceNotFoundException: User pool us-east-1_Nowhere does not exist.");
}

TEST(UpdateUserPool, ChangesNothingWhereItRefuses) {
  TestService service;
  UserPool pool(service, R"("UserPoolTags":{"team":"rock"})");
  const std::string before = pool.Call("DescribeUserPool").body;
  EXPECT_EQ(OutcomeOf(pool.Update(R"("PoolName":"other","MfaConfiguration":"OPTIONAL")")),
            "InvalidParameterException: SMS configuration and Auto verification for phone_number are required when MFA is "
            "required/optional");
  EXPECT_EQ(pool.Call("DescribeUserPool").body, before);
}

TEST(UpdateUserPool, TakesZeroForLeftOutWhereAwsDoes) {
  TestService service;
  UserPool pool(service);
  ASSERT_EQ(OutcomeOf(pool.Update(R"("Policies":{"PasswordPolicy":{"TemporaryPasswordValidityDays":0,"PasswordHistorySize":0}})")), kOk);
  EXPECT_EQ(pool.Shown("Policies.PasswordPolicy.TemporaryPasswordValidityDays"), "7");
  EXPECT_EQ(pool.Shown("Policies.PasswordPolicy.PasswordHistorySize"), "absent");
}

}  // namespace
}  // namespace rockpool
