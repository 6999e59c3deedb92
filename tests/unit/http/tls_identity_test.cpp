#include <gtest/gtest.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <array>
#include <memory>

#include "server/crypto/certificate_authority.h"
#include "server/http/beast/tls_contexts.h"

namespace rockpool::http::beast {
namespace {

constexpr std::array<unsigned char, 4> kSerial{1, 2, 3, 4};
constexpr crypto::CertificateValidity kAlways{0, 4'102'444'800};  // until 2100

crypto::ServerCertificate Issued() {
  static const auto authority = crypto::CertificateAuthority::Generate("test", kAlways, kSerial);
  static const std::array<std::string, 1> names{"localhost"};
  return authority.Issue("test", names, kAlways, kSerial);
}

std::string PemOf(EVP_PKEY* key, const char* passphrase = nullptr) {
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> owner(key, &EVP_PKEY_free);
  const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new(BIO_s_mem()), &BIO_free);
  const EVP_CIPHER* cipher = passphrase == nullptr ? nullptr : EVP_aes_128_cbc();
  PEM_write_bio_PKCS8PrivateKey(bio.get(), key, cipher, nullptr, 0, nullptr, const_cast<char*>(passphrase));
  const char* text = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

std::string Refusal(const std::string& certificate_pem, const std::string& key_pem) {
  TlsSettings settings;
  settings.certificate_pem = certificate_pem;
  settings.key_pem = key_pem;
  settings.certificate_source = "c.pem";
  settings.key_source = "k.pem";
  try {
    const TlsIdentity identity(settings);
  } catch (const TlsError& error) {
    EXPECT_EQ(ERR_peek_error(), 0U);
    return error.what();
  }
  return "accepted";
}

TEST(TlsIdentity, TakesACertificateWithItsKey) {
  const auto issued = Issued();
  EXPECT_EQ(Refusal(issued.certificate_pem, issued.key_pem), "accepted");
}

TEST(TlsIdentity, TakesOneFileThatHoldsAll) {
  const auto issued = Issued();
  const std::string all = "a comment\n" + issued.key_pem + issued.certificate_pem + Issued().certificate_pem;
  EXPECT_EQ(Refusal(all, all), "accepted");
}

TEST(TlsIdentity, RefusesWhatHoldsNoCertificate) {
  const auto issued = Issued();
  for (const std::string& text :
       {std::string(), std::string("hello"), issued.key_pem, issued.certificate_pem.substr(0, 300), std::string(1000, '\0')}) {
    EXPECT_EQ(Refusal(text, issued.key_pem), "There is no readable certificate in PEM in c.pem.");
  }
}

TEST(TlsIdentity, RefusesWhatHoldsNoReadableKey) {
  const auto issued = Issued();
  for (const std::string& text : {std::string(), issued.certificate_pem, PemOf(EVP_EC_gen("P-256"), "passphrase")}) {
    EXPECT_EQ(Refusal(issued.certificate_pem, text), "There is no readable private key without passphrase in PEM in k.pem.");
  }
}

TEST(TlsIdentity, RefusesTheKeyOfAnotherCertificate) {
  const auto issued = Issued();
  for (EVP_PKEY* key : {EVP_EC_gen("P-256"), EVP_RSA_gen(2048)}) {
    EXPECT_EQ(Refusal(issued.certificate_pem, PemOf(key)), "The private key in k.pem does not belong to the certificate in c.pem.");
  }
}

}  // namespace
}  // namespace rockpool::http::beast
