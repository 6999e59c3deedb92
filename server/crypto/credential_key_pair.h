// Key pairs of the kinds that authenticators have, for an authenticator of our own, and the verification of Ed25519, whose keys nothing
// else in this program uses.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

struct evp_pkey_st;

namespace rockpool::crypto {

// Signatures are as Web Authentication has them: of ECDSA in DER. Throws std::runtime_error where OpenSSL fails. Cheap to copy; several
// threads may use one.
class CredentialKeyPair {
 public:
  enum class Kind { kP256, kRsa2048, kEd25519 };

  // Of RSA it takes 0.2 to 0.8 s of a processor.
  static CredentialKeyPair Generate(Kind kind);

  // With SHA-256, of RSA as PKCS#1 1.5; pure Ed25519.
  std::string Sign(std::string_view data) const;

  Kind kind() const { return kind_; }

  // The public half as bytes: x and y of P-256, n and e of RSA, the key of Ed25519 and nothing.
  std::string first_number() const;
  std::string second_number() const;

 private:
  CredentialKeyPair(Kind kind, std::shared_ptr<evp_pkey_st> key) : kind_(kind), key_(std::move(key)) {}

  Kind kind_;
  std::shared_ptr<evp_pkey_st> key_;
};

inline constexpr std::size_t kEd25519KeyBytes = 32;

// RFC 8032, pure. False for anything that is no key too. Leaves no error in OpenSSL's queue.
bool VerifiesEd25519(std::string_view public_key, std::string_view data, std::string_view signature);

}  // namespace rockpool::crypto
