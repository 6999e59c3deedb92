// What flows and challenges are told, and what they answer. A step judges what it is given and writes nothing: the dispatcher writes down
// what it found, and decides what comes next.
#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "server/accounts/passkeys.h"
#include "server/accounts/user.h"
#include "server/api/types.h"
#include "server/clients/client_in_use.h"
#include "server/risk/open_event.h"
#include "server/sign_in/signed_in.h"
#include "server/sign_in/state.h"
#include "server/sign_in/trace.h"
#include "server/triggers/origin.h"
#include "server/util/clock.h"
#include "server/world/caller.h"
#include "server/world/look_call_commit.h"
#include "server/world/world.h"
#include "storage/credentials.h"
#include "storage/devices.h"
#include "storage/transaction.h"

namespace rockpool::sign_in {

// AuthParameters, ChallengeResponses and ChallengeParameters: maps on the wire too.
using Parameters = std::map<std::string, std::string, std::less<>>;

// Throws api::InvalidParameterException `Missing required parameter {name}`.
const std::string& Require(const Parameters& parameters, std::string_view name);
std::optional<std::string> Find(const Parameters& parameters, std::string_view name);

// By which door somebody signs in: the API, or the hosted pages of this server.
enum class Door { kApi, kHosted };

// One call of a sign-in, one thread.
struct Call {
  const world::World& world;
  world::LookCallCommit& rounds;
  Trace& trace;
  clients::SharedClient client;
  const world::Caller& caller;
  util::EpochMillis now = 0;
  Door door = Door::kApi;
  triggers::Metadata validation_data = std::nullopt;  // ClientMetadata of a request that begins a sign-in
  triggers::Metadata client_metadata = std::nullopt;  // of one that answers, or refreshes: functions are told of them apart
  std::string page_host{};                            // of the hosted pages: asks for passkeys where the pool names no other
  const risk::RequestContext* context = nullptr;      // what the request says of its user; may be none
  const Conclusion* conclude = nullptr;               // of the hosted pages; may be none
  bool is_guess_counted = false;                      // for the lockout, before UserMigration was asked about the password
  std::optional<risk::OpenEvent> event{};             // of the sign-in, once it is judged and where threat protection is on

  const pools::PoolInUse& pool() const { return *client->pool; }
};

// SECRET_HASH, over the name that was sent; of the API alone. Throws api::NotAuthorizedException in AWS's words.
void CheckHashOf(const Call& call, std::string_view name, const Parameters& parameters);

// Who signs in: a user, or nobody, who is asked all the same where the client hides who exists.
struct Subject {
  std::optional<accounts::User> user;
  std::string username;       // the record's; of nobody one that could be
  std::string lock_name;      // under which wrong passwords are counted
  std::int64_t failures = 0;  // wrong passwords and codes in a row, until now
  storage::Credentials credentials;
  storage::PasswordVerifier verifier;                    // the password's; one that no password has where there is none
  std::optional<storage::Device> device = std::nullopt;  // that he signs in on, where he has proved who he is: DeviceOf (devices.h)
  // Those that can answer to whoever asks for passkeys here. Neither is looked at where the pool and the user have no use for them.
  std::optional<accounts::RelyingParty> relying_party = std::nullopt;
  std::vector<accounts::Passkey> passkeys = {};
  bool has_passkeys_elsewhere = false;  // that answer another relying party alone
  std::string typed{};                  // of nobody whom a sign-in begins with: State::typed
};

// What a right answer does. Runs in the write that ends the step, perhaps twice, on the user as he is then, and may change him: he is saved
// afterwards. What it throws reaches the caller and leaves everything as it was.
using Effects = std::function<void(storage::Transaction& transaction, accounts::User& user)>;

// The answer is right, or, of a custom challenge, was given: what it is worth is its function's business.
struct Right {
  State state;
  Effects effects = nullptr;
  // They use the proof up, and change nothing of the user or of what is asked next: where nothing is, they may wait for the tokens' write.
  bool effects_change_no_user = false;
};

enum class Costs {
  kATry,        // of the session's
  kTheSession,  // which is used up
};

// The answer is wrong, which is written down before it is told.
struct Wrong {
  std::exception_ptr refusal;
  Costs costs = Costs::kTheSession;
  bool counts_for_lockout = true;
};

using Judgement = std::variant<Right, Wrong>;

template <class Exception>
Wrong WrongAnswer(Exception refusal, Costs costs, bool counts_for_lockout = true) {
  return {std::make_exception_ptr(std::move(refusal)), costs, counts_for_lockout};
}

}  // namespace rockpool::sign_in
