#include "server/crypto/sealed_token.h"

#include <array>
#include <cstddef>
#include <span>

#include "server/crypto/base64.h"

namespace rockpool::crypto {

namespace {

constexpr std::string_view kHeader = R"({"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"})";

// The bytes behind the parts after the header: the encrypted key of 2,048 bits, the vector, the ciphertext and the tag of AES-GCM.
constexpr std::array<std::size_t, 4> kPartBytes = {256, 12, 1014, 16};

}  // namespace

std::string DrawSealedToken(util::Random& random) {
  std::string token = Base64UrlEncode(kHeader);
  for (const std::size_t length : kPartBytes) {
    std::string bytes(length, '\0');
    random.Fill({reinterpret_cast<unsigned char*>(bytes.data()), bytes.size()});
    token.append(".").append(Base64UrlEncode(bytes));
  }
  return token;
}

}  // namespace rockpool::crypto
