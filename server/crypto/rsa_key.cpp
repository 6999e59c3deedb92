#include "server/crypto/rsa_key.h"

#include <openssl/err.h>
#include <openssl/rsa.h>

#include <stdexcept>

#include "server/crypto/openssl.h"

namespace rockpool::crypto {

namespace {

constexpr int kBits = 2048;

struct Question {
  const std::function<bool()>& goes_on;
  bool is_over = false;
};

// OpenSSL calls it after every candidate for a prime; zero ends the generation.
int Ask(EVP_PKEY_CTX* context) {
  auto& question = *static_cast<Question*>(EVP_PKEY_CTX_get_app_data(context));
  question.is_over = question.is_over || !question.goes_on();
  return question.is_over ? 0 : 1;
}

}  // namespace

RsaKey RsaKey::Generate() { return *Generate(std::stop_token()); }

std::optional<RsaKey> RsaKey::Generate(const std::stop_token& stop) {
  return Generate([&stop] { return !stop.stop_requested(); });
}

std::optional<RsaKey> RsaKey::Generate(const std::function<bool()>& goes_on) {
  const KeyContextPointer context(EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr));
  Require(context != nullptr && EVP_PKEY_keygen_init(context.get()) == 1 && EVP_PKEY_CTX_set_rsa_keygen_bits(context.get(), kBits) == 1,
          "RSA keys cannot be had from OpenSSL");
  Question question{goes_on};
  EVP_PKEY_CTX_set_app_data(context.get(), &question);
  EVP_PKEY_CTX_set_cb(context.get(), Ask);
  EVP_PKEY* key = nullptr;
  if (EVP_PKEY_generate(context.get(), &key) != 1) {
    if (!question.is_over) ThrowOpensslError("An RSA key cannot be generated");
    ERR_clear_error();
    return std::nullopt;
  }
  return RsaKey(key);
}

RsaKey RsaKey::FromPem(std::string_view pem) {
  KeyPointer key = PrivateKeyIn(pem);
  if (key == nullptr || EVP_PKEY_is_a(key.get(), "RSA") != 1 || EVP_PKEY_get_bits(key.get()) != kBits) {
    throw std::runtime_error("This is not an unencrypted private RSA key of 2048 bits in PEM.");
  }
  return RsaKey(key.release());
}

std::string RsaKey::ToPem() const { return PemOf(native()); }

void RsaKey::Deleter::operator()(evp_pkey_st* key) const { EVP_PKEY_free(key); }

}  // namespace rockpool::crypto
