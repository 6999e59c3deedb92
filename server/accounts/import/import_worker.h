// The thread that runs import jobs, one after another, whenever there are some.
#pragma once

#include <memory>
#include <thread>

#include "server/accounts/import/importer.h"
#include "server/util/thread_safety.h"

namespace rockpool::accounts {

// The bell of a worker, for whoever starts a job. It may ring before there is a worker, and after its end.
class ImportBell {
 public:
  // There may be a job, or a file that nobody needs any more. Any thread; waits for nothing.
  void Ring();

  void Stop();

  // Until it rings; false if it is to stop.
  bool Wait();
  bool has_stopped() const;

 private:
  mutable util::Mutex mutex_;
  util::Condition changed_;
  bool has_rung_ ROCKPOOL_GUARDED_BY(mutex_) = true;  // what a server before this one has left
  bool has_stopped_ ROCKPOOL_GUARDED_BY(mutex_) = false;
};

// From its making to its end, which waits for the rows that are being written; a job goes on when there is a worker again.
class ImportWorker {
 public:
  // What it is given outlives it.
  ImportWorker(const world::World& world, ImportFiles& files, std::shared_ptr<ImportBell> bell);
  ImportWorker(const ImportWorker&) = delete;
  ImportWorker& operator=(const ImportWorker&) = delete;
  ~ImportWorker();

 private:
  void Loop() noexcept;

  Importer importer_;
  const std::shared_ptr<ImportBell> bell_;
  std::thread thread_;
};

}  // namespace rockpool::accounts
