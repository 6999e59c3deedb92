// The CSV of an import, read line by line in little memory. The rules are AWS's own (the developer guide, "Formatting the CSV file"): a
// comma in a value is written `\,`, there are no quotes, and blanks around a value do not count. Debian's readers (libcsv, libfccp) know
// RFC 4180's quotes instead, and would take a value that begins with one for something else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rockpool::accounts {

inline constexpr std::size_t kMostRowCharacters = 16'000;

struct CsvLine {
  std::string text;          // without its end; cut where it is too long
  bool is_too_long = false;  // longer than so many characters can be; whether it has more than that many is not looked at
  std::int64_t end = 0;      // where the next line begins in the file
};

// One thread.
class CsvReader {
 public:
  // Fills as much of `space` as it can with the bytes of the file from `offset` on, and returns how much that is: 0 at its end.
  using ReadAt = std::function<std::size_t(std::int64_t offset, std::span<char> space)>;

  // Reads on from `offset`, where a line begins.
  CsvReader(ReadAt read_at, std::int64_t offset) : read_at_(std::move(read_at)), offset_(offset) {}

  // nullopt at the end of the file. The last line needs no end. Throws what `read_at` throws.
  std::optional<CsvLine> Next();

  // Where the next line begins.
  std::int64_t offset() const { return offset_; }

 private:
  bool Fill();

  ReadAt read_at_;
  std::int64_t offset_;
  std::string buffer_;  // [begin_, size) is read of the file and not handed out yet
  std::size_t begin_ = 0;
  std::int64_t read_from_ = 0;  // where the buffer ends in the file
};

// The values of a line, as they are meant.
std::vector<std::string> FieldsOf(std::string_view line);

// How many lines with something in them the file has; counts no further than one more than `most`.
std::size_t CountLines(const CsvReader::ReadAt& read_at, std::size_t most);

}  // namespace rockpool::accounts
