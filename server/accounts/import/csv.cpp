#include "server/accounts/import/csv.h"

#include <algorithm>
#include <utility>

namespace rockpool::accounts {
namespace {

constexpr std::size_t kRead = 64UL * 1024;
constexpr std::size_t kMostRowBytes = 4 * kMostRowCharacters;
constexpr std::string_view kBlanks = " \t\r\f\v";

std::string_view Trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kBlanks);
  return begin == std::string_view::npos ? std::string_view() : text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

// Where the comma is that ends the value that begins there.
std::size_t EndOfValue(std::string_view line, std::size_t begin) {
  std::size_t comma = line.find(',', begin);
  while (comma != std::string_view::npos && comma > begin && line[comma - 1] == '\\') {
    comma = line.find(',', comma + 1);
  }
  return std::min(comma, line.size());
}

std::string Meant(std::string_view written) {
  std::string value;
  for (std::size_t i = 0; i < written.size(); ++i) {
    if (written[i] != '\\' || i + 1 == written.size() || written[i + 1] != ',') {
      value += written[i];
    }
  }
  return value;
}

}  // namespace

std::optional<CsvLine> CsvReader::Next() {
  CsvLine line;
  std::int64_t length = 0;
  while (true) {
    if (begin_ == buffer_.size() && !Fill()) {
      if (length == 0) {
        return std::nullopt;
      }
      break;
    }
    const std::string_view unread = std::string_view(buffer_).substr(begin_);
    const std::size_t found = unread.find('\n');
    const std::string_view part = unread.substr(0, found);
    line.text.append(part.substr(0, kMostRowBytes - std::min(line.text.size(), kMostRowBytes)));
    line.is_too_long = line.is_too_long || length + static_cast<std::int64_t>(part.size()) > static_cast<std::int64_t>(kMostRowBytes);
    const std::size_t taken = part.size() + (found == std::string_view::npos ? 0 : 1);
    begin_ += taken;
    length += static_cast<std::int64_t>(taken);
    if (found != std::string_view::npos) {
      break;
    }
  }
  offset_ += length;
  line.end = offset_;
  if (line.text.ends_with('\r')) {
    line.text.pop_back();
  }
  return line;
}

// Requires: all that is in the buffer is handed out, or is part of the line that begins at offset_.
bool CsvReader::Fill() {
  read_from_ = std::max(read_from_, offset_);
  buffer_.resize(kRead);
  begin_ = 0;
  const std::size_t bytes = read_at_(read_from_, buffer_);
  buffer_.resize(bytes);
  read_from_ += static_cast<std::int64_t>(bytes);
  return bytes > 0;
}

std::vector<std::string> FieldsOf(std::string_view line) {
  std::vector<std::string> fields;
  for (std::size_t begin = 0;;) {
    const std::size_t end = EndOfValue(line, begin);
    fields.push_back(Meant(Trimmed(line.substr(begin, end - begin))));
    if (end == line.size()) {
      return fields;
    }
    begin = end + 1;
  }
}

std::size_t CountLines(const CsvReader::ReadAt& read_at, std::size_t most) {
  std::string buffer(kRead, '\0');
  std::size_t lines = 0;
  bool is_blank = true;
  std::int64_t offset = 0;
  while (lines <= most) {
    const std::size_t bytes = read_at(offset, buffer);
    offset += static_cast<std::int64_t>(bytes);
    for (const char c : std::string_view(buffer).substr(0, bytes)) {
      lines += c == '\n' && !is_blank ? 1 : 0;
      is_blank = c == '\n' || (is_blank && kBlanks.find(c) != std::string_view::npos);
    }
    if (bytes == 0) {
      return lines + (is_blank ? 0 : 1);
    }
  }
  return lines;
}

}  // namespace rockpool::accounts
