#include "server/crypto/base32.h"

#include <gtest/gtest.h>

namespace rockpool::crypto {
namespace {

TEST(Base32, AgreesWithRfc4648WithoutPadding) {
  EXPECT_EQ(Base32Encode(""), "");
  EXPECT_EQ(Base32Encode("f"), "MY");
  EXPECT_EQ(Base32Encode("fo"), "MZXQ");
  EXPECT_EQ(Base32Encode("foo"), "MZXW6");
  EXPECT_EQ(Base32Encode("foob"), "MZXW6YQ");
  EXPECT_EQ(Base32Encode("fooba"), "MZXW6YTB");
  EXPECT_EQ(Base32Encode("foobar"), "MZXW6YTBOI");
}

TEST(Base32, GivesFiftyTwoCharactersForASecretOfThirtyTwoBytes) { EXPECT_EQ(Base32Encode(std::string(32, '\xFF')).size(), 52U); }

TEST(Base32, BringsBackAllBytes) {
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) {
    bytes += static_cast<char>(byte);
    EXPECT_EQ(Base32Decode(Base32Encode(bytes)), bytes);
  }
}

TEST(Base32, DecodesNothingThatIsNotItsOwnText) {
  for (const std::string_view text :
       {"my", "MY======", "M", "MZX", "MZXW6Y", "MZ", "M1", "M0", "M8", "MZXQ ", " MZXQ", "MZ XQ", "MZ\n", "\xFF"}) {
    EXPECT_FALSE(Base32Decode(text)) << text;
  }
  EXPECT_FALSE(Base32Decode(std::string_view("MY\0", 3)));
}

}  // namespace
}  // namespace rockpool::crypto
