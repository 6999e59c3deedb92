#include "server/crypto/openssl.h"

#include <openssl/err.h>
#include <openssl/pem.h>

#include <array>
#include <limits>
#include <stdexcept>
#include <string>

namespace rockpool::crypto {

void ThrowOpensslError(std::string_view what) {
  std::array<char, 256> reason{};
  ERR_error_string_n(ERR_peek_last_error(), reason.data(), reason.size());
  ERR_clear_error();
  throw std::runtime_error(std::string(what) + ": " + reason.data());
}

const EVP_MD* Sha256Algorithm() {
  static const DigestPointer digest(EVP_MD_fetch(nullptr, "SHA256", nullptr));
  Require(digest != nullptr, "SHA-256 cannot be had from OpenSSL");
  return digest.get();
}

namespace {

// Without it OpenSSL asks the terminal for the passphrase of an encrypted key.
int NoPassphrase(char*, int, int, void*) { return -1; }

BioPointer ReaderOf(std::string_view text) {
  if (text.size() > std::numeric_limits<int>::max()) return nullptr;
  BioPointer bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  Require(bio != nullptr, "A text cannot be read");
  return bio;
}

BioPointer Writer() {
  BioPointer bio(BIO_new(BIO_s_mem()));
  Require(bio != nullptr, "A text cannot be written");
  return bio;
}

std::string TextOf(BIO* bio) {
  char* text = nullptr;
  const long length = BIO_get_mem_data(bio, &text);
  return {text, static_cast<std::size_t>(length)};
}

}  // namespace

KeyPointer PrivateKeyIn(std::string_view pem) {
  const BioPointer bio = ReaderOf(pem);
  KeyPointer key(bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, NoPassphrase, nullptr) : nullptr);
  ERR_clear_error();
  return key;
}

KeyPointer PublicKeyIn(std::string_view pem) {
  const BioPointer bio = ReaderOf(pem);
  KeyPointer key(bio ? PEM_read_bio_PUBKEY(bio.get(), nullptr, NoPassphrase, nullptr) : nullptr);
  ERR_clear_error();
  return key;
}

CertificatePointer CertificateIn(std::string_view pem) {
  const BioPointer bio = ReaderOf(pem);
  CertificatePointer certificate(bio ? PEM_read_bio_X509(bio.get(), nullptr, NoPassphrase, nullptr) : nullptr);
  ERR_clear_error();
  return certificate;
}

std::string PemOf(EVP_PKEY* key) {
  const BioPointer bio = Writer();
  Require(PEM_write_bio_PKCS8PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1,
          "A private key cannot be written as PEM");
  return TextOf(bio.get());
}

std::string PemOf(X509* certificate) {
  const BioPointer bio = Writer();
  Require(PEM_write_bio_X509(bio.get(), certificate) == 1, "A certificate cannot be written as PEM");
  return TextOf(bio.get());
}

std::string PublicPemOf(EVP_PKEY* key) {
  const BioPointer bio = Writer();
  Require(PEM_write_bio_PUBKEY(bio.get(), key) == 1, "A public key cannot be written as PEM");
  return TextOf(bio.get());
}

}  // namespace rockpool::crypto
