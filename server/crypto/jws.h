// JSON Web Signatures in their compact form (RFC 7515, 3.1), signed by RS256 or ES256; what others signed is verified by public_key.h. What
// header and payload say is JSON and the business of others; `alg` of a stranger's header decides nothing here, so neither "none" nor HS256
// with a public key as its secret gets in.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "server/crypto/ec_key.h"
#include "server/crypto/rsa_signing.h"

namespace rockpool::crypto {

// An access token of a user in 100 groups, the most that there may be, whose names are as long as they may be, has 70 kB.
constexpr std::size_t kMaxJwsLength = 128UL * 1024;

// The parts of a text that somebody sent. Only the signature says whether they are worth anything.
struct Jws {
  std::string header;         // bytes, not known to be JSON
  std::string payload;        // the same
  std::string signature;      // bytes
  std::string signing_input;  // what was signed: the first two parts of the text with the dot between them
};

// The compact form. Costs one signature (SignRs256, SignEs256).
std::string SignJws(std::string_view header_json, std::string_view payload_json, const RsaKey& key);
std::string SignJws(std::string_view header_json, std::string_view payload_json, const EcKey& key);

// nullopt unless it is three parts of strict base64url without padding, none of them empty, in at most kMaxJwsLength characters. It says
// nothing of the signature.
std::optional<Jws> ParseJws(std::string_view compact);

// Whether the signature is that of `key` by RS256. Ask it before anything of the payload is believed.
bool HasRs256Signature(const Jws& jws, const RsaPublicKey& key);

}  // namespace rockpool::crypto
