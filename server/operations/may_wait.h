// Whether a call may have to wait for a Lambda function, told from its request before it runs: `HereOrWaits` and `ComputesOrWaits` in
// operations.def.
#pragma once

#include <string>
#include <string_view>

#include "server/world/caller.h"
#include "server/world/world.h"

namespace rockpool::operations {

// How a request names its pool. The first that is not empty counts.
struct NamedPool {
  std::string_view user_pool_id;
  std::string_view client_id;
  std::string_view access_token;
};

// What a request of any operation names: nothing where it has no such member, or leaves it out.
template <class Request>
NamedPool PoolIn(const Request& request) {
  NamedPool named;
  if constexpr (requires { std::string_view(request.UserPoolId); }) {
    named.user_pool_id = request.UserPoolId;
  }
  if constexpr (requires { std::string_view(request.ClientId); }) {
    named.client_id = request.ClientId;
  }
  if constexpr (requires { std::string_view(request.AccessToken); }) {
    named.access_token = request.AccessToken;
  }
  if constexpr (requires { std::string_view(*request.AccessToken); }) {
    named.access_token = request.AccessToken ? std::string_view(*request.AccessToken) : std::string_view();
  }
  return named;
}

template <class Request>
NamedPool PoolNamedBy(const Request& request) {
  static_assert(
      requires { request.UserPoolId; } || requires { request.ClientId; } || requires { request.AccessToken; });
  return PoolIn(request);
}

// The id that the token says, which nobody has proved; empty if it says none.
std::string PoolIdIn(std::string_view access_token);

// True if the pool has functions, and this server calls any. One short transaction that reads; none where no function is ever called, or
// no pool with functions was seen yet. What
// the request says is believed, an access token's issuer too: it decides on which kind of thread the call runs, and nothing else. False if
// there is no such pool: then the call fails before it calls anybody. A call that is decided wrongly, since the pool changes before it
// runs, meets http::MustWait and runs anew on a waiting thread.
bool MayCallFunctions(const world::World& world, const world::Caller& caller, const NamedPool& named);

}  // namespace rockpool::operations
