// Passwords as numbers of the Secure Remote Password protocol (RFC 2945, RFC 5054), in the way of Cognito and its clients: the group of
// 3072 bits of RFC 3526, g = 2, SHA-256, HKDF with "Caldera Derived Key" (amazon-cognito-identity-js, src/AuthenticationHelper.js).
//
// A user's password has as its names the pool's (what follows `_` in its id) and the user's (USER_ID_FOR_SRP); a device's secret has the
// device's group key and its key. Numbers are bytes, the highest first, or hex digits. An exponentiation takes about 0.8 ms of a processor:
// nothing of this belongs into a transaction. Every function may be called in any thread, and throws std::runtime_error if OpenSSL fails.
// Times do not depend on what is secret.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace rockpool::crypto {

constexpr std::size_t kSrpSaltBytes = 16;       // random ones, drawn by the caller
constexpr std::size_t kSrpVerifierBytes = 384;  // with leading zeros

// What is kept of a password. Whoever has it can try passwords, one exponentiation each: a secret.
struct SrpVerifier {
  std::string salt;      // 1 to 64 bytes; ours have kSrpSaltBytes
  std::string verifier;  // kSrpVerifierBytes

  bool operator==(const SrpVerifier&) const = default;
};

// Whether it is a salt that clients can take, and a number that MakeSrpServerKey takes for a verifier.
bool IsSrpSalt(std::string_view bytes);
bool IsSrpVerifier(std::string_view bytes);

// What the server draws for one exchange.
struct SrpServerKey {
  std::string private_key;     // b, bytes: a secret that lives until the client's proof is there
  std::string public_key_hex;  // B, SRP_B: small hex digits
};

// x, 32 bytes. Clients take the salt for a number, so its leading zero bytes do not count.
std::string SrpPrivateKey(std::string_view pool_name, std::string_view user_id, std::string_view password, std::string_view salt);

// v = g^x. One exponentiation.
SrpVerifier MakeSrpVerifier(std::string_view pool_name, std::string_view user_id, std::string_view password, std::string_view salt);

// Whether the verifier is that of the password. One exponentiation, whatever the answer is.
bool VerifySrpPassword(const SrpVerifier& verifier, std::string_view pool_name, std::string_view user_id, std::string_view password);

// B = k v + g^b. `random` is b, 32 bytes (up to 384 are taken) drawn for this exchange. `verifier` is any number from 1 to N - 1, also
// one that a client made and padded as it likes. One exponentiation. Throws std::invalid_argument for others.
SrpServerKey MakeSrpServerKey(std::string_view verifier, std::span<const unsigned char> random);

// Whether it can be the client's A: at most 1,024 hex digits in any case, and no multiple of N, which would let anybody in (RFC
// 5054, 2.5.4).
bool IsValidSrpA(std::string_view hex);

// K, 16 bytes, which a client that knows the password has too. nullopt unless IsValidSrpA. Two exponentiations. Throws
// std::invalid_argument for a verifier that MakeSrpServerKey does not take and for a key that it does not give.
std::optional<std::string> SrpSessionKey(std::string_view client_public_hex, const SrpServerKey& server_key, std::string_view verifier);

// PASSWORD_CLAIM_SIGNATURE as it has to be, in base64: compare it with EqualInConstantTime. `secret_block` are the bytes behind the base64
// of SECRET_BLOCK; `timestamp` is the client's text as it was sent.
std::string SrpSignature(std::string_view key, std::string_view pool_name, std::string_view user_id, std::string_view secret_block,
                         std::string_view timestamp);

// Of the whole process since its start: a test shows by it that an unknown user costs what a known one costs.
std::uint64_t SrpExponentiations();

}  // namespace rockpool::crypto
