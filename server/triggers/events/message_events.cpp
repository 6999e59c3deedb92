#include "server/triggers/events/message_events.h"

#include <cstddef>

#include "server/triggers/events/call.h"
#include "server/triggers/events/fields.h"
#include "server/util/strings.h"

namespace rockpool::triggers {
namespace {

constexpr std::string_view kCodePlace = "{####}";
constexpr std::string_view kLinkPlace = "{##Click Here##}";
constexpr std::string_view kNamePlace = "{username}";
constexpr std::string_view kInvitation = "CustomMessage_AdminCreateUser";

// Assumed: those of the pool's own templates, in UTF-16 code units.
constexpr std::size_t kMostSms = 140;
constexpr std::size_t kMostEmail = 20'000;
constexpr std::size_t kMostSubject = 140;

bool Contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

bool SendsItself(const pools::PoolInUse& pool) {
  const auto& email = pool.settings.EmailConfiguration;
  return email && email->EmailSendingAccount == api::EmailSendingAccountType::DEVELOPER;
}

bool ConfirmsByLink(const pools::PoolInUse& pool) {
  const auto& verification = pool.settings.VerificationMessageTemplate;
  return verification && verification->DefaultEmailOption == api::DefaultEmailOptionType::CONFIRM_WITH_LINK;
}

bool HasLinkPlace(std::string_view text) {
  const std::size_t begin = text.find("{##");
  return begin != std::string_view::npos && text.find("##}", begin + 3) != std::string_view::npos;
}

class TextRules {
 public:
  TextRules(const pools::PoolInUse& pool, std::string_view source) : pool_(pool), source_(source) {}

  void Check(const CustomTexts& texts, api::DeliveryMediumType medium) const {
    // The developer guide, "Custom message Lambda trigger": only where EmailSendingAccount is DEVELOPER, else this exception, be it for the
    // message or its subject. It says nothing of the medium. Assumed: its text.
    if ((texts.email || texts.email_subject) && !SendsItself(pool_)) {
      RefuseAnswer();
    }
    // Assumed: what is not sent is not looked at, for a function answers for both media at once.
    if (medium == api::DeliveryMediumType::SMS) {
      CheckText(texts.sms, kMostSms, false);
      return;
    }
    CheckLength(texts.email_subject, kMostSubject);
    // Assumed: a message that is to lead to the pool's domain needs the link's place alone.
    CheckText(texts.email, kMostEmail, ConfirmsByLink(pool_));
  }

 private:
  static void CheckLength(const std::optional<std::string>& text, std::size_t most) {
    if (text && util::Utf16Length(*text) > most) {
      RefuseAnswer();
    }
  }
  void CheckText(const std::optional<std::string>& text, std::size_t most, bool may_be_link) const {
    if (!text) {
      return;
    }
    CheckLength(text, most);
    if (!Contains(*text, kCodePlace) && !(may_be_link && HasLinkPlace(*text))) {
      RefuseAnswer();
    }
    if (source_ == kInvitation && !Contains(*text, kNamePlace)) {
      RefuseAnswer();
    }
  }

  const pools::PoolInUse& pool_;
  std::string_view source_;
};

}  // namespace

CustomTexts AskCustomMessage(const Origin& origin, std::string_view source, api::DeliveryMediumType medium, const Person& person,
                             const Metadata& client_metadata) {
  CustomTexts texts;
  const auto function = FunctionOf(origin.pool, Trigger::kCustomMessage);
  if (!function) {
    return texts;
  }
  api::JsonObject request;
  AddAttributes(request, person);
  request.Add("codeParameter", kCodePlace);
  request.Add("linkParameter", kLinkPlace);
  if (source == kInvitation) {
    request.Add("usernameParameter", kNamePlace);
  } else {
    request.AddJson("usernameParameter", "null");
  }
  AddClientMetadata(request, client_metadata);
  Call(origin, *function,
       {.trigger = Trigger::kCustomMessage,
        .source = source,
        .username = person.username,
        .request = request.Text(),
        .response = R"({"smsMessage":null,"emailMessage":null,"emailSubject":null})"},
       [&](const api::JsonValue& response) {
         const Fields fields(response, {"smsMessage", "emailMessage", "emailSubject"});
         texts = {.sms = fields.Text("smsMessage"), .email = fields.Text("emailMessage"), .email_subject = fields.Text("emailSubject")};
         TextRules(origin.pool, source).Check(texts, medium);
       });
  return texts;
}

std::string SenderEvent(const Origin& origin, Sender sender, std::string_view source, const Person& person, std::string_view code,
                        const Metadata& client_metadata) {
  const bool is_email = sender == Sender::kEmail;
  api::JsonObject request;
  request.Add("type", is_email ? std::string_view("customEmailSenderRequestV1") : std::string_view("customSMSSenderRequestV1"));
  if (code.empty()) {
    request.AddJson("code", "null");
  } else {
    request.Add("code", code);
  }
  // Unlike in other events it is there, and null, where there is none (recorded, DefinitelyTyped/DefinitelyTyped PR 52111).
  if (client_metadata) {
    request.Add("clientMetadata", *client_metadata);
  } else {
    request.AddJson("clientMetadata", "null");
  }
  AddAttributes(request, person);
  std::string trigger_source(is_email ? "CustomEmailSender_" : "CustomSMSSender_");
  trigger_source += source;
  return EventOf(origin, {.trigger = is_email ? Trigger::kCustomEmailSender : Trigger::kCustomSMSSender,
                          .source = trigger_source,
                          .username = person.username,
                          .request = request.Text(),
                          .response = ""});
}

}  // namespace rockpool::triggers
