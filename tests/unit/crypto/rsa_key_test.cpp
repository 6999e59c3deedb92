#include "server/crypto/rsa_key.h"

#include <gtest/gtest.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <stdexcept>

#include "server/crypto/openssl.h"

namespace rockpool::crypto {
namespace {

// Made once: a key takes long.
const RsaKey& AKey() {
  static const RsaKey key = RsaKey::Generate();
  return key;
}

std::string PemOf(EVP_PKEY* key, const char* passphrase) {
  const BioPointer bio(BIO_new(BIO_s_mem()));
  PEM_write_bio_PKCS8PrivateKey(bio.get(), key, passphrase == nullptr ? nullptr : EVP_aes_256_cbc(), passphrase,
                                passphrase == nullptr ? 0 : static_cast<int>(std::string_view(passphrase).size()), nullptr, nullptr);
  char* text = nullptr;
  const long length = BIO_get_mem_data(bio.get(), &text);
  return {text, static_cast<std::size_t>(length)};
}

// Takes the key over.
std::string PemOf(EVP_PKEY* key) {
  const OpensslPointer<EVP_PKEY, EVP_PKEY_free> owner(key);
  return PemOf(key, nullptr);
}

TEST(RsaKey, HasTwoThousandAndFortyEightBits) {
  EXPECT_EQ(EVP_PKEY_get_bits(AKey().native()), 2048);
  EXPECT_EQ(EVP_PKEY_is_a(AKey().native(), "RSA"), 1);
}

TEST(RsaKey, SurvivesPem) {
  const std::string pem = AKey().ToPem();
  EXPECT_TRUE(pem.starts_with("-----BEGIN PRIVATE KEY-----\n"));
  const RsaKey read = RsaKey::FromPem(pem);
  EXPECT_EQ(EVP_PKEY_eq(read.native(), AKey().native()), 1);
  EXPECT_EQ(read.ToPem(), pem);
}

TEST(RsaKey, IsNotReadFromWhatIsNoKey) {
  for (const std::string_view pem : {"", "secret", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"}) {
    EXPECT_THROW(RsaKey::FromPem(pem), std::runtime_error) << pem;
  }
}

TEST(RsaKey, IsNotReadFromAKeyOfAnotherKind) {
  EXPECT_THROW(RsaKey::FromPem(PemOf(EVP_EC_gen("P-256"))), std::runtime_error);
  EXPECT_THROW(RsaKey::FromPem(PemOf(EVP_RSA_gen(1024))), std::runtime_error);
}

TEST(RsaKey, IsNotReadFromAnEncryptedKeyAndAsksForNoPassphrase) {
  EXPECT_THROW(RsaKey::FromPem(PemOf(AKey().native(), "passphrase")), std::runtime_error);
}

TEST(RsaKey, LeavesNoErrorForTheNextUserOfOpenssl) {
  EXPECT_THROW(RsaKey::FromPem("secret"), std::runtime_error);
  EXPECT_EQ(ERR_peek_error(), 0U);
}

TEST(RsaKey, IsNotGeneratedWhenItIsToStop) {
  std::stop_source source;
  source.request_stop();
  EXPECT_FALSE(RsaKey::Generate(source.get_token()).has_value());
  EXPECT_EQ(ERR_peek_error(), 0U);
}

TEST(RsaKey, IsGeneratedAsLongAsItIsToGoOn) {
  int asked = 0;
  EXPECT_FALSE(RsaKey::Generate([&] { return ++asked < 3; }).has_value());
  EXPECT_EQ(asked, 3);
  EXPECT_EQ(ERR_peek_error(), 0U);
  EXPECT_TRUE(RsaKey::Generate([] { return true; }).has_value());
}

}  // namespace
}  // namespace rockpool::crypto
