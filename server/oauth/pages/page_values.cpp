// What the handlers put into pages beside plain texts.
#include <algorithm>
#include <string>
#include <string_view>

#include "server/oauth/pages/look.h"
#include "server/oauth/pages/qr_code.h"

namespace rockpool::oauth {
namespace {

struct SocialProvider {
  api::IdentityProviderTypeType type;
  std::string_view name;
  std::string_view css_class;
  std::string_view button;  // its name in the classic hosted UI
};

constexpr SocialProvider kSocialProviders[] = {
    {api::IdentityProviderTypeType::Facebook, "Facebook", "facebook-button", "facebookSignUpButton"},
    {api::IdentityProviderTypeType::Google, "Google", "google-button", "googleSignUpButton"},
    {api::IdentityProviderTypeType::LoginWithAmazon, "Amazon", "amazon-button", "loginWithAmazonSignUpButton"},
    {api::IdentityProviderTypeType::SignInWithApple, "Apple", "apple-button", "signInWithAppleSignUpButton"},
};

// How a browser helps with an attribute (HTML's types and autofill names), and what the table of texts calls it. Others are plain texts
// under their own name.
struct AttributeField {
  std::string_view name;
  std::string_view word;
  std::string_view type = "text";
  std::string_view complete = "on";
};

constexpr AttributeField kAttributeFields[] = {
    {"address", "T_ATTRIBUTE_ADDRESS", "text", "street-address"},
    {"birthdate", "T_ATTRIBUTE_BIRTHDATE", "date", "bday"},
    {"email", "T_ATTRIBUTE_EMAIL", "email", "email"},
    {"family_name", "T_ATTRIBUTE_FAMILY_NAME", "text", "family-name"},
    {"gender", "T_ATTRIBUTE_GENDER", "text", "sex"},
    {"given_name", "T_ATTRIBUTE_GIVEN_NAME", "text", "given-name"},
    {"locale", "T_ATTRIBUTE_LOCALE"},
    {"middle_name", "T_ATTRIBUTE_MIDDLE_NAME", "text", "additional-name"},
    {"name", "T_ATTRIBUTE_NAME", "text", "name"},
    {"nickname", "T_ATTRIBUTE_NICKNAME", "text", "nickname"},
    {"phone_number", "T_ATTRIBUTE_PHONE_NUMBER", "tel", "tel"},
    {"picture", "T_ATTRIBUTE_PICTURE"},
    {"preferred_username", "T_ATTRIBUTE_PREFERRED_USERNAME"},
    {"profile", "T_ATTRIBUTE_PROFILE"},
    {"updated_at", "T_ATTRIBUTE_UPDATED_AT"},
    {"website", "T_ATTRIBUTE_WEBSITE"},
    {"zoneinfo", "T_ATTRIBUTE_ZONEINFO"},
};

std::string_view WordOfChoice(std::string_view choice) {
  return choice == "SMS_MFA" ? "T_MFA_SMS" : choice == "EMAIL_OTP" ? "T_MFA_EMAIL" : choice == "WEB_AUTHN" ? "T_PASSKEY" : "T_MFA_APP";
}

std::string_view WordOfWay(std::string_view challenge) {
  return challenge == "SMS_OTP" ? "T_WAY_SMS" : challenge == "EMAIL_OTP" ? "T_WAY_EMAIL" : "T_WAY_PASSKEY";
}

}  // namespace

void AddProvider(pages::Values& values, api::IdentityProviderTypeType type, std::string_view name, std::string_view link) {
  const auto social = std::ranges::find(kSocialProviders, type, &SocialProvider::type);
  const bool is_social = social != std::end(kSocialProviders);
  values.Show("PROVIDERS");
  values.Show(is_social ? "SOCIAL_TITLE" : "CORPORATE_TITLE");
  pages::Values& provider = values.Add(is_social ? "SOCIAL" : "CORPORATE");
  provider.Set("PROVIDER_LINK", link);
  provider.Set("PROVIDER_NAME", is_social ? social->name : name);
  provider.Set("PROVIDER_CLASS", is_social ? social->css_class : "");
  provider.Set("BUTTON_NAME", is_social ? social->button : "");
}

void AddRequiredAttribute(pages::Values& values, std::string_view name, std::string_view value) {
  pages::Values& attribute = values.Add("REQUIRED_ATTRIBUTES");
  attribute.Set("NAME", name);
  attribute.Set("VALUE", value);
  const auto known = std::ranges::find(kAttributeFields, name, &AttributeField::name);
  if (known == std::end(kAttributeFields)) {
    attribute.Set("LABEL", name);
    attribute.Set("TYPE", "text");
    attribute.Set("COMPLETE", "on");
    return;
  }
  attribute.SetWord("LABEL", known->word);
  attribute.Set("TYPE", known->type);
  attribute.Set("COMPLETE", known->complete);
}

void AddMfaChoice(pages::Values& values, std::string_view choice) {
  pages::Values& added = values.Add("CHOICES");
  added.Set("CHOICE", choice);
  added.SetWord("LABEL", WordOfChoice(choice));
}

void AddWay(pages::Values& values, std::string_view challenge) {
  values.Show("OTHER_WAYS");
  pages::Values& added = values.Add("WAYS");
  added.Set("CHALLENGE", challenge);
  added.SetWord("LABEL", WordOfWay(challenge));
}

void SetQrCode(pages::Values& values, std::string_view otpauth) {
  const QrCode code = DrawQrCode(otpauth);
  values.Set("QR_PATH", code.path);
  values.Set("QR_SIDE", std::to_string(code.side));
}

}  // namespace rockpool::oauth
