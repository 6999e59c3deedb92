// One outgoing connection, plain or TLS: every call blocks, and none longer than its limit.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/beast/tls_contexts.h"

namespace rockpool::http::beast {

using Deadline = std::chrono::steady_clock::time_point;

struct TimeLimit {
  Deadline until;
  const char* passed;  // what the FetchError says then
};

// All throw FetchError, without the host's name in its text. Used by one thread.
class ClientStream {
 public:
  virtual ~ClientStream() = default;

  virtual void Write(std::string_view bytes, const TimeLimit& limit) = 0;

  // At least one byte, or 0 at the end.
  virtual std::size_t ReadSome(std::span<char> space, const TimeLimit& limit) = 0;
};

struct Destination {
  std::string address;  // the one that is connected; no name is looked up
  std::uint16_t port = 0;
  std::string host;  // whom the certificate must be for
};

struct HandshakeTime {
  std::chrono::milliseconds most;  // from the connection on
  Deadline until;                  // or this, if it is sooner
};

std::unique_ptr<ClientStream> OpenPlain(const Destination& destination, Deadline connected_by);
std::unique_ptr<ClientStream> OpenTls(const Destination& destination, TlsTrust& trust, Deadline connected_by, const HandshakeTime& time);

// Names to addresses, within a time limit.

// The addresses of a host as text, never none; throws FetchError. May block for long; any thread may call it, by several at once.
using Resolver = std::function<std::vector<std::string>(const std::string& host)>;

// Asks the system: its hosts file, then DNS.
std::vector<std::string> SystemResolve(const std::string& host);

// Asks `resolver`, and throws FetchError if it has not answered by the deadline. Nothing can stop the system's look-up, so it then goes on
// in a thread of its own until the system gives up (10 s with one name server that is silent) and its answer is thrown away.
std::vector<std::string> ResolveBy(std::chrono::steady_clock::time_point deadline, const Resolver& resolver, const std::string& host);

}  // namespace rockpool::http::beast
