#include "server/crypto/sealed_token.h"

#include <array>
#include <cstddef>
#include <numeric>
#include <string_view>

#include "server/crypto/base64.h"

namespace rockpool::crypto {

namespace {

constexpr std::string_view kHeader = R"({"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"})";

// The bytes behind the parts after the header: the encrypted key of 2,048 bits, the vector, the ciphertext and the tag of AES-GCM.
constexpr std::array<std::size_t, 4> kPartBytes = {256, 12, 1014, 16};

}  // namespace

std::string DrawSealedToken(util::Random& random) {
  std::array<unsigned char, std::accumulate(kPartBytes.begin(), kPartBytes.end(), std::size_t{0})> drawn{};
  random.Fill(drawn);
  std::string_view rest(reinterpret_cast<const char*>(drawn.data()), drawn.size());
  std::string token = Base64UrlEncode(kHeader);
  for (const std::size_t length : kPartBytes) {
    token.append(".").append(Base64UrlEncode(rest.substr(0, length)));
    rest.remove_prefix(length);
  }
  return token;
}

}  // namespace rockpool::crypto
