// Parts of answers as text, so that a test compares them with what it writes down.
#pragma once

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <string>
#include <string_view>

#include "tests/support/test_service.h"

namespace rockpool::support {

// Compact JSON, members in the order that they have.
inline std::string TextOf(const rapidjson::Value& value) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  value.Accept(writer);
  return {buffer.GetString(), buffer.GetSize()};
}

// The same of a part of an answer.
inline std::string JsonAt(const Answer& answer, std::string_view path) { return TextOf(answer.At(path)); }

// Like {"PoolName":"pool",<members>}.
inline std::string PoolWith(std::string_view members) { return R"({"PoolName":"pool",)" + std::string(members) + "}"; }

}  // namespace rockpool::support
