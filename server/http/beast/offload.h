// The way of a coroutine to a worker thread and back.
#pragma once

#include <optional>
#include <type_traits>
#include <utility>

#include "server/http/beast/asio.h"

namespace rockpool::http::beast {

// Runs `job` on the pool and resumes the caller on its own executor, whose context somebody keeps running meanwhile. `job` does not throw.
// Build the job first and move it in: g++ 12.2 destroys the captures of a lambda that is written inside a co_await expression twice.
template <typename Job>
asio::awaitable<std::invoke_result_t<Job&>> Offload(asio::thread_pool& pool, Job job) {
  std::optional<std::invoke_result_t<Job&>> result;
  auto start = [&pool, &job, &result](auto handler) {
    asio::post(pool, [&job, &result, handler = std::move(handler)]() mutable {
      result.emplace(job());
      const auto executor = asio::get_associated_executor(handler);
      asio::post(executor, std::move(handler));
    });
  };
  co_await asio::async_initiate<const asio::use_awaitable_t<>, void()>(start, asio::use_awaitable);
  co_return std::move(*result);
}

}  // namespace rockpool::http::beast
