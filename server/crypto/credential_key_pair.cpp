#include "server/crypto/credential_key_pair.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/rsa.h>

#include <algorithm>
#include <array>
#include <cstddef>

#include "server/crypto/openssl.h"

namespace rockpool::crypto {
namespace {

using DigestContextPointer = OpensslPointer<EVP_MD_CTX, EVP_MD_CTX_free>;

constexpr std::size_t kCurveBytes = 32;

const unsigned char* Bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

KeyPointer NewKey(CredentialKeyPair::Kind kind) {
  switch (kind) {
    case CredentialKeyPair::Kind::kP256:
      return KeyPointer(EVP_EC_gen("P-256"));
    case CredentialKeyPair::Kind::kRsa2048:
      return KeyPointer(EVP_RSA_gen(2048));
    case CredentialKeyPair::Kind::kEd25519:
      break;
  }
  return KeyPointer(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
}

// In `least` bytes, or as many as it has.
std::string NumberIn(EVP_PKEY* key, const char* name, std::size_t least) {
  BIGNUM* number = nullptr;
  EVP_PKEY_get_bn_param(key, name, &number);
  const BignumPointer owned(number);
  Require(owned != nullptr, "A number of a key cannot be read");
  std::string bytes(std::max(least, static_cast<std::size_t>(BN_num_bytes(number))), '\0');
  Require(BN_bn2binpad(number, reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size())) >= 0,
          "A number of a key cannot be written");
  return bytes;
}

}  // namespace

CredentialKeyPair CredentialKeyPair::Generate(Kind kind) {
  KeyPointer key = NewKey(kind);
  Require(key != nullptr, "A key cannot be made");
  return {kind, std::shared_ptr<evp_pkey_st>(std::move(key))};
}

std::string CredentialKeyPair::Sign(std::string_view data) const {
  const DigestContextPointer context(EVP_MD_CTX_new());
  std::string signature(static_cast<std::size_t>(EVP_PKEY_get_size(key_.get())), '\0');
  std::size_t length = signature.size();
  const EVP_MD* const digest = kind_ == Kind::kEd25519 ? nullptr : Sha256Algorithm();
  Require(context && EVP_DigestSignInit(context.get(), nullptr, digest, nullptr, key_.get()) == 1 &&
              EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &length, Bytes(data), data.size()) == 1,
          "A signature cannot be made");
  signature.resize(length);
  return signature;
}

std::string CredentialKeyPair::first_number() const {
  switch (kind_) {
    case Kind::kP256:
      return NumberIn(key_.get(), OSSL_PKEY_PARAM_EC_PUB_X, kCurveBytes);
    case Kind::kRsa2048:
      return NumberIn(key_.get(), OSSL_PKEY_PARAM_RSA_N, 1);
    case Kind::kEd25519:
      break;
  }
  std::array<unsigned char, kEd25519KeyBytes> bytes{};
  std::size_t length = bytes.size();
  Require(EVP_PKEY_get_raw_public_key(key_.get(), bytes.data(), &length) == 1, "A key cannot be written");
  return {reinterpret_cast<const char*>(bytes.data()), length};
}

std::string CredentialKeyPair::second_number() const {
  switch (kind_) {
    case Kind::kP256:
      return NumberIn(key_.get(), OSSL_PKEY_PARAM_EC_PUB_Y, kCurveBytes);
    case Kind::kRsa2048:
      return NumberIn(key_.get(), OSSL_PKEY_PARAM_RSA_E, 1);
    case Kind::kEd25519:
      break;
  }
  return {};
}

bool VerifiesEd25519(std::string_view public_key, std::string_view data, std::string_view signature) {
  const KeyPointer key(EVP_PKEY_new_raw_public_key_ex(nullptr, "ED25519", nullptr, Bytes(public_key), public_key.size()));
  const DigestContextPointer context(EVP_MD_CTX_new());
  const bool valid = key && context && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
                     EVP_DigestVerify(context.get(), Bytes(signature), signature.size(), Bytes(data), data.size()) == 1;
  ERR_clear_error();
  return valid;
}

}  // namespace rockpool::crypto
