#include "server/tokens/signing_keys.h"

#include <array>
#include <functional>
#include <map>
#include <optional>

#include "server/api/json.h"
#include "server/crypto/base64.h"
#include "server/crypto/rsa_key.h"
#include "server/pools/records.h"
#include "server/pools/user_pools.h"
#include "server/util/clock.h"
#include "server/util/random.h"
#include "server/util/thread_safety.h"
#include "server/world/look_call_commit.h"
#include "storage/store.h"

namespace rockpool::tokens {
namespace {

// No structure of the API has a place for a private key.
using Content = std::map<std::string, std::string, std::less<>>;
constexpr auto kKind = storage::ResourceKind::kTokenKey;

// One of a pool's calls draws its keys, and the others find them: two hundred first sign-ins would draw four hundred. Pools that share a
// turn by chance wait for each other, as they would for the stock.
util::Mutex& TurnToDraw(std::string_view user_pool_id) {
  static std::array<util::Mutex, 64> turns;
  return turns[std::hash<std::string_view>()(user_pool_id) % turns.size()];
}

std::string DrawKid(util::Random& random) {
  std::array<unsigned char, 32> bytes{};
  random.Fill(bytes);
  return crypto::Base64Encode({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

SigningKeys KeysOf(const storage::PoolResource& record) {
  const auto content = pools::ContentOf<Content>(record);
  return {SigningKey(content.at("IdKid"), crypto::RsaKey::FromPem(content.at("IdKey"))),
          SigningKey(content.at("AccessKid"), crypto::RsaKey::FromPem(content.at("AccessKey")))};
}

// Requires: they were seen.
template <class Make>
std::shared_ptr<const SigningKeys> Keep(const world::World& world, const SeenSigningKeys& seen, const Make& make) {
  const storage::PoolResource& record = *seen.record;
  return world.caches.Of<SigningKeys>().Get({seen.generation, record.user_pool_id, record.revision}, make);
}

SeenSigningKeys ReadKeys(const world::World& world, std::string_view user_pool_id) {
  return world.store.Read(
      [&](const storage::Transaction& transaction) { return LookAtSigningKeys(transaction, world.caches, user_pool_id); });
}

// Draws both keys and keeps them, unless somebody else has meanwhile. Returns those that the pool has now.
std::shared_ptr<const SigningKeys> Draw(const world::World& world, std::string_view user_pool_id) {
  const util::LockGuard turn(TurnToDraw(user_pool_id));
  if (const SeenSigningKeys seen = ReadKeys(world, user_pool_id); seen.has_any()) {
    return LoadSigningKeys(world, seen);
  }
  crypto::TakenKey id = world.keys.Take();
  crypto::TakenKey access = world.keys.TakeUnlike(id.key());
  const Content content = {{"IdKid", DrawKid(world.random)},
                           {"IdKey", id.key().ToPem()},
                           {"AccessKid", DrawKid(world.random)},
                           {"AccessKey", access.key().ToPem()}};
  const auto record = pools::NewConfiguration(world.clock.Now(), user_pool_id, std::nullopt, content);
  const bool is_kept = world.store.Write([&](storage::Transaction& transaction) {
    if (!transaction.user_pools().FindById(user_pool_id)) {
      pools::ThrowPoolNotFound(user_pool_id);
    }
    if (pools::FindConfigurationRecord(transaction, kKind, user_pool_id)) {
      return false;
    }
    transaction.resources(kKind).Insert(record);
    return true;
  });
  if (is_kept) {
    id.Keep();
    access.Keep();
  }
  const SeenSigningKeys seen = ReadKeys(world, user_pool_id);
  // They are loaded already, but in a reset, or a restored state, the pool may have others.
  const bool are_these = seen.record && seen.record->document == record.document;
  return are_these ? Keep(world, seen,
                          [&] {
                            return SigningKeys{SigningKey(content.at("IdKid"), id.key().Share()),
                                               SigningKey(content.at("AccessKid"), access.key().Share())};
                          })
                   : LoadSigningKeys(world, seen);
}

}  // namespace

SeenSigningKeys LookAtSigningKeys(const storage::Transaction& transaction, const world::Caches& caches, std::string_view user_pool_id) {
  SeenSigningKeys seen;
  seen.generation = transaction.generation();
  // The record is some 4 KiB, and nearly always what it says is known.
  if (const auto revision = transaction.resources(kKind).FindRevision(user_pool_id, pools::kPoolItself)) {
    seen.revision = *revision;
    seen.kept = caches.Of<SigningKeys>().Find({seen.generation, user_pool_id, *revision});
    if (seen.kept == nullptr) {
      seen.record = pools::FindConfigurationRecord(transaction, kKind, user_pool_id);
    }
  }
  return seen;
}

std::shared_ptr<const SigningKeys> UseSigningKeys(const world::World& world, std::string_view user_pool_id) {
  return UseSigningKeys(world, user_pool_id, ReadKeys(world, user_pool_id));
}

std::shared_ptr<const SigningKeys> UseSigningKeys(const world::World& world, std::string_view user_pool_id, const SeenSigningKeys& seen) {
  if (seen.has_any()) {
    return LoadSigningKeys(world, seen);
  }
  auto drawn = Draw(world, user_pool_id);
  if (drawn == nullptr) {
    pools::ThrowPoolNotFound(user_pool_id);
  }
  return drawn;
}

std::shared_ptr<const SigningKeys> LoadSigningKeys(const world::World& world, const SeenSigningKeys& seen) {
  if (!seen.record) {
    return seen.kept;
  }
  return Keep(world, seen, [&] { return KeysOf(*seen.record); });
}

}  // namespace rockpool::tokens
