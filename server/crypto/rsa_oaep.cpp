#include "server/crypto/rsa_oaep.h"

#include <openssl/err.h>
#include <openssl/rsa.h>

#include <stdexcept>

#include "server/crypto/openssl.h"

namespace rockpool::crypto {

namespace {

const char* NameOf(OaepDigest digest) {
  switch (digest) {
    case OaepDigest::kSha1:
      return "SHA1";
    case OaepDigest::kSha224:
      return "SHA224";
    case OaepDigest::kSha256:
      return "SHA256";
    case OaepDigest::kSha384:
      return "SHA384";
    case OaepDigest::kSha512:
      return "SHA512";
  }
  return "";
}

const unsigned char* Bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

bool SetPadding(EVP_PKEY_CTX* context, const OaepParameters& parameters) {
  if (EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) != 1 ||
      EVP_PKEY_CTX_set_rsa_oaep_md_name(context, NameOf(parameters.digest), nullptr) != 1 ||
      EVP_PKEY_CTX_set_rsa_mgf1_md_name(context, NameOf(parameters.mask_digest), nullptr) != 1) {
    return false;
  }
  if (parameters.label.empty()) return true;
  void* const label = OPENSSL_memdup(parameters.label.data(), parameters.label.size());
  if (label == nullptr) return false;
  // Takes the copy over, if it succeeds.
  if (EVP_PKEY_CTX_set0_rsa_oaep_label(context, label, static_cast<int>(parameters.label.size())) == 1) return true;
  OPENSSL_free(label);
  return false;
}

}  // namespace

std::optional<std::string> DecryptOaep(const RsaKey& key, const OaepParameters& parameters, std::string_view encrypted) {
  const KeyContextPointer context(EVP_PKEY_CTX_new_from_pkey(nullptr, key.native(), nullptr));
  Require(context && EVP_PKEY_decrypt_init(context.get()) == 1 && SetPadding(context.get(), parameters), "A secret cannot be decrypted");
  std::string secret(static_cast<std::size_t>(EVP_PKEY_get_size(key.native())), '\0');
  std::size_t length = secret.size();
  const bool decrypted =
      EVP_PKEY_decrypt(context.get(), reinterpret_cast<unsigned char*>(secret.data()), &length, Bytes(encrypted), encrypted.size()) == 1;
  ERR_clear_error();
  if (!decrypted) return std::nullopt;
  secret.resize(length);
  return secret;
}

std::string EncryptOaep(const PublicKey& key, std::string_view secret) {
  if (EVP_PKEY_is_a(key.native(), "RSA") != 1) throw std::runtime_error("Secrets are encrypted for RSA keys alone.");
  const KeyContextPointer context(EVP_PKEY_CTX_new_from_pkey(nullptr, key.native(), nullptr));
  std::string encrypted(static_cast<std::size_t>(EVP_PKEY_get_size(key.native())), '\0');
  std::size_t length = encrypted.size();
  Require(
      context && EVP_PKEY_encrypt_init(context.get()) == 1 && SetPadding(context.get(), {}) &&
          EVP_PKEY_encrypt(context.get(), reinterpret_cast<unsigned char*>(encrypted.data()), &length, Bytes(secret), secret.size()) == 1,
      "A secret cannot be encrypted");
  encrypted.resize(length);
  return encrypted;
}

}  // namespace rockpool::crypto
