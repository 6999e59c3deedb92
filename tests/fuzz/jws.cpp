// Any bytes as a token: what is read can be written again as the same text, and nobody's signature is ours.
#include "server/crypto/jws.h"

#include <cstdint>
#include <string>
#include <string_view>

#include "server/crypto/base64.h"
#include "tests/fuzz/expect.h"

namespace rockpool::fuzz {
namespace {

// Of a pair whose private half signed nothing of the corpus.
constexpr std::string_view kPublicKey = R"(-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEArn/gSOE/xw97CIPHmIKo
EyRZMmjFAXIRedKl6UvryReVd/z0n0vzwsaLLptwzA447KkjscYpRwOgfFXIIcVv
zoL0NvTd6S4QbvNn8cRVJ3R4lnZnAc8vR+U0Y4/1sDq/TouOqGfcSkSj5a/Bc/0I
LfPV2eEGqyU59quo+0Md+pnr1QiEz8yj8+RwLfa1g/ncjUf4b1d3P+Ovc/1fe8Gl
xAzwhbvvEhoBXqik65VdnMJ/4WQpp5RQGPSv1ehjjkSOkwct7z15+f/esWgtMVEd
f/Z5hhruGTNR3Au8NVBkAq7JY8+HZXbx1lAoPuhusKSDFwbUo/tw9c1NrQ0tuyJ6
SQIDAQAB
-----END PUBLIC KEY-----
)";

void CheckToken(std::string_view text) {
  static const crypto::RsaPublicKey key = crypto::RsaPublicKey::FromPem(kPublicKey);
  const auto jws = crypto::ParseJws(text);
  if (!jws) return;
  Expect(text.size() <= crypto::kMaxJwsLength, "tokens are bounded");
  Expect(!jws->header.empty() && !jws->payload.empty() && !jws->signature.empty(), "no part is empty");
  const std::string signing_input = crypto::Base64UrlEncode(jws->header) + "." + crypto::Base64UrlEncode(jws->payload);
  Expect(jws->signing_input == signing_input, "what was signed is the header and the payload");
  Expect(signing_input + "." + crypto::Base64UrlEncode(jws->signature) == text, "a token has one text");
  Expect(!crypto::HasRs256Signature(*jws, key), "a token is believed only with its key's signature");
}

}  // namespace
}  // namespace rockpool::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  rockpool::fuzz::CheckToken({reinterpret_cast<const char*>(data), size});
  return 0;
}
