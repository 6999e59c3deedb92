#include <gtest/gtest.h>

#include "server/util/time_text.h"

namespace rockpool::util {
namespace {

TEST(CompactTime, WritesYearToSecondInUtc) {
  EXPECT_EQ(CompactTime(0), "19700101000000");
  EXPECT_EQ(CompactTime(1'548'698'042'999), "20190128175402");
  EXPECT_EQ(CompactTime(1'709'251'199'000), "20240229235959");
  EXPECT_EQ(CompactTime(-1), "19691231235959");
}

}  // namespace
}  // namespace rockpool::util
