// The two keys of a pool that sign its tokens: one for ID tokens, one for access tokens.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "server/crypto/rsa_key.h"
#include "server/crypto/rsa_signing.h"
#include "server/world/world.h"

namespace rockpool::tokens {

enum class TokenUse { kId, kAccess };

struct SigningKey {
  explicit SigningKey(std::string kid_of_key, crypto::RsaKey own_key)
      : kid(std::move(kid_of_key)), key(std::move(own_key)), public_key(key) {}

  std::string kid;  // base64 with padding, as AWS's
  crypto::RsaKey key;
  crypto::RsaPublicKey public_key;
};
struct SigningKeys {
  SigningKey id;
  SigningKey access;

  const SigningKey& Of(TokenUse use) const { return use == TokenUse::kId ? id : access; }
};

// The pool's keys, drawn from the stock when it needs them first. Loaded keys are kept for all calls, some hundred pools' at a time. Not
// inside a transaction; may take as long as KeyStock::Take. Throws api::ResourceNotFoundException if there is no such pool.
std::shared_ptr<const SigningKeys> UseSigningKeys(const world::World& world, std::string_view user_pool_id);

// The same of a pool that has needed its keys before; nullptr if there is no such pool, or it has not.
std::shared_ptr<const SigningKeys> FindSigningKeys(const world::World& world, std::string_view user_pool_id);

}  // namespace rockpool::tokens
