#include "server/crypto/aes_gcm.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "server/util/strings.h"

namespace rockpool::crypto {
namespace {

std::string Bytes(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  }
  return bytes;
}

// Test case 16 of McGrew and Viega, "The Galois/Counter Mode of Operation", appendix B.
TEST(Aes256Gcm, SealsAsItsAuthorsDo) {
  const std::string sealed =
      SealAes256Gcm(Bytes("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"), Bytes("cafebabefacedbaddecaf888"),
                    Bytes("feedfacedeadbeeffeedfacedeadbeefabaddad2"),
                    Bytes("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657"
                          "ba637b39"));
  EXPECT_EQ(util::HexEncode(sealed),
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
            "76fc6ece0f4e1768cddf8853bb2d551b");
}

TEST(Aes256Gcm, HasATagAloneOfAnEmptyText) {
  EXPECT_EQ(SealAes256Gcm(std::string(32, 'k'), std::string(12, 'i'), "", "").size(), kGcmTagBytes);
}

TEST(Aes256Gcm, WantsAKeyAndAVectorOfItsLengths) {
  EXPECT_THROW(SealAes256Gcm(std::string(16, 'k'), std::string(12, 'i'), "", "a"), std::invalid_argument);
  EXPECT_THROW(SealAes256Gcm(std::string(32, 'k'), std::string(16, 'i'), "", "a"), std::invalid_argument);
}

// RFC 5869, A.3: without salt and info; the first 32 bytes of its 42.
TEST(Hkdf, DerivesAsItsStandardDoes) {
  EXPECT_EQ(util::HexEncode(DeriveAesKey(std::string(22, '\x0b'), "")), "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");
}

}  // namespace
}  // namespace rockpool::crypto
