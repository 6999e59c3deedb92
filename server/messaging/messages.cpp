#include "server/messaging/messages.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

#include "server/http/form.h"
#include "server/triggers/triggers.h"
#include "server/util/log.h"
#include "server/util/strings.h"

namespace rockpool::messaging {
namespace {

using Medium = api::DeliveryMediumType;

constexpr std::string_view kCodePlace = "{####}";
constexpr std::string_view kNamePlace = "{username}";

// What AWS writes where the pool has no words of its own (the developer guide, "Message templates"). Assumed of the second factor's,
// and of the invitation of who has no password.
constexpr std::string_view kVerification = "Your verification code is {####}. ";
constexpr std::string_view kVerificationSubject = "Your verification code";
constexpr std::string_view kLinkVerification = "Please click the link below to verify your email address. {##Verify Email##} ";
constexpr std::string_view kLinkSubject = "Your verification link";
constexpr std::string_view kInvitation = "Your username is {username} and temporary password is {####}. ";
constexpr std::string_view kInvitationWithoutPassword = "Your username is {username}. ";
constexpr std::string_view kInvitationSubject = "Your temporary password";
constexpr std::string_view kAuthentication = "Your authentication code is {####}. ";
constexpr std::string_view kAuthenticationSubject = "Your authentication code";

struct Template {
  std::string subject;
  std::string body;
};

std::string Or(const std::optional<std::string>& text, std::string_view otherwise) {
  return text && !text->empty() ? *text : std::string(otherwise);
}

Template Invitation(const pools::PoolInUse& pool, Medium medium, const Letter& letter) {
  const std::string_view usual = letter.temporary_password.empty() ? kInvitationWithoutPassword : kInvitation;
  const auto own = pool.settings.AdminCreateUserConfig ? pool.settings.AdminCreateUserConfig->InviteMessageTemplate : std::nullopt;
  const api::MessageTemplateType texts = own.value_or(api::MessageTemplateType());
  return medium == Medium::SMS ? Template{"", Or(texts.SMSMessage, usual)}
                               : Template{Or(texts.EmailSubject, kInvitationSubject), Or(texts.EmailMessage, usual)};
}

Template Authentication(const pools::PoolInUse& pool, Medium medium) {
  if (medium == Medium::SMS) {
    return {"", Or(pool.settings.SmsAuthenticationMessage, kAuthentication)};
  }
  const api::EmailMfaConfigType texts = pool.factors.EmailMfaConfiguration.value_or(api::EmailMfaConfigType());
  return {Or(texts.Subject, kAuthenticationSubject), Or(texts.Message, kAuthentication)};
}

Template Verification(const pools::PoolInUse& pool, Medium medium, bool by_link) {
  const auto texts = pool.settings.VerificationMessageTemplate.value_or(api::VerificationMessageTemplateType());
  if (medium == Medium::SMS) {
    return {"", Or(texts.SmsMessage, Or(pool.settings.SmsVerificationMessage, kVerification))};
  }
  if (by_link) {
    return {Or(texts.EmailSubjectByLink, kLinkSubject), Or(texts.EmailMessageByLink, kLinkVerification)};
  }
  return {Or(texts.EmailSubject, Or(pool.settings.EmailVerificationSubject, kVerificationSubject)),
          Or(texts.EmailMessage, Or(pool.settings.EmailVerificationMessage, kVerification))};
}

// Links confirm a sign-up alone, and by e-mail alone (the developer guide, "Verification messages").
bool GoesByLink(const pools::PoolInUse& pool, Medium medium, const Letter& letter) {
  const auto& texts = pool.settings.VerificationMessageTemplate;
  const bool confirms = letter.purpose == MessagePurpose::kSignUp || letter.purpose == MessagePurpose::kResendCode;
  return confirms && medium == Medium::EMAIL && !letter.link_origin.empty() && texts &&
         texts->DefaultEmailOption == api::DefaultEmailOptionType::CONFIRM_WITH_LINK;
}

Template PoolTemplate(const pools::PoolInUse& pool, Medium medium, const Letter& letter) {
  switch (letter.purpose) {
    case MessagePurpose::kAdminCreateUser:
      return Invitation(pool, medium, letter);
    case MessagePurpose::kAuthentication:
      return Authentication(pool, medium);
    default:
      return Verification(pool, medium, GoesByLink(pool, medium, letter));
  }
}

// CustomMessage may write one part of it alone; the others stay the pool's.
Template TemplateOf(const pools::PoolInUse& pool, Medium medium, const Letter& letter) {
  Template words = PoolTemplate(pool, medium, letter);
  const triggers::CustomTexts& texts = letter.texts;
  words.body = (medium == Medium::SMS ? texts.sms : texts.email).value_or(std::move(words.body));
  if (medium == Medium::EMAIL) {
    words.subject = texts.email_subject.value_or(std::move(words.subject));
  }
  return words;
}

void ReplaceAll(std::string& text, std::string_view place, std::string_view value) {
  for (std::size_t at = text.find(place); at != std::string::npos; at = text.find(place, at + value.size())) {
    text.replace(at, place.size(), value);
  }
}

// An e-mail's body is HTML.
std::string EscapeHtml(std::string text) {
  ReplaceAll(text, "&", "&amp;");
  ReplaceAll(text, "<", "&lt;");
  ReplaceAll(text, ">", "&gt;");
  ReplaceAll(text, "\"", "&quot;");
  ReplaceAll(text, "'", "&#39;");
  return text;
}

// In one go, for either value is somebody's own text and may look like a place.
void FillPlaces(std::string& text, std::string_view code, std::string_view name) {
  for (std::size_t at = text.find('{'); at != std::string::npos; at = text.find('{', at)) {
    const std::string_view rest = std::string_view(text).substr(at);
    const bool is_code = rest.starts_with(kCodePlace);
    if (!is_code && !rest.starts_with(kNamePlace)) {
      ++at;
      continue;
    }
    const std::string_view value = is_code ? code : name;
    text.replace(at, is_code ? kCodePlace.size() : kNamePlace.size(), value);
    at += value.size();
  }
}

// The first character, which may be of several bytes.
std::string FirstOf(std::string_view text) {
  std::size_t size = std::min<std::size_t>(text.size(), 1);
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) {
    ++size;
  }
  return std::string(text.substr(0, size));
}

std::string LinkOf(const accounts::User& user, const Letter& letter) {
  return letter.link_origin + "/confirmUser?" +
         http::EncodeForm({{"client_id", letter.client_id}, {"user_name", user.username()}, {"confirmation_code", letter.code}});
}

// {##Verify Email##} becomes a link of these words.
void PutLink(std::string& body, const std::string& link) {
  static const re2::RE2 place(R"(\{##([^#{}]*)##\})");
  std::string escaped = link;
  ReplaceAll(escaped, "&", "&amp;");
  ReplaceAll(escaped, "\\", "\\\\");  // RE2 reads a backslash as the beginning of a group's number
  re2::RE2::GlobalReplace(&body, place, "<a href=\"" + escaped + R"(">\1</a>)");
}

// The name that the user knows: in a pool that names by attributes the address, for he has never seen the other one.
std::string NameOf(const pools::PoolInUse& pool, const accounts::User& user, const Destination& destination) {
  const bool by_attribute = pool.settings.UsernameAttributes && !pool.settings.UsernameAttributes->empty();
  return by_attribute ? destination.address : user.username();
}

// By what AWS would send it: a function of the pool's own, End User Messaging where the pool is set up for it, or what it sends by
// otherwise.
std::string_view SenderOf(const pools::PoolInUse& pool, Medium medium) {
  const bool is_sms = medium == Medium::SMS;
  if (triggers::FunctionOf(pool, is_sms ? triggers::Trigger::kCustomSMSSender : triggers::Trigger::kCustomEmailSender)) {
    return "LAMBDA";
  }
  if (is_sms) {
    const auto& sms = pool.settings.SmsConfiguration;
    return sms && sms->EumsSms ? "EUM_SMS" : "SNS";
  }
  const auto& email = pool.settings.EmailConfiguration;
  return email && email->EmailSendingAccount == api::EmailSendingAccountType::DEVELOPER ? "SES" : "COGNITO";
}

}  // namespace

Destination DestinationOf(std::string_view attribute, std::string address) {
  return {attribute == "phone_number" ? Medium::SMS : Medium::EMAIL, std::string(attribute), std::move(address)};
}

api::CodeDeliveryDetailsType Shown(const Destination& destination) {
  constexpr std::size_t kShownDigits = 4;
  std::string masked = destination.address;
  if (destination.medium == Medium::EMAIL) {
    const std::size_t at = masked.rfind('@');
    const std::string domain = at == std::string::npos ? "" : FirstOf(std::string_view(masked).substr(at + 1));
    masked = FirstOf(masked) + "***@" + domain + "***";
  } else {
    for (std::size_t i = 1; i + kShownDigits < masked.size(); ++i) {
      masked[i] = '*';
    }
  }
  api::CodeDeliveryDetailsType shown;
  shown.Destination = std::move(masked);
  shown.DeliveryMedium = destination.medium;
  shown.AttributeName = destination.attribute;
  return shown;
}

std::string_view ToText(MessagePurpose purpose) {
  switch (purpose) {
    case MessagePurpose::kSignUp:
      return "CustomMessage_SignUp";
    case MessagePurpose::kResendCode:
      return "CustomMessage_ResendCode";
    case MessagePurpose::kForgotPassword:
      return "CustomMessage_ForgotPassword";
    case MessagePurpose::kAdminCreateUser:
      return "CustomMessage_AdminCreateUser";
    case MessagePurpose::kUpdateUserAttribute:
      return "CustomMessage_UpdateUserAttribute";
    case MessagePurpose::kVerifyUserAttribute:
      return "CustomMessage_VerifyUserAttribute";
    case MessagePurpose::kAuthentication:
      return "CustomMessage_Authentication";
  }
  return {};
}

storage::Message Compose(const pools::PoolInUse& pool, const accounts::User& user, const Destination& destination, const Letter& letter,
                         util::EpochMillis now) {
  Template words = TemplateOf(pool, destination.medium, letter);
  storage::Message message;
  message.user_pool_id = pool.id;
  message.region = letter.replica.empty() ? pool.region : letter.replica;
  message.client_id = letter.client_id;
  message.username = user.username();
  message.purpose = ToText(letter.purpose);
  message.medium = destination.medium == Medium::SMS ? "SMS" : "EMAIL";
  message.via = SenderOf(pool, destination.medium);
  message.destination = destination.address;
  message.code = letter.code;
  message.temporary_password = letter.temporary_password;
  message.sent_millis = now;
  if (GoesByLink(pool, destination.medium, letter)) {
    message.link = LinkOf(user, letter);
    PutLink(words.body, message.link);
  }
  const std::string name = NameOf(pool, user, destination);
  FillPlaces(words.body, letter.temporary_password.empty() ? letter.code : letter.temporary_password,
             destination.medium == Medium::EMAIL ? EscapeHtml(name) : name);
  message.subject = std::move(words.subject);
  message.body = std::move(words.body);
  return message;
}

void Send(storage::Transaction& transaction, storage::Message& message) { message.number = transaction.messages().Insert(message); }

void Announce(const storage::Message& message) {
  util::Log(util::LogLevel::kInfo, "message sent, see /_rockpool/messages",
            {{"pool", message.user_pool_id}, {"purpose", message.purpose}, {"medium", message.medium}});
}

}  // namespace rockpool::messaging
