#include "server/crypto/base64.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rockpool::crypto {
namespace {

// Either alphabet.
struct Spelling {
  std::string name;
  std::string (*encode)(std::string_view);
  std::optional<std::string> (*decode)(std::string_view);
  std::vector<std::pair<std::string, std::string>> examples;
  std::vector<std::string> refused;
};

void PrintTo(const Spelling& spelling, std::ostream* out) { *out << spelling.name; }

class Base64 : public testing::TestWithParam<Spelling> {};

INSTANTIATE_TEST_SUITE_P(
    Each, Base64,
    testing::Values(Spelling{"OfRfc4648",
                             Base64Encode,
                             Base64Decode,
                             {{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foobar", "Zm9vYmFy"}, {"\xFB\xFF", "+/8="}},
                             {"Zg", "Zg=", "Zg===", "=", "====", "A===", "Zh==", "Zm9=", "Zg==Zg==", "Z=g=", " Zg==", "Zg==\n",
                              "Zm9v\nYmFy", "Zm9v YmF", "Zm9-", "Zm9_", "Zm9\xC3", "\nZm\n", std::string("Zm\0v", 4)}},
                    Spelling{"ForUrlsWithoutPadding",
                             Base64UrlEncode,
                             Base64UrlDecode,
                             {{"", ""}, {"f", "Zg"}, {"\xFB\xFF", "-_8"}},
                             {"Zg==", "Zg=", "Z", "Zm9vY", "Zh", "Zm9", "+_8", "-/8", " Zg", "Zg ", "Zm9v\n", "=", "===="}}),
    [](const auto& info) { return info.param.name; });

TEST_P(Base64, IsWrittenSo) {
  for (const auto& [bytes, text] : GetParam().examples) {
    EXPECT_EQ(GetParam().encode(bytes), text);
  }
}

TEST_P(Base64, DecodesWhatItEncodes) {
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
  for (std::size_t length = 0; length <= bytes.size(); ++length) {
    EXPECT_EQ(GetParam().decode(GetParam().encode(bytes.substr(0, length))), bytes.substr(0, length));
  }
}

TEST(Base64Encode, IsThatOfOpenssl) {
  std::string bytes;
  for (unsigned i = 0; i < 1000; ++i) bytes += static_cast<char>(i * i / 7);
  for (std::size_t length = 0; length <= bytes.size(); length += 1 + length / 10) {
    std::string text((length + 2) / 3 * 4 + 1, '\0');
    EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), reinterpret_cast<const unsigned char*>(bytes.data()),
                    static_cast<int>(length));
    text.pop_back();
    EXPECT_EQ(Base64Encode(bytes.substr(0, length)), text);
    EXPECT_EQ(Base64Decode(text), bytes.substr(0, length));
  }
}

TEST(Base64UrlEncode, IsThatOfBase64WithOtherCharactersAndWithoutPadding) {
  std::string bytes;
  for (unsigned i = 0; i < 1000; ++i) bytes += static_cast<char>(i * i / 7);
  for (std::size_t length = 0; length <= bytes.size(); length += 1 + length / 10) {
    std::string text = Base64Encode(bytes.substr(0, length));
    std::replace(text.begin(), text.end(), '+', '-');
    std::replace(text.begin(), text.end(), '/', '_');
    text.erase(std::min(text.find('='), text.size()));
    EXPECT_EQ(Base64UrlEncode(bytes.substr(0, length)), text);
  }
}

// One wrong character, wherever it is.
TEST_P(Base64, RefusesEveryByteThatIsNoDigit) {
  const std::string text = GetParam().encode("twelve bytes");
  for (int byte = 0; byte < 256; ++byte) {
    for (std::size_t at = 0; at < text.size(); ++at) {
      std::string changed = text;
      changed[at] = static_cast<char>(byte);
      const auto bytes = GetParam().decode(changed);
      EXPECT_TRUE(!bytes || GetParam().encode(*bytes) == changed) << byte << " at " << at;
    }
  }
}

TEST_P(Base64, RefusesEveryOtherSpelling) {
  for (const std::string& text : GetParam().refused) {
    EXPECT_EQ(GetParam().decode(text), std::nullopt) << text;
  }
}

TEST(Base64DecodeSpaced, PassesOverWhiteSpaceAndNothingElse) {
  EXPECT_EQ(Base64DecodeSpaced(" aGVs\r\n\tbG8= \n"), "hello");
  EXPECT_EQ(Base64DecodeSpaced("aGVsbG8="), "hello");
  EXPECT_EQ(Base64DecodeSpaced(" \n"), "");
  for (const std::string_view text : {"aGVsbG8", "aGVs\vbG8=", "aGVsbG8=A", "aGVs-bG8", "aGVsbG9="})
    EXPECT_EQ(Base64DecodeSpaced(text), std::nullopt) << text;
}

}  // namespace
}  // namespace rockpool::crypto
