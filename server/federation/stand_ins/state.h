// What is kept of a provider's stand-in: the document of a storage::StandIn.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/federation/stand_ins/faults.h"
#include "server/identity_providers/provider_in_use.h"
#include "server/world/world.h"
#include "storage/transaction.h"

namespace rockpool::federation {

inline constexpr std::size_t kMostIdentities = 50;
inline constexpr std::size_t kMostClaimsBytes = 64UL * 1024;       // of one identity, as JSON
inline constexpr std::size_t kMostIdentitiesBytes = 256UL * 1024;  // of all identities together: the state is written whole at each change
inline constexpr std::size_t kMostFaults = 50;

// Somebody who may sign in.
struct Identity {
  std::string subject;
  std::string claims = "{}";  // a JSON object
  bool is_given = false;      // somebody has put it there; otherwise it is remembered of a form

  std::size_t Bytes() const { return subject.size() + claims.size(); }

  bool operator==(const Identity&) const = default;
};

struct StandInState {
  bool is_simulated = false;  // somebody said so, whatever the settings say
  bool is_auto = false;       // the first identity is taken, and no page is shown
  std::vector<Identity> identities;
  std::vector<Fault> faults;
  std::vector<std::string> known;  // subjects that have consented before, as Apple knows them
  std::string key;                 // PEM; empty before one was needed
  std::string certificate;         // base64 of DER
  std::string kid;
};

using SharedState = std::shared_ptr<const StandInState>;

// What there is, never null; the defaults if nothing is kept. Reads in a transaction of its own; it is decoded once for each change.
SharedState ReadState(const world::World& world, const identity_providers::ProviderInUse& provider);

// Changes it in a write; `change` may run twice, on what is kept each time. Nothing happens if the provider is gone.
void ChangeState(const world::World& world, const identity_providers::ProviderInUse& provider,
                 const std::function<void(StandInState& state)>& change);

// Who has signed in, by a form, which anybody may send: he takes the place of what forms have left, and never of an identity that was
// given. Writes nothing where he is there already.
void KeepIdentity(const world::World& world, const identity_providers::ProviderInUse& provider, const Identity& identity);

// The subject has consented.
void Know(StandInState& state, const std::string& subject);

// The members that people see of it, as JSON, without keys. `simulated` is what holds now, `asked` a JSON list (traffic.h).
std::string ShownJson(const StandInState& state, bool simulated, std::string_view asked);
std::string IdentitiesJson(const std::vector<Identity>& identities);
std::string FaultsJson(const std::vector<Fault>& faults);

}  // namespace rockpool::federation
