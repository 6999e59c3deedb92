#include "server/triggers/shown_json.h"

#include <algorithm>
#include <array>
#include <functional>

#include "server/api/json.h"
#include "server/util/strings.h"

namespace rockpool::triggers {
namespace {

using api::JsonValue;

constexpr auto kSecretMembers =
    std::to_array<std::string_view>({"password", "challengeAnswer", "code", "access_token", "refresh_token", "id_token"});
constexpr std::string_view kPrivate = "privateChallengeParameters";
constexpr std::size_t kTooShortToFind = 4;  // it would be found in any text

std::string Hidden(std::string_view secret) { return "... (" + std::to_string(secret.size()) + " characters)"; }

// Calls `found` with each text that is secret. Depth is what the parser has let through.
void ForEachSecret(JsonValue& value, bool is_secret, const std::function<void(JsonValue& text)>& found) {
  if (value.IsString() && is_secret) {
    found(value);
  } else if (value.IsArray()) {
    for (JsonValue& element : value.GetArray()) {
      ForEachSecret(element, is_secret, found);
    }
  } else if (value.IsObject()) {
    for (auto& member : value.GetObject()) {
      const std::string_view name = api::TextOf(member.name);
      const bool is_secret_text = member.value.IsString() && std::ranges::find(kSecretMembers, name) != kSecretMembers.end();
      ForEachSecret(member.value, is_secret || is_secret_text || name == kPrivate, found);
    }
  }
}

void ReplaceAll(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

bool HasResponse(const JsonValue& answer) { return answer.IsObject() && answer.HasMember("response") && answer["response"].IsObject(); }

}  // namespace

ShownJson Shown(std::string_view text, const std::vector<std::string>& secrets) {
  rapidjson::Document document;
  if (!api::ParseJson(std::string(text), document)) {
    return {api::ToJson(WithoutSecrets(std::string(text), secrets)), false};
  }
  ForEachSecret(document, false, [&document](JsonValue& secret) {
    const std::string hidden = Hidden(api::TextOf(secret));
    secret.SetString(hidden.data(), static_cast<rapidjson::SizeType>(hidden.size()), document.GetAllocator());
  });
  api::JsonBuffer buffer;
  api::JsonWriter writer(buffer);
  document.Accept(writer);
  return {{buffer.GetString(), buffer.GetSize()}, HasResponse(document)};
}

std::vector<std::string> SecretsOf(std::string_view event) {
  std::vector<std::string> secrets;
  rapidjson::Document document;
  if (api::ParseJson(std::string(event), document)) {
    ForEachSecret(document, false, [&secrets](const JsonValue& secret) { secrets.emplace_back(api::TextOf(secret)); });
  }
  return secrets;
}

std::string WithoutSecrets(std::string text, const std::vector<std::string>& secrets) {
  if (!util::IsUtf8(text)) {
    std::erase_if(text, [](char c) { return static_cast<unsigned char>(c) > 0x7F; });
  }
  for (const std::string& secret : secrets) {
    if (secret.size() >= kTooShortToFind) {
      const std::string hidden = Hidden(secret);
      const std::string quoted = api::ToJson(secret);
      ReplaceAll(text, secret, hidden);
      ReplaceAll(text, std::string_view(quoted).substr(1, quoted.size() - 2), hidden);  // as JSON that has a flaw writes it
    }
  }
  return text;
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
