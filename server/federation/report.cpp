#include "server/federation/report.h"

#include <algorithm>
#include <memory>

#include "server/api/codecs.h"
#include "server/api/json_object.h"
#include "server/util/lists.h"
#include "server/util/strings.h"

namespace rockpool::federation {
namespace {

constexpr std::size_t kLongestText = 16UL * 1024;
constexpr std::size_t kLongestOfUser = 256;
// What a line takes that says nothing: no flood of them is kept either.
constexpr std::size_t kLineCosts = 64;
constexpr std::size_t kShown = 4;
constexpr std::size_t kTooShortToShow = 16;

bool IsAscii(char c) { return static_cast<unsigned char>(c) < 0x80U; }

}  // namespace

void Report::Close() {
  trace_.call().federation = [told = std::make_shared<const Told>(std::move(told_))] { return JsonOf(*told); };
}

Report::User Report::KeptUser(const accounts::User& user) {
  User kept{user.username(), user.status(), user.is_enabled(), {}};
  for (const auto& attribute : util::MembersOf(user.content.UserAttributes)) {
    kept.attributes.emplace_back(Cut(attribute.Name, kLongestOfUser), Cut(attribute.Value.value_or(""), kLongestOfUser));
  }
  return kept;
}

std::string Report::JsonOf(const User& user) {
  api::JsonObject attributes;
  for (const auto& [name, value] : user.attributes) {
    attributes.Add(name, value);
  }
  api::JsonObject json;
  json.Add("username", user.username);
  json.Add("status", api::ToText(user.status));
  json.Add("enabled", user.is_enabled);
  json.AddJson("attributes", attributes.Text());
  return json.Text();
}

std::vector<std::string> Report::JsonOf(const std::vector<Outcome>& outcomes, std::string_view member) {
  std::vector<std::string> list;
  for (const Outcome& outcome : outcomes) {
    if (outcome.member == member) {
      api::JsonObject json;
      json.Add("attribute", outcome.attribute);
      json.Add("claim", outcome.claim);
      json.Add(member, outcome.text);
      list.push_back(json.Text());
    }
  }
  return list;
}

std::string Report::JsonOf(const Told& told) {
  std::vector<std::string> messages;
  for (const Message& message : told.messages) {
    api::JsonObject json;
    json.Add("direction", message.direction);
    json.Add("what", message.what);
    json.Add("text", message.text);
    messages.push_back(json.Text());
  }
  api::JsonObject json;
  json.AddJsonList("messages", messages);
  json.AddJsonList("mapped", JsonOf(told.outcomes, "value"));
  json.AddJsonList("dropped", JsonOf(told.outcomes, "reason"));
  if (told.user_before) {
    json.AddJson("user_before", JsonOf(*told.user_before));
  }
  if (told.user_after) {
    json.AddJson("user_after", JsonOf(*told.user_after));
  }
  return json.Text();
}

void Report::AddMessage(std::string_view direction, std::string_view what, std::string_view text) {
  if (room_ < kLineCosts) {
    return;
  }
  const std::size_t room_before = room_;
  Message message{direction, Kept(what), Kept(text)};
  if (std::ranges::find(told_.messages, message) == told_.messages.end()) {
    told_.messages.push_back(std::move(message));
    room_ -= std::min(room_, kLineCosts);
  } else {
    room_ = room_before;
  }
}

void Report::AddOutcome(const OutcomeText& told) {
  const auto known = std::ranges::find(told_.outcomes, told.attribute, &Outcome::attribute);
  if (known != told_.outcomes.end()) {
    room_ += known->claim.size() + known->text.size();
    *known = {std::move(known->attribute), Kept(told.claim), told.member, Kept(told.text)};
  } else if (room_ >= kLineCosts) {
    room_ -= kLineCosts;
    told_.outcomes.push_back({Kept(told.attribute), Kept(told.claim), told.member, Kept(told.text)});
  }
}

std::string Report::Kept(std::string_view text) {
  std::string kept = Cut(text, std::min(kLongestText, room_));
  room_ -= std::min(room_, kept.size());
  return kept;
}

std::string Cut(std::string_view text, std::size_t most) {
  std::string kept(text.substr(0, most + 1));
  if (!util::IsUtf8(text)) {
    std::erase_if(kept, [](char c) { return !IsAscii(c); });
  }
  if (kept.size() <= most) {
    return kept;
  }
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(kept[end]) & 0xC0U) == 0x80U) {
    --end;
  }
  return kept.substr(0, end) + "...";
}

std::string Shortened(std::string_view secret) {
  const std::string length = "... (" + std::to_string(secret.size()) + " characters)";
  const std::string_view shown = secret.size() < kTooShortToShow ? std::string_view() : secret.substr(0, kShown);
  // Of bytes that are no text nothing is shown: a character would be cut in two.
  return (std::ranges::all_of(shown, IsAscii) ? std::string(shown) : "") + length;
}

}  // namespace rockpool::federation
