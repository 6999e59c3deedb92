#include "server/tokens/device_type.h"

#include <gtest/gtest.h>

namespace rockpool::tokens {
namespace {

TEST(DeviceType, NamesTheBrowserAndTheSystem) {
  EXPECT_EQ(DeviceTypeOf("Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 "
                         "Safari/537.36"),
            "Chrome 125 / macOS 15.0");  // as AWS's example writes it
  EXPECT_EQ(DeviceTypeOf("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 "
                         "Safari/537.36 Edg/126.0.2592.68"),
            "Edge 126 / Windows 10");
  EXPECT_EQ(DeviceTypeOf("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"), "Firefox 130 / Linux");
  EXPECT_EQ(DeviceTypeOf("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 "
                         "Mobile/15E148 Safari/604.1"),
            "Safari 17 / iOS 17.5");
  EXPECT_EQ(DeviceTypeOf("Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Mobile "
                         "Safari/537.36"),
            "Chrome 125 / Android 14");
}

TEST(DeviceType, IsUnknownWhereNoBrowserIsNamed) {
  EXPECT_EQ(DeviceTypeOf(""), "unknown");
  EXPECT_EQ(DeviceTypeOf("aws-sdk-js/3.600.0 ua/2.0 os/linux#6.1 lang/js md/nodejs#20.14.0"), "unknown");
  EXPECT_EQ(DeviceTypeOf("Safari/604.1"), "unknown");
  EXPECT_EQ(DeviceTypeOf("Chrome/125.0"), "Chrome 125 / unknown");
  EXPECT_EQ(DeviceTypeOf("Chrome/"), "Chrome / unknown");
}

TEST(DeviceType, StaysShortWhateverIsSent) {
  const std::string digits(100'000, '9');
  EXPECT_LE(DeviceTypeOf("Chrome/" + digits + " Android " + digits).size(), 64U);
  EXPECT_EQ(DeviceTypeOf(std::string(2000, ' ') + "Chrome/125"), "unknown");
}

}  // namespace
}  // namespace rockpool::tokens
