#include "server/crypto/totp.h"

#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <limits>
#include <span>
#include <stdexcept>

#include "server/crypto/digest.h"
#include "server/crypto/openssl.h"
#include "server/util/strings.h"

namespace rockpool::crypto {

namespace {

constexpr std::size_t kDigits = 6;
constexpr std::uint32_t kCodes = 1'000'000;
constexpr std::size_t kSha1Bytes = 20;

using Sha1Digest = std::array<unsigned char, kSha1Bytes>;

Sha1Digest HmacSha1(std::string_view key, std::span<const unsigned char> data) {
  if (key.size() > std::numeric_limits<int>::max()) throw std::length_error("The secret is too long.");
  Sha1Digest digest;
  unsigned length = 0;
  // A null key would mean "no key", with which OpenSSL fails.
  const char* key_bytes = key.data() == nullptr ? "" : key.data();
  Require(HMAC(EVP_sha1(), key_bytes, static_cast<int>(key.size()), data.data(), data.size(), digest.data(), &length) != nullptr &&
              length == digest.size(),
          "HMAC with SHA-1 failed");
  return digest;
}

bool IsCode(std::string_view text) { return text.size() == kDigits && std::ranges::all_of(text, util::IsDigit); }

}  // namespace

std::int64_t TotpStepOf(std::int64_t now_millis) {
  const std::int64_t step = now_millis / kTotpStepMillis;
  return now_millis % kTotpStepMillis < 0 ? step - 1 : step;
}

std::string TotpCode(std::string_view secret, std::int64_t step) {
  std::array<unsigned char, 8> counter;
  for (std::size_t i = 0; i < counter.size(); ++i) {
    counter[i] = static_cast<unsigned char>(static_cast<std::uint64_t>(step) >> (56 - 8 * i));
  }
  const Sha1Digest digest = HmacSha1(secret, counter);
  // RFC 4226, 5.3: the last half byte says where the number begins, whose highest bit is dropped.
  const std::size_t at = digest.back() & 0x0F;
  const std::uint32_t number = (static_cast<std::uint32_t>(digest[at] & 0x7F) << 24) | (static_cast<std::uint32_t>(digest[at + 1]) << 16) |
                               (static_cast<std::uint32_t>(digest[at + 2]) << 8) | static_cast<std::uint32_t>(digest[at + 3]);
  const std::string digits = std::to_string(number % kCodes);
  return std::string(kDigits - digits.size(), '0') + digits;
}

std::optional<std::int64_t> MatchTotp(std::string_view secret, std::string_view code, std::int64_t now_millis, int window) {
  if (!IsCode(code)) return std::nullopt;
  const std::int64_t now = TotpStepOf(now_millis);
  std::optional<std::int64_t> match;
  for (std::int64_t step = now - window; step <= now + window; ++step) {
    if (EqualInConstantTime(TotpCode(secret, step), code)) match = step;
  }
  return match;
}

}  // namespace rockpool::crypto
