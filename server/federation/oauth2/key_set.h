// A provider's JSON Web Key Set (RFC 7517): which of its keys may have signed a token.
#pragma once

#include <string_view>
#include <vector>

#include "server/crypto/public_key.h"

namespace rockpool::federation {

struct SignedBy {
  std::string_view key_id;
  std::string_view algorithm;  // as the token names it
};

// The keys of that `kid` that are for signatures and for no other algorithm; four at most, for each costs the work of a signature.
// `json` may be anything.
std::vector<crypto::PublicKey> KeysOf(const std::string& json, const SignedBy& signed_by);

}  // namespace rockpool::federation
