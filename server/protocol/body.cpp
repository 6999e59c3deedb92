#include "server/protocol/body.h"

#include "server/api/json.h"
#include "server/protocol/common_errors.h"
#include "server/protocol/equal_keys.h"

namespace rockpool::protocol {

void ParseBody(std::string_view text, rapidjson::Document& document) {
  if (text.empty()) {
    document.SetObject();
    return;
  }
  if (!api::ParseJson(text, document)) {
    throw SerializationException();
  }
  if (document.IsArray()) {
    throw SerializationException("Start of list found where not expected");
  }
  if (!document.IsObject()) {
    throw SerializationException();
  }
  KeepLastOfEqualKeys(document);
}

}  // namespace rockpool::protocol
