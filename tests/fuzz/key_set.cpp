// Any bytes as a provider's key set: few keys come of it, and none has signed what nobody signed.
#include "server/federation/oauth2/key_set.h"

#include <cstdint>
#include <string>
#include <string_view>

#include "tests/fuzz/expect.h"

namespace rockpool::fuzz {
namespace {

void CheckKeySet(std::string_view json) {
  for (const auto& [name, algorithm] :
       {std::pair{"RS256", crypto::JwsAlgorithm::kRs256}, std::pair{"ES256", crypto::JwsAlgorithm::kEs256}}) {
    const auto keys = federation::KeysOf(std::string(json), {"k", name});
    Expect(keys.size() <= 4, "few keys are tried");
    for (const auto& key : keys) {
      Expect(!key.Verifies(algorithm, "what was signed", std::string(64, 'x')), "no signature is made up");
    }
  }
}

}  // namespace
}  // namespace rockpool::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  rockpool::fuzz::CheckKeySet({reinterpret_cast<const char*>(data), size});
  return 0;
}
