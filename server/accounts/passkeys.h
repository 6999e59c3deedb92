// The passkeys of users, between the records that are kept and what ceremonies and operations ask of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/accounts/user.h"
#include "server/api/types.h"
#include "server/pools/pool_in_use.h"
#include "server/util/clock.h"
#include "server/web_authn/web_authn.h"
#include "server/world/record_cache.h"
#include "storage/transaction.h"

namespace rockpool::accounts {

inline constexpr std::size_t kMostPasskeys = 20;  // of a user (documented)

// Who registers passkeys and asks for them.
struct RelyingParty {
  std::string id;              // a host
  bool is_configured = false;  // the pool names it (WebAuthnConfiguration); else it is the host of a domain of the pool
  bool must_verify_user = false;
};

// Whether WEB_AUTHN is among the pool's first factors.
bool AllowsPasskeys(const pools::PoolInUse& pool);

// Throws api::WebAuthnNotEnabledException unless it is.
void RequirePasskeys(const pools::PoolInUse& pool);

// Whether an authenticator must have verified its user: the pool says so, or its passkeys stand for both factors. It holds for every
// relying party.
bool MustVerifyUser(const pools::PoolInUse& pool);

// The one that the pool names, else its custom domain, else its prefix domain's host as AWS has it; nullopt if there is none. Reads the
// pool's domains where the pool names none.
std::optional<RelyingParty> FindRelyingParty(const storage::Transaction& transaction, const pools::PoolInUse& pool);

// Throws api::WebAuthnConfigurationMissingException if there is none.
RelyingParty RequireRelyingParty(const storage::Transaction& transaction, const pools::PoolInUse& pool);

struct Passkey {
  web_authn::KnownCredential credential;
  std::string relying_party_id;
  std::string friendly_name;
  std::string attachment;  // "platform", "cross-platform" or empty
  std::vector<std::string> transports;
  util::EpochMillis creation_millis = 0;
};

// In the order of their registration.
std::vector<Passkey> PasskeysOf(const storage::Transaction& transaction, const User& user);

// Those that can prove something to the relying party: others were made before the pool changed it (documented).
std::vector<Passkey> PasskeysFor(const storage::Transaction& transaction, const User& user, const RelyingParty& party);

// As ListWebAuthnCredentials shows it.
api::WebAuthnCredentialDescription Shown(const Passkey& passkey);

// Registering one: creation options go out, what the authenticator makes of them comes back.

// The challenge that waits for an answer: one of a user, through one app client, for five minutes. Assumed: how long. The newest takes the
// place of the former.
struct WaitingRegistration {
  std::string challenge;  // as the options have it
  std::string client_id;
};

void KeepRegistration(storage::Transaction& transaction, const User& user, const WaitingRegistration& waiting, util::EpochMillis now);

// Whether that challenge still waits for the user's answer through that client. Throws api::WebAuthnChallengeNotFoundException or
// api::WebAuthnClientMismatchException if not.
void RequireRegistration(const storage::Transaction& transaction, const User& user, const WaitingRegistration& waiting,
                         util::EpochMillis now);

// Throws api::LimitExceededException if the user has as many as he may.
void RequireRoomForPasskey(const storage::Transaction& transaction, const User& user);

// JSON: the options for one more passkey of the user, who has `passkeys`.
std::string CreationOptionsOf(const RelyingParty& party, const User& user, std::span<const Passkey> passkeys, std::string_view challenge);

// Not inside a transaction. Throws api::InvalidParameterException for what is no passkey.
web_authn::Attestation ReadAttestation(std::string_view credential_json);

// Not inside a transaction. Throws what CompleteWebAuthnRegistration declares: api::WebAuthnRelyingPartyMismatchException,
// api::WebAuthnOriginNotAllowedException, api::WebAuthnCredentialNotSupportedException, api::InvalidParameterException.
web_authn::Registered VerifyRegistration(const RelyingParty& party, const web_authn::Attestation& attestation);

// Keeps it, and the registration waits no more. Throws as RequireRegistration and RequireRoomForPasskey do, and storage::Conflict if the
// pool has one of its id, which SayTaken turns into AWS's words once the transaction has ended.
void AddPasskey(storage::Transaction& transaction, const pools::PoolInUse& pool, const User& user, const RelyingParty& party,
                const web_authn::Registered& registered, const WaitingRegistration& waiting, util::EpochMillis now);
[[noreturn]] void SayTaken();

// False if the user has none of that id (base64url).
bool RemovePasskey(storage::Transaction& transaction, const User& user, std::string_view credential_id);

// Proving that one has it: request options go out, the signature comes back.

// JSON: `passkeys` are those that may answer.
std::string RequestOptionsOf(const RelyingParty& party, std::span<const Passkey> passkeys, std::string_view challenge);

struct ProvedPasskey {
  web_authn::Asserted asserted;
  bool is_platform = false;

  // What `amr` calls it: "swk" of one that is in the device itself, "hwk" of one that is carried.
  std::string_view method() const { return is_platform ? "swk" : "hwk"; }
};

// Not inside a transaction: 50 to 200 us, the longer where the passkey's key is not in the caches. Throws web_authn::Refused, whose text
// says to traces why; it is the caller's to turn it into AWS's error.
ProvedPasskey ProvePasskey(const world::Caches& caches, const RelyingParty& party, const User& user, std::span<const Passkey> passkeys,
                           std::string_view challenge, std::string_view credential_json);

// Takes the proof's counter. False if the user has not got the passkey any more, or another proof with that counter or a later one came
// before: the proof is worth nothing then.
bool TakeProof(storage::Transaction& transaction, const User& user, const ProvedPasskey& proved);

}  // namespace rockpool::accounts
