#include "server/crypto/sealed_token.h"

#include <gtest/gtest.h>

#include "server/crypto/base64.h"
#include "server/util/strings.h"
#include "tests/support/fake_random.h"

namespace rockpool::crypto {
namespace {

TEST(SealedToken, LooksAsAwsWritesIt) {
  support::FakeRandom random;
  const std::string token = DrawSealedToken(random);
  EXPECT_GE(token.size(), 1'750U);
  EXPECT_LE(token.size(), 1'850U);
  const auto parts = util::Split(token, ".");
  ASSERT_EQ(parts.size(), 5U);
  EXPECT_EQ(Base64UrlDecode(parts[0]), R"({"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"})");
  EXPECT_EQ(Base64UrlDecode(parts[1]).value().size(), 256U);
  EXPECT_EQ(Base64UrlDecode(parts[2]).value().size(), 12U);
  EXPECT_EQ(Base64UrlDecode(parts[4]).value().size(), 16U);
  EXPECT_EQ(Base64UrlDecode(parts[3]).value().size(), 1'014U);
}

TEST(SealedToken, DiffersInEveryPartAtEachDrawing) {
  support::FakeRandom random;
  const std::string one = DrawSealedToken(random);
  const std::string other = DrawSealedToken(random);
  for (std::size_t part = 1; part < 5; ++part) {
    EXPECT_NE(util::Split(one, ".")[part], util::Split(other, ".")[part]);
  }
}

}  // namespace
}  // namespace rockpool::crypto
