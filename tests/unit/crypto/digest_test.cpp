#include "server/crypto/digest.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>

#include "server/util/strings.h"

namespace rockpool::crypto {
namespace {

std::string Hex(const Sha256Digest& digest) { return util::HexEncode(BytesOf(digest)); }

// RFC 4231, 4.3 and 4.7.
constexpr std::string_view kJefesDigest = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";

TEST(HmacSha256, AgreesWithRfc4231) {
  EXPECT_EQ(Hex(HmacSha256("Jefe", "what do ya want for nothing?")), kJefesDigest);
  EXPECT_EQ(Hex(HmacSha256(std::string(131, '\xAA'), "Test Using Larger Than Block-Size Key - Hash Key First")),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(HmacSha256, TakesEmptyKeysAndData) {
  constexpr std::string_view kDigestOfNothing = "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad";
  EXPECT_EQ(Hex(HmacSha256("", "")), kDigestOfNothing);
  // The key of an earlier call must not live on.
  HmacSha256("secret", "data");
  EXPECT_EQ(Hex(HmacSha256(std::string_view(), std::string_view())), kDigestOfNothing);
}

TEST(HmacSha256, WorksInEveryThread) {
  std::string digest;
  std::thread([&] { digest = Hex(HmacSha256("Jefe", "what do ya want for nothing?")); }).join();
  EXPECT_EQ(digest, kJefesDigest);
}

// FIPS 180-4; the examples of NIST.
TEST(Sha256, AgreesWithFips180) {
  EXPECT_EQ(util::HexEncode(Sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(util::HexEncode(Sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(Sha256, TakesNothing) {
  constexpr std::string_view kDigestOfNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  EXPECT_EQ(util::HexEncode(Sha256("")), kDigestOfNothing);
  EXPECT_EQ(util::HexEncode(Sha256(std::string_view())), kDigestOfNothing);
}

TEST(EqualInConstantTime, ComparesAllBytes) {
  EXPECT_TRUE(EqualInConstantTime("secret", "secret"));
  EXPECT_TRUE(EqualInConstantTime("", ""));
  EXPECT_FALSE(EqualInConstantTime("secret", "secreT"));
  EXPECT_FALSE(EqualInConstantTime("Secret", "secret"));
  EXPECT_FALSE(EqualInConstantTime(std::string_view("a\0b", 3), std::string_view("a\0c", 3)));
}

TEST(EqualInConstantTime, TellsATextFromItsBeginning) {
  EXPECT_FALSE(EqualInConstantTime("secret", "secre"));
  EXPECT_FALSE(EqualInConstantTime("", "s"));
}

}  // namespace
}  // namespace rockpool::crypto
