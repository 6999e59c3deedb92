// Names to addresses, within a time limit.
#pragma once

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "server/http/beast/client_stream.h"

namespace rockpool::http::beast {

// The addresses of a host as text, never none; throws FetchError. May block for long; any thread may call it, by several at once.
using Resolver = std::function<std::vector<std::string>(const std::string& host)>;

// Asks the system: its hosts file, then DNS.
std::vector<std::string> SystemResolve(const std::string& host);

// Any thread may use it, several at once.
class LookUps {
 public:
  explicit LookUps(Resolver resolver);

  // Asks the resolver, and throws FetchError if it has not answered by the deadline, or before `stop` is requested. Nothing can stop the
  // system's look-up, so it then goes on in a thread of its own until the system gives up (10 s with one name server that is silent), which
  // may be longer than this object lives. There is one at a time for a host, and who asks meanwhile waits for the same answer: so calls to
  // a host gather no threads behind a silent name server, however many they are.
  std::vector<std::string> AddressesOf(const std::string& host, Deadline deadline, const std::stop_token& stop);

 private:
  struct State;

  const std::shared_ptr<State> state_;
};

}  // namespace rockpool::http::beast
