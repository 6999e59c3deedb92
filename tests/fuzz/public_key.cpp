// Any text as a token and the keys of whoever issued it: a line for the token, then one for each key: "RSA n e", "EC curve x y",
// "CERTIFICATE base64" or "SECRET text"; all of it as a private key too. A key believes a token in one way, or in none.
#include "server/crypto/public_key.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/crypto/ec_key.h"
#include "server/crypto/jws.h"
#include "server/util/strings.h"
#include "tests/fuzz/expect.h"

namespace rockpool::fuzz {
namespace {

using enum crypto::JwsAlgorithm;

constexpr std::array kAll = {kRs256, kRs384, kRs512, kPs256, kPs384, kPs512, kEs256, kEs384, kEs512, kHs256, kHs384, kHs512};
constexpr std::size_t kMostKeys = 16;

std::optional<crypto::PublicKey> KeyOf(const std::vector<std::string_view>& words) {
  if (words.size() == 3 && words[0] == "RSA") return crypto::PublicKey::FromRsaJwk(words[1], words[2]);
  if (words.size() == 4 && words[0] == "EC") return crypto::PublicKey::FromEcJwk(words[1], words[2], words[3]);
  if (words.size() == 2 && words[0] == "CERTIFICATE") return crypto::PublicKey::FromCertificate(words[1]);
  return std::nullopt;
}

// `believes` takes an algorithm and what was signed.
template <class Believes>
void ExpectOneWay(const crypto::Jws& jws, const Believes& believes) {
  int ways = 0;
  for (const crypto::JwsAlgorithm algorithm : kAll) {
    if (!believes(algorithm, jws.signing_input)) continue;
    ++ways;
    Expect(!believes(algorithm, jws.signing_input + "x"), "a signature is of one text");
  }
  Expect(ways <= 1, "a signature is of one algorithm");
}

void CheckToken(std::string_view text) {
  const std::vector<std::string_view> lines = util::Split(text, "\n");
  if (lines.empty() || lines.size() > kMostKeys) return;
  const auto jws = crypto::ParseJws(lines[0]);
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const std::vector<std::string_view> words = util::Split(lines[i], " ");
    const auto key = KeyOf(words);
    if (jws && key) {
      ExpectOneWay(*jws,
                   [&](crypto::JwsAlgorithm algorithm, std::string_view data) { return key->Verifies(algorithm, data, jws->signature); });
    }
    if (jws && words.size() == 2 && words[0] == "SECRET") {
      ExpectOneWay(*jws, [&](crypto::JwsAlgorithm algorithm, std::string_view data) {
        return crypto::HasMac(algorithm, words[1], data, jws->signature);
      });
    }
  }
}

void CheckPrivateKey(std::string_view text) {
  if (const auto key = crypto::EcKey::FromPkcs8(text)) Expect(key->SignEs256(text).size() == 64, "a signature has two numbers");
}

}  // namespace
}  // namespace rockpool::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  rockpool::fuzz::CheckToken(text);
  rockpool::fuzz::CheckPrivateKey(text);
  return 0;
}
