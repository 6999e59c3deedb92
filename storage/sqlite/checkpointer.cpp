#include "storage/sqlite/checkpointer.h"

#include <sqlite3.h>

#include <chrono>
#include <exception>

#include "storage/sqlite/statement.h"

namespace rockpool::storage::sqlite {
namespace {

// A pause in writing after which a checkpoint disturbs nobody.
constexpr std::chrono::milliseconds kPause{300};

constexpr int kPagesThatDoNotWait = 1000;

// The log grows for ever if commits always overtake the thread; then one of them must do the work itself.
constexpr int kPagesForTheWriter = 10000;

}  // namespace

Checkpointer::Checkpointer(Connection& writer, Connection& connection) : writer_(writer), connection_(connection) {
  // This hook takes the place of wal_autocheckpoint.
  const auto hook = [](void* self, sqlite3* handle, const char* database, int pages) {
    static_cast<Checkpointer*>(self)->Committed(pages);
    if (pages >= kPagesForTheWriter) {
      sqlite3_wal_checkpoint_v2(handle, database, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    }
    return SQLITE_OK;
  };
  thread_ = std::thread(&Checkpointer::Loop, this);
  sqlite3_wal_hook(writer_.handle(), hook, this);
}

Checkpointer::~Checkpointer() {
  sqlite3_wal_hook(writer_.handle(), nullptr, nullptr);
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

void Checkpointer::Committed(int pages) {
  bool wake = false;
  {
    const std::lock_guard lock(mutex_);
    if (pages < pages_moved_) {
      pages_moved_ = 0;  // the log began anew
    }
    const bool urgent = pages - pages_moved_ >= kPagesThatDoNotWait;
    // Waking a thread costs as much as the commit, so only when it must act otherwise than it would.
    wake = !due_ || (urgent && !urgent_);
    due_ = true;
    urgent_ = urgent;
    committed_since_ = true;
  }
  if (wake) {
    changed_.notify_one();
  }
}

void Checkpointer::Loop() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return stopping_ || due_; });
    do {
      committed_since_ = false;
      changed_.wait_for(lock, kPause, [this] { return stopping_ || urgent_; });
    } while (!stopping_ && !urgent_ && committed_since_);
    if (stopping_) {
      return;
    }
    due_ = false;
    urgent_ = false;
    lock.unlock();
    const std::optional<int> moved = Checkpoint();
    lock.lock();
    pages_moved_ = moved.value_or(pages_moved_);
    due_ = due_ || !moved;
  }
}

std::optional<int> Checkpointer::Checkpoint() {
  try {
    Statement checkpoint(connection_, "PRAGMA wal_checkpoint(PASSIVE)");
    checkpoint.Step();
    const bool busy = checkpoint.Integer(0) != 0;
    return busy ? std::nullopt : std::optional(static_cast<int>(checkpoint.Integer(2)));
  } catch (const std::exception&) {
    // A full or failing disk: what was committed is safe in the log, and the next commit brings the thread back.
    return 0;
  }
}

}  // namespace rockpool::storage::sqlite
