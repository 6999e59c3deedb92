#include "server/util/strings.h"

#include <gtest/gtest.h>

#include <string>

namespace rockpool::util {
namespace {

using Parts = std::vector<std::string_view>;

TEST(LowerCase, ChangesAsciiLettersAlone) {
  EXPECT_EQ(LowerCase("X-Amz-Target: AZaz09"), "x-amz-target: azaz09");
  EXPECT_EQ(LowerCase("@[`{\xC3\x84"), "@[`{\xC3\x84");
  EXPECT_EQ(LowerCase(""), "");
}

TEST(EqualsIgnoringCase, FoldsAsciiLettersAlone) {
  EXPECT_TRUE(EqualsIgnoringCase("X-Amz-Target", "x-amz-tARGET"));
  EXPECT_FALSE(EqualsIgnoringCase("@[", "`{"));
  EXPECT_FALSE(EqualsIgnoringCase("\xC3\x84", "\xC3\xA4"));
}

TEST(EqualsIgnoringCase, TellsATextFromItsBeginning) {
  EXPECT_FALSE(EqualsIgnoringCase("abc", "ab"));
  EXPECT_FALSE(EqualsIgnoringCase("", "a"));
  EXPECT_TRUE(EqualsIgnoringCase("", ""));
}

TEST(HexEncode, WritesTwoSmallDigitsForEachByte) {
  EXPECT_EQ(HexEncode(std::string_view("\x00\x09\x0A\x7F\x80\xFF", 6)), "00090a7f80ff");
  EXPECT_EQ(HexEncode(""), "");
}

TEST(Split, DropsEmptyParts) {
  EXPECT_EQ(Split(" email, profile,,openid ", ", "), (Parts{"email", "profile", "openid"}));
  EXPECT_EQ(Split(", ,", ", "), Parts());
  EXPECT_EQ(Split("", ","), Parts());
}

TEST(Split, KeepsATextWithoutSeparatorsWhole) { EXPECT_EQ(Split("email", ", "), Parts{"email"}); }

TEST(Join, PutsTheSeparatorBetweenTheParts) {
  EXPECT_EQ(Join(std::vector<std::string>{"a", "", "c"}, ", "), "a, , c");
  EXPECT_EQ(Join(Parts{"a"}, ", "), "a");
  EXPECT_EQ(Join(Parts{}, ", "), "");
}

TEST(IsUtf8, HoldsForWellFormedTextAlone) {
  for (const std::string_view text : {"", "a", "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x8c\x8a", "\xf4\x8f\xbf\xbf"}) {
    EXPECT_TRUE(IsUtf8(text)) << text;
  }
  EXPECT_TRUE(IsUtf8(std::string_view("a\0b", 3)));
  for (const std::string_view text : {"\xff", "\x80", "\xc3", "a\xc3", "\xe2\x82", "\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80",
                                      "\xf4\x90\x80\x80", "\xc3(", "\xf0\x9f\x8c"}) {
    EXPECT_FALSE(IsUtf8(text)) << text;
  }
}

TEST(Utf16Length, CountsWhatLiesOutsideTheBasicPlaneTwice) {
  EXPECT_EQ(Utf16Length(""), 0U);
  EXPECT_EQ(Utf16Length("abc"), 3U);
  EXPECT_EQ(Utf16Length("\xC3\xA4\xE2\x82\xAC"), 2U);
  EXPECT_EQ(Utf16Length("a\xF0\x9F\x98\x80"), 3U);
  EXPECT_EQ(Utf16Length("a long text "), 12U);
  EXPECT_EQ(Utf16Length("a long text \xC3\xA4 and the rest \xF0\x9F\x98\x80"), 29U);
}

}  // namespace

namespace {

TEST(IsAccount, TakesTwelveDigitsAlone) {
  EXPECT_TRUE(IsAccount("123456789012"));
  EXPECT_TRUE(IsAccount(kNoAccount));
  for (const char* text : {"", "12345678901", "1234567890123", "12345678901a", "-12345678901", "12345678901 "}) {
    EXPECT_FALSE(IsAccount(text)) << text;
  }
}

TEST(IsRegion, TakesSmallLettersDigitsAndHyphens) {
  EXPECT_TRUE(IsRegion("us-gov-west-1"));
  for (const char* text : {"", "US-EAST-1", "eu_west_1", "eu.west", "us-east-1 ", "\xC3\xA4"}) {
    EXPECT_FALSE(IsRegion(text)) << text;
  }
}

TEST(IsRegion, TakesUpTo32Characters) {
  EXPECT_TRUE(IsRegion(std::string(32, 'a')));
  EXPECT_FALSE(IsRegion(std::string(33, 'a')));
}

}  // namespace

}  // namespace rockpool::util
