// What is believed of a SAML provider: what its metadata says, or its stand-in.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "server/crypto/public_key.h"
#include "server/identity_providers/provider_in_use.h"
#include "server/world/world.h"

namespace rockpool::federation {

struct SamlPeer {
  static constexpr std::size_t kCachedRecords = identity_providers::kCachedProviders;

  std::string entity_id;
  std::string sign_on_url;              // by HTTP-Redirect
  std::string sign_out_url;             // likewise; empty if there is none
  std::vector<crypto::PublicKey> keys;  // of its first xml::kMostKeys signing certificates, expired ones too
};

// Metadata is read once for each change of the provider. That of a MetadataURL is fetched when it is needed first, and again after six
// hours, or as soon as it says itself, but for a minute; where that fails, what was fetched before still counts until its validUntil. A
// stand-in's is asked for each time. May wait. Throws Refusal if there is nothing to go by. `before_fetch` runs before a fetch, and not
// where none is due; what it throws reaches the caller.
std::shared_ptr<const SamlPeer> PeerOf(const world::World& world, const identity_providers::ProviderInUse& provider,
                                       const std::function<void()>& before_fetch = nullptr);

}  // namespace rockpool::federation
