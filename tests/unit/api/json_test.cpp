#include "server/api/json.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

namespace rockpool::api {
namespace {

template <class T>
T Read(std::string_view text) {
  return FromStoredJson<T>(std::string(text));
}

TEST(Timestamps, AreSecondsWithThreeDecimals) {
  EXPECT_EQ(ToJson(Timestamp{1701129701653}), "1701129701.653");
  EXPECT_EQ(ToJson(Timestamp{1701129701000}), "1701129701.000");
  EXPECT_EQ(ToJson(Timestamp{1701129701007}), "1701129701.007");
  EXPECT_EQ(ToJson(Timestamp{1701129701070}), "1701129701.070");
  EXPECT_EQ(ToJson(Timestamp{0}), "0.000");
  EXPECT_EQ(ToJson(Timestamp{-7}), "-0.007");
  EXPECT_EQ(ToJson(Timestamp{-1500}), "-1.500");
}

TEST(Timestamps, AreReadToTheMillisecond) {
  for (const std::int64_t millis : {0LL, 7LL, 999LL, 1701129701653LL, 1701129701007LL, 4102444799999LL}) {
    EXPECT_EQ(Read<Timestamp>(ToJson(Timestamp{millis})), Timestamp{millis});
  }
}

TEST(Timestamps, AreReadInTheExponentFormOfTheService) {
  EXPECT_EQ(Read<Timestamp>("1.701129701653E9"), Timestamp{1701129701653});
  EXPECT_EQ(Read<Timestamp>("1701129701"), Timestamp{1701129701000});
}

TEST(Documents, KeepAnyJsonAsCompactText) {
  EXPECT_EQ(Read<Document>(R"({ "b" : [ 1, 2.5, null, true ], "a" : "x" })").json, R"({"b":[1,2.5,null,true],"a":"x"})");
  EXPECT_EQ(Read<Document>("\"text\"").json, "\"text\"");
}

TEST(Documents, AreWrittenAsJsonAndNotAsText) {
  EXPECT_EQ(ToJson(Document{R"({"a":[1]})"}), R"({"a":[1]})");
  EXPECT_EQ(ToJson(Document{}), "null");
  EXPECT_EQ(ToJson(std::vector<Document>{{"1"}, {R"({"a":2})"}}), R"([1,{"a":2}])");
}

TEST(Blobs, KeepTheTextOfTheWire) {
  EXPECT_EQ(Read<Blob>("\"QUI=\"").base64, "QUI=");
  EXPECT_EQ(ToJson(Blob{"QUI="}), "\"QUI=\"");
}

TEST(Integers, KeepAll64Bits) {
  EXPECT_EQ(Read<std::int64_t>("9223372036854775807"), 9223372036854775807);
  EXPECT_EQ(ToJson(std::int64_t{-9223372036854775807}), "-9223372036854775807");
}

TEST(Integers, LoseTheirFraction) {
  EXPECT_EQ(Read<std::int32_t>("7.9"), 7);
  EXPECT_EQ(Read<std::int32_t>("-7.9"), -7);
}

TEST(LenientIntegers, AreReadFromText) {
  EXPECT_EQ(LenientInteger(JsonValue("42")), 42);
  EXPECT_EQ(LenientInteger(JsonValue("-42")), -42);
}

TEST(LenientIntegers, AreNoneInOtherText) {
  for (const char* text : {"", " 42", "42 ", "4 2", "0x2a", "4.2", "forty-two", "9223372036854775808"}) {
    EXPECT_EQ(LenientInteger(JsonValue(rapidjson::StringRef(text))), std::nullopt) << text;
  }
}

TEST(LenientIntegers, AreNoneBeyond64Bits) {
  EXPECT_EQ(LenientInteger(JsonValue(1e19)), std::nullopt);
  EXPECT_EQ(LenientInteger(JsonValue(-1e300)), std::nullopt);
  EXPECT_EQ(LenientInteger(JsonValue(std::uint64_t{18446744073709551615U})), std::nullopt);
}

TEST(LenientIntegers, AreNoneInContainersAndBooleans) {
  EXPECT_EQ(LenientInteger(JsonValue(true)), std::nullopt);
  EXPECT_EQ(LenientInteger(JsonValue(rapidjson::kArrayType)), std::nullopt);
}

TEST(LenientBooleans, AreTrueForTheWordInAnyCase) {
  EXPECT_TRUE(LenientBoolean(JsonValue("true")));
  EXPECT_TRUE(LenientBoolean(JsonValue("True")));
  EXPECT_TRUE(LenientBoolean(JsonValue(true)));
  for (const char* text : {"", "yes", "1", "truest", "tru", "false"}) {
    EXPECT_FALSE(LenientBoolean(JsonValue(rapidjson::StringRef(text)))) << text;
  }
}

TEST(Texts, AreEscapedWhereverSomethingNeedsIt) {
  for (const std::size_t size : {1U, 7U, 8U, 9U, 16U, 19U}) {
    for (std::size_t at = 0; at < size; ++at) {
      for (int byte = 0; byte < 256; ++byte) {
        std::string text(size, 'a');
        text[at] = static_cast<char>(byte);
        JsonBuffer expected;
        JsonWriter(expected).String(text.data(), static_cast<rapidjson::SizeType>(size));
        ASSERT_EQ(ToJson(text), expected.GetString()) << "byte " << byte << " at " << at << " of " << size;
      }
    }
  }
  EXPECT_EQ(ToJson(std::string()), "\"\"");
}

TEST(Maps, AreWrittenInTheOrderOfTheirKeys) {
  const std::map<std::string, std::string, std::less<>> map{{"b", "2"}, {"a", "1"}, {"B", "3"}};
  EXPECT_EQ(ToJson(map), R"({"B":"3","a":"1","b":"2"})");
}

TEST(ParseJson, TakesAnyValueAtTheTop) {
  for (const char* text : {"[]", "{}", "1", "null", "\"text\""}) {
    rapidjson::Document document;
    EXPECT_TRUE(ParseJson(text, document)) << text;
  }
}

TEST(ParseJson, LeavesADocumentThatNeedsTheTextNoMore) {
  for (const std::size_t size : {20U, 4090U, 4091U, 4092U, 4093U, 100000U}) {
    const std::string value = std::string(size, 'a') + "\n";
    rapidjson::Document documents[2];
    {
      const std::string text = "[" + ToJson(value) + "]";
      EXPECT_TRUE(ParseJson(text, documents[0]));
      ParseStoredJson(text, documents[1]);
      EXPECT_EQ(text, "[" + ToJson(value) + "]");
    }
    for (const rapidjson::Document& document : documents) {
      rapidjson::Document copy;
      copy.CopyFrom(document, copy.GetAllocator());
      EXPECT_EQ(TextOf(document[0]), value) << size;
      EXPECT_EQ(TextOf(copy[0]), value) << size;
    }
  }
}

TEST(ParseJson, SaysAtWhichByteATextGoesWrong) {
  rapidjson::Document document;
  std::size_t at = 0;
  EXPECT_FALSE(ParseJson("[1,]", document, &at));
  EXPECT_EQ(at, 3U);
  EXPECT_FALSE(ParseJson("{} {}", document, &at));
  EXPECT_EQ(at, 3U);
  EXPECT_FALSE(ParseJson("[\"\xC3\xA4\",]", document, &at));
  EXPECT_EQ(at, 6U);
}

// What stands in a string as it is is read by eight bytes at a time, up to what does not.
TEST(ParseJson, ReadsEscapesAndOtherLettersAtEachPlaceOfAString) {
  const std::pair<std::string_view, std::string_view> written_and_meant[] = {
      {R"(\n)", "\n"}, {R"(\")", "\""}, {R"(\u00e4)", "\xC3\xA4"}, {R"(\ud83d\ude00)", "\xF0\x9F\x98\x80"}, {"\xC3\xA4", "\xC3\xA4"}};
  for (std::size_t before = 0; before < 20; ++before) {
    for (std::size_t behind = 0; behind < 20; ++behind) {
      for (const auto& [written, meant] : written_and_meant) {
        const auto text = [&](std::string_view middle) {
          return std::string(before, 'a').append(middle).append(std::string(behind, 'b')).append(middle).append("c");
        };
        const std::string json = "[\"" + text(written) + "\",\"next\"]";
        rapidjson::Document documents[2];
        EXPECT_TRUE(ParseJson(json, documents[0])) << json;
        ParseStoredJson(json, documents[1]);
        for (const rapidjson::Document& document : documents) {
          EXPECT_EQ(TextOf(document[0]), text(meant)) << json;
          EXPECT_EQ(TextOf(document[1]), "next") << json;
        }
      }
    }
  }
}

// ASCII is read without the check of the encoding, and refused for the same reasons.
// RapidJSON 1.1 lets some of them through where it is told to go by 16 bytes at a time.
TEST(ParseJson, TakesNoBareControlCharacterAndToJsonWritesNone) {
  for (char control = 1; control < ' '; ++control) {
    const std::string text = std::string(37, 'a') + control + std::string(20, 'b');
    rapidjson::Document document;
    EXPECT_FALSE(ParseJson("\"" + text + "\"", document)) << static_cast<int>(control);
    const std::string json = ToJson(text);
    EXPECT_EQ(json.find(control), std::string::npos) << static_cast<int>(control);
    EXPECT_EQ(Read<std::string>(json), text) << static_cast<int>(control);
  }
}

TEST(ParseJson, TakesUtf8AloneAndNoZeroByte) {
  constexpr std::string_view kAscii = "[\"plain text\"]";
  constexpr std::string_view kUtf8 = "[\"\xC3\xA4 text\"]";
  for (const std::string_view good : {kAscii, kUtf8}) {
    rapidjson::Document document;
    EXPECT_TRUE(ParseJson(std::string(good), document)) << good;
    EXPECT_EQ(TextOf(document[0]), good.substr(2, good.size() - 4));
    EXPECT_FALSE(ParseJson(std::string(good) + '\0', document)) << good;
    EXPECT_FALSE(ParseJson(std::string(good.substr(0, 4)) + '\0' + std::string(good.substr(4)), document)) << good;
    EXPECT_FALSE(ParseJson(std::string(good.substr(0, 5)), document)) << good;
  }
  for (const char* bad :
       {"[\"\xFF\"]", "[\"\xC3\"]", "[\"\xED\xB0\x9F\"]", "[\"\\udc1f\"]", "[\"\xC3\xA4\\udc1f\"]", "[\"\x01\"]", "\xC3\xA4"}) {
    rapidjson::Document document;
    EXPECT_FALSE(ParseJson(bad, document)) << bad;
  }
}

}  // namespace
}  // namespace rockpool::api
