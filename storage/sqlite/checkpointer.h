// Moves what was committed from the write-ahead log into the database file, on a thread of its own, so that no commit has to.
#pragma once

#include <thread>

#include "server/util/thread_safety.h"
#include "storage/sqlite/connection.h"
#include "storage/sqlite/write_queue.h"

namespace rockpool::storage::sqlite {

class Checkpointer {
 public:
  // Watches the commits of `writer`, which is used by whoever has the turn of `queue`; `connection` is its own, with a busy timeout of 0,
  // for it waits for nobody, and so is `synced`, of which it uses the file alone. All must outlive it. No transaction runs on `writer` yet.
  Checkpointer(Connection& writer, WriteQueue& queue, Connection& connection, Connection& synced);
  Checkpointer(const Checkpointer&) = delete;
  Checkpointer& operator=(const Checkpointer&) = delete;

  // Ends the thread at once, or after the checkpoint that is running. Requires: no transaction runs on the writer.
  ~Checkpointer();

  // Whether so much was committed that has not been moved that who has time should leave the disk to the others. Any thread.
  bool IsBehind() const;

 private:
  // On the thread that committed: the log now has so many pages.
  void Committed(int pages);
  void Loop();
  // False if it is to stop.
  bool WaitUntilDue() ROCKPOOL_REQUIRES(mutex_);
  // With the log as long as `pages`.
  void Move(int pages);
  // True if all that was in the log is in the file.
  bool Checkpoint();
  // While commits go on, until little is left; and what was moved to the disk.
  void MoveMost();
  void SetAboutToTakeTurn(bool is_about_to);
  int PagesLeft() const;
  // Requires: the turn.
  void BeginLogAnew();

  Connection& writer_;
  WriteQueue& queue_;
  Connection& connection_;
  Connection& synced_;
  bool beginning_log_anew_ = false;  // touched with the turn alone

  mutable util::Mutex mutex_;
  util::Condition changed_;
  bool stopping_ ROCKPOOL_GUARDED_BY(mutex_) = false;
  bool due_ ROCKPOOL_GUARDED_BY(mutex_) = false;              // there is something to move
  bool urgent_ ROCKPOOL_GUARDED_BY(mutex_) = false;           // so much that it does not wait for a pause
  bool committed_since_ ROCKPOOL_GUARDED_BY(mutex_) = false;  // since the thread last looked
  bool about_to_take_turn_ ROCKPOOL_GUARDED_BY(mutex_) = false;
  int pages_ ROCKPOOL_GUARDED_BY(mutex_) = 0;        // of the present log
  int pages_moved_ ROCKPOOL_GUARDED_BY(mutex_) = 0;  // of them
  std::thread thread_;
};

}  // namespace rockpool::storage::sqlite
