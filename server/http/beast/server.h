// http/beast: http over real sockets: server, connections, TLS, threads, limits of time and memory, and the client. The one folder that
// includes Boost.Asio and Beast, and seen by app alone. It knows no endpoint, no operation and no store: work comes as http::Work.
//
// The HTTP server: binds, accepts, serves connections and stops gracefully. What is answered is the router's.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include "server/http/beast/tls_contexts.h"
#include "server/http/router.h"
#include "server/http/writer_gate.h"

namespace rockpool::http::beast {

struct Settings {
  std::string host = "127.0.0.1";  // an address of this machine, or a name for one
  std::uint16_t port = 9229;       // 0 takes a free one
  unsigned threads = 0;            // I/O threads; 0 takes as many as there are cores
  unsigned computing_threads = 0;  // for work that computes; 0 takes as many as there are cores
  std::size_t max_waiting = 1024;  // threads for work that waits, made on demand; whoever comes over it gets a 400
  std::size_t max_header_bytes = 32UL * 1024;
  std::size_t max_body_bytes = 4UL * 1024 * 1024;        // whatever an endpoint takes itself; whoever comes over it gets a 413
  std::size_t max_request_memory = 256UL * 1024 * 1024;  // of all bodies together; whoever comes over it gets a 503
  std::size_t max_connections = 4096;                    // whoever comes over it gets a 503
  std::chrono::milliseconds handshake_timeout = std::chrono::seconds(10);
  std::chrono::milliseconds header_timeout = std::chrono::seconds(10);  // from a request's first byte to the end of its header
  std::chrono::milliseconds read_timeout = std::chrono::seconds(30);    // for the whole body
  std::chrono::milliseconds idle_timeout = std::chrono::seconds(75);    // between two requests, and for a client to take an answer
  std::chrono::milliseconds drain_deadline = std::chrono::seconds(10);  // for what still runs after Stop
  bool stop_on_signals = false;  // SIGTERM and SIGINT do from Listen on what Stop does; a second one ends the process as if nobody listened

  bool operator==(const Settings&) const = default;
};

// The message is one sentence for the person who starts the server.
class ListenError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Server {
 public:
  // `router` outlives the server.
  Server(Settings settings, const Router& router);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Binds; from here on clients can connect, and wait until Run. Also raises the process's limit of open files as far as it may.
  // Called once. Throws ListenError.
  void Listen();

  // Binds a second port, at the same host, that speaks TLS. At most once, after Listen and before Run. Throws TlsError, ListenError.
  void ListenTls(const TlsSettings& tls);

  // The ports that were bound.
  std::uint16_t port() const;
  std::optional<std::uint16_t> tls_port() const;

  // Serves, after Listen, until Stop; called once. By then no connection is left and no work runs: what runs when Stop comes is answered,
  // what still does not end by the drain deadline loses its connection. Work on another thread is waited for even then: so
  // `when_it_stops`, called once as Stop begins, on an I/O thread, sees to it that it ends; it does not block or throw. What writes asks
  // `gate` for its turn, which outlives the call; without one it writes where it runs.
  void Run(WriterGate* gate = nullptr, std::function<void()> when_it_stops = nullptr);

  // Any thread, any number of times, also before Run. Not to be called from a signal handler.
  void Stop();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace rockpool::http::beast
