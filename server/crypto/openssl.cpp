#include "server/crypto/openssl.h"

#include <openssl/err.h>

#include <array>
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

}  // namespace rockpool::crypto
