#include "server/web_authn/cbor.h"

#include <gtest/gtest.h>

#include <string>

namespace rockpool::web_authn {
namespace {

using namespace std::string_literals;

// The examples of RFC 8949, appendix A, as far as authenticators write such.
TEST(Cbor, ReadsIntegers) {
  const std::pair<std::string, std::int64_t> examples[] = {{"\x00"s, 0},
                                                           {"\x17"s, 23},
                                                           {"\x18\x18"s, 24},
                                                           {"\x18\x64"s, 100},
                                                           {"\x19\x03\xE8"s, 1000},
                                                           {"\x1A\x00\x0F\x42\x40"s, 1'000'000},
                                                           {"\x1B\x00\x00\x00\xE8\xD4\xA5\x10\x00"s, 1'000'000'000'000},
                                                           {"\x1B\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF"s, 9'223'372'036'854'775'807},
                                                           {"\x20"s, -1},
                                                           {"\x38\x63"s, -100},
                                                           {"\x39\x01\x00"s, -257}};
  for (const auto& [bytes, integer] : examples) {
    const auto value = ReadWholeCbor(bytes);
    ASSERT_TRUE(value) << integer;
    EXPECT_EQ(value->kind, CborValue::Kind::kInteger);
    EXPECT_EQ(value->integer, integer);
  }
}

TEST(Cbor, WritesWhatItReads) {
  std::string bytes;
  WriteCborMap(bytes, 3);
  WriteCborInteger(bytes, -257);
  WriteCborBytes(bytes, std::string(300, 'x'));
  WriteCborText(bytes, "fmt");
  WriteCborArray(bytes, 2);
  WriteCborText(bytes, "");
  WriteCborInteger(bytes, 70'000);
  WriteCborInteger(bytes, 24);
  WriteCborBytes(bytes, "b");
  const auto map = ReadWholeCbor(bytes);
  ASSERT_TRUE(map);
  EXPECT_EQ(map->FindBytes(-257), std::string(300, 'x'));
  ASSERT_NE(map->Find("fmt"), nullptr);
  ASSERT_EQ(map->Find("fmt")->elements.size(), 2U);
  EXPECT_EQ(map->Find("fmt")->elements[1].integer, 70'000);
  EXPECT_EQ(map->FindBytes(24), "b");
  EXPECT_EQ(map->Find("other"), nullptr);
  EXPECT_EQ(map->Find(25), nullptr);
  EXPECT_EQ(map->FindInteger(24), std::nullopt);
  EXPECT_EQ(map->FindBytes("fmt"), std::nullopt);
}

TEST(Cbor, TakesOneValueOffTheFront) {
  const std::string bytes = "\x41zrest";
  std::string_view rest = bytes;
  const auto value = ReadCbor(rest);
  ASSERT_TRUE(value);
  EXPECT_EQ(value->bytes, "z");
  EXPECT_EQ(rest, "rest");
  EXPECT_FALSE(ReadWholeCbor(bytes));
}

TEST(Cbor, RefusesWhatCanonicalOneIsNot) {
  const std::pair<const char*, std::string> wrong[] = {
      {"nothing", ""s},
      {"a number in too many bytes", "\x18\x17"s},
      {"likewise in two", "\x19\x00\xFF"s},
      {"likewise in four", "\x1A\x00\x00\xFF\xFF"s},
      {"likewise in eight", "\x1B\x00\x00\x00\x00\xFF\xFF\xFF\xFF"s},
      {"a length in too many bytes", "\x58\x01z"s},
      {"beyond 63 bits", "\x1B\x80\x00\x00\x00\x00\x00\x00\x00"s},
      {"negative beyond 64 bits", "\x3B\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"s},
      {"indefinite bytes", "\x5F\x41z\xFF"s},
      {"an indefinite array", "\x9F\xFF"s},
      {"an indefinite map", "\xBF\xFF"s},
      {"a reserved length", "\x1C"s},
      {"a break alone", "\xFF"s},
      {"a tag", "\xC0\x00"s},
      {"a half float", "\xF9\x00\x00"s},
      {"a double", "\xFB\x00\x00\x00\x00\x00\x00\x00\x00"s},
      {"undefined", "\xF7"s},
      {"a simple value in two bytes", "\xF8\xFF"s},
      {"a string that is cut", "\x42z"s},
      {"a length that is cut", "\x59\x01"s},
      {"a string of 2^63 bytes", "\x5B\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF"s},
      {"an array that is cut", "\x82\x00"s},
      {"an array of 2^32 elements", "\x9A\xFF\xFF\xFF\xFF"s},
      {"a map without a value", "\xA1\x00"s},
      {"a key twice", "\xA2\x01\x00\x01\x00"s},
      {"a text key twice", "\xA2\x61zz\x61zz"s},
      {"an array as a key", "\xA1\x80\x00"s},
      {"bytes as a key", "\xA1\x41z\x00"s},
      {"something behind it", "\x00\x00"s},
  };
  for (const auto& [what, bytes] : wrong) {
    EXPECT_FALSE(ReadWholeCbor(bytes)) << what;
  }
}

TEST(Cbor, BoundsDepthAndNumberOfValues) {
  EXPECT_TRUE(ReadWholeCbor("\x81\x81\x81\x81\x00"s));
  EXPECT_FALSE(ReadWholeCbor("\x81\x81\x81\x81\x80"s));
  EXPECT_FALSE(ReadWholeCbor(std::string(50'000, '\x81')));
  std::string many;
  WriteCborArray(many, kMostCborValues - 1);
  many += std::string(kMostCborValues - 1, '\0');
  EXPECT_TRUE(ReadWholeCbor(many));
  std::string too_many;
  WriteCborArray(too_many, kMostCborValues);
  too_many += std::string(kMostCborValues, '\0');
  EXPECT_FALSE(ReadWholeCbor(too_many));
}

TEST(Cbor, KnowsTrueFalseAndNull) {
  for (const auto& [bytes, number] : {std::pair{"\xF4", 20}, {"\xF5", 21}, {"\xF6", 22}}) {
    const auto value = ReadWholeCbor(bytes);
    ASSERT_TRUE(value);
    EXPECT_EQ(value->kind, CborValue::Kind::kSimple);
    EXPECT_EQ(value->integer, number);
  }
}

}  // namespace
}  // namespace rockpool::web_authn
