// The keys that stand-ins sign with. A stand-in has one of its own, which it draws when it first needs one and keeps.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "server/crypto/rsa_key.h"
#include "server/identity_providers/provider_in_use.h"
#include "server/world/world.h"

namespace rockpool::federation {

struct StandInKey {
  static constexpr std::size_t kCachedRecords = identity_providers::kCachedProviders;

  crypto::RsaKey key;
  std::string certificate;  // base64 of DER
  std::string kid;
};

// Outside of transactions; it may wait for a key.
std::shared_ptr<const StandInKey> KeyOf(const world::World& world, const identity_providers::ProviderInUse& provider);

// Another one, which nobody has a reason to trust, and which is not kept.
std::shared_ptr<const StandInKey> StrangeKey(const world::World& world, const identity_providers::ProviderInUse& provider);

// From now on the stand-in has another key.
void RotateKey(const world::World& world, const identity_providers::ProviderInUse& provider);

// {"keys":[...]}: its public half.
std::string JwksOf(const world::World& world, const StandInKey& key);

}  // namespace rockpool::federation
