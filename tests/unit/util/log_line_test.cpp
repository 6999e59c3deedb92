#include "server/util/log_line.h"

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <chrono>
#include <string>
#include <vector>

namespace rockpool::util {
namespace {

std::string Text(std::string_view message, std::vector<LogField> fields) {
  std::string line;
  AppendLogLineContent(line, LogFormat::kText, message, fields);
  return line;
}

std::string Json(std::string_view message, std::vector<LogField> fields) {
  std::string line = "{";
  AppendLogLineContent(line, LogFormat::kJson, message, fields);
  return line + "}";
}

TEST(LogLineAsText, WritesPlainValuesAsTheyAre) {
  EXPECT_EQ(Text("request", {{"operation", "ListUserPools"}, {"status", 200}, {"pool", "us-east-1_a/b"}}),
            "request operation=ListUserPools status=200 pool=us-east-1_a/b");
}

TEST(LogLineAsText, LeavesTheSpacesOfAMessageAlone) { EXPECT_EQ(Text("log lines dropped", {}), "log lines dropped"); }

TEST(LogLineAsText, QuotesWhatCouldBeTakenForAnotherField) {
  EXPECT_EQ(Text("m", {{"a", "x status=500"}, {"b", ""}, {"c", "say \"hi\""}, {"d", "k=v"}, {"e", "\\"}}),
            R"(m a="x status=500" b="" c="say \"hi\"" d="k=v" e="\\")");
}

TEST(LogLineAsText, EscapesControlCharactersInValuesAndMessages) {
  EXPECT_EQ(Text("one\ntwo", {{"a", std::string_view("\r\n\x1B[31m\0", 8)}}), R"("one\ntwo" a="\r\n\u001B[31m\u0000")");
}

TEST(LogLineAsText, EscapesLineSeparatorsAndWritingDirectionsOfUnicode) {
  EXPECT_EQ(Text("m", {{"a", "\xE2\x80\xA8\xE2\x80\xAE\xC2\x85"}}), R"(m a="\u2028\u202E\u0085")");
}

TEST(LogLineAsText, ReplacesBytesThatAreNoUtf8) {
  EXPECT_EQ(Text("m", {{"a", "\xC3(\xFF\xF0\x9F\x98\x80\xE2\x82"}}), R"(m a="\uFFFD(\uFFFD\uD83D\uDE00\uFFFD\uFFFD")");
}

TEST(LogLineAsText, CutsTextsThatAreTooLong) {
  EXPECT_EQ(Text("m", {{"a", std::string(5000, 'x')}}).size(), std::string_view("m a=").size() + 4096);
  EXPECT_EQ(Text("m", {{"a", std::string(5000, ' ')}}).size(), std::string_view("m a=\"\"").size() + 4096);
}

TEST(LogLineAsJson, KeepsTextsAndNumbersApart) {
  rapidjson::Document line;
  line.Parse(Json("re\nquest", {{"operation", "a \"b\"\n\xE2\x82\xAC"}, {"status", 200}, {"micros", -9'000'000'000}}).c_str());
  ASSERT_TRUE(line.IsObject());
  EXPECT_EQ(line.MemberCount(), 4U);
  EXPECT_STREQ(line.FindMember("message")->value.GetString(), "re\nquest");
  EXPECT_STREQ(line.FindMember("operation")->value.GetString(), "a \"b\"\n\xE2\x82\xAC");
  EXPECT_EQ(line.FindMember("status")->value.GetInt(), 200);
  EXPECT_EQ(line.FindMember("micros")->value.GetInt64(), -9'000'000'000);
}

TEST(LogLineAsJson, StaysJsonWhateverTheBytesAre) {
  std::string all_bytes;
  for (int byte = 0; byte < 256; ++byte) all_bytes += static_cast<char>(byte);
  rapidjson::Document line;
  line.Parse<rapidjson::kParseValidateEncodingFlag>(Json(all_bytes, {{"a", all_bytes}}).c_str());
  ASSERT_TRUE(line.IsObject());
  // 128 bytes of ASCII, and U+FFFD in three bytes for each of the others.
  EXPECT_EQ(line.FindMember("a")->value.GetStringLength(), 128U + 128U * 3U);
}

std::string LineAt(std::chrono::milliseconds since_1970, LogFormat format = LogFormat::kText) {
  std::string line;
  AppendLogLine(line, format, LogLevel::kWarning, std::chrono::system_clock::time_point(since_1970), "m", {});
  return line;
}

TEST(LogLineTime, IsWrittenInMillisecondsOfUtc) {
  using std::chrono::milliseconds;
  EXPECT_EQ(LineAt(milliseconds(0)), "1970-01-01T00:00:00.000Z warning m\n");
  EXPECT_EQ(LineAt(milliseconds(1'795'315'134'007)), "2026-11-22T02:38:54.007Z warning m\n");
  EXPECT_EQ(LineAt(milliseconds(1'795'315'134'123), LogFormat::kJson),
            "{\"time\":\"2026-11-22T02:38:54.123Z\",\"level\":\"warning\",\"message\":\"m\"}\n");
}

TEST(LogLineTime, FollowsTheClockForwardsAndBackwards) {
  using std::chrono::milliseconds;
  EXPECT_EQ(LineAt(milliseconds(999)), "1970-01-01T00:00:00.999Z warning m\n");
  EXPECT_EQ(LineAt(milliseconds(1000)), "1970-01-01T00:00:01.000Z warning m\n");
  EXPECT_EQ(LineAt(milliseconds(999)), "1970-01-01T00:00:00.999Z warning m\n");
  EXPECT_EQ(LineAt(milliseconds(-1)), "1969-12-31T23:59:59.999Z warning m\n");
}

}  // namespace
}  // namespace rockpool::util
