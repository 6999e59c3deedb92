// Makes commits survive a power cut: one sync of the write-ahead log for all that were made before it, on a thread of its own.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <thread>
#include <utility>
#include <vector>

#include "server/util/thread_safety.h"

namespace rockpool::storage::sqlite {

// Any thread. The thread is started by the first one that waits, and sleeps while nobody does.
//
// After a sync that failed nobody can know what the disk holds: the kernel takes the pages for written and tells of it once
// (https://wiki.postgresql.org/wiki/Fsync_Errors), so that a later sync which succeeds promises nothing. It fails for good then.
class LogSyncer {
 public:
  // `sync` returns when the disk holds all that was committed before it was called, and throws if it cannot be known.
  explicit LogSyncer(std::function<void()> sync) : sync_(std::move(sync)) {}
  LogSyncer(const LogSyncer&) = delete;
  LogSyncer& operator=(const LogSyncer&) = delete;

  // Syncs once more if somebody waits.
  ~LogSyncer();

  // After each commit.
  void Committed() noexcept { committed_.fetch_add(1, std::memory_order_release); }

  // Calls `then` when all commits so far are synced: at once if they are, else on the thread. Destroys it uncalled if a sync has failed.
  void WhenSynced(std::function<void()> then);

  // Returns when all commits so far are synced. Throws Unwritable if a sync has failed.
  void WaitUntilSynced();

  // Throws Unwritable if a sync has failed.
  void RefuseIfFailed() const;

 private:
  void Loop();
  // Asks the thread to sync that commit too.
  void Want(std::uint64_t commit) ROCKPOOL_REQUIRES(mutex_);
  bool Sync() const noexcept;

  const std::function<void()> sync_;
  // Counted from 1, in the order in which they were made.
  std::atomic<std::uint64_t> committed_ = 0;
  std::atomic<bool> failed_ = false;  // written under the mutex

  util::Mutex mutex_;
  util::Condition wanted_more_;
  util::Condition synced_more_;
  std::uint64_t wanted_ ROCKPOOL_GUARDED_BY(mutex_) = 0;
  std::uint64_t synced_ ROCKPOOL_GUARDED_BY(mutex_) = 0;
  std::vector<std::function<void()>> waiting_ ROCKPOOL_GUARDED_BY(mutex_);  // for what is wanted, or less
  bool stopping_ ROCKPOOL_GUARDED_BY(mutex_) = false;
  bool is_running_ ROCKPOOL_GUARDED_BY(mutex_) = false;  // the thread
  std::thread thread_;                                   // touched by whoever changes is_running_
};

}  // namespace rockpool::storage::sqlite
