// Short secrets under RSA keys: OAEP (RFC 8017, 7.1), and no other padding, since that of 1.5 tells strangers what is inside.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/crypto/public_key.h"
#include "server/crypto/rsa_key.h"

namespace rockpool::crypto {

enum class OaepDigest { kSha1, kSha224, kSha256, kSha384, kSha512 };

struct OaepParameters {
  OaepDigest digest = OaepDigest::kSha1;
  OaepDigest mask_digest = OaepDigest::kSha1;  // of MGF1
  std::string label;                           // bytes
};

// nullopt for whatever was not encrypted for the key in this way. Half a millisecond, whatever the answer is. Any thread. Leaves no error
// in OpenSSL's queue.
std::optional<std::string> DecryptOaep(const RsaKey& key, const OaepParameters& parameters, std::string_view encrypted);

// With SHA-1 for both digests, as everybody reads it. Throws std::runtime_error for a key that is not RSA, and for a secret that is too
// long.
std::string EncryptOaep(const PublicKey& key, std::string_view secret);

}  // namespace rockpool::crypto
