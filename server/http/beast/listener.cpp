#include "server/http/beast/listener.h"

#include <chrono>
#include <cstddef>
#include <utility>

#include "server/http/beast/server.h"

namespace rockpool::http::beast {
namespace {

constexpr std::chrono::milliseconds kAcceptPause{100};

std::string Sentence(const std::string& host, const std::string& port, const ErrorCode& ec) {
  if (ec == asio::error::address_in_use) {
    return "Port " + port + " on " + host + " is in use by another program.";
  }
  if (ec == boost::system::errc::address_not_available) {
    return "Cannot listen on " + host + ": it is not an address of this machine.";
  }
  if (ec == asio::error::access_denied) {
    return "Port " + port + " on " + host + " may not be opened by this user.";
  }
  return "Cannot listen on " + host + " port " + port + ": " + ec.message() + ".";
}

tcp::endpoint EndpointOf(const asio::any_io_executor& executor, const std::string& host, std::uint16_t port) {
  ErrorCode ec;
  const asio::ip::address address = asio::ip::make_address(host, ec);
  if (!ec) {
    return {address, port};
  }
  tcp::resolver resolver(executor);
  const auto found = resolver.resolve(host, std::to_string(port), tcp::resolver::passive, ec);
  if (ec || found.empty()) {
    throw ListenError("Cannot listen on " + host + ": no address is known for this name.");
  }
  return found.begin()->endpoint();
}

}  // namespace

void Listener::Open(const std::string& host, std::uint16_t port) {
  const tcp::endpoint endpoint = EndpointOf(acceptor_.get_executor(), host, port);
  ErrorCode ec;
  acceptor_.open(endpoint.protocol(), ec);
  if (!ec) {
    // Not SO_REUSEPORT: with it a second server of the same user would take half of the connections instead of an error.
    acceptor_.set_option(tcp::acceptor::reuse_address(true), ec);
    acceptor_.bind(endpoint, ec);
  }
  if (!ec) {
    acceptor_.listen(tcp::acceptor::max_listen_connections, ec);
  }
  if (ec) {
    acceptor_.close();
    throw ListenError(Sentence(host, std::to_string(port), ec));
  }
  port_ = acceptor_.local_endpoint().port();
}

asio::awaitable<void> Listener::AcceptAll(std::span<Lane> lanes, Welcome welcome) {
  for (std::size_t next = 0; acceptor_.is_open(); next = (next + 1) % lanes.size()) {
    Lane& lane = lanes[next];
    ErrorCode ec;
    tcp::socket socket = co_await acceptor_.async_accept(lane.context, asio::redirect_error(asio::use_awaitable, ec));
    if (!acceptor_.is_open()) {
      co_return;
    }
    if (!ec) {
      welcome(std::move(socket), lane);
    } else if (ec != asio::error::connection_aborted) {
      // No file descriptor is left, most likely: the connection stays in the queue, and asking again at once would spin.
      pause_.expires_after(kAcceptPause);
      co_await pause_.async_wait(asio::redirect_error(asio::use_awaitable, ec));
    }
  }
}

void Listener::Close() {
  ErrorCode ignored;
  acceptor_.close(ignored);
  pause_.cancel();
}

}  // namespace rockpool::http::beast
