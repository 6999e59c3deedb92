// Digests with and without a key, and the comparison of secrets.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace rockpool::crypto {

using Sha256Digest = std::array<unsigned char, 32>;

// The 32 bytes of SHA-256 (FIPS 180-4), as the store keeps them and other digests take them. Any thread. Throws std::runtime_error if
// OpenSSL fails.
std::string Sha256(std::string_view data);

// HMAC with SHA-256 (RFC 2104). Key and data are bytes of any length. Any thread. Throws std::runtime_error if OpenSSL fails.
Sha256Digest HmacSha256(std::string_view key, std::string_view data);

// The digest's bytes as text.
std::string BytesOf(const Sha256Digest& digest);

// Takes the same time wherever the texts differ; only their lengths show.
bool EqualInConstantTime(std::string_view left, std::string_view right);

}  // namespace rockpool::crypto
