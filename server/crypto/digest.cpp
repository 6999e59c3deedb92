#include "server/crypto/digest.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/params.h>

#include <string>

#include "server/crypto/openssl.h"

namespace rockpool::crypto {

namespace {

using MacPointer = OpensslPointer<EVP_MAC, EVP_MAC_free>;
using MacContextPointer = OpensslPointer<EVP_MAC_CTX, EVP_MAC_CTX_free>;

// Fetching an algorithm by name costs more than a short HMAC, so each thread keeps its context.
MacContextPointer NewHmacSha256Context() {
  const MacPointer mac(EVP_MAC_fetch(nullptr, OSSL_MAC_NAME_HMAC, nullptr));
  Require(mac != nullptr, "HMAC cannot be had from OpenSSL");
  MacContextPointer context(EVP_MAC_CTX_new(mac.get()));
  std::string digest_name = "SHA256";
  const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest_name.data(), digest_name.size()),
                                   OSSL_PARAM_construct_end()};
  Require(context != nullptr && EVP_MAC_CTX_set_params(context.get(), parameters) == 1, "HMAC cannot be had with SHA-256 from OpenSSL");
  return context;
}

const unsigned char* Bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

}  // namespace

std::string Sha256(std::string_view data) {
  Sha256Digest digest;
  Require(EVP_Digest(data.data(), data.size(), digest.data(), nullptr, Sha256Algorithm(), nullptr) == 1, "SHA-256 failed");
  return BytesOf(digest);
}

Sha256Digest HmacSha256(std::string_view key, std::string_view data) {
  static thread_local const MacContextPointer context = NewHmacSha256Context();
  // A null key would mean "the key of the last call".
  if (key.data() == nullptr) key = "";
  Sha256Digest digest;
  std::size_t length = 0;
  const bool succeeded = EVP_MAC_init(context.get(), Bytes(key), key.size(), nullptr) == 1 &&
                         EVP_MAC_update(context.get(), Bytes(data), data.size()) == 1 &&
                         EVP_MAC_final(context.get(), digest.data(), &length, digest.size()) == 1 && length == digest.size();
  Require(succeeded, "HMAC with SHA-256 failed");
  return digest;
}

std::string BytesOf(const Sha256Digest& digest) { return {reinterpret_cast<const char*>(digest.data()), digest.size()}; }

bool EqualInConstantTime(std::string_view left, std::string_view right) {
  return left.size() == right.size() && CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace rockpool::crypto
