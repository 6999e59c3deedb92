// The last moments of a server that has begun to stop.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <system_error>
#include <thread>

#include "server/http/beast/client.h"

namespace rockpool {

// Ends what waits for other servers (functions, providers, webhooks) a while after the server has begun to stop: a call may have five
// functions in a row, and each may be silent for three times its time.
class LastCall {
 public:
  // `client` outlives it.
  LastCall(http::beast::Client& client, std::chrono::milliseconds grace) : client_(client), grace_(grace) {}

  // Once; later calls do nothing.
  void Begin() noexcept {
    if (thread_.joinable()) {
      return;
    }
    try {
      thread_ = std::jthread([this](const std::stop_token& over) { End(over); });
    } catch (const std::system_error&) {  // the system has no thread left
      client_.Stop();
    }
  }

 private:
  void End(const std::stop_token& over) {
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, over, grace_, [] { return false; });
    client_.Stop();
  }

  http::beast::Client& client_;
  const std::chrono::milliseconds grace_;
  std::jthread thread_;
};

}  // namespace rockpool
