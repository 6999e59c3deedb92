// What devices are called.
#include "server/risk/sender.h"

#include <gtest/gtest.h>

namespace rockpool::risk {
namespace {

TEST(DeviceNames, AreBrowserAndSystem) {
  EXPECT_EQ(DeviceNameOf("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36"),
            "Chrome 126, Windows 10");
  EXPECT_EQ(DeviceNameOf("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36 Edg/125.0"),
            "Edge 125, Windows 10");
  EXPECT_EQ(DeviceNameOf("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0"), "Firefox 127, Linux");
  EXPECT_EQ(
      DeviceNameOf("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15"),
      "Safari 17, Mac OS X 10");
  EXPECT_EQ(DeviceNameOf("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 "
                         "Mobile/15E148 Safari/604.1"),
            "Safari 17, iOS 17");
  EXPECT_EQ(DeviceNameOf("Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/125.0.0.0 Mobile Safari/537.36"),
            "Chrome 125, Android 14");
  EXPECT_EQ(DeviceNameOf("aws-sdk-js/3.600.0"), "Other, Other");
  EXPECT_EQ(DeviceNameOf(std::string(2000, 'x') + "Chrome/126"), "Other, Other");
}

}  // namespace
}  // namespace rockpool::risk
