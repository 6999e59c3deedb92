#include "storage/sqlite/log_syncer.h"

#include <algorithm>
#include <exception>
#include <iterator>
#include <utility>

#include "server/util/log.h"
#include "storage/errors.h"

namespace rockpool::storage::sqlite {
namespace {

using Lock = util::LockGuard<util::Mutex>;

[[noreturn]] void Refuse() {
  throw Unwritable("A sync of the write-ahead log failed, so that nothing can be promised any more until the next start.");
}

}  // namespace

LogSyncer::~LogSyncer() {
  {
    const Lock lock(mutex_);
    stopping_ = true;
    if (!is_running_) {
      return;
    }
  }
  wanted_more_.NotifyOne();
  thread_.join();
}

void LogSyncer::WhenSynced(std::function<void()> then) {
  {
    const Lock lock(mutex_);
    const std::uint64_t commit = committed_.load(std::memory_order_acquire);
    if (commit > synced_) {
      if (!failed_) {
        Want(commit);
        waiting_.push_back(std::move(then));
      }
      return;
    }
  }
  then();
}

void LogSyncer::WaitUntilSynced() {
  const Lock lock(mutex_);
  const std::uint64_t commit = committed_.load(std::memory_order_acquire);
  if (commit > synced_ && !failed_) {
    Want(commit);
  }
  while (commit > synced_ && !failed_) {
    synced_more_.Wait(mutex_);
  }
  if (commit > synced_) {
    Refuse();
  }
}

void LogSyncer::RefuseIfFailed() const {
  if (failed_) {
    Refuse();
  }
}

void LogSyncer::Want(std::uint64_t commit) {
  if (!is_running_) {
    thread_ = std::thread(&LogSyncer::Loop, this);
    is_running_ = true;
  }
  wanted_ = std::max(wanted_, commit);
  wanted_more_.NotifyOne();
}

bool LogSyncer::Sync() const noexcept {
  try {
    sync_();
    return true;
  } catch (const std::exception& error) {
    util::Log(util::LogLevel::kError, "the disk failed to keep what was written; no write is taken until the next start",
              {{"error", error.what()}});
    return false;
  }
}

void LogSyncer::Loop() {
  while (true) {
    std::vector<std::function<void()>> told;
    {
      const Lock lock(mutex_);
      while (wanted_ <= synced_ && !stopping_) {
        wanted_more_.Wait(mutex_);
      }
      if (wanted_ <= synced_) {
        return;
      }
      told.swap(waiting_);
    }
    // All that those who wait have asked for was committed before, and what was committed meanwhile is had for nothing.
    const std::uint64_t commit = committed_.load(std::memory_order_acquire);
    const bool kept = Sync();
    {
      const Lock lock(mutex_);
      synced_ = kept ? commit : synced_;
      failed_ = !kept;
      if (!kept) {
        std::ranges::move(waiting_, std::back_inserter(told));  // to be destroyed outside the lock
        waiting_.clear();
      }
    }
    synced_more_.NotifyAll();
    if (!kept) {
      return;
    }
    for (const std::function<void()>& then : told) {
      then();
    }
  }
}

}  // namespace rockpool::storage::sqlite
