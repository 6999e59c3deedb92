#include "server/util/java_hash.h"

#include <gtest/gtest.h>

namespace rockpool::util {
namespace {

// The values are those of Java's String.hashCode.
TEST(JavaHashCode, IsThatOfJavaForAscii) {
  EXPECT_EQ(JavaHashCode(""), 0U);
  EXPECT_EQ(JavaHashCode("a"), 97U);
  EXPECT_EQ(JavaHashCode("hello"), 99162322U);
  EXPECT_EQ(JavaHashCode("polygenelubricants"), 0x80000000U);
}

TEST(JavaHashCode, CountsTheUnitsOfUtf16) {
  EXPECT_EQ(JavaHashCode("\xC3\xA4"), 0xE4U);
  EXPECT_EQ(JavaHashCode("\xE2\x82\xAC"), 0x20ACU);
  EXPECT_EQ(JavaHashCode("\xF0\x9F\x98\x80"), 31U * 0xD83D + 0xDE00);
  EXPECT_EQ(JavaHashCode("\xF4\x8F\xBF\xBF"), 31U * 0xDBFF + 0xDFFF);
}

TEST(PlaceInJavaHashTable, ComesOfBothHalvesOfTheHash) {
  EXPECT_EQ(PlaceInJavaHashTable(0x0003'0005, 1), 6U);
  EXPECT_EQ(PlaceInJavaHashTable(0xFFFF'0000, 1), 15U);
}

TEST(PlaceInJavaHashTable, DoublesWithMoreThanThreeQuarters) {
  EXPECT_EQ(PlaceInJavaHashTable(0x3F, 12), 15U);
  EXPECT_EQ(PlaceInJavaHashTable(0x3F, 13), 31U);
  EXPECT_EQ(PlaceInJavaHashTable(0x3F, 24), 31U);
  EXPECT_EQ(PlaceInJavaHashTable(0x3F, 25), 63U);
}

}  // namespace
}  // namespace rockpool::util
