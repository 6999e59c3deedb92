// When what was deleted is swept: a slice at a time with pauses between them, on a thread of its own that is there once there has been
// something to sweep.
#pragma once

#include <chrono>
#include <functional>
#include <thread>
#include <utility>

#include "server/util/thread_safety.h"

namespace rockpool::storage::sqlite {

class Sweeper {
 public:
  // `slice` sweeps some rows in a write of its own and says whether there are more; if it throws, the disk takes nothing now, and it is
  // tried again after `pause_after_failure`.
  explicit Sweeper(std::function<bool()> slice, std::chrono::milliseconds pause_after_failure = std::chrono::seconds(1))
      : slice_(std::move(slice)), pause_after_failure_(pause_after_failure) {}
  Sweeper(const Sweeper&) = delete;
  Sweeper& operator=(const Sweeper&) = delete;
  ~Sweeper() { Stop(); }

  // There is something to sweep. Any thread, inside a write too. It waits for nothing.
  void Wake();

  // Ends the thread, after the slice that is running. From now on nothing wakes it.
  void Stop();

 private:
  using Clock = std::chrono::steady_clock;

  void Loop();
  // How long to rest after it. Leaves `more` as it is if the slice fails.
  Clock::duration RunSlice(bool& more);
  // Both are false if it is time to stop.
  bool WaitForWork();
  bool Pause(Clock::duration pause);

  const std::function<bool()> slice_;
  const std::chrono::milliseconds pause_after_failure_;
  util::Mutex mutex_;
  util::Condition changed_;
  bool stopping_ ROCKPOOL_GUARDED_BY(mutex_) = false;
  bool due_ ROCKPOOL_GUARDED_BY(mutex_) = false;
  bool is_running_ ROCKPOOL_GUARDED_BY(mutex_) = false;  // the thread
  std::thread thread_;                                   // touched by whoever changes is_running_
};

}  // namespace rockpool::storage::sqlite
