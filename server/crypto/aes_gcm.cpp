#include "server/crypto/aes_gcm.h"

#include <openssl/evp.h>
#include <openssl/kdf.h>

#include <stdexcept>

#include "server/crypto/openssl.h"

namespace rockpool::crypto {
namespace {

using CipherContextPointer = OpensslPointer<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;

const unsigned char* BytesOf(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

unsigned char* BytesOf(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

}  // namespace

std::string SealAes256Gcm(std::string_view key, std::string_view iv, std::string_view aad, std::string_view plaintext) {
  if (key.size() != kAesKeyBytes || iv.size() != kGcmIvBytes) {
    throw std::invalid_argument("AES-256-GCM: a key of 32 bytes and a vector of 12 are wanted");
  }
  constexpr std::string_view kWhat = "AES-256-GCM";
  const CipherContextPointer context(EVP_CIPHER_CTX_new());
  Require(context && EVP_EncryptInit_ex2(context.get(), EVP_aes_256_gcm(), BytesOf(key), BytesOf(iv), nullptr) == 1, kWhat);
  int length = 0;
  Require(EVP_EncryptUpdate(context.get(), nullptr, &length, BytesOf(aad), static_cast<int>(aad.size())) == 1, kWhat);
  std::string sealed(plaintext.size() + kGcmTagBytes, '\0');
  unsigned char* const out = BytesOf(sealed);
  Require(EVP_EncryptUpdate(context.get(), out, &length, BytesOf(plaintext), static_cast<int>(plaintext.size())) == 1, kWhat);
  Require(EVP_EncryptFinal_ex(context.get(), out + length, &length) == 1, kWhat);
  Require(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, kGcmTagBytes, out + plaintext.size()) == 1, kWhat);
  return sealed;
}

std::string DeriveAesKey(std::string_view secret, std::string_view info) {
  constexpr std::string_view kWhat = "HKDF";
  const KeyContextPointer context(EVP_PKEY_CTX_new_id(EVP_PKEY_HKDF, nullptr));
  Require(context && EVP_PKEY_derive_init(context.get()) == 1, kWhat);
  Require(EVP_PKEY_CTX_set_hkdf_md(context.get(), EVP_sha256()) == 1, kWhat);
  Require(EVP_PKEY_CTX_set1_hkdf_key(context.get(), BytesOf(secret), static_cast<int>(secret.size())) == 1, kWhat);
  Require(EVP_PKEY_CTX_add1_hkdf_info(context.get(), BytesOf(info), static_cast<int>(info.size())) == 1, kWhat);
  std::string key(kAesKeyBytes, '\0');
  std::size_t length = key.size();
  Require(EVP_PKEY_derive(context.get(), BytesOf(key), &length) == 1 && length == key.size(), kWhat);
  return key;
}

}  // namespace rockpool::crypto
