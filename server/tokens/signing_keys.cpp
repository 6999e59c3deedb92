#include "server/tokens/signing_keys.h"

#include <array>
#include <map>
#include <optional>

#include "server/api/json.h"
#include "server/crypto/base64.h"
#include "server/crypto/rsa_key.h"
#include "server/pools/records.h"
#include "server/pools/user_pools.h"
#include "server/util/clock.h"
#include "server/util/random.h"
#include "server/world/look_call_commit.h"
#include "storage/store.h"

namespace rockpool::tokens {
namespace {

// No structure of the API has a place for a private key.
using Content = std::map<std::string, std::string, std::less<>>;
constexpr auto kKind = storage::ResourceKind::kTokenKey;

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

struct Kept {
  std::int64_t generation = 0;
  std::optional<storage::PoolResource> record;
};

Kept LookAt(const world::World& world, std::string_view user_pool_id) {
  return world.store.Read([&](const storage::Transaction& transaction) {
    return Kept{transaction.generation(), pools::FindConfigurationRecord(transaction, kKind, user_pool_id)};
  });
}

std::shared_ptr<const SigningKeys> Load(const world::World& world, const Kept& kept) {
  const storage::PoolResource& record = *kept.record;
  return world.caches.Of<SigningKeys>().Get({kept.generation, record.user_pool_id, record.revision}, [&] { return KeysOf(record); });
}

// Draws both keys and keeps them, unless somebody else has meanwhile.
void Draw(const world::World& world, std::string_view user_pool_id) {
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
}

}  // namespace

std::shared_ptr<const SigningKeys> UseSigningKeys(const world::World& world, std::string_view user_pool_id) {
  Kept kept = LookAt(world, user_pool_id);
  if (!kept.record) {
    Draw(world, user_pool_id);
    kept = LookAt(world, user_pool_id);
  }
  if (!kept.record) {
    pools::ThrowPoolNotFound(user_pool_id);
  }
  return Load(world, kept);
}

std::shared_ptr<const SigningKeys> FindSigningKeys(const world::World& world, std::string_view user_pool_id) {
  const Kept kept = LookAt(world, user_pool_id);
  return kept.record ? Load(world, kept) : nullptr;
}

}  // namespace rockpool::tokens
