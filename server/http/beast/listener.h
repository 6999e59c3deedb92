// One port that the server listens at, plain or with TLS. What becomes of a connection is the server's.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>

#include "server/http/beast/asio.h"
#include "server/http/beast/connections.h"
#include "server/http/beast/tls_contexts.h"

namespace rockpool::http::beast {

// Used by the thread of its context.
class Listener {
 public:
  using Welcome = std::function<void(tcp::socket, Lane&)>;

  // `identity` outlives the listener; none for plain connections.
  Listener(asio::io_context& context, const TlsIdentity* identity) : identity_(identity), acceptor_(context), pause_(context) {}

  // `host` is an address of this machine, or a name for one; port 0 takes a free one. Throws ListenError.
  void Open(const std::string& host, std::uint16_t port);

  // The one that was bound.
  std::uint16_t port() const { return port_; }

  const TlsIdentity* identity() const { return identity_; }

  // Gives each lane a connection in turn, until Close. The lanes outlive it.
  asio::awaitable<void> AcceptAll(std::span<Lane> lanes, Welcome welcome);

  void Close();

 private:
  const TlsIdentity* identity_;
  std::uint16_t port_ = 0;
  tcp::acceptor acceptor_;
  asio::steady_timer pause_;
};

}  // namespace rockpool::http::beast
