// The way back from an identity provider: whose sign-in it is that a state or a RelayState names, and whether this is the browser that
// began it.
#pragma once

#include <string>
#include <string_view>

#include "server/federation/attempt.h"
#include "server/federation/report.h"
#include "server/oauth/errors.h"
#include "server/oauth/exchange.h"
#include "server/oauth/site.h"
#include "server/world/look_call_commit.h"

namespace rockpool::oauth {

// For a state that nobody has, that was used, that is of another browser or of another pool (recorded).
class InvalidState final : public PageError {
 public:
  InvalidState() : PageError("Invalid state", {}, http::Blanks::kEscaped) {}
};

struct Arrival {
  std::string state;
  federation::Attempt attempt;
  Site site;
};

enum class Errand { kSignIn, kLogout };

// What the state stands for. Throws InvalidState where it is unknown, where its attempt goes by another path or errand, and where the
// request's host is the domain of another pool. Reads in a transaction of its own.
Arrival FindArrival(const Exchange& exchange, std::string_view state, Errand errand);

// Checks the cookies; from then on the `steps` owe the state, so that what they write next throws InvalidState for the second of two who
// come at once. Throws InvalidState; a browser that has the wrong cookie does not spend it.
void TakeArrival(const Exchange& exchange, const Arrival& arrival, world::LookCallCommit& steps, federation::Report& report);

// Documented: five minutes after the departure.
bool HasExpired(const Exchange& exchange, const Arrival& arrival);

}  // namespace rockpool::oauth
