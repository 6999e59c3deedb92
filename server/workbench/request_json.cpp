#include "server/workbench/request_json.h"

#include <charconv>
#include <system_error>

#include "server/api/errors.h"
#include "server/federation/stand_ins/typed_claims.h"
#include "server/protocol/body.h"

namespace rockpool::workbench {

void Refuse(const std::string& message) { throw api::InvalidParameterException(message); }

bool Parse(std::string_view json, rapidjson::Document& document) {
  if (!api::ParseJson(std::string(json), document)) {
    return false;
  }
  protocol::KeepLastOfEqualKeys(document);
  return true;
}

void ParseObject(std::string_view json, rapidjson::Document& document) {
  if (!Parse(json, document) || !document.IsObject()) {
    Refuse("The body must be a JSON object.");
  }
}

void ReadObject(std::string_view json, const TakeMember& take) {
  rapidjson::Document document;
  ParseObject(json, document);
  for (const auto& member : document.GetObject()) {
    take(api::TextOf(member.name), member.value);
  }
}

std::string TextMember(const api::JsonValue& value, std::string_view name) {
  if (!value.IsString()) {
    Refuse(std::string(name) + " must be a text.");
  }
  return std::string(api::TextOf(value));
}

std::uint32_t NumberMember(const api::JsonValue& value, std::string_view name) {
  if (!value.IsUint()) {
    Refuse(std::string(name) + " must be a whole number.");
  }
  return value.GetUint();
}

std::int64_t IdIn(std::string_view text, std::string_view name, std::string_view what) {
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error != std::errc() || end != text.data() + text.size() || id < 0) {
    Refuse(std::string(name) + " must be the id of " + std::string(what) + ".");
  }
  return id;
}

std::string ClaimsIn(const api::JsonValue& value) {
  api::JsonBuffer buffer;
  api::JsonWriter writer(buffer);
  value.Accept(writer);
  const auto claims = federation::ClaimsText({buffer.GetString(), buffer.GetSize()});
  if (!claims) {
    Refuse("claims must be a JSON object of at most 64 KiB.");
  }
  return *claims;
}

}  // namespace rockpool::workbench
