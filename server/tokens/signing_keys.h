// The two keys of a pool that sign its tokens: one for ID tokens, one for access tokens.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "server/crypto/rsa_key.h"
#include "server/crypto/rsa_signing.h"
#include "server/world/world.h"
#include "storage/pool_resources.h"
#include "storage/transaction.h"

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

// What a transaction has seen of a pool's keys: the keys, where they are kept as they are now; else their record, to be loaded afterwards.
// Neither: there is no such pool, or it has not needed them.
struct SeenSigningKeys {
  std::int64_t generation = 0;
  std::int64_t revision = 0;  // of their record
  std::shared_ptr<const SigningKeys> kept;
  std::optional<storage::PoolResource> record;

  bool has_any() const { return kept != nullptr || record.has_value(); }
};
SeenSigningKeys LookAtSigningKeys(const storage::Transaction& transaction, const world::Caches& caches, std::string_view user_pool_id);

// The pool's keys, drawn from the stock when it needs them first. Loaded keys are kept for all calls, some hundred pools' at a time. Not
// inside a transaction; may take as long as KeyStock::Take. Throws api::ResourceNotFoundException if there is no such pool.
std::shared_ptr<const SigningKeys> UseSigningKeys(const world::World& world, std::string_view user_pool_id);
// The same for a call that has looked; it spares a transaction where the pool has keys.
std::shared_ptr<const SigningKeys> UseSigningKeys(const world::World& world, std::string_view user_pool_id, const SeenSigningKeys& seen);

// Those that were seen, loaded: nullptr if there were none. Not inside a transaction: loading takes half a millisecond.
std::shared_ptr<const SigningKeys> LoadSigningKeys(const world::World& world, const SeenSigningKeys& seen);

}  // namespace rockpool::tokens
