#include "tests/support/body.h"

#include <gtest/gtest.h>

#include <ctime>
#include <string>

#include "tests/support/refusal.h"

namespace rockpool::protocol {
namespace {

using namespace std::string_literals;

constexpr const char* kNoJson = "SerializationException: ";

std::string Parsed(std::string_view text) {
  return support::RefusalOf([&] { support::BodyOf(text); });
}

std::string Repeated(std::string_view piece, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) {
    text += piece;
  }
  return text;
}

// An object whose one member holds lists inside each other, `depth` levels in all.
std::string NestedLists(int depth) { return R"({"a":)" + Repeated("[", depth - 1) + Repeated("]", depth - 1) + "}"; }
std::string NestedObjects(int depth) { return Repeated(R"({"a":)", depth - 1) + "{}" + Repeated("}", depth - 1); }

TEST(Body, IsTheObjectThatTheTextHolds) {
  const rapidjson::Document document = support::BodyOf(R"( {"PoolName":"p","MfaConfiguration":null} )");
  ASSERT_TRUE(document.IsObject());
  EXPECT_EQ(document.MemberCount(), 2U);
  EXPECT_STREQ(document.FindMember("PoolName")->value.GetString(), "p");
}

TEST(Body, OutlivesTheTextItCameFrom) {
  std::string text = R"({"PoolName":"p"})";
  const rapidjson::Document document = support::BodyOf(text);
  text.assign(text.size(), 'x');
  EXPECT_STREQ(document.FindMember("PoolName")->value.GetString(), "p");
}

TEST(Body, IsAnEmptyObjectWhereThereIsNoText) {
  const rapidjson::Document document = support::BodyOf("");
  ASSERT_TRUE(document.IsObject());
  EXPECT_EQ(document.MemberCount(), 0U);
}

TEST(Body, IsNoListAtTheTop) { EXPECT_EQ(Parsed("[]"), "SerializationException: Start of list found where not expected"); }

TEST(Body, IsNoScalarAtTheTop) {
  for (const char* text : {"null", "true", "1", "\"text\""}) {
    EXPECT_TRUE(Parsed(text).starts_with(kNoJson)) << text;
  }
}

TEST(Body, RefusesWhatIsNoJson) {
  for (const char* text :
       {"{", "}", "{]", R"({"a")", R"({"a":})", R"({"a":1,})", R"({a:1})", R"({'a':1})", R"({"a":01})", R"({"a":NaN})", R"({"a":1e999})",
        "{} {}", "{}x", "   ", "a=b&c=d", "<html></html>", R"({"a":"\x"})", "{\"a\":\"\n\"}", "{/**/}"}) {
    EXPECT_EQ(Parsed(text), kNoJson) << text;
  }
}

TEST(Body, RefusesWhatFollowsAZeroByte) {
  EXPECT_EQ(Parsed("{}\0"s), kNoJson);
  EXPECT_EQ(Parsed("{}\0garbage"s), kNoJson);
  EXPECT_EQ(Parsed("{\"a\":\"b\0c\"}"s), kNoJson);
}

TEST(Body, KeepsAnEscapedZeroByte) {
  const rapidjson::Document document = support::BodyOf(R"({"a":"b\u0000c"})");
  EXPECT_EQ(document.FindMember("a")->value.GetStringLength(), 3U);
}

TEST(Body, RefusesBytesThatAreNoUtf8) {
  for (const char* bytes :
       {"\xff", "\x80", "\xc3", "\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80"}) {
    EXPECT_EQ(Parsed(R"({"a":")"s + bytes + R"("})"), kNoJson);
    EXPECT_EQ(Parsed(R"({")"s + bytes + R"(":1})"), kNoJson);
  }
}

TEST(Body, TakesTextOfAnyLanguage) {
  const rapidjson::Document document = support::BodyOf("{\"a\":\"\xc3\xa4\xe6\x97\xa5\xf0\x9f\x90\x9f\",\"b\":\"\\ud83d\\udc1f\"}");
  EXPECT_STREQ(document.FindMember("b")->value.GetString(), "\xf0\x9f\x90\x9f");
}

// Half a pair of surrogates has no UTF-8: what is read from it could never be written again.
TEST(Body, RefusesHalfAPairOfSurrogates) {
  for (const char* text : {R"({"a":"\ud83d"})", R"({"a":"\ud83dx"})", R"({"a":"\ud83d\ud83d"})", R"({"a":"\udc1f"})", R"({"\udc1f":1})"}) {
    EXPECT_EQ(Parsed(text), kNoJson) << text;
  }
}

TEST(Body, NestsAsDeepAsTheLimit) {
  EXPECT_EQ(Parsed(NestedLists(api::kMaxJsonDepth)), "accepted");
  EXPECT_EQ(Parsed(NestedObjects(api::kMaxJsonDepth)), "accepted");
}

TEST(Body, NestsNoDeeperThanTheLimit) {
  EXPECT_EQ(Parsed(NestedLists(api::kMaxJsonDepth + 1)), kNoJson);
  EXPECT_EQ(Parsed(NestedObjects(api::kMaxJsonDepth + 1)), kNoJson);
}

TEST(Body, CountsDepthAndNotHowManyListsThereAre) { EXPECT_EQ(Parsed(R"({"a":[)" + Repeated("[],{},", 1000) + "[]]}"), "accepted"); }

// What a sanitizer makes of a second.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int kSlowness = 10;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr int kSlowness = 10;
#else
constexpr int kSlowness = 1;
#endif
#else
constexpr int kSlowness = 1;
#endif

TEST(Body, RefusesMegabytesOfOpenBracketsAtOnce) {
  constexpr int kMegabytes = 2 * 1024 * 1024;
  const std::clock_t start = std::clock();
  EXPECT_EQ(Parsed(Repeated("[", kMegabytes)), kNoJson);
  EXPECT_EQ(Parsed(R"({"a":)" + Repeated("[", kMegabytes)), kNoJson);
  EXPECT_EQ(Parsed(Repeated(R"({"a":)", kMegabytes / 5)), kNoJson);
  EXPECT_LT(std::clock() - start, kSlowness * CLOCKS_PER_SEC) << "of processor time, building the texts included";
}

}  // namespace
}  // namespace rockpool::protocol
