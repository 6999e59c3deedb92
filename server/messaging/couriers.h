// Threads that carry messages away from the server, so that no call waits for whoever takes them.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "server/util/thread_safety.h"

namespace rockpool::messaging {

// How many errands there may be. Those for one receiver are limited so that one who takes for ever leaves threads and places to the others.
struct CourierLimits {
  std::size_t waiting = 1000;
  std::size_t waiting_for_one = waiting;
  std::size_t at_once_for_one = std::numeric_limits<std::size_t>::max();
};

// Made when there is something to carry: who never has a relay or a custom sender has no thread either.
class Couriers {
 public:
  // May be asked to stop on its way. Does not throw.
  using Errand = std::function<void(const std::stop_token& stop)>;

  // With one thread, errands are run in the order in which they came.
  explicit Couriers(std::size_t threads, CourierLimits limits = {}) : threads_(threads), limits_(limits) {}
  // As Stop without grace. What errands point to is still there.
  ~Couriers() { Stop(std::chrono::milliseconds(0)); }
  Couriers(const Couriers&) = delete;
  Couriers& operator=(const Couriers&) = delete;

  // False, and nothing will run, where as many wait as may, after Stop, and where no thread can be had. `receiver` is whom it is for, by
  // any name. Any thread; does not block.
  bool Take(Errand errand, std::string receiver = "") ROCKPOOL_EXCLUDES(mutex_);

  // Goes on with what waits for as long as `grace`; then drops the rest, asks what is on its way to stop, and waits for that. Returns how
  // many were dropped. Any thread, once; later calls do nothing.
  std::size_t Stop(std::chrono::milliseconds grace) ROCKPOOL_EXCLUDES(mutex_);

 private:
  struct Load {
    Errand errand;
    std::string receiver;
  };
  using Queue = std::deque<Load>;

  void Carry() ROCKPOOL_EXCLUDES(mutex_);
  std::optional<Load> Next() ROCKPOOL_EXCLUDES(mutex_);  // nullopt: nothing will come any more
  void Finish(const std::string& receiver) ROCKPOOL_EXCLUDES(mutex_);

  bool HasRoomFor(const std::string& receiver) const ROCKPOOL_REQUIRES(mutex_);
  bool EnsureCarriers() ROCKPOOL_REQUIRES(mutex_);  // false: the system has no thread left, not even for one
  Queue::iterator FirstThatMayGo() ROCKPOOL_REQUIRES(mutex_);
  bool IsAllDone() const ROCKPOOL_REQUIRES(mutex_) { return waiting_.empty() && on_the_way_.empty(); }

  const std::size_t threads_;
  const CourierLimits limits_;
  util::Mutex mutex_;
  util::Condition bell_;  // something may go, or nothing will come any more
  util::Condition done_;  // nothing waits and nobody is on his way
  Queue waiting_ ROCKPOOL_GUARDED_BY(mutex_);
  std::map<std::string, std::size_t> on_the_way_ ROCKPOOL_GUARDED_BY(mutex_);  // by receiver; never 0
  std::size_t idle_ ROCKPOOL_GUARDED_BY(mutex_) = 0;
  bool closed_ ROCKPOOL_GUARDED_BY(mutex_) = false;
  std::vector<std::thread> carriers_ ROCKPOOL_GUARDED_BY(mutex_);
  std::stop_source stop_;
};

}  // namespace rockpool::messaging
