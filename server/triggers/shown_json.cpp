#include "server/triggers/shown_json.h"

#include <algorithm>
#include <array>
#include <functional>
#include <set>

#include "server/api/json.h"
#include "server/util/strings.h"

namespace rockpool::triggers {
namespace {

using api::JsonValue;

constexpr auto kSecretMembers =
    std::to_array<std::string_view>({"password", "challengeAnswer", "code", "access_token", "refresh_token", "id_token"});
constexpr std::string_view kPrivate = "privateChallengeParameters";

// What is looked for in a text: more would cost more than the text is worth.
constexpr std::size_t kMostNeedles = 32;
constexpr std::size_t kMostNeedleBytes = std::size_t{16} * 1024;  // together
constexpr std::size_t kShortestNeedle = 6;                        // a shorter one would be found in any text
constexpr std::string_view kNotShown = "not shown";

std::string Hidden(std::size_t size) { return "... (" + std::to_string(size) + " characters)"; }

std::string JsonOf(const JsonValue& value) {
  api::JsonBuffer buffer;
  api::JsonWriter writer(buffer);
  value.Accept(writer);
  return {buffer.GetString(), buffer.GetSize()};
}

std::string TextOf(const JsonValue& value) { return value.IsString() ? std::string(api::TextOf(value)) : JsonOf(value); }

// Calls `found` with each value that is secret, no array, object or null. Depth is what the parser has let through.
void ForEachSecret(JsonValue& value, bool is_secret, const std::function<void(JsonValue& secret)>& found) {
  if (value.IsArray()) {
    for (JsonValue& element : value.GetArray()) {
      ForEachSecret(element, is_secret, found);
    }
  } else if (value.IsObject()) {
    for (auto& member : value.GetObject()) {
      const std::string_view name = api::TextOf(member.name);
      const bool is_secret_text = member.value.IsString() && std::ranges::find(kSecretMembers, name) != kSecretMembers.end();
      ForEachSecret(member.value, is_secret || is_secret_text || name == kPrivate, found);
    }
  } else if (is_secret && !value.IsNull()) {
    found(value);
  }
}

using Needles = std::set<std::string>;

Needles NeedlesOf(const std::vector<std::string>& secrets) {
  Needles needles;
  for (const std::string& secret : secrets) {
    if (secret.size() >= kShortestNeedle) {
      const std::string quoted = api::ToJson(secret);
      needles.insert(secret);
      needles.insert(quoted.substr(1, quoted.size() - 2));  // as JSON that has a flaw writes it
    }
  }
  return needles;
}

struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// Where one of them is, in order; those that overlap are one.
std::vector<Span> Find(std::string_view text, const Needles& needles) {
  std::vector<Span> found;
  for (const std::string& needle : needles) {
    for (std::size_t at = text.find(needle); at != std::string_view::npos; at = text.find(needle, at + needle.size())) {
      found.push_back({at, at + needle.size()});
    }
  }
  std::ranges::sort(found, {}, &Span::begin);
  std::vector<Span> spans;
  for (const Span& span : found) {
    if (!spans.empty() && span.begin < spans.back().end) {
      spans.back().end = std::max(spans.back().end, span.end);
    } else {
      spans.push_back(span);
    }
  }
  return spans;
}

bool HasResponse(const JsonValue& answer) { return answer.IsObject() && answer.HasMember("response") && answer["response"].IsObject(); }

}  // namespace

ShownJson Shown(std::string_view text, const std::vector<std::string>& secrets) {
  rapidjson::Document document;
  if (!api::ParseJson(std::string(text), document)) {
    return {api::ToJson(WithoutSecrets(std::string(text), secrets)), false};
  }
  ForEachSecret(document, false, [&document](JsonValue& secret) {
    const std::string hidden = Hidden(TextOf(secret).size());
    secret.SetString(hidden.data(), static_cast<rapidjson::SizeType>(hidden.size()), document.GetAllocator());
  });
  return {JsonOf(document), HasResponse(document)};
}

std::vector<std::string> SecretsOf(std::string_view event) {
  std::vector<std::string> secrets;
  rapidjson::Document document;
  if (api::ParseJson(std::string(event), document)) {
    ForEachSecret(document, false, [&secrets](const JsonValue& secret) { secrets.push_back(TextOf(secret)); });
  }
  return secrets;
}

std::string WithoutSecrets(std::string text, const std::vector<std::string>& secrets) {
  if (!util::IsUtf8(text)) {
    std::erase_if(text, [](char c) { return static_cast<unsigned char>(c) > 0x7F; });
  }
  const Needles needles = NeedlesOf(secrets);
  std::size_t longest = 0;
  std::size_t bytes = 0;
  for (const std::string& needle : needles) {
    longest = std::max(longest, needle.size());
    bytes += needle.size();
  }
  if (!text.empty() && (needles.size() > kMostNeedles || bytes > kMostNeedleBytes)) {
    return std::string(kNotShown);
  }
  // One that begins before the cut is seen whole.
  std::string shown;
  std::size_t at = 0;
  for (const Span& span : Find(std::string_view(text).substr(0, kLongestShown + longest), needles)) {
    if (span.begin >= kLongestShown) {
      break;
    }
    shown.append(text, at, span.begin - at).append(Hidden(span.end - span.begin));
    at = span.end;
  }
  return shown + Cut(std::string_view(text).substr(at), at < kLongestShown ? kLongestShown - at : 0);
}

std::string Cut(std::string_view text, std::size_t most) {
  if (text.size() <= most) {
    return std::string(text);
  }
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
    --end;
  }
  return std::string(text.substr(0, end)) + "...";
}

}  // namespace rockpool::triggers
