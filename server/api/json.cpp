#include "server/api/json.h"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <limits>

#include "server/api/json_bytes.h"

namespace rockpool::api {
namespace {

bool IsTrueText(std::string_view text) {
  constexpr std::string_view kTrue = "true";
  if (text.size() != kTrue.size()) {
    return false;
  }
  for (std::size_t i = 0; i < kTrue.size(); ++i) {
    if ((text[i] | 0x20) != kTrue[i]) {
      return false;
    }
  }
  return true;
}

}  // namespace

std::optional<std::int64_t> LenientInteger(const JsonValue& json) {
  if (json.IsInt64()) {
    return json.GetInt64();
  }
  if (json.IsNumber()) {
    // Fractions are cut off (the service's parser calls the type TruncatingBigNumber).
    const double number = json.GetDouble();
    constexpr double kBound = 9.2e18;
    if (std::abs(number) > kBound) {
      return std::nullopt;
    }
    return static_cast<std::int64_t>(number);
  }
  if (json.IsString()) {
    const std::string_view text = TextOf(json);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc{} && end == text.data() + text.size()) {
      return number;
    }
  }
  return std::nullopt;
}

bool LenientBoolean(const JsonValue& json) { return json.IsString() ? IsTrueText(TextOf(json)) : json.IsTrue(); }

void Decode(const JsonValue& json, std::string& value) { value = TextOf(json); }
void Decode(const JsonValue& json, bool& value) { value = LenientBoolean(json); }
void Decode(const JsonValue& json, std::int32_t& value) { value = static_cast<std::int32_t>(LenientInteger(json).value_or(0)); }
void Decode(const JsonValue& json, std::int64_t& value) { value = LenientInteger(json).value_or(0); }
void Decode(const JsonValue& json, Timestamp& value) {
  constexpr std::int64_t kMillis = 1000;
  value.epoch_millis = json.IsNumber() ? std::llround(json.GetDouble() * kMillis) : LenientInteger(json).value_or(0) * kMillis;
}
void Decode(const JsonValue& json, Blob& value) { value.base64 = TextOf(json); }
void Decode(const JsonValue& json, Document& value) {
  JsonBuffer buffer;
  JsonWriter writer(buffer);
  json.Accept(writer);
  value.json.assign(buffer.GetString(), buffer.GetSize());
}

namespace {

bool NeedsEscapes(std::string_view text) {
  std::uint64_t bytes = 0;
  for (; text.size() >= sizeof bytes; text.remove_prefix(sizeof bytes)) {
    std::memcpy(&bytes, text.data(), sizeof bytes);
    if (HasSpecial(bytes) != 0) {
      return true;
    }
  }
  bytes = InEachByte(' ');
  std::memcpy(&bytes, text.data(), text.size());
  return HasSpecial(bytes) != 0;
}

// RapidJSON's writer puts a text into the buffer character by character. Nearly all texts stand in JSON as they are, and this copies them
// at once.
class WholeText : private JsonWriter {
 public:
  static void Write(JsonWriter& writer, std::string_view text) {
    (writer.*&WholeText::Prefix)(rapidjson::kStringType);
    char* const quoted = (writer.*&WholeText::os_)->Push(text.size() + 2);
    quoted[0] = quoted[text.size() + 1] = '"';
    std::memcpy(quoted + 1, text.data(), text.size());
  }
};

}  // namespace

void Encode(JsonWriter& writer, std::string_view value) {
  if (value.empty() || NeedsEscapes(value)) {
    writer.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
  } else {
    WholeText::Write(writer, value);
  }
}
void Encode(JsonWriter& writer, bool value) { writer.Bool(value); }
void Encode(JsonWriter& writer, std::int32_t value) { writer.Int(value); }
void Encode(JsonWriter& writer, std::int64_t value) { writer.Int64(value); }
void Encode(JsonWriter& writer, const Timestamp& value) {
  // Assumed: a plain decimal; every JSON reader takes it like the exponent form 1.701129701653E9 that the service writes.
  const std::int64_t seconds = std::abs(value.epoch_millis / 1000);
  const std::int64_t thousandths = std::abs(value.epoch_millis % 1000);
  char text[32];
  char* end = text;
  if (value.epoch_millis < 0) {
    *end++ = '-';
  }
  end = std::to_chars(end, std::end(text), seconds).ptr;
  char* const point = end;
  end = std::to_chars(point, std::end(text), 1000 + thousandths).ptr;
  *point = '.';  // in the place of the thousand, which keeps the zeros behind it
  writer.RawValue(text, static_cast<std::size_t>(end - text), rapidjson::kNumberType);
}
void Encode(JsonWriter& writer, const Blob& value) { Encode(writer, value.base64); }
void Encode(JsonWriter& writer, const Document& value) { writer.RawValue(value.json.data(), value.json.size(), rapidjson::kObjectType); }

}  // namespace rockpool::api
