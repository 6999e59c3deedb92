// A sign-in from its first call to its tokens. Flows and challenges judge; what comes next is decided here alone: the first factor, a new
// password, a second factor, tokens. docs/sign-in-route.md follows one sign-in.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "server/api/types.h"
#include "server/clients/client_in_use.h"
#include "server/sign_in/step.h"
#include "server/world/caller.h"
#include "server/world/world.h"
#include "storage/transaction.h"

namespace rockpool::sign_in {

// Who calls, as the operation knows it.
struct Entry {
  const world::World& world;
  const world::Caller& caller;
  std::string_view operation;
  std::string client_id;                                                          // for the trace
  std::function<clients::SharedClient(const storage::Transaction&)> find_client;  // throws if there is none
};

struct Opening {
  api::AuthFlowType flow;
  Parameters parameters;
  bool is_administrators = false;
};

struct Response {
  Question challenge;
  std::optional<std::string> session;
  Parameters responses;
};

// All four operations answer with these members.
using Reply = api::InitiateAuthResponse;

// Both throw AWS's refusals in AWS's order, and take a computing thread some milliseconds. Of two answers to one session one is taken.
Reply Open(const Entry& entry, const Opening& opening);
Reply Respond(const Entry& entry, const Response& response);

}  // namespace rockpool::sign_in
