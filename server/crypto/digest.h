// Keyed digests, and the comparison of secrets.
#pragma once

#include <array>
#include <string_view>

namespace rockpool::crypto {

using Sha256Digest = std::array<unsigned char, 32>;

// HMAC with SHA-256 (RFC 2104). Key and data are bytes of any length. Any thread. Throws std::runtime_error if OpenSSL fails.
Sha256Digest HmacSha256(std::string_view key, std::string_view data);

// Takes the same time wherever the texts differ; only their lengths show.
bool EqualInConstantTime(std::string_view left, std::string_view right);

}  // namespace rockpool::crypto
