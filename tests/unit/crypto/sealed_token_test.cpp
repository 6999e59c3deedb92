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
  EXPECT_TRUE(HasSealedTokenForm(token));
}

TEST(SealedToken, DiffersInEveryPartAtEachDrawing) {
  support::FakeRandom random;
  const std::string one = DrawSealedToken(random);
  const std::string other = DrawSealedToken(random);
  for (std::size_t part = 1; part < 5; ++part) {
    EXPECT_NE(util::Split(one, ".")[part], util::Split(other, ".")[part]);
  }
}

TEST(SealedToken, HasNoOtherForm) {
  support::FakeRandom random;
  const std::string token = DrawSealedToken(random);
  for (std::size_t length = 0; length < token.size(); ++length) {
    EXPECT_FALSE(HasSealedTokenForm(std::string_view(token).substr(0, length))) << length;
  }
  EXPECT_FALSE(HasSealedTokenForm(token + "A"));
  EXPECT_FALSE(HasSealedTokenForm(token + "."));
  EXPECT_FALSE(HasSealedTokenForm(" " + token));
  EXPECT_FALSE(HasSealedTokenForm("eyJhbGciOiJSUzI1NiJ9" + token.substr(token.find('.'))));
  for (const char foreign : {'.', '+', '/', '=', ' ', '\n', '\0', '\xFF'}) {
    std::string other = token;
    other[token.size() / 2] = foreign;
    EXPECT_FALSE(HasSealedTokenForm(other)) << static_cast<int>(foreign);
  }
}

}  // namespace
}  // namespace rockpool::crypto
