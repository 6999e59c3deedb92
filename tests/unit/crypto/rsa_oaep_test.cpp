#include "server/crypto/rsa_oaep.h"

#include <gtest/gtest.h>
#include <openssl/err.h>

#include <array>
#include <stdexcept>

#include "server/crypto/certificate.h"
#include "tests/support/fake_key_stock.h"
#include "tests/support/saml_documents.h"

namespace rockpool::crypto {
namespace {

constexpr std::array<unsigned char, 4> kSerial{1, 2, 3, 4};

RsaKey AKey() { return RsaKey::FromPem(support::TestKey(0)); }

PublicKey PublicHalf() {
  return PublicKey::FromCertificate(SelfSignedCertificate(AKey(), "reader", {1'577'836'800, 4'733'510'400}, kSerial)).value();
}

TEST(RsaOaep, GivesTheSecretToItsReaderAlone) {
  const std::string encrypted = EncryptOaep(PublicHalf(), "secret");
  EXPECT_EQ(DecryptOaep(AKey(), {}, encrypted), "secret");
  EXPECT_EQ(DecryptOaep(RsaKey::FromPem(support::TestKey(1)), {}, encrypted), std::nullopt);
}

TEST(RsaOaep, GivesNothingUnderOtherParameters) {
  const std::string encrypted = EncryptOaep(PublicHalf(), "secret");
  EXPECT_EQ(DecryptOaep(AKey(), {OaepDigest::kSha256, OaepDigest::kSha1, {}}, encrypted), std::nullopt);
  EXPECT_EQ(DecryptOaep(AKey(), {OaepDigest::kSha1, OaepDigest::kSha256, {}}, encrypted), std::nullopt);
  EXPECT_EQ(DecryptOaep(AKey(), {OaepDigest::kSha1, OaepDigest::kSha1, "label"}, encrypted), std::nullopt);
  EXPECT_EQ(ERR_peek_error(), 0U);
}

TEST(RsaOaep, GivesNothingOfWhatIsNoCiphertext) {
  std::string encrypted = EncryptOaep(PublicHalf(), "secret");
  for (const std::string& text : {std::string(), std::string("x"), encrypted + "x", encrypted.substr(1), std::string(256, '\0'),
                                  std::string(256, '\xFF'), std::string(100'000, 'x')}) {
    EXPECT_EQ(DecryptOaep(AKey(), {}, text), std::nullopt) << text.size();
  }
  encrypted[100] = static_cast<char>(encrypted[100] ^ 1);
  EXPECT_EQ(DecryptOaep(AKey(), {}, encrypted), std::nullopt);
  EXPECT_EQ(ERR_peek_error(), 0U);
}

TEST(RsaOaep, EncryptsShortSecretsForRsaKeysAlone) {
  EXPECT_THROW(EncryptOaep(PublicHalf(), std::string(300, 'x')), std::runtime_error);
  EXPECT_THROW(EncryptOaep(PublicKey::FromCertificate(support::kLastingCertificate).value(), "secret"), std::runtime_error);
}

}  // namespace
}  // namespace rockpool::crypto
