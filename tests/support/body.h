// A request's body as the protocol reads it.
#pragma once

#include <rapidjson/document.h>

#include <string>
#include <string_view>

#include "server/protocol/body.h"

namespace rockpool::support {

inline rapidjson::Document BodyOf(std::string_view text) {
  rapidjson::Document document;
  protocol::ParseBody(std::string(text), document);
  return document;
}

}  // namespace rockpool::support
