#include "server/http/beast/offload.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <thread>
#include <utility>

namespace rockpool::http::beast {
namespace {

// Counts how often values that hold something are destroyed: what was moved from holds nothing.
class Counted {
 public:
  explicit Counted(int& destroyed) : destroyed_(&destroyed) {}
  Counted(Counted&& other) noexcept : destroyed_(std::exchange(other.destroyed_, nullptr)) {}
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;
  Counted& operator=(Counted&&) = delete;
  ~Counted() {
    if (destroyed_ != nullptr) {
      ++*destroyed_;
    }
  }

 private:
  int* destroyed_;
};

struct Visit {
  int destroyed = 0;
  std::thread::id before, inside, after;
  std::string result;
};

asio::awaitable<void> Go(asio::thread_pool& pool, Visit& visit) {
  visit.before = std::this_thread::get_id();
  auto job = [&visit, counted = Counted(visit.destroyed), text = std::make_unique<std::string>("worked")] {
    visit.inside = std::this_thread::get_id();
    visit.result = *text;
  };
  co_await Offload(pool, std::move(job));
  visit.after = std::this_thread::get_id();
}

Visit RunOnce() {
  Visit visit;
  asio::thread_pool pool(1);
  asio::io_context context;
  auto guard = asio::make_work_guard(context);
  asio::co_spawn(context, Go(pool, visit), [&guard](std::exception_ptr) { guard.reset(); });
  context.run();
  pool.join();
  return visit;
}

TEST(Offload, RunsTheJob) { EXPECT_EQ(RunOnce().result, "worked"); }

TEST(Offload, RunsTheJobOnTheWorkerAndResumesWhereItCameFrom) {
  const Visit visit = RunOnce();
  EXPECT_NE(visit.inside, visit.before);
  EXPECT_EQ(visit.after, visit.before);
}

TEST(Offload, DestroysTheCapturesOfTheJobOnce) { EXPECT_EQ(RunOnce().destroyed, 1); }

}  // namespace
}  // namespace rockpool::http::beast
