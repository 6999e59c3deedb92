// How user pools, and what else may own much, are deleted without keeping anybody waiting.
//
// What owns little is deleted whole. Of a larger pool only the row changes: it gets a dead name and leaves its account, and since what
// belongs to a pool is found by the pool's id alone, all of it is gone for everybody. A user, group or app client that owns much is moved
// into a new dead pool, where nobody finds it. The rows are swept later, some in each write. It knows the tables that refer to others;
// which of their keys are unique in the whole store is the repositories' to know, and so is that what refers to two rows (a membership, a
// refresh family) is gone as soon as one of them is.
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

// A condition on a row `p` of user_pools: the same as p.pool_id < kDeadNames.
inline constexpr std::string_view kPoolLives = "p.pool_id < CAST(x'FF' AS TEXT)";

// The number that is bound to its one parameter, if a user of a living pool has it.
inline constexpr std::string_view kLivingUser =
    "(SELECT u.id FROM users AS u CROSS JOIN user_pools AS p ON p.id = u.user_pool WHERE u.id = ? AND p.pool_id < CAST(x'FF' AS TEXT))";

class Graveyard {
 public:
  // What owns no more rows than that, together with all that these own, is deleted whole.
  static constexpr std::int64_t kRowsDeletedAtOnce = 2000;

  explicit Graveyard(Connection& connection) : connection_(connection) {}

  // False if there was none.
  bool DeleteUserPool(std::string_view id);

  // Of a living pool.
  void DeleteUser(std::int64_t row);

  // Rows of pool_resources in living pools.
  void DeleteAppClient(std::int64_t row);
  void DeleteGroup(std::int64_t row);

  // Deletes up to `limit` rows (at least 1) of dead pools, and the row of a pool that has no others any more. True if there may be more.
  bool SweepSome(std::size_t limit);

  // Deletes up to `limit` rows of each kind that expired before that time.
  void SweepExpired(std::int64_t now_millis, std::size_t limit);

  // Whether there is anything to sweep.
  bool HasDead() const;

  // Whether a deletion has left rows behind since this was made.
  bool has_buried() const { return has_buried_; }

 private:
  void Bury(std::int64_t pool_row);

  // The row of a new dead pool.
  std::int64_t DigGrave();
  void MoveResource(std::int64_t row);

  bool HasExpired(std::int64_t now_millis) const;

  // Of the refresh families, with their tokens.
  void SweepExpiredFamilies(std::int64_t now_millis, std::int64_t left);

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
