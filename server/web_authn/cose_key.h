// The public keys of passkeys as COSE has them (RFC 9052, 7; RFC 9053, 7).
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "server/crypto/credential_key_pair.h"
#include "server/crypto/public_key.h"
#include "server/web_authn/algorithm.h"
#include "server/web_authn/cbor.h"

namespace rockpool::web_authn {

class CoseKey {
 public:
  // Throws Refused with kMalformed for what is no key: a point that is not on its curve, a modulus that is too short, a member that does
  // not fit the algorithm; with kAlgorithm for a key of an algorithm that is none of Algorithm's.
  static CoseKey Of(const CborValue& map);
  static CoseKey FromBytes(std::string_view bytes);

  Algorithm algorithm() const { return algorithm_; }

  // A signature as Web Authentication has it: of ECDSA in DER.
  bool Verifies(std::string_view data, std::string_view signature) const;

 private:
  // The second is the bytes of Ed25519.
  using Key = std::variant<crypto::PublicKey, std::string>;

  CoseKey(Algorithm algorithm, Key key) : algorithm_(algorithm), key_(std::move(key)) {}

  Algorithm algorithm_;
  Key key_;
};

// Whether the signature is by the certificate's key, which is DER. False for what is no certificate.
bool CertificateVerifies(std::string_view der, Algorithm algorithm, std::string_view data, std::string_view signature);

// The public half of a pair, as a COSE_Key.
std::string CoseKeyOf(const crypto::CredentialKeyPair& pair);
Algorithm AlgorithmOf(const crypto::CredentialKeyPair& pair);

}  // namespace rockpool::web_authn
