#include "server/crypto/base64.h"

#include <gtest/gtest.h>

namespace rockpool::crypto {
namespace {

std::string AllBytes() {
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
  return bytes;
}

TEST(Base64, AgreesWithRfc4648) {
  EXPECT_EQ(Base64Encode(""), "");
  EXPECT_EQ(Base64Encode("f"), "Zg==");
  EXPECT_EQ(Base64Encode("fo"), "Zm8=");
  EXPECT_EQ(Base64Encode("foobar"), "Zm9vYmFy");
  EXPECT_EQ(Base64Encode("\xFB\xFF"), "+/8=");
}

TEST(Base64, DecodesWhatItEncodes) {
  const std::string bytes = AllBytes();
  for (std::size_t length = 0; length <= bytes.size(); ++length) {
    EXPECT_EQ(Base64Decode(Base64Encode(bytes.substr(0, length))), bytes.substr(0, length));
  }
}

TEST(Base64, RefusesEveryOtherSpelling) {
  for (const std::string_view text : {"Zg", "Zg=", "Zg===", "=", "====", "A===", "Zh==", "Zm9=", "Zg==Zg==", "Z=g=", " Zg==", "Zg==\n",
                                      "Zm9v\nYmFy", "Zm9v YmF", "Zm9-", "Zm9_", "Zm9\xC3", "\nZm\n"}) {
    EXPECT_EQ(Base64Decode(text), std::nullopt) << text;
  }
  EXPECT_EQ(Base64Decode(std::string_view("Zm\0v", 4)), std::nullopt);
}

TEST(Base64Url, UsesTheAlphabetForUrlsWithoutPadding) {
  EXPECT_EQ(Base64UrlEncode("\xFB\xFF"), "-_8");
  EXPECT_EQ(Base64UrlEncode("f"), "Zg");
  EXPECT_EQ(Base64UrlEncode(""), "");
}

TEST(Base64Url, DecodesWhatItEncodes) {
  const std::string bytes = AllBytes();
  for (std::size_t length = 0; length <= bytes.size(); ++length) {
    EXPECT_EQ(Base64UrlDecode(Base64UrlEncode(bytes.substr(0, length))), bytes.substr(0, length));
  }
}

TEST(Base64Url, RefusesEveryOtherSpelling) {
  for (const std::string_view text : {"Zg==", "Zg=", "Z", "Zm9vY", "Zh", "Zm9", "+_8", "-/8", " Zg", "Zg ", "Zm9v\n", "=", "===="}) {
    EXPECT_EQ(Base64UrlDecode(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace rockpool::crypto
