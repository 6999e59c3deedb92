// Threads for work that waits for others: made when there is work, kept a few seconds for the next, and bounded. Nothing is ever queued,
// for what waits behind a silent server would wait for it too.
#pragma once

#include <pthread.h>

#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <vector>

#include "server/util/thread_safety.h"

namespace rockpool::http::beast {

// Any thread may use it.
class WaitingThreads {
 public:
  using Job = std::function<void()>;

  // At most `most` threads at a time; one that had nothing to do for `patience` ends.
  explicit WaitingThreads(std::size_t most, std::chrono::milliseconds patience = std::chrono::seconds(5))
      : most_(most), patience_(patience) {}

  // As Join.
  ~WaitingThreads();
  WaitingThreads(const WaitingThreads&) = delete;
  WaitingThreads& operator=(const WaitingThreads&) = delete;

  // Runs `job` on a thread of its own. False, and nothing is run, if all threads are busy or the system has none left. `job` does not
  // throw.
  bool TryRun(Job job);

  // Waits for all that still run. No TryRun comes after it.
  void Join();

  // How many threads there are, busy or not.
  std::size_t count() const;

 private:
  static void* Main(void* self);
  void Serve() ROCKPOOL_EXCLUDES(mutex_);
  // False where none came for `patience_`, or it is over.
  bool WaitForJob() ROCKPOOL_REQUIRES(mutex_);
  bool Start() ROCKPOOL_REQUIRES(mutex_);
  void JoinEnded() ROCKPOOL_REQUIRES(mutex_);

  const std::size_t most_;
  const std::chrono::milliseconds patience_;
  mutable util::Mutex mutex_;
  util::Condition wake_;
  util::Condition none_;
  std::deque<Job> jobs_ ROCKPOOL_GUARDED_BY(mutex_);   // each has a thread: one that waits for it, or one that is being made
  std::size_t count_ ROCKPOOL_GUARDED_BY(mutex_) = 0;  // threads that have not ended
  std::size_t idle_ ROCKPOOL_GUARDED_BY(mutex_) = 0;   // those of them that no job of `jobs_` is meant for
  bool over_ ROCKPOOL_GUARDED_BY(mutex_) = false;
  std::vector<pthread_t> ended_ ROCKPOOL_GUARDED_BY(mutex_);  // still to be joined, which is a matter of microseconds
};

}  // namespace rockpool::http::beast
