#include "server/http/beast/server.h"

#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "server/http/beast/asio.h"
#include "server/http/beast/connections.h"
#include "server/http/beast/listener.h"
#include "server/http/beast/session.h"

namespace rockpool::http::beast {
namespace {

constexpr std::size_t kSpareConnections = 64;

void RaiseOpenFileLimit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
  }
}

unsigned OneForEachCoreUnless(unsigned count) { return count > 0 ? count : std::max(1U, std::thread::hardware_concurrency()); }

asio::awaitable<void> ServeConnection(std::unique_ptr<Session> session) { co_await session->Serve(); }

}  // namespace

class Server::Impl {
 public:
  Impl(Settings settings, const Router& router)
      : settings_(std::move(settings)),
        connections_(settings_.max_connections, kSpareConnections),
        body_memory_(settings_.max_request_memory),
        lanes_(OneForEachCoreUnless(settings_.threads)),
        computing_(OneForEachCoreUnless(settings_.computing_threads)),
        waiting_(settings_.max_waiting),
        shared_{settings_, router, Places{computing_, waiting_, nullptr}, body_memory_} {}

  void Listen() {
    RaiseOpenFileLimit();
    plain_.Open(settings_.host, settings_.port);
    WatchSignals();
  }

  void ListenTls(const TlsSettings& tls) {
    identity_ = std::make_unique<TlsIdentity>(tls);
    tls_.emplace(first().context, identity_.get());
    tls_->Open(settings_.host, tls.port);
  }

  std::uint16_t port() const { return plain_.port(); }

  std::optional<std::uint16_t> tls_port() const { return tls_ ? std::optional(tls_->port()) : std::nullopt; }

  void Run(WriterGate* gate, std::function<void()> when_it_stops) {
    shared_.places.gate = gate;
    when_it_stops_ = std::move(when_it_stops);
    AcceptAll(plain_);
    if (tls_) {
      AcceptAll(*tls_);
    }
    {
      std::vector<std::jthread> threads;
      StartThreads(threads);
      first().context.run();
    }
    computing_.join();
    waiting_.Join();
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

  void AcceptAll(Listener& listener) {
    auto welcome = [this, &listener](tcp::socket socket, Lane& lane) { Welcome(std::move(socket), listener.identity(), lane); };
    asio::co_spawn(first().context, listener.AcceptAll(lanes_, std::move(welcome)), asio::detached);
  }

  // A connection for which there is no memory is closed; the server goes on.
  void Welcome(tcp::socket socket, const TlsIdentity* identity, Lane& lane) noexcept try {
    std::optional<Connections::Slot> slot = connections_.Take();
    if (!slot) {
      return;
    }
    ErrorCode ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    auto session = std::make_unique<Session>(std::move(socket), identity, *std::move(slot), lane, shared_);
    asio::co_spawn(lane.context, ServeConnection(std::move(session)), asio::detached);
  } catch (const std::exception&) {
  }

  // On the first lane, like all that follows. Each lane learns of it after the connections that were handed to it before.
  void BeginDrain() {
    if (when_it_stops_) {
      when_it_stops_();
    }
    ErrorCode ignored;
    plain_.Close();
    if (tls_) {
      tls_->Close();
    }
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
  std::unique_ptr<const TlsIdentity> identity_;
  Connections connections_;
  util::MemoryBudget body_memory_;
  std::vector<Lane> lanes_;
  asio::thread_pool computing_;
  WaitingThreads waiting_;
  Shared shared_;  // not changed any more once a session lives
  std::function<void()> when_it_stops_;
  std::atomic<bool> stopping_ = false;
  Listener plain_{first().context, nullptr};
  std::optional<Listener> tls_;
  asio::steady_timer drain_deadline_{first().context};
  asio::signal_set signals_{first().context};
};

Server::Server(Settings settings, const Router& router) : impl_(std::make_unique<Impl>(std::move(settings), router)) {}
Server::~Server() = default;
void Server::Listen() { impl_->Listen(); }
void Server::ListenTls(const TlsSettings& tls) { impl_->ListenTls(tls); }
std::uint16_t Server::port() const { return impl_->port(); }
std::optional<std::uint16_t> Server::tls_port() const { return impl_->tls_port(); }
void Server::Run(WriterGate* gate, std::function<void()> when_it_stops) { impl_->Run(gate, std::move(when_it_stops)); }
void Server::Stop() { impl_->Stop(); }

}  // namespace rockpool::http::beast
