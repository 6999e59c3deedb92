// A time limit on what a socket waits for. Made for limits that are set anew with every request and hardly ever pass: setting one
// costs a look at the clock, the timer is only touched when it would wake too late.
#pragma once

#include <chrono>
#include <memory>

#include "server/http/beast/asio.h"

namespace rockpool::http::beast {

// Used on the socket's own thread only; the socket outlives it.
class Watchdog {
 public:
  explicit Watchdog(tcp::socket& socket) : state_(std::make_shared<State>(socket)) {}

  // When `limit` from now has passed, the socket's operations are cancelled. Replaces the limit set before.
  void Allow(std::chrono::milliseconds limit) {
    state_->expired = false;
    state_->due = Clock::now() + limit;
    if (state_->due < state_->wakes) {
      Arm(state_);
    }
  }

  // No limit, until the next Allow.
  void Rest() {
    state_->expired = false;
    state_->due = Clock::time_point::max();
  }

  // Whether the limit has passed since it was set.
  bool expired() const { return state_->expired; }

 private:
  using Clock = std::chrono::steady_clock;

  struct State {
    explicit State(tcp::socket& guarded) : socket(guarded), timer(guarded.get_executor()) {}

    tcp::socket& socket;
    asio::steady_timer timer;
    Clock::time_point due = Clock::time_point::max();
    Clock::time_point wakes = Clock::time_point::max();
    bool expired = false;
  };

  // A cancel that falls between two operations stops neither, so it is repeated until the owner has noticed.
  static constexpr std::chrono::milliseconds kRepeat{500};

  static void Arm(const std::shared_ptr<State>& state) {
    state->wakes = state->due;
    state->timer.expires_at(state->due);
    // Weak: a wait that had already ended when the connection did still comes through here.
    state->timer.async_wait([weak = std::weak_ptr<State>(state)](const ErrorCode& ec) {
      const std::shared_ptr<State> alive = weak.lock();
      if (!ec && alive) {
        Wake(alive);
      }
    });
  }

  static void Wake(const std::shared_ptr<State>& state) {
    state->wakes = Clock::time_point::max();
    if (state->due == Clock::time_point::max()) {
      return;
    }
    if (const auto now = Clock::now(); state->due <= now) {
      ErrorCode ignored;
      state->expired = true;
      state->socket.cancel(ignored);
      state->due = now + kRepeat;
    }
    Arm(state);
  }

  std::shared_ptr<State> state_;
};

}  // namespace rockpool::http::beast
