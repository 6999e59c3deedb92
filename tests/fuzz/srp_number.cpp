// Any bytes as SRP_A: only a number that is no multiple of N is taken, in whatever way it is written.
#include <algorithm>
#include <cstdint>
#include <numeric>
#include <string>
#include <string_view>

#include "server/crypto/srp.h"
#include "server/util/strings.h"
#include "tests/fuzz/expect.h"

namespace rockpool::fuzz {
namespace {

constexpr std::size_t kLongest = 1024;

std::string UpperCase(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'f') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

void CheckNumber(std::string_view text) {
  if (!crypto::IsValidSrpA(text)) return;
  Expect(text.size() <= kLongest && std::ranges::all_of(text, util::IsHexDigit), "only hex of a bounded length is a number");
  Expect(text.find_first_not_of('0') != std::string_view::npos, "zero would make the session key known to everybody");
  Expect(crypto::IsValidSrpA(util::LowerCase(text)) && crypto::IsValidSrpA(UpperCase(std::string(text))), "the case does not count");
  Expect(text.size() == kLongest || crypto::IsValidSrpA("0" + std::string(text)), "leading zeros do not count");
}

// An exchange takes a hundred times as long as all else: one of 64 numbers gets one, and whatever is none.
bool IsForAnExchange(std::string_view text) {
  return !crypto::IsValidSrpA(text) ||
         std::accumulate(text.begin(), text.end(), 0U, [](unsigned sum, char c) { return sum + static_cast<unsigned char>(c); }) % 64 == 0;
}

void CheckExchange(std::string_view text) {
  static const std::string verifier = crypto::MakeSrpVerifier("Abc123XYZ", "alice", "password", std::string(16, 's')).verifier;
  static const std::string random(32, 'b');
  static const crypto::SrpServerKey key =
      crypto::MakeSrpServerKey(verifier, {reinterpret_cast<const unsigned char*>(random.data()), random.size()});
  const auto session_key = crypto::SrpSessionKey(text, key, verifier);
  Expect(session_key.has_value() == crypto::IsValidSrpA(text), "whoever sends a number gets an exchange, and nobody else");
  Expect(!session_key || session_key->size() == 16, "a session key has 16 bytes");
}

}  // namespace
}  // namespace rockpool::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  rockpool::fuzz::CheckNumber(text);
  if (rockpool::fuzz::IsForAnExchange(text)) rockpool::fuzz::CheckExchange(text);
  return 0;
}
