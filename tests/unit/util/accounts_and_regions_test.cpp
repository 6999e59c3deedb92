#include <gtest/gtest.h>

#include <string>

#include "server/util/strings.h"

namespace rockpool::util {
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
