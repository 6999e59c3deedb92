// What is kept of a provider's stand-in: the document of a storage::StandIn.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "server/federation/stand_ins/faults.h"
#include "server/identity_providers/provider_in_use.h"
#include "server/util/clock.h"
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

// What the provider was asked, by a browser or by this server.
struct Asked {
  util::EpochMillis time = 0;
  std::string at;    // like "authorize", "token"
  std::string text;  // the query or the form, its secrets shortened; of SAML the message

  bool operator==(const Asked&) const = default;
};

// A sign-in between the stand-in's page and its profile.
struct Grant {
  std::string code_digest;
  std::string access_digest;  // of the access token; empty before the code was redeemed
  std::string redirect_uri;
  std::string scope;
  std::string nonce;
  Identity identity;
  util::EpochMillis expires = 0;
};

// A form that was shown, and not sent yet.
struct ShownForm {
  std::string digest;        // of its one-time value
  std::string query_digest;  // of the query that it belongs to
  util::EpochMillis expires = 0;
};

struct StandInState {
  bool is_simulated = false;  // somebody said so, whatever the settings say
  bool is_auto = false;       // the first identity is taken, and no page is shown
  std::vector<Identity> identities;
  std::vector<Fault> faults;
  std::vector<Asked> asked;        // the newest last
  std::vector<Grant> grants;       // likewise
  std::vector<ShownForm> forms;    // likewise
  std::vector<std::string> known;  // subjects that have consented before, as Apple knows them
  std::string last_assertion;      // the ID of the last assertion
  std::string key;                 // PEM; empty before one was needed
  std::string certificate;         // base64 of DER
  std::string kid;
};

// What there is; the defaults if nothing is kept. Reads in a transaction of its own; it is decoded once for each change.
StandInState ReadState(const world::World& world, const identity_providers::ProviderInUse& provider);

// Changes it in a write; `change` may run twice, on what is kept each time. Nothing happens if the provider is gone.
void ChangeState(const world::World& world, const identity_providers::ProviderInUse& provider,
                 const std::function<void(StandInState& state)>& change);

// Adds at the end, and forgets what is oldest where it would be too much.
void Remember(StandInState& state, Asked asked);
void Remember(StandInState& state, Grant grant, util::EpochMillis now);
void Remember(StandInState& state, ShownForm form, util::EpochMillis now);

// Of a form, which anybody may send: it takes the place of what forms have left, and never of an identity that was given.
void Remember(StandInState& state, const Identity& identity);

// The subject has consented.
void Know(StandInState& state, const std::string& subject);

// The members that people see of it, as JSON: identities, faults, what was asked, without keys and grants. `simulated` is what holds now.
std::string ShownJson(const StandInState& state, bool simulated);
std::string IdentitiesJson(const std::vector<Identity>& identities);
std::string FaultsJson(const std::vector<Fault>& faults);

}  // namespace rockpool::federation
