// How user pools are deleted without keeping anybody waiting, however much they own.
//
// What owns little is deleted whole. Of a larger pool only the row changes: it gets a dead name and leaves its account, and since what
// belongs to a pool is found by the pool's id alone, all of it is gone for everybody. Its rows are swept later, some in each write. It
// knows the tables that refer to user_pools; which of their keys are unique in the whole store is the repositories' to know.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <thread>
#include <utility>

#include "server/util/thread_safety.h"
#include "storage/sqlite/connection.h"

namespace rockpool::storage::sqlite {

// The pool_id of a living pool is below this, that of a dead one is not.
inline constexpr std::string_view kDeadNames = "\xFF";

class Graveyard {
 public:
  // A pool that owns no more rows than that in any table is deleted whole.
  static constexpr std::int64_t kRowsDeletedAtOnce = 2000;

  explicit Graveyard(Connection& connection) : connection_(connection) {}

  // False if there was none.
  bool DeleteUserPool(std::string_view id);

  // Deletes up to `limit` rows (at least 1) of dead pools, and the row of a pool that has no others any more. True if there may be more.
  bool SweepSome(std::size_t limit);

  // Whether there is anything to sweep.
  bool HasDead() const;

  // Whether DeleteUserPool has left rows behind since this was made.
  bool has_buried() const { return has_buried_; }

 private:
  bool OwnsMuch(std::int64_t pool_row) const;
  void Bury(std::int64_t pool_row);

  Connection& connection_;
  bool has_buried_ = false;
};

// When what was deleted is swept: a slice at a time with pauses between them, on a thread of its own that is there once there has been
// something to sweep.

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
