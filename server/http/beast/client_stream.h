// One outgoing connection, plain or TLS: every call blocks, and none longer than its limit.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>

#include "server/http/beast/tls_contexts.h"

namespace rockpool::http::beast {

// What a FetchError says once `stop` is requested, which ends whatever waits.
inline constexpr const char* kStopped = "nothing is fetched any more, for the server stops";

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

std::unique_ptr<ClientStream> OpenPlain(const Destination& destination, Deadline connected_by, std::stop_token stop);
std::unique_ptr<ClientStream> OpenTls(const Destination& destination, TlsTrust& trust, Deadline connected_by, const HandshakeTime& time,
                                      std::stop_token stop);

}  // namespace rockpool::http::beast
