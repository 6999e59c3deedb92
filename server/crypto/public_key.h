// Public keys of strangers, and the signatures that JOSE makes with them (RFC 7518, 3). Which algorithm is tried is decided by who asks,
// out of what the key can do: a key is never used by another family of algorithms than its own.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct evp_pkey_st;

namespace rockpool::crypto {

enum class JwsAlgorithm { kRs256, kRs384, kRs512, kPs256, kPs384, kPs512, kEs256, kEs384, kEs512, kHs256, kHs384, kHs512 };

// nullopt for any other name, `none` included.
std::optional<JwsAlgorithm> JwsAlgorithmOf(std::string_view name);

// RSA of 1024 to 8192 bits, or a point of P-256, P-384 or P-521. Cheap to copy; several threads may use one.
class PublicKey {
 public:
  // Members of a JSON Web Key in strict base64url (RFC 7518, 6). nullopt for anything else.
  static std::optional<PublicKey> FromRsaJwk(std::string_view n, std::string_view e);
  static std::optional<PublicKey> FromEcJwk(std::string_view curve, std::string_view x, std::string_view y);

  // The same of bytes, as binary formats have them.
  static std::optional<PublicKey> FromRsaNumbers(std::string_view n, std::string_view e);
  static std::optional<PublicKey> FromEcPoint(std::string_view curve, std::string_view x, std::string_view y);

  // Of a certificate: base64 of DER, white space allowed. Says nothing of its validity.
  static std::optional<PublicKey> FromCertificate(std::string_view base64_der);

  // False also for an algorithm of another family than the key's, and HS*. Leaves no error in OpenSSL's queue.
  bool Verifies(JwsAlgorithm algorithm, std::string_view data, std::string_view signature) const;

  // The same for a signature as OpenSSL and X.509 write it: of ECDSA it is DER and not JOSE's two numbers.
  bool VerifiesDer(JwsAlgorithm algorithm, std::string_view data, std::string_view signature) const;

  // For this folder and server/xml; belongs to this object.
  evp_pkey_st* native() const { return key_.get(); }

 private:
  explicit PublicKey(std::shared_ptr<evp_pkey_st> key) : key_(std::move(key)) {}

  std::shared_ptr<evp_pkey_st> key_;
};

// The same for HS*, in constant time; false for any other algorithm. `secret` is bytes.
bool HasMac(JwsAlgorithm algorithm, std::string_view secret, std::string_view data, std::string_view mac);

}  // namespace rockpool::crypto
