#include "tests/operations/user_pools/user_pool_generator.h"

namespace rockpool::support {
namespace {

void Append(std::string& object, std::string_view name, const std::string& json) {
  object.append(object.empty() ? "\"" : ",\"").append(name).append("\":").append(json);
}

std::string Object(const std::string& members) { return "{" + members + "}"; }

std::string Function(const std::string& name) { return R"("arn:aws:lambda:us-east-1:123456789012:function:)" + name + '"'; }

}  // namespace

std::string UserPoolGenerator::OneOf(std::initializer_list<std::string_view> texts) {
  return std::string(texts.begin()[Below(static_cast<std::uint32_t>(texts.size()))]);
}

void UserPoolGenerator::Perhaps(std::string& object, std::string_view name, const std::string& json) {
  if (Chance()) {
    Append(object, name, json);
  }
}

std::string UserPoolGenerator::PasswordPolicy() {
  std::string policy;
  Perhaps(policy, "MinimumLength", std::to_string(6 + Below(94)));
  Perhaps(policy, "RequireUppercase", Flag());
  Perhaps(policy, "RequireSymbols", Flag());
  if (tier_ != "LITE") {
    Perhaps(policy, "PasswordHistorySize", std::to_string(1 + Below(24)));
  }
  if (names_validity_) {
    Append(policy, "TemporaryPasswordValidityDays", std::to_string(Below(366)));
  }
  return Object(policy);
}

std::string UserPoolGenerator::Policies() {
  std::string policies;
  Append(policies, "PasswordPolicy", PasswordPolicy());
  if (tier_ != "LITE" && !is_mfa_required_) {
    const std::string factors = has_sms_
                                    ? OneOf({R"(["PASSWORD"])", R"(["SMS_OTP","PASSWORD","EMAIL_OTP"])", R"(["WEB_AUTHN","PASSWORD"])"})
                                    : OneOf({R"(["PASSWORD"])", R"(["PASSWORD","EMAIL_OTP"])"});
    Perhaps(policies, "SignInPolicy", R"({"AllowedFirstAuthFactors":)" + factors + "}");
  }
  return Object(policies);
}

std::string UserPoolGenerator::AdminCreateUserConfig() {
  std::string config;
  Perhaps(config, "AllowAdminCreateUserOnly", Flag());
  if (!names_validity_) {
    Perhaps(config, "UnusedAccountValidityDays", std::to_string(Below(366)));
  }
  Perhaps(config, "InviteMessageTemplate", R"({"EmailMessage":"Hi {username} {####}","EmailSubject":"Hi"})");
  return Object(config);
}

std::string UserPoolGenerator::Template() {
  std::string text;
  Perhaps(text, "DefaultEmailOption", OneOf({R"("CONFIRM_WITH_LINK")", R"("CONFIRM_WITH_CODE")"}));
  Perhaps(text, "EmailMessageByLink", R"("{##Click##}")");
  Perhaps(text, "EmailSubject", R"("of the template")");
  Perhaps(text, "SmsMessage", R"("template {####}")");
  return Object(text);
}

std::string UserPoolGenerator::Lambdas() {
  std::string lambdas;
  Perhaps(lambdas, "PreSignUp", Function("pre"));
  Perhaps(lambdas, "UserMigration", Function("migrate"));
  Perhaps(lambdas, "PreTokenGenerationConfig",
          R"({"LambdaVersion":")" + (tier_ == "LITE" ? "V1_0" : OneOf({"V1_0", "V2_0", "V3_0"})) + R"(","LambdaArn":)" + Function("token") +
              "}");
  if (Chance()) {
    Append(lambdas, "CustomEmailSender", R"({"LambdaVersion":"V1_0","LambdaArn":)" + Function("mail") + "}");
    Append(lambdas, "KMSKeyID", R"("arn:aws:kms:us-east-1:123456789012:key/k")");
  }
  return Object(lambdas);
}

std::string UserPoolGenerator::Recovery() {
  return OneOf({"{}", R"({"RecoveryMechanisms":[{"Priority":1,"Name":"admin_only"}]})",
                R"({"RecoveryMechanisms":[{"Priority":2,"Name":"verified_email"},{"Priority":1,"Name":"verified_phone_number"}]})"});
}

std::string UserPoolGenerator::Newest() {
  std::string members;
  Append(members, "IssuerConfiguration", OneOf({"{}", R"({"Type":"ORIGINAL"})", R"({"Type":"UPDATED"})"}));
  Append(members, "KeyConfiguration",
         OneOf({"{}", R"({"KeyType":"AWS_OWNED_KEY"})",
                R"({"KeyType":"CUSTOMER_MANAGED_KEY","KmsKeyArn":"arn:aws:kms:us-east-1:123456789012:key/k"})"}));
  if (tier_ != "LITE") {
    Perhaps(members, "AcrConfiguration", OneOf({"{}", R"({"Level1":{"AcrValue":"urn:cognito:loa:1"},"Level4":{"AcrValue":"top"}})"}));
    Perhaps(members, "DcrConfiguration",
            OneOf({"{}", R"({"EnableStatus":"Disabled"})", R"({"OpenDcrEnabled":true,"AllowedScopes":["a/b"]})"}));
  }
  return members;
}

std::string UserPoolGenerator::Members() {
  tier_ = OneOf({"LITE", "ESSENTIALS", "PLUS"});
  has_sms_ = Chance();
  names_validity_ = Chance();
  const std::string mfa = has_sms_ ? OneOf({"OFF", "OPTIONAL", "ON"}) : "OFF";
  is_mfa_required_ = mfa == "ON";
  std::string members = Newest();
  Append(members, "UserPoolTier", '"' + tier_ + '"');
  Append(members, "MfaConfiguration", '"' + mfa + '"');
  if (has_sms_) {
    Append(members, "SmsConfiguration",
           R"({"SnsCallerArn":"arn:aws:iam::123456789012:role/sms","ExternalId":")" + std::to_string(Below(9)) +
               R"(","EumsSms":{"CallerArn":"arn:aws:iam::123456789012:role/eums","Region":"us-east-1"}})");
  }
  Perhaps(members, "Policies", Policies());
  Perhaps(members, "AdminCreateUserConfig", AdminCreateUserConfig());
  Perhaps(members, "VerificationMessageTemplate", Template());
  Perhaps(members, "LambdaConfig", Lambdas());
  Perhaps(members, "AccountRecoverySetting", Recovery());
  Perhaps(members, "DeletionProtection", OneOf({R"("ACTIVE")", R"("INACTIVE")"}));
  Perhaps(members, "EmailVerificationMessage", R"("mail {####}")");
  Perhaps(members, "EmailVerificationSubject", R"("subject")");
  Perhaps(members, "SmsVerificationMessage", R"("sms {####}")");
  Perhaps(members, "SmsAuthenticationMessage", R"("auth {####}")");
  Perhaps(members, "DeviceConfiguration", OneOf({"{}", R"({"ChallengeRequiredOnNewDevice":true})"}));
  Perhaps(
      members, "EmailConfiguration",
      OneOf(
          {"{}", R"({"ReplyToEmailAddress":"a@example.com"})",
           R"({"EmailSendingAccount":"DEVELOPER","SourceArn":"arn:aws:ses:us-east-1:123456789012:identity/a@example.com","From":"a@b"})"}));
  Perhaps(members, "UserPoolTags", OneOf({"{}", R"({"team":"rock","stage":""})"}));
  Perhaps(members, "UserPoolAddOns",
          tier_ == "PLUS" ? OneOf({R"({"AdvancedSecurityMode":"ENFORCED"})", R"({"AdvancedSecurityMode":"OFF"})"})
                          : R"({"AdvancedSecurityMode":"OFF"})");
  if (Chance()) {
    Append(members, "AutoVerifiedAttributes", has_sms_ ? R"(["phone_number","email"])" : R"(["email"])");
    Perhaps(members, "UserAttributeUpdateSettings", OneOf({"{}", R"({"AttributesRequireVerificationBeforeUpdate":["email"]})"}));
  }
  Perhaps(members, OneOf({"AliasAttributes", "UsernameAttributes"}), R"(["email"])");
  Perhaps(members, "UsernameConfiguration", R"({"CaseSensitive":false})");
  Perhaps(members, "Schema", R"([{"Name":"email","Required":true},{"Name":"team","AttributeDataType":"String","Mutable":false}])");
  return members;
}

}  // namespace rockpool::support
