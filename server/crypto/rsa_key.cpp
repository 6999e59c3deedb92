#include "server/crypto/rsa_key.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <limits>
#include <stdexcept>

#include "server/crypto/openssl.h"

namespace rockpool::crypto {

namespace {

constexpr int kBits = 2048;

// OpenSSL calls it after every candidate for a prime; zero ends the generation.
int GoOnUnlessStopped(EVP_PKEY_CTX* context) {
  return static_cast<const std::stop_token*>(EVP_PKEY_CTX_get_app_data(context))->stop_requested() ? 0 : 1;
}

// Without it OpenSSL asks the terminal for the passphrase of an encrypted key.
int NoPassphrase(char*, int, int, void*) { return -1; }

}  // namespace

RsaKey RsaKey::Generate() { return *Generate(std::stop_token()); }

std::optional<RsaKey> RsaKey::Generate(const std::stop_token& stop) {
  const KeyContextPointer context(EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr));
  Require(context != nullptr && EVP_PKEY_keygen_init(context.get()) == 1 && EVP_PKEY_CTX_set_rsa_keygen_bits(context.get(), kBits) == 1,
          "RSA keys cannot be had from OpenSSL");
  std::stop_token token = stop;
  EVP_PKEY_CTX_set_app_data(context.get(), &token);
  EVP_PKEY_CTX_set_cb(context.get(), GoOnUnlessStopped);
  EVP_PKEY* key = nullptr;
  if (EVP_PKEY_generate(context.get(), &key) != 1) {
    if (!stop.stop_requested()) ThrowOpensslError("An RSA key cannot be generated");
    ERR_clear_error();
    return std::nullopt;
  }
  return RsaKey(key);
}

RsaKey RsaKey::FromPem(std::string_view pem) {
  if (pem.size() > std::numeric_limits<int>::max()) throw std::runtime_error("This is not a private RSA key in PEM.");
  const BioPointer bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  Require(bio != nullptr, "A private key cannot be read");
  RsaKey key(PEM_read_bio_PrivateKey(bio.get(), nullptr, NoPassphrase, nullptr));
  if (key.native() == nullptr || EVP_PKEY_is_a(key.native(), "RSA") != 1 || EVP_PKEY_get_bits(key.native()) != kBits) {
    ERR_clear_error();
    throw std::runtime_error("This is not an unencrypted private RSA key of 2048 bits in PEM.");
  }
  return key;
}

std::string RsaKey::ToPem() const {
  const BioPointer bio(BIO_new(BIO_s_mem()));
  Require(bio != nullptr && PEM_write_bio_PKCS8PrivateKey(bio.get(), native(), nullptr, nullptr, 0, nullptr, nullptr) == 1,
          "A private key cannot be written as PEM");
  char* text = nullptr;
  const long length = BIO_get_mem_data(bio.get(), &text);
  return {text, static_cast<std::size_t>(length)};
}

void RsaKey::Deleter::operator()(evp_pkey_st* key) const { EVP_PKEY_free(key); }

}  // namespace rockpool::crypto
