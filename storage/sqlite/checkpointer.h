// Moves what was committed from the write-ahead log into the database file, on a thread of its own, so that hardly any commit has to.
#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "storage/sqlite/connection.h"

namespace rockpool::storage::sqlite {

class Checkpointer {
 public:
  // Watches the commits of `writer`; `connection` is its own, with a busy timeout of 0, for it never makes others wait. Both must outlive
  // it.
  Checkpointer(Connection& writer, Connection& connection);
  Checkpointer(const Checkpointer&) = delete;
  Checkpointer& operator=(const Checkpointer&) = delete;

  // Ends the thread at once, or after the checkpoint that is running.
  ~Checkpointer();

 private:
  // On the thread that committed: the log now has so many pages.
  void Committed(int pages);
  void Loop();
  // How many pages of the log are in the database file by now; nothing if others were in the way.
  std::optional<int> Checkpoint();

  Connection& writer_;
  Connection& connection_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  bool due_ = false;              // there is something to move
  bool urgent_ = false;           // so much that it does not wait for a pause
  bool committed_since_ = false;  // since the thread last looked
  int pages_moved_ = 0;           // of the present log
  std::thread thread_;
};

}  // namespace rockpool::storage::sqlite
