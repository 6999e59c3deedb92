// world: who calls, the doors to everything outside, and what all storeys above need of both. It knows no rule of a user pool, and nothing
// of a wire.
#pragma once

#include <string>

namespace rockpool::world {

// The facts of one call that rules may ask for.
struct Caller {
  std::string account;     // twelve digits; util::kNoAccount for who has none
  std::string region;      // like "us-east-1"
  std::string request_id;  // of this call alone
  std::string address;     // of the client, as text; empty where there is no connection
  std::string host;        // host[:port] by which this server was reached, as the client says: not to be believed
  bool is_tls = false;     // how it came in
  std::string user_agent;  // as the client sent it: not to be believed
};

}  // namespace rockpool::world
