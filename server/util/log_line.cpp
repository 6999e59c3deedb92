#include "server/util/log_line.h"

#include <rapidjson/encodings.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <ctime>
#include <limits>
#include <variant>

namespace rockpool::util {

namespace {

// A line stays readable, and the log small, whatever a client sends.
constexpr std::size_t kMaxTextBytes = 4096;

// Everything outside ASCII is escaped: line separators and writing directions that Unicode has in plenty cannot play tricks on a reader.
using AsciiWriter = rapidjson::Writer<rapidjson::StringBuffer, rapidjson::UTF8<>, rapidjson::ASCII<>>;

// What a JSON string shows as it is, and a text without quotes too where the second word is.
enum class Shown : std::uint8_t { kEscaped, kInQuotes, kPlain };

constexpr auto kShown = [] {
  std::array<Shown, 256> shown{};
  for (std::size_t byte = ' '; byte < 0x7F; ++byte) {
    const bool is_escaped = byte == '"' || byte == '\\';
    shown[byte] = is_escaped ? Shown::kEscaped : byte == ' ' || byte == '=' ? Shown::kInQuotes : Shown::kPlain;
  }
  return shown;
}();

Shown HowShown(char character) { return kShown[static_cast<unsigned char>(character)]; }

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

void AppendEscaped(std::string& line, std::string_view text) {
  rapidjson::StringBuffer buffer;
  AsciiWriter writer(buffer);
  const std::string valid = IsAscii(text) ? std::string(text) : WithInvalidBytesReplaced(text);
  writer.String(valid.data(), static_cast<rapidjson::SizeType>(valid.size()));
  line.append(buffer.GetString(), buffer.GetSize());
}

// As a JSON string. Nearly all need no escape, and then cost a copy alone.
void AppendQuoted(std::string& line, std::string_view text) {
  text = text.substr(0, kMaxTextBytes);
  if (std::all_of(text.begin(), text.end(), [](char character) { return HowShown(character) != Shown::kEscaped; })) {
    line.append("\"").append(text).append("\"");
  } else {
    AppendEscaped(line, text);
  }
}

void AppendPlainOrQuoted(std::string& line, std::string_view text, bool spaces_are_plain) {
  const bool is_plain = !text.empty() && std::all_of(text.begin(), text.end(), [&](char character) {
    return HowShown(character) == Shown::kPlain || (spaces_are_plain && character == ' ');
  });
  if (is_plain) {
    line.append(text.substr(0, kMaxTextBytes));
  } else {
    AppendQuoted(line, text);
  }
}

void AppendNumber(std::string& line, std::int64_t number) {
  std::array<char, std::numeric_limits<std::int64_t>::digits10 + 2> digits;
  line.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr);
}

void AppendTextContent(std::string& line, std::string_view message, std::span<const LogField> fields) {
  AppendPlainOrQuoted(line, message, true);
  for (const LogField& field : fields) {
    line.append(" ").append(field.name).append("=");
    if (const auto* number = std::get_if<std::int64_t>(&field.value)) {
      AppendNumber(line, *number);
    } else {
      AppendPlainOrQuoted(line, *std::get_if<std::string_view>(&field.value), false);
    }
  }
}

void AppendJsonContent(std::string& line, std::string_view message, std::span<const LogField> fields) {
  line.append(R"("message":)");
  AppendQuoted(line, message);
  for (const LogField& field : fields) {
    line.append(R"(,")").append(field.name).append(R"(":)");
    if (const auto* number = std::get_if<std::int64_t>(&field.value)) {
      AppendNumber(line, *number);
    } else {
      AppendQuoted(line, *std::get_if<std::string_view>(&field.value));
    }
  }
}

std::string_view Word(LogLevel level) {
  constexpr std::array<std::string_view, 5> kWords{"debug", "info", "warning", "error", "off"};
  return kWords.at(static_cast<std::size_t>(level));
}

// `2026-11-22T02:38:54.123Z`. Each thread makes the text of a second once.
void AppendTime(std::string& line, std::chrono::system_clock::time_point time) {
  using std::chrono::floor;
  struct Second {
    std::time_t time = std::numeric_limits<std::time_t>::min();
    std::array<char, 64> text{};
    std::size_t length = 0;
  };
  thread_local Second second;
  const auto begin = floor<std::chrono::seconds>(time);
  if (const std::time_t seconds = std::chrono::system_clock::to_time_t(begin); seconds != second.time) {
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    second.length = std::strftime(second.text.data(), second.text.size(), "%Y-%m-%dT%H:%M:%S.", &parts);
    second.time = seconds;
  }
  const auto millis = std::chrono::duration_cast<std::chrono::milliseconds>(time - begin).count();
  const auto digit = [](std::int64_t number) { return static_cast<char>('0' + number % 10); };
  line.append(second.text.data(), second.length);
  line.append({digit(millis / 100), digit(millis / 10), digit(millis), 'Z'});
}

}  // namespace

void AppendLogLineContent(std::string& line, LogFormat format, std::string_view message, std::span<const LogField> fields) {
  if (format == LogFormat::kJson) {
    AppendJsonContent(line, message, fields);
  } else {
    AppendTextContent(line, message, fields);
  }
}

void AppendLogLine(std::string& lines, LogFormat format, LogLevel level, std::chrono::system_clock::time_point time,
                   std::string_view message, std::span<const LogField> fields) {
  const bool is_json = format == LogFormat::kJson;
  lines.append(is_json ? R"({"time":")" : "");
  AppendTime(lines, time);
  lines.append(is_json ? R"(","level":")" : " ").append(Word(level)).append(is_json ? R"(",)" : " ");
  AppendLogLineContent(lines, format, message, fields);
  lines.append(is_json ? "}\n" : "\n");
}

}  // namespace rockpool::util
