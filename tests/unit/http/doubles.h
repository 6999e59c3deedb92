// What the tests of this folder put in the place of endpoints and randomness, and a server that runs on its own thread.
#pragma once

#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>

#include "server/http/beast/server.h"
#include "server/http/endpoint.h"
#include "server/http/router.h"
#include "server/protocol/json_owner.h"
#include "server/util/random.h"

namespace rockpool::http {

class CountingRandom final : public util::Random {
 public:
  void Fill(std::span<unsigned char> bytes) override {
    for (unsigned char& byte : bytes) {
      byte = next_++;
    }
  }

 private:
  std::atomic<unsigned char> next_ = 0;
};

inline Response Text(std::string body) {
  Response response;
  response.headers.Add("Content-Type", "text/plain");
  response.body = std::move(body);
  return response;
}

class FunctionWork final : public Work {
 public:
  FunctionWork(std::function<Response()> run, Runs where, std::chrono::milliseconds delay, bool writes)
      : run_(std::move(run)), where_(where), delay_(delay), writes_(writes) {}
  Runs Where() const override { return where_; }
  std::chrono::milliseconds Delay() const override { return delay_; }
  bool Writes() const override { return writes_; }
  void Write() noexcept override { response_ = run_(); }
  Response Run() noexcept override {
    if (!response_) {
      Write();
    }
    return *std::move(response_);
  }

 private:
  std::function<Response()> run_;
  std::optional<Response> response_;
  Runs where_;
  std::chrono::milliseconds delay_;
  bool writes_;
};

class FunctionEndpoint final : public Endpoint {
 public:
  explicit FunctionEndpoint(std::function<Response(const Request&)> answer, Runs where = Runs::kHere, std::chrono::milliseconds delay = {},
                            bool writes = false)
      : answer_(std::move(answer)), where_(where), delay_(delay), writes_(writes) {}

  std::size_t BodyLimit(const Request&) const noexcept override { return 64UL * 1024 * 1024; }

  std::unique_ptr<Work> Accept(Request request) noexcept override {
    return std::make_unique<FunctionWork>([this, request = std::move(request)] { return answer_(request); }, where_, delay_, writes_);
  }

 private:
  std::function<Response(const Request&)> answer_;
  Runs where_;
  std::chrono::milliseconds delay_;
  bool writes_;
};

// Runs until it is released, as work that waits for another server does.
class HeldEndpoint final : public Endpoint {
 public:
  explicit HeldEndpoint(Runs where = Runs::kWaits) : where_(where) {}
  std::unique_ptr<Work> Accept(Request request) noexcept override { return endpoint_.Accept(std::move(request)); }
  void WaitUntilRunning() { running_.get_future().wait(); }
  void Release() { release_.set_value(); }

 private:
  const Runs where_;
  std::promise<void> running_;
  std::promise<void> release_;
  FunctionEndpoint endpoint_{[this](const Request&) {
                               running_.set_value();
                               release_.get_future().wait();
                               return Text("done");
                             },
                             where_};
};

// On 127.0.0.1 and a free port, with one I/O thread unless told otherwise.
inline beast::Settings TestSettings() {
  beast::Settings settings;
  settings.port = 0;
  settings.threads = 1;
  settings.computing_threads = 2;
  settings.max_waiting = 2;
  return settings;
}

// The same but for one setting.
template <class Value>
beast::Settings TestSettingsWith(Value beast::Settings::*setting, std::type_identity_t<Value> value) {
  beast::Settings settings = TestSettings();
  settings.*setting = std::move(value);
  return settings;
}

class RunningServer {
 public:
  RunningServer(beast::Settings settings, const Router& router, const std::optional<beast::TlsSettings>& tls = std::nullopt,
                WriterGate* gate = nullptr)
      : server_(std::move(settings), router) {
    server_.Listen();
    if (tls) {
      server_.ListenTls(*tls);
    }
    thread_ = std::thread([this, gate] { server_.Run(gate); });
  }
  RunningServer(const RunningServer&) = delete;
  RunningServer& operator=(const RunningServer&) = delete;
  ~RunningServer() {
    server_.Stop();
    Join();
  }

  std::uint16_t port() const { return server_.port(); }
  std::uint16_t tls_port() const { return server_.tls_port().value(); }
  void Stop() { server_.Stop(); }
  void Join() {
    if (thread_.joinable()) {
      thread_.join();
    }
  }

 private:
  beast::Server server_;
  std::thread thread_;
};

}  // namespace rockpool::http
