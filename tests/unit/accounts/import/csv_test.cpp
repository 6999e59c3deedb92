#include "server/accounts/import/csv.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace rockpool::accounts {
namespace {

using Texts = std::vector<std::string>;

// In pieces of `most` bytes, as a disk may give them.
CsvReader::ReadAt Reading(const std::string& file, std::size_t most = 1UL << 20) {
  return [&file, most](std::int64_t offset, std::span<char> space) {
    const std::string_view left = std::string_view(file).substr(std::min(static_cast<std::size_t>(offset), file.size()));
    const std::string_view piece = left.substr(0, std::min(most, space.size()));
    std::ranges::copy(piece, space.begin());
    return piece.size();
  };
}

Texts LinesOf(const std::string& file, std::size_t most, std::int64_t offset = 0) {
  CsvReader reader(Reading(file, most), offset);
  Texts lines;
  while (const auto line = reader.Next()) {
    lines.push_back(line->text);
    EXPECT_EQ(line->end, reader.offset());
  }
  return lines;
}

TEST(CsvReader, ReadsLinesHoweverTheyCome) {
  const std::string file = "one\r\ntwo\n\nthree";
  for (const std::size_t most : {1UL, 2UL, 3UL, 100UL}) {
    EXPECT_EQ(LinesOf(file, most), (Texts{"one", "two", "", "three"})) << most;
  }
  EXPECT_EQ(LinesOf("", 10), Texts{});
  EXPECT_EQ(LinesOf("\n", 10), Texts{""});
}

TEST(CsvReader, GoesOnWhereALineEnded) {
  const std::string file = "one\r\ntwo\nthree\n";
  CsvReader reader(Reading(file), 0);
  const std::int64_t end = reader.Next()->end;
  EXPECT_EQ(end, 5);
  EXPECT_EQ(LinesOf(file, 4, end), (Texts{"two", "three"}));
}

TEST(CsvReader, CutsWhatNoRowIsAsLongAs) {
  const std::string file = std::string(1'000'000, 'x') + "\nnext\n";
  CsvReader reader(Reading(file), 0);
  const auto line = reader.Next();
  EXPECT_TRUE(line->is_too_long);
  EXPECT_EQ(line->text.size(), 4 * kMostRowCharacters);
  EXPECT_EQ(line->end, 1'000'001);
  EXPECT_EQ(reader.Next()->text, "next");
}

TEST(Csv, HasFieldsBetweenCommasThatNoBackslashPrecedes) {
  EXPECT_EQ(FieldsOf("a,b,c"), (Texts{"a", "b", "c"}));
  EXPECT_EQ(FieldsOf(" a\t, b ,"), (Texts{"a", "b", ""}));
  EXPECT_EQ(FieldsOf(R"(a\,b,c\d,\,)"), (Texts{"a,b", R"(c\d)", ","}));
  EXPECT_EQ(FieldsOf(R"("a,b")"), (Texts{R"("a)", R"(b")"})) << "quotes are nothing special";
  EXPECT_EQ(FieldsOf(""), Texts{""});
  EXPECT_EQ(FieldsOf("\\"), Texts{"\\"});
}

TEST(Csv, CountsLinesWithSomethingInThem) {
  const std::string file = "a\n \t\r\n\nb\nc";
  EXPECT_EQ(CountLines(Reading(file, 2), 10), 3U);
  EXPECT_GT(CountLines(Reading(file, 2), 1), 1U);
}

}  // namespace
}  // namespace rockpool::accounts
