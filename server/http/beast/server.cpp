#include "server/http/beast/server.h"

#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <exception>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "server/http/beast/asio.h"
#include "server/http/beast/connections.h"
#include "server/http/beast/lane.h"
#include "server/http/beast/session.h"

namespace rockpool::http::beast {
namespace {

constexpr std::size_t kSpareConnections = 64;
constexpr std::chrono::milliseconds kAcceptPause{100};

void RaiseOpenFileLimit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
  }
}

std::string Sentence(const Settings& settings, const ErrorCode& ec) {
  const std::string port = std::to_string(settings.port);
  if (ec == asio::error::address_in_use) {
    return "Port " + port + " on " + settings.host + " is in use by another program.";
  }
  if (ec == boost::system::errc::address_not_available) {
    return "Cannot listen on " + settings.host + ": it is not an address of this machine.";
  }
  if (ec == asio::error::access_denied) {
    return "Port " + port + " on " + settings.host + " may not be opened by this user.";
  }
  return "Cannot listen on " + settings.host + " port " + port + ": " + ec.message() + ".";
}

tcp::endpoint EndpointOf(asio::io_context& context, const Settings& settings) {
  ErrorCode ec;
  const asio::ip::address address = asio::ip::make_address(settings.host, ec);
  if (!ec) {
    return {address, settings.port};
  }
  tcp::resolver resolver(context);
  const auto found = resolver.resolve(settings.host, std::to_string(settings.port), tcp::resolver::passive, ec);
  if (ec || found.empty()) {
    throw ListenError("Cannot listen on " + settings.host + ": no address is known for this name.");
  }
  return found.begin()->endpoint();
}

asio::awaitable<void> ServeConnection(std::unique_ptr<Session> session) { co_await session->Serve(); }

}  // namespace

class Server::Impl {
 public:
  Impl(Settings settings, const Router& router)
      : settings_(std::move(settings)),
        connections_(settings_.max_connections, kSpareConnections),
        lanes_(settings_.threads > 0 ? settings_.threads : std::max(1U, std::thread::hardware_concurrency())),
        workers_(std::max(1U, settings_.workers)),
        shared_{settings_, router, workers_} {}

  void Listen() {
    RaiseOpenFileLimit();
    const tcp::endpoint endpoint = EndpointOf(first().context, settings_);
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
      throw ListenError(Sentence(settings_, ec));
    }
    port_ = acceptor_.local_endpoint().port();
    WatchSignals();
  }

  std::uint16_t port() const { return port_; }

  void Run() {
    asio::co_spawn(first().context, AcceptAll(), asio::detached);
    {
      std::vector<std::jthread> threads;
      StartThreads(threads);
      first().context.run();
    }
    workers_.join();
  }

  void Stop() {
    if (!stopping_.exchange(true)) {
      asio::post(first().context, [this] { BeginDrain(); });
    }
  }

 private:
  // From Listen on, so that a signal which comes before Run is not lost and does not end the process: Run then returns at once.
  void WatchSignals() {
    if (settings_.stop_on_signals) {
      signals_.add(SIGTERM);
      signals_.add(SIGINT);
      signals_.async_wait([this](const ErrorCode& ec, int /*signal*/) {
        if (!ec) {
          Stop();
        }
      });
    }
  }

  Lane& first() { return lanes_.front(); }

  void StartThreads(std::vector<std::jthread>& threads) {
    try {
      for (std::size_t i = 1; i < lanes_.size(); ++i) {
        threads.emplace_back([&lane = lanes_[i]] { lane.context.run(); });
      }
    } catch (...) {  // the system has no thread left; those that run would be waited for without end
      std::ranges::for_each(lanes_, [](Lane& lane) { lane.context.stop(); });
      throw;
    }
  }

  asio::awaitable<void> AcceptAll() {
    for (std::size_t next = 0; acceptor_.is_open(); next = (next + 1) % lanes_.size()) {
      Lane& lane = lanes_[next];
      ErrorCode ec;
      tcp::socket socket = co_await acceptor_.async_accept(lane.context, asio::redirect_error(asio::use_awaitable, ec));
      if (!acceptor_.is_open()) {
        co_return;
      }
      if (!ec) {
        Welcome(std::move(socket), lane);
      } else if (ec != asio::error::connection_aborted) {
        // No file descriptor is left, most likely: the connection stays in the queue, and asking again at once would spin.
        accept_pause_.expires_after(kAcceptPause);
        co_await accept_pause_.async_wait(asio::redirect_error(asio::use_awaitable, ec));
      }
    }
  }

  // A connection for which there is no memory is closed; the server goes on.
  void Welcome(tcp::socket socket, Lane& lane) noexcept try {
    std::optional<Connections::Slot> slot = connections_.Take();
    if (!slot) {
      return;
    }
    ErrorCode ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    auto session = std::make_unique<Session>(std::move(socket), *std::move(slot), lane, shared_);
    asio::co_spawn(lane.context, ServeConnection(std::move(session)), asio::detached);
  } catch (const std::exception&) {
  }

  // On the first lane, like all that follows. Each lane learns of it after the connections that were handed to it before.
  void BeginDrain() {
    ErrorCode ignored;
    acceptor_.close(ignored);
    accept_pause_.cancel();
    signals_.clear(ignored);  // gives the signals back their default, so that a second one ends the process
    signals_.cancel(ignored);
    for (Lane& lane : lanes_) {
      asio::post(lane.context, [&lane] {
        lane.draining = true;
        std::ranges::for_each(lane.sessions, &Session::Drain);
      });
    }
    drain_deadline_.expires_after(settings_.drain_deadline);
    drain_deadline_.async_wait([this](const ErrorCode& ec) {
      if (!ec) {
        CutAll();
      }
    });
    connections_.WhenNone([this] { asio::post(first().context, [this] { Finish(); }); });
  }

  void CutAll() {
    for (Lane& lane : lanes_) {
      asio::post(lane.context, [&lane] { std::ranges::for_each(lane.sessions, &Session::Cut); });
    }
  }

  void Finish() {
    drain_deadline_.cancel();
    for (Lane& lane : lanes_) {
      lane.guard.reset();
    }
  }

  const Settings settings_;
  Connections connections_;
  std::vector<Lane> lanes_;
  asio::thread_pool workers_;
  const Shared shared_;
  std::atomic<bool> stopping_ = false;
  std::uint16_t port_ = 0;
  tcp::acceptor acceptor_{first().context};
  asio::steady_timer accept_pause_{first().context};
  asio::steady_timer drain_deadline_{first().context};
  asio::signal_set signals_{first().context};
};

Server::Server(Settings settings, const Router& router) : impl_(std::make_unique<Impl>(std::move(settings), router)) {}
Server::~Server() = default;
void Server::Listen() { impl_->Listen(); }
std::uint16_t Server::port() const { return impl_->port(); }
void Server::Run() { impl_->Run(); }
void Server::Stop() { impl_->Stop(); }

}  // namespace rockpool::http::beast
