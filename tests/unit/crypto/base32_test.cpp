#include "server/crypto/base32.h"

#include <gtest/gtest.h>

namespace rockpool::crypto {
namespace {

using namespace std::string_view_literals;

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

TEST(Base32, WritesEachCharacterOfItsAlphabet) {
  EXPECT_EQ(Base32Encode("\x00\x44\x32\x14\xC7\x42\x54\xB6\x35\xCF\x84\x65\x3A\x56\xD7\xC6\x75\xBE\x77\xDF"sv),
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");
}

}  // namespace
}  // namespace rockpool::crypto
