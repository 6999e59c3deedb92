// Users who sign in through identity providers, without the way there: as if a provider had said these claims of them.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "server/accounts/user.h"
#include "server/federation/claims.h"
#include "server/world/caller.h"
#include "tests/support/test_service.h"

namespace rockpool::support {

// Each with one value.
federation::Claims Said(std::string_view subject, const std::map<std::string, std::string, std::less<>>& values = {});

// What became of a sign-in.
struct FederatedSignIn {
  accounts::User user;               // empty if it was refused
  std::string refusal;               // "invalid_request: User is not enabled"; empty if it was not
  std::string trace;                 // what the report put into the trace, JSON
  std::vector<std::string> skipped;  // what AWS would have called
};

// federation::SignInUser. The client's pool has a provider of that name, or the test fails. The caller may be served by a replica.
FederatedSignIn SignInThrough(TestService& service, std::string_view client_id, std::string_view provider, const federation::Claims& claims,
                              const world::Caller& caller = {});

}  // namespace rockpool::support
