// One outgoing connection, plain or TLS: every call blocks, and none longer than its deadline.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace rockpool::http::beast {

using Deadline = std::chrono::steady_clock::time_point;

// Whose certificates are believed: the system's, or those that SSL_CERT_FILE and SSL_CERT_DIR name. They are read when the first
// connection needs them, since that takes 40 ms. Any thread may use it.
class TlsTrust {
 public:
  TlsTrust();
  ~TlsTrust();
  TlsTrust(const TlsTrust&) = delete;
  TlsTrust& operator=(const TlsTrust&) = delete;

  class Impl;
  Impl& impl() { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

// All throw FetchError, without the host's name in its text. Used by one thread.
class ClientStream {
 public:
  virtual ~ClientStream() = default;

  virtual void Write(std::string_view bytes) = 0;

  // At least one byte, or 0 at the end.
  virtual std::size_t ReadSome(std::span<char> space) = 0;
};

struct Destination {
  std::string address;  // the one that is connected; no name is looked up
  std::uint16_t port = 0;
  std::string host;  // whom the certificate must be for
};

// Connects, with the TLS handshake, by `connected_by`; what follows is over by `deadline`.
std::unique_ptr<ClientStream> OpenPlain(const Destination& destination, Deadline connected_by, Deadline deadline);
std::unique_ptr<ClientStream> OpenTls(const Destination& destination, TlsTrust& trust, Deadline connected_by, Deadline deadline);

}  // namespace rockpool::http::beast
