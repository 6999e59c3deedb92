#include "server/workbench/request_json.h"

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
