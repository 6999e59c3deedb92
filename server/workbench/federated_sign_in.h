// POST /_rockpool/sign-in: a sign-in through a simulated provider, from the authorization request to the tokens, in one call. It asks the
// server's own addresses as a browser and an application would, one after another, so that it skips nothing of what they would meet.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "server/http/message.h"
#include "server/util/random.h"
#include "server/workbench/workbench.h"
#include "server/world/world.h"

namespace rockpool::workbench {

// The server's answer to a request, worked out on the thread of the caller, who may wait.
using AskServer = std::function<http::Response(http::Request request)>;

struct SignInOutcome {
  bool is_signed_in = false;
  std::string json;  // the token endpoint's answer, or {"error","error_description"} as the application would have got it
};

// `body` is {"UserPoolId","ClientId","ProviderName","subject","claims"}, of which `claims` may be left out; `request` says by which host.
// The application is at the client's first callback URL, and asks for all scopes that the client allows. Throws
// api::InvalidParameterException for another body, for a client that has no callback URL, and for a provider that is real;
// ResourceNotFoundException for what there is not.
SignInOutcome SignInThroughProvider(const world::World& world, const AskServer& ask, const http::Request& request);

// 200 with the tokens, or 400 with the error. All outlive the workbench.
void AddFederatedSignIn(Workbench& workbench, const world::World& world, AskServer ask, util::Random& random);

}  // namespace rockpool::workbench
