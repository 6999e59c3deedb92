// Any bytes as a provider's ID token: what is read of it has an algorithm that counts, and its claims are each said once.
#include "server/federation/oauth2/id_token.h"

#include <cstdint>
#include <string_view>

#include "server/federation/oauth2/claim_text.h"
#include "server/util/strings.h"
#include "tests/fuzz/expect.h"

namespace rockpool::fuzz {
namespace {

void CheckText(std::string_view text) {
  Expect(util::IsUtf8(text), "claims are UTF-8");
  Expect(text.find('\0') == std::string_view::npos, "claims have no NUL");
}

void CheckClaims(std::string_view json) {
  rapidjson::Document document;
  if (!federation::ParseClaims(std::string(json), document)) return;
  federation::Claims claims;
  federation::AddClaims(document, claims);
  for (const auto& [name, values] : claims.values) {
    Expect(values.size() == 1, "each claim is said once");
    CheckText(name);
    CheckText(values.front());
  }
}

void CheckToken(std::string_view text) {
  CheckClaims(text);
  const auto token = federation::ReadToken(text);
  if (!token) return;
  Expect(crypto::JwsAlgorithmOf(token->algorithm_name) == token->algorithm, "the algorithm is the one that it names");
  Expect(token->algorithm_name != "none", "there is a signature");
  CheckClaims(token->jws.payload);
  Expect(!crypto::HasMac(token->algorithm, "a secret that nobody has told the fuzzer", token->jws.signing_input, token->jws.signature),
         "a token is believed only with its secret's signature");
}

}  // namespace
}  // namespace rockpool::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  rockpool::fuzz::CheckToken({reinterpret_cast<const char*>(data), size});
  return 0;
}
