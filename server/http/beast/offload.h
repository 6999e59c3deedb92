// The ways of a coroutine to another thread and back. House rule: build the job first and move it in, since g++ 12.2 destroys the captures
// of a lambda that is written inside a co_await expression twice.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <utility>

#include "server/http/beast/asio.h"

namespace rockpool::http::beast {

// Calls `start` with a function `resume` that is to be called once, from any thread; the caller goes on then, on its own executor, whose
// context somebody keeps running meanwhile. What `start` throws, before it has passed `resume` on, reaches the caller.
template <typename Start>
asio::awaitable<void> Await(Start start) {
  auto initiate = [&start](auto handler) {
    auto shared = std::make_shared<decltype(handler)>(std::move(handler));  // std::function wants to copy
    start([shared] {
      const auto executor = asio::get_associated_executor(*shared);
      asio::post(executor, std::move(*shared));
    });
  };
  co_await asio::async_initiate<const asio::use_awaitable_t<>, void()>(initiate, asio::use_awaitable);
}

// Runs `job` on the pool and resumes the caller on its own executor. `job` does not throw.
template <typename Job>
asio::awaitable<void> Offload(asio::thread_pool& pool, Job job) {
  auto start = [&pool, &job](std::function<void()> resume) {
    asio::post(pool, [&job, resume = std::move(resume)] {
      job();
      resume();  // from here on `job` may be gone
    });
  };
  co_await Await(std::move(start));
}

// Something that happens once, on any thread, and that one coroutine waits for. What has happened already costs that one no detour.
class Moment {
 public:
  // At most once. Does not throw if nobody waits yet.
  void Come() {
    if (state_.exchange(State::kCome) == State::kAwaited) {
      resume_();
    }
  }

  bool has_come() const { return state_.load() == State::kCome; }

  // By one coroutine, at most once, and it keeps the moment alive.
  asio::awaitable<void> Wait() {
    auto start = [this](std::function<void()> resume) {
      resume_ = std::move(resume);
      State expected = State::kOpen;
      if (!state_.compare_exchange_strong(expected, State::kAwaited)) {
        resume_();
      }
    };
    co_await Await(std::move(start));
  }

 private:
  enum class State { kOpen, kAwaited, kCome };

  std::atomic<State> state_ = State::kOpen;
  std::function<void()> resume_;
};

}  // namespace rockpool::http::beast
