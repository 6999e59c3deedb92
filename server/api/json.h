// What the generated codecs share: reading and writing scalars, lists, maps and optional members.
//
// Decode takes what the validator has let through and cannot fail. It also reads stored documents, so it passes over what it does not
// know and leaves absent what is absent. Requires: no object gives a key twice.
#pragma once

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/api/scalars.h"

namespace rockpool::api {

using JsonValue = rapidjson::Value;
using JsonBuffer = rapidjson::StringBuffer;
using JsonWriter = rapidjson::Writer<JsonBuffer>;

inline std::string_view TextOf(const JsonValue& json) { return {json.GetString(), json.GetStringLength()}; }

// A string where the model wants a number or a boolean is read leniently, as AWS reads it; nullopt if it is no number.
std::optional<std::int64_t> LenientInteger(const JsonValue& json);
bool LenientBoolean(const JsonValue& json);

void Decode(const JsonValue& json, std::string& value);
void Decode(const JsonValue& json, bool& value);
void Decode(const JsonValue& json, std::int32_t& value);
void Decode(const JsonValue& json, std::int64_t& value);
void Decode(const JsonValue& json, Timestamp& value);
void Decode(const JsonValue& json, Blob& value);
void Decode(const JsonValue& json, Document& value);

void Encode(JsonWriter& writer, std::string_view value);
inline void Encode(JsonWriter& writer, const std::string& value) { Encode(writer, std::string_view(value)); }
void Encode(JsonWriter& writer, bool value);
void Encode(JsonWriter& writer, std::int32_t value);
void Encode(JsonWriter& writer, std::int64_t value);
void Encode(JsonWriter& writer, const Timestamp& value);
void Encode(JsonWriter& writer, const Blob& value);
void Encode(JsonWriter& writer, const Document& value);

inline void EncodeKey(JsonWriter& writer, std::string_view name) { writer.Key(name.data(), static_cast<rapidjson::SizeType>(name.size())); }

template <class T>
void Decode(const JsonValue& json, std::vector<T>& value) {
  value.clear();
  value.reserve(json.Size());
  for (const auto& element : json.GetArray()) {
    if (!element.IsNull()) {
      Decode(element, value.emplace_back());
    }
  }
}

template <class T>
void Decode(const JsonValue& json, std::map<std::string, T, std::less<>>& value) {
  value.clear();
  for (const auto& member : json.GetObject()) {
    if (!member.value.IsNull()) {
      T element{};
      Decode(member.value, element);
      value.insert_or_assign(std::string(TextOf(member.name)), std::move(element));
    }
  }
}

template <class T>
void Encode(JsonWriter& writer, const std::vector<T>& value) {
  writer.StartArray();
  for (const T& element : value) {
    Encode(writer, element);
  }
  writer.EndArray();
}

template <class T>
void Encode(JsonWriter& writer, const std::map<std::string, T, std::less<>>& value) {
  writer.StartObject();
  for (const auto& [key, element] : value) {
    EncodeKey(writer, key);
    Encode(writer, element);
  }
  writer.EndObject();
}

template <class T>
void DecodeMember(const JsonValue& json, T& value) {
  value = T{};
  if (!json.IsNull()) {
    Decode(json, value);
  }
}

template <class T>
void DecodeMember(const JsonValue& json, std::optional<T>& value) {
  value.reset();
  if (!json.IsNull()) {
    Decode(json, value.emplace());
  }
}

template <class Enum, std::size_t N>
void DecodeEnum(const JsonValue& json, const std::string_view (&texts)[N], Enum& value) {
  for (std::size_t i = 0; i < N; ++i) {
    if (texts[i] == TextOf(json)) {
      value = static_cast<Enum>(i);
      return;
    }
  }
}

inline constexpr std::size_t kUsualAnswerBytes = 2048;

struct DocumentRoom {
  char bytes[8192];
  rapidjson::MemoryPoolAllocator<> allocator{bytes, sizeof bytes};
};

// A document for the stack, with room for a usual body in itself: RapidJSON would take 64 KiB from the heap for the shortest one, which is
// what makes malloc give memory back and fetch it again.
class LocalDocument : private DocumentRoom, public rapidjson::Document {
 public:
  LocalDocument() : rapidjson::Document(&allocator) {}
};

// Nesting deeper than any request of the model, free-form documents included, can need.
inline constexpr int kMaxJsonDepth = 128;

// Reads a stranger's text: in bounded depth, only UTF-8, one value and nothing after it. False, with `document` null, for anything else;
// `error_byte` then says where it went wrong.
bool ParseJson(const std::string& text, rapidjson::Document& document, std::size_t* error_byte = nullptr);

// Reads what ToJson once wrote, without the checks that a stranger's text needs and at a third of their cost. Throws std::runtime_error
// if it is no JSON.
void ParseStoredJson(const std::string& text, rapidjson::Document& document);

// The value as compact JSON text.
template <class T>
std::string ToJson(const T& value) {
  JsonBuffer buffer(nullptr, kUsualAnswerBytes);
  JsonWriter writer(buffer);
  Encode(writer, value);
  return {buffer.GetString(), buffer.GetSize()};
}

// As ParseStoredJson.
template <class T>
T FromStoredJson(const std::string& text) {
  LocalDocument document;
  ParseStoredJson(text, document);
  T value{};
  Decode(document, value);
  return value;
}

// One member of a stored document, without a look at the others.

// The value of that member, as it stands in the text; empty if the object has none. `name` needs no escapes in JSON. Requires: `object` is
// what ToJson has written. Reads no further than to the end of that member.
std::string_view StoredMember(std::string_view object, std::string_view name);

}  // namespace rockpool::api
