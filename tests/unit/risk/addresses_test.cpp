// Addresses and ranges of them.
#include "server/risk/addresses.h"

#include <gtest/gtest.h>

namespace rockpool::risk {
namespace {

TEST(Addresses, LieInTheRangesThatHoldTheirBits) {
  EXPECT_TRUE(IsInAny({"192.0.2.0/24"}, "192.0.2.255"));
  EXPECT_FALSE(IsInAny({"192.0.2.0/24"}, "192.0.3.0"));
  EXPECT_TRUE(IsInAny({"192.0.2.8/29"}, "192.0.2.15"));
  EXPECT_FALSE(IsInAny({"192.0.2.8/29"}, "192.0.2.16"));
  EXPECT_TRUE(IsInAny({"192.0.2.9/29"}, "192.0.2.8")) << "Bits behind the prefix do not count";
  EXPECT_TRUE(IsInAny({"0.0.0.0/0"}, "203.0.113.7"));
  EXPECT_FALSE(IsInAny({"0.0.0.0/0"}, "2001:db8::1"));
  EXPECT_TRUE(IsInAny({"10.0.0.0/8", "2001:db8::/33"}, "2001:db8:7fff::1"));
  EXPECT_FALSE(IsInAny({"10.0.0.0/8", "2001:db8::/33"}, "2001:db8:8000::1"));
  EXPECT_TRUE(IsInAny({"192.0.2.7/32"}, "::ffff:192.0.2.7"));
  EXPECT_FALSE(IsInAny({"192.0.2.7/32"}, ""));
  EXPECT_FALSE(IsInAny({"nonsense"}, "192.0.2.7"));
  EXPECT_FALSE(IsInAny({}, "192.0.2.7"));
}

TEST(Addresses, AreTheSameHoweverTheyAreWritten) {
  EXPECT_TRUE(IsSameAddress("2001:db8::1", "2001:0db8:0:0:0:0:0:1"));
  EXPECT_TRUE(IsSameAddress("192.0.2.7", "::ffff:192.0.2.7"));
  EXPECT_FALSE(IsSameAddress("192.0.2.7", "192.0.2.8"));
  EXPECT_FALSE(IsSameAddress("", ""));
  EXPECT_FALSE(IsAddress(std::string("192.0.2.7\0", 10)));
}

}  // namespace
}  // namespace rockpool::risk
