// world: who calls, the doors to everything outside, and what all storeys above need of both. It knows no rule of a user pool, and nothing
// of a wire.
#pragma once

#include <string>

#include "server/http/message.h"

namespace rockpool::world {

// The facts of one call that rules may ask for.
struct Caller {
  std::string account;        // twelve digits; util::kNoAccount for who has none
  std::string region;         // like "us-east-1"
  bool names_region = false;  // whether the call itself says so, by its signature or by the host that it asks; else it is the default
  std::string replica;        // the region of the secondary replica by which the pool serves the call; empty: by itself
  std::string request_id;     // of this call alone
  std::string address;        // of the client, as text; empty where there is no connection
  std::string host;           // host[:port] by which this server was reached, as the client says: not to be believed
  bool is_tls = false;        // how it came in
  std::string user_agent;     // as the client sent it: not to be believed
};

// Of a request that names no account: where it comes from and how it reached this server.
inline Caller CallerOf(const http::Request& request) {
  Caller caller;
  caller.address = request.peer;
  caller.host = request.AskedHost();
  caller.is_tls = request.is_tls;
  caller.user_agent = request.headers.Find("User-Agent").value_or("");
  return caller;
}

}  // namespace rockpool::world
