// What is to go wrong with an identity provider on purpose, and with which types it can.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "server/identity_providers/provider_in_use.h"
#include "server/world/world.h"

namespace rockpool::federation {

// docs/workbench.md tells what each of them does. The names that people write are those of NameOf.
enum class Wrong {
  kDown,
  kSlow,
  kBadSignature,
  kOtherKey,
  kWrongIssuer,
  kWrongAudience,
  kWrongNonce,  // of SAML: InResponseTo
  kExpired,
  kNotYetValid,
  kReplayed,
  kNoEmail,
  kUnencrypted,
  kProviderError,
  kTokenEndpoint4xx,
  kTokenEndpoint5xx,
  kJwksGone,
  kKeyRotated,
};

std::string_view NameOf(Wrong wrong);
std::optional<Wrong> WrongOf(std::string_view name);

// Whether such a thing can go wrong with a provider of the type.
bool CanGoWrong(const identity_providers::ProviderType& type, Wrong wrong);

struct Fault {
  Wrong wrong = Wrong::kDown;
  std::optional<std::int32_t> times;  // that are left; nullopt: until it is taken back
  std::int32_t delay_ms = 0;          // of kSlow

  bool operator==(const Fault&) const = default;
};

// The provider's first fault of that kind, one time less of which is left from now on. Reads, and writes only where there is one.
std::optional<Fault> TakeFault(const world::World& world, const identity_providers::ProviderInUse& provider, std::span<const Wrong> kinds);
inline std::optional<Fault> TakeFault(const world::World& world, const identity_providers::ProviderInUse& provider,
                                      std::initializer_list<Wrong> kinds) {
  return TakeFault(world, provider, std::span<const Wrong>(kinds.begin(), kinds.size()));
}

struct StandInState;

// The same for who has read the state already: reads nothing where it has no such fault.
std::optional<Fault> TakeFault(const world::World& world, const identity_providers::ProviderInUse& provider, const StandInState& seen,
                               std::span<const Wrong> kinds);
inline std::optional<Fault> TakeFault(const world::World& world, const identity_providers::ProviderInUse& provider,
                                      const StandInState& seen, std::initializer_list<Wrong> kinds) {
  return TakeFault(world, provider, seen, std::span<const Wrong>(kinds.begin(), kinds.size()));
}

}  // namespace rockpool::federation
