// How risky an event is, and what the pool's risk configuration asks for.
#pragma once

#include <exception>
#include <optional>
#include <string_view>

#include "server/accounts/user.h"
#include "server/api/types.h"
#include "server/clients/client_in_use.h"
#include "server/risk/mode.h"
#include "server/risk/sender.h"
#include "server/world/world.h"

namespace rockpool::risk {

// What is to follow.
enum class Answer {
  kPass,
  kMfaIfPossible,  // a second factor, of a user who can give one
  kMfa,            // a second factor, and who cannot give one is refused
  kRefuseAddress,  // the range of addresses is blocked
  kRefuseRisk,
  kRefusePassword,  // it is known to others
};

constexpr bool IsRefusal(Answer answer) { return answer >= Answer::kRefuseAddress; }

struct Assessment {
  api::EventRiskType risk;                                            // as the event says it
  Answer answer = Answer::kPass;                                      // always kPass in Mode::kAudit
  std::optional<api::NotifyConfigurationType> notice = std::nullopt;  // by which the user is to be told of it; nullopt: he is not

  bool operator==(const Assessment&) const = default;
};

// One event, before it is judged. It lives no longer than what it points to.
struct Assessed {
  const clients::ClientInUse& client;
  const accounts::User& user;
  api::EventType type;
  Mode mode;
  const Sender& sender;
  std::optional<std::string_view> password =
      std::nullopt;  // that was right, or is to be set, where it is at hand: not with SRP (documented)
};

// The configuration is that of the client, or of the pool. Actions on takeovers are for sign-ins; blocked addresses are for every event
// (Assumed). Counts a rule (Rules::Take), so: once for an event, and not inside a write.
Assessment Assess(const world::World& world, const api::RiskConfigurationType& configuration, const Assessed& event);

// The refusal of a sign-in, or of another call. Texts are recorded of AWS: a client's own list of them (MassGov's PFML portal,
// useAuthLogic.js) has `Unable to login because of security reasons.` where the risk blocked a sign-in, `Request not allowed due to
// security reasons.` where an address did, and InvalidPasswordException `Provided password cannot be used for security reasons.` at sign-up
// and reset. Assumed: that a compromised password at sign-in has the first.
std::exception_ptr RefusalOf(Answer answer, api::EventType type);

// The action is kMfa, and the user has no second factor to give.
void RefuseWithoutFactor(Assessment& assessment);

}  // namespace rockpool::risk
