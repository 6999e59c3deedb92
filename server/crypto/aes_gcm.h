// AES-256 in Galois/Counter Mode (NIST SP 800-38D), and the derivation of keys for it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rockpool::crypto {

inline constexpr std::size_t kAesKeyBytes = 32;
inline constexpr std::size_t kGcmIvBytes = 12;
inline constexpr std::size_t kGcmTagBytes = 16;

// The ciphertext and the tag behind it; `aad` is authenticated beside it. An initialization vector serves one message of a key. Throws
// std::invalid_argument for a key or vector of another length, std::runtime_error if OpenSSL fails.
std::string SealAes256Gcm(std::string_view key, std::string_view iv, std::string_view aad, std::string_view plaintext);

// HKDF with SHA-256 (RFC 5869) without a salt: a key of kAesKeyBytes. Throws std::runtime_error if OpenSSL fails.
std::string DeriveAesKey(std::string_view secret, std::string_view info);

}  // namespace rockpool::crypto
