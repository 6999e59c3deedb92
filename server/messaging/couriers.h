// Threads that carry messages away from the server, so that no call waits for whoever takes them.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace rockpool::messaging {

// Made when there is something to carry: who never has a relay or a custom sender has no thread either.
class Couriers {
 public:
  // May be asked to stop on its way. Does not throw.
  using Errand = std::function<void(const std::stop_token& stop)>;

  static constexpr std::size_t kMostWaiting = 1000;

  // With one thread, errands are run in the order in which they came.
  explicit Couriers(std::size_t threads, std::size_t most_waiting = kMostWaiting) : threads_(threads), most_waiting_(most_waiting) {}
  // As Stop without grace. What errands point to is still there.
  ~Couriers() { Stop(std::chrono::milliseconds(0)); }
  Couriers(const Couriers&) = delete;
  Couriers& operator=(const Couriers&) = delete;

  // False, and nothing will run, where as many wait as may, after Stop, and where no thread can be had. Any thread; does not block.
  bool Take(Errand errand);

  // Goes on with what waits for as long as `grace`; then drops the rest, asks what is on its way to stop, and waits for that. Returns how
  // many were dropped. Any thread, once; later calls do nothing.
  std::size_t Stop(std::chrono::milliseconds grace);

 private:
  void Carry();

  const std::size_t threads_;
  const std::size_t most_waiting_;
  std::mutex mutex_;
  std::condition_variable bell_;  // something waits, or nothing will come any more
  std::condition_variable done_;  // nothing waits and nobody is on his way
  std::deque<Errand> waiting_;
  std::size_t idle_ = 0;
  std::size_t busy_ = 0;
  bool closed_ = false;
  std::stop_source stop_;
  std::vector<std::thread> carriers_;
};

}  // namespace rockpool::messaging
