// The http::Client of the real server: the rules of reach and redirects over a connection of its own per fetch.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "server/http/beast/client_stream.h"
#include "server/http/beast/look_ups.h"
#include "server/http/beast/tls_contexts.h"
#include "server/http/client.h"
#include "server/http/connect_to.h"
#include "server/util/thread_safety.h"

namespace rockpool::http::beast {

// How many calls one host has at a time, so that a provider that is silent does not take every thread that waits.

// Any thread may use it, several at once.
class CallSlots {
 public:
  explicit CallSlots(std::size_t per_host) : state_(std::make_shared<State>()) { state_->per_host = per_host; }

  // A place among the calls to `host` for as long as the result lives, which may be longer than this object does. Never waits: throws
  // FetchError if all are taken.
  std::shared_ptr<void> Take(const std::string& host);

 private:
  class Slot;

  struct State {
    std::size_t per_host = 0;  // set before anyone takes
    util::Mutex mutex;
    std::map<std::string, std::size_t> taken ROCKPOOL_GUARDED_BY(mutex);  // hosts without calls have no entry
  };

  std::shared_ptr<State> state_;
};

struct ClientSettings {
  std::size_t calls_per_host = 64;           // of those that are capped
  std::string trusted_ca_pem;                // as TlsTrust takes them
  std::string trusted_ca_source = "memory";  // where they come from, for the sentence of an error
  std::vector<ConnectTo> connect_to;         // at whatever port of the host
};

// Any thread may use it, several at once.
class Client final : public http::Client {
 public:
  // Throws TlsError for trusted certificates that cannot be read.
  explicit Client(Resolver resolver = SystemResolve, const ClientSettings& settings = {})
      : look_ups_(std::move(resolver)),
        slots_(settings.calls_per_host),
        trust_(settings.trusted_ca_pem, settings.trusted_ca_source),
        connect_to_(settings.connect_to) {}

  // As http::Client says. An https answer is believed only with a certificate for the host from an authority that TlsTrust believes.
  FetchResponse Fetch(const FetchRequest& request) override;

  // Ends what is under way, and lets nothing begin any more: all throw FetchError. Any thread, any number of times.
  void Stop() noexcept { stop_.request_stop(); }

 private:
  FetchResponse FetchOnce(const FetchRequest& request, const Url& url, HostClass host_class, Deadline whole);
  // The addresses to try, each judged by the reach of the name, and the port.
  std::pair<std::vector<std::string>, std::uint16_t> PlaceOf(const FetchRequest& request, const Url& url, HostClass host_class,
                                                             Deadline whole);
  std::unique_ptr<ClientStream> Connect(const FetchRequest& request, const Url& url, HostClass host_class, Deadline whole);

  std::stop_source stop_;
  LookUps look_ups_;
  CallSlots slots_;
  TlsTrust trust_;
  const std::vector<ConnectTo> connect_to_;
};

}  // namespace rockpool::http::beast
