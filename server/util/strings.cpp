#include "server/util/strings.h"

#include <rapidjson/encodings.h>
#include <rapidjson/memorystream.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace rockpool::util {
namespace {

// How many bytes of ASCII it begins with.
std::size_t AsciiPrefix(std::string_view text) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080;
  std::size_t length = 0;
  for (std::uint64_t bytes = 0; text.size() - length >= sizeof(bytes); length += sizeof(bytes)) {
    std::memcpy(&bytes, text.data() + length, sizeof(bytes));
    if ((bytes & kHighBits) != 0) {
      break;
    }
  }
  while (length < text.size() && static_cast<unsigned char>(text[length]) < 0x80) {
    ++length;
  }
  return length;
}

}  // namespace

std::string LowerCase(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    c = LowerCase(c);
  }
  return lower;
}

bool EqualsIgnoringCase(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(), [](char a, char b) { return LowerCase(a) == LowerCase(b); });
}

std::vector<std::string_view> Split(std::string_view text, std::string_view separators) {
  // find_first_of calls memchr for each character, which every signed request would pay for.
  std::array<bool, 256> separates{};
  for (const char separator : separators) {
    separates.at(static_cast<unsigned char>(separator)) = true;
  }
  constexpr std::size_t kUsualParts = 8;
  std::vector<std::string_view> parts;
  parts.reserve(kUsualParts);
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    if (at == text.size() || separates[static_cast<unsigned char>(text[at])]) {
      if (at > begin) {
        parts.push_back(text.substr(begin, at - begin));
      }
      begin = at + 1;
    }
  }
  return parts;
}

std::string HexEncode(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text(bytes.size() * 2, '\0');
  std::size_t at = 0;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text[at++] = kDigits[byte >> 4];
    text[at++] = kDigits[byte & 0x0F];
  }
  return text;
}

bool IsUtf8(std::string_view bytes) {
  bytes.remove_prefix(AsciiPrefix(bytes));
  rapidjson::MemoryStream stream(bytes.data(), bytes.size());
  unsigned code_point = 0;
  while (stream.Tell() < bytes.size()) {
    if (!rapidjson::UTF8<>::Decode(stream, &code_point)) {
      return false;
    }
  }
  return true;
}

std::size_t Utf16Length(std::string_view utf8) {
  std::size_t units = AsciiPrefix(utf8);
  utf8.remove_prefix(units);
  for (const char character : utf8) {
    const auto byte = static_cast<unsigned char>(character);
    const bool continues = (byte & 0xC0) == 0x80;
    const bool begins_surrogate_pair = byte >= 0xF0;
    units += continues ? 0U : begins_surrogate_pair ? 2U : 1U;
  }
  return units;
}

namespace {

constexpr std::size_t kAccountDigits = 12;
constexpr std::size_t kMaxRegion = 32;

}  // namespace

bool IsAccount(std::string_view text) { return text.size() == kAccountDigits && std::ranges::all_of(text, IsDigit); }

bool IsRegion(std::string_view text) {
  return !text.empty() && text.size() <= kMaxRegion &&
         std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || IsDigit(c) || c == '-'; });
}

}  // namespace rockpool::util
