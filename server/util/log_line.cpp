#include "server/util/log_line.h"

#include <rapidjson/encodings.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>

namespace rockpool::util {

namespace {

// A line stays readable, and the log small, whatever a client sends.
constexpr std::size_t kMaxTextBytes = 4096;

// Everything outside ASCII is escaped: line separators and writing directions that Unicode has in plenty cannot play tricks on a reader.
using AsciiWriter = rapidjson::Writer<rapidjson::StringBuffer, rapidjson::UTF8<>, rapidjson::ASCII<>>;

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char character) { return static_cast<unsigned char>(character) < 0x80; });
}

// The writer gives up in the middle of a string at a byte that is no UTF-8, so those bytes become U+FFFD first.
std::string WithInvalidBytesReplaced(std::string_view text) {
  std::string valid;
  while (!text.empty()) {
    rapidjson::MemoryStream stream(text.data(), text.size());
    unsigned code_point = 0;
    const bool decoded = rapidjson::UTF8<>::Decode(stream, &code_point);
    const std::size_t length = decoded ? stream.Tell() : 1;
    valid += decoded ? text.substr(0, length) : std::string_view("\xEF\xBF\xBD");
    text.remove_prefix(length);
  }
  return valid;
}

void WriteString(AsciiWriter& writer, std::string_view text) {
  text = text.substr(0, kMaxTextBytes);
  if (IsAscii(text)) {
    writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
  } else {
    const std::string valid = WithInvalidBytesReplaced(text);
    writer.String(valid.data(), static_cast<rapidjson::SizeType>(valid.size()));
  }
}

void AppendText(std::string& line, std::string_view text, std::string_view extra_plain_characters) {
  const bool plain = !text.empty() && std::all_of(text.begin(), text.end(), [&](char character) {
    const bool printable = character > ' ' && character < '\x7F';
    return (printable && character != '"' && character != '\\' && character != '=') ||
           extra_plain_characters.find(character) != std::string_view::npos;
  });
  if (plain) {
    line += text.substr(0, kMaxTextBytes);
    return;
  }
  rapidjson::StringBuffer buffer;
  AsciiWriter writer(buffer);
  WriteString(writer, text);
  line.append(buffer.GetString(), buffer.GetSize());
}

std::string TextContent(std::string_view message, std::span<const LogField> fields) {
  std::string line;
  AppendText(line, message, " ");
  for (const LogField& field : fields) {
    line.append(" ").append(field.name).append("=");
    if (const auto* number = std::get_if<std::int64_t>(&field.value)) {
      line += std::to_string(*number);
    } else {
      AppendText(line, std::get<std::string_view>(field.value), "");
    }
  }
  return line;
}

std::string JsonContent(std::string_view message, std::span<const LogField> fields) {
  rapidjson::StringBuffer buffer;
  AsciiWriter writer(buffer);
  writer.StartObject();
  writer.Key("message");
  WriteString(writer, message);
  for (const LogField& field : fields) {
    WriteString(writer, field.name);
    if (const auto* number = std::get_if<std::int64_t>(&field.value)) {
      writer.Int64(*number);
    } else {
      WriteString(writer, std::get<std::string_view>(field.value));
    }
  }
  writer.EndObject();
  return {buffer.GetString() + 1, buffer.GetSize() - 2};
}

}  // namespace

std::string LogLineContent(LogFormat format, std::string_view message, std::span<const LogField> fields) {
  return format == LogFormat::kJson ? JsonContent(message, fields) : TextContent(message, fields);
}

}  // namespace rockpool::util
