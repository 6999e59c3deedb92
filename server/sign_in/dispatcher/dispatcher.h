// A sign-in from its first call to its tokens. Flows and challenges judge; what comes next is decided here alone: the first factor, a new
// password, a second factor, tokens. docs/sign-in-route.md follows one sign-in.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/api/types.h"
#include "server/clients/client_in_use.h"
#include "server/risk/sender.h"
#include "server/sign_in/signed_in.h"
#include "server/sign_in/step.h"
#include "server/world/caller.h"
#include "server/world/world.h"
#include "storage/transaction.h"

namespace rockpool::sign_in {

// The app client, where the call has read it before the sign-in begins.
struct SeenClient {
  clients::SharedClient client;
  std::int64_t generation = 0;  // of the contents of the store that it was read in; the sign-in refuses to go on in others
};

// Who calls, as the operation or the page knows it.
struct Entry {
  const world::World& world;
  const world::Caller& caller;
  std::string_view operation;                                                     // for the trace, as "POST /login"
  std::string client_id;                                                          // for the trace
  std::function<clients::SharedClient(const storage::Transaction&)> find_client;  // throws if there is none
  triggers::Metadata client_metadata = std::nullopt;                              // ClientMetadata, for functions alone
  std::string page_host{};         // of the page, without a port: the relying party of passkeys where the pool has named none
  risk::RequestContext context{};  // what the request says of its user, for threat protection alone
  std::optional<SeenClient> seen = std::nullopt;  // then find_client is not asked
  // Of the hosted pages: where it is given, and no function of the pool is told of the end, it keeps what follows on the sign-in together
  // with its end, which has no write of its own then.
  Conclusion conclude = nullptr;
};

struct Opening {
  api::AuthFlowType flow;
  Parameters parameters;
  bool is_administrators = false;
  std::optional<std::string> session = std::nullopt;  // that ConfirmSignUp gave; of USER_AUTH
};

struct Response {
  Question challenge;
  std::optional<std::string> session;
  Parameters responses;
};

// All four operations answer with these members.
using Reply = api::InitiateAuthResponse;

// Both throw AWS's refusals in AWS's order, and take a computing thread some milliseconds; where the pool has functions they wait for them.
// Of two answers to one session one is taken.
Reply Open(const Entry& entry, const Opening& opening);
Reply Respond(const Entry& entry, const Response& response);

// The door of the hosted pages. The way is the same, but no secret hash is asked for, no flow need be allowed, and no tokens are issued:
// the sign-in ends with who it is. Sessions of one door are none of the other's.
struct HostedReply {
  std::optional<SignedIn> signed_in;
  Reply reply;  // where nobody is signed in yet, the next question: ChallengeName, Session, ChallengeParameters, AvailableChallenges
};

// Both throw as Open and Respond do. Opens by USER_AUTH where the opening names it, whatever the client allows; else by USERNAME and
// PASSWORD.
HostedReply OpenHosted(const Entry& entry, const Opening& opening);
HostedReply RespondHosted(const Entry& entry, const Response& response);

// Goes on for who has set his password in this browser a moment ago, when he signed up: what else a sign-in asks comes as usual.
// `password_digest` is the DigestOfPassword of what he set. Throws `Incorrect username or password.` if that is not his password any more;
// else as OpenHosted does for the right password.
HostedReply ContinueHosted(const Entry& entry, const std::string& username, const std::string& password_digest);

// What somebody has proved in this browser before, and the levels that he is to reach now, the first one first.
struct Credit {
  std::string username;
  std::int64_t user = 0;        // his number
  std::string password_digest;  // DigestOfPassword of his password as it was then
  std::vector<std::string> methods;
  std::vector<int> levels;
  std::function<void()> begins = nullptr;  // runs before a sign-in does, and before functions are asked; may throw. In no transaction.
};

// Goes on for him: asks for what is missing of the first level that he can reach. nullopt where nothing is. Throws as OpenHosted does by
// USER_AUTH with TARGET_ACR_VALUES, and `Incorrect username or password.` if his password is another one by now, or he another user.
std::optional<HostedReply> StepUpHosted(const Entry& entry, const Credit& credit);

}  // namespace rockpool::sign_in
