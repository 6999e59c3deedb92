#include "server/risk/notices.h"

#include <array>
#include <cstddef>
#include <ctime>
#include <utility>
#include <vector>

#include "server/api/codecs.h"
#include "server/http/form.h"

namespace rockpool::risk {
namespace {

constexpr const char* kPurpose = "AccountTakeOverNotification";  // behind CustomEmailSender_ the source of its trigger

struct Words {
  std::string_view subject;
  std::string_view begin;
};

Words UsualWords(NoticeKind kind) {
  switch (kind) {
    case NoticeKind::kBlocked:
      return {"Blocked sign-in attempt", "We blocked an unrecognized sign-in to your account with this information:"};
    case NoticeKind::kNeedsMfa:
      return {"New sign-in attempt", "We required you to use multi-factor authentication for the following sign-in attempt:"};
    case NoticeKind::kNoAction:
      return {"New sign-in attempt", "We observed an unrecognized sign-in to your account with this information:"};
  }
  return {};
}

std::string UsualBody(std::string_view begin) {
  return "<!DOCTYPE html>\n<html>\n<head>\n\t<title>HTML email context</title>\n\t<meta charset=\"utf-8\">\n</head>\n<body>\n<pre>" +
         std::string(begin) +
         "\n<ul>\n<li>Time: {login-time}</li>\n<li>Device: {device-name}</li>\n<li>Location: {city}, {country}</li>\n</ul>\n"
         "If this sign-in was not by you, you should change your password and notify us by clicking on "
         "<a href={one-click-link-invalid}>this link</a>\n"
         "If this sign-in was by you, you can follow <a href={one-click-link-valid}>this link</a> to let us know</pre>\n</body>\n</html>";
}

const std::optional<api::NotifyEmailType>& EmailOf(const api::NotifyConfigurationType& configuration, NoticeKind kind) {
  switch (kind) {
    case NoticeKind::kBlocked:
      return configuration.BlockEmail;
    case NoticeKind::kNeedsMfa:
      return configuration.MfaEmail;
    case NoticeKind::kNoAction:
      break;
  }
  return configuration.NoActionEmail;
}

// What stands in HTML, and may be anybody's own text.
std::string Escaped(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

struct Place {
  std::string_view name;
  std::string value;
};

std::string LinkOf(const NoticeFacts& facts, api::FeedbackValueType value) {
  if (facts.link_origin.empty()) {
    return "";
  }
  return facts.link_origin + std::string(kFeedbackPath) + "?" +
         http::EncodeForm({{"user_name", facts.user.username()},
                           {"event_id", facts.event.EventId.value_or("")},
                           {"feedback_token", facts.feedback_token},
                           {"feedback", std::string(api::ToText(value))},
                           {"client_id", facts.client.id}});
}

std::vector<Place> PlacesOf(const NoticeFacts& facts, bool in_html) {
  const auto context = facts.event.EventContextData.value_or(api::EventContextDataType());
  std::vector<Place> places{{"{username}", facts.user.username()},
                            {"{ip-address}", context.IpAddress.value_or("")},
                            {"{city}", context.City.value_or("")},
                            {"{country}", context.Country.value_or("")},
                            {"{login-time}", DateText(facts.event.CreationDate.value_or(api::Timestamp{}).epoch_millis)},
                            {"{device-name}", context.DeviceName.value_or("")},
                            {"{event-id}", facts.event.EventId.value_or("")},
                            {"{feedback-token}", facts.feedback_token},
                            {"{one-click-link-valid}", LinkOf(facts, api::FeedbackValueType::Valid)},
                            {"{one-click-link-invalid}", LinkOf(facts, api::FeedbackValueType::Invalid)}};
  if (in_html) {
    for (Place& place : places) {
      place.value = Escaped(place.value);
    }
  }
  return places;
}

// In one go, for a value may look like a place.
void Fill(std::string& text, const std::vector<Place>& places) {
  for (std::size_t at = text.find('{'); at != std::string::npos; at = text.find('{', at)) {
    std::size_t next = at + 1;
    for (const auto& [name, value] : places) {
      if (text.compare(at, name.size(), name) == 0) {
        text.replace(at, name.size(), value);
        next = at + value.size();
        break;
      }
    }
    at = next;
  }
}

}  // namespace

std::string DateText(util::EpochMillis time) {
  const auto seconds = static_cast<std::time_t>(time / 1000);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 64> text{};
  const std::size_t size = std::strftime(text.data(), text.size(), "%a %b %d %H:%M:%S UTC %Y", &parts);
  return {text.data(), size};
}

std::optional<storage::Message> ComposeNotice(const api::NotifyConfigurationType& configuration, NoticeKind kind, const NoticeFacts& facts,
                                              util::EpochMillis now) {
  const std::string* address = accounts::FindAttribute(facts.user, "email");
  if (address == nullptr || address->empty()) {
    return std::nullopt;
  }
  const Words usual = UsualWords(kind);
  const auto& email = EmailOf(configuration, kind);
  storage::Message message;
  message.user_pool_id = facts.client.pool->id;
  message.region = facts.replica.empty() ? facts.client.pool->region : facts.replica;
  message.client_id = facts.client.id;
  message.username = facts.user.username();
  message.purpose = kPurpose;
  message.medium = "EMAIL";
  message.destination = *address;
  message.subject = email ? email->Subject : std::string(usual.subject);
  message.body =
      email && (email->HtmlBody || email->TextBody) ? email->HtmlBody.value_or(email->TextBody.value_or("")) : UsualBody(usual.begin);
  message.sent_millis = now;
  Fill(message.body, PlacesOf(facts, !email || email->HtmlBody || !email->TextBody));
  return message;
}

}  // namespace rockpool::risk
