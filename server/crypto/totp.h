// Codes of authenticator applications (RFC 6238): SHA-1, steps of 30 seconds since 1970, six digits. That a code works once is the
// business of whoever keeps the step of the last one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rockpool::crypto {

constexpr std::int64_t kTotpStepMillis = 30'000;

// The step in which a time lies.
std::int64_t TotpStepOf(std::int64_t now_millis);

// The code of a step. `secret` is bytes of any length. Any thread. Throws std::runtime_error if OpenSSL fails.
std::string TotpCode(std::string_view secret, std::int64_t step);

// The step that `code` belongs to, out of those that are at most `window` away from now; the latest, if it belongs to several. nullopt if
// it belongs to none, as no text does that is not six digits. Takes the same time for every code of six digits.
std::optional<std::int64_t> MatchTotp(std::string_view secret, std::string_view code, std::int64_t now_millis, int window = 1);

}  // namespace rockpool::crypto
