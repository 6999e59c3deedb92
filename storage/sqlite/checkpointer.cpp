#include "storage/sqlite/checkpointer.h"

#include <sqlite3.h>

#include <chrono>
#include <exception>
#include <string>

#include "storage/sqlite/statement.h"

namespace rockpool::storage::sqlite {
namespace {

using Lock = util::LockGuard<util::Mutex>;

// A pause in writing after which a checkpoint disturbs nobody.
constexpr std::chrono::milliseconds kPause{300};

constexpr int kPagesThatDoNotWait = 1000;

// The log grows for ever if commits always overtake the thread; then they must wait for it once, for as long as the last pages take: a
// thousand of them, anywhere in a large file, kept the others waiting for 75 ms.
constexpr int kPagesThatTakeTheTurn = 10000;
constexpr int kLastPages = 100;
constexpr int kMostRounds = 4;

// To the disk with what was written into the database's file, whichever connection wrote it. What goes wrong is told to each connection
// that syncs, so SQLite hears of it by its own.
void SyncFile(Connection& connection) {
  sqlite3_file* file = nullptr;
  if (sqlite3_file_control(connection.handle(), "main", SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK && file->pMethods != nullptr) {
    file->pMethods->xSync(file, SQLITE_SYNC_NORMAL);
  }
}

std::string VersionOf(Connection& connection) {
  Statement version(connection, "PRAGMA user_version");
  version.Step();
  return version.Text(0);
}

}  // namespace

Checkpointer::Checkpointer(Connection& writer, WriteQueue& queue, Connection& connection, Connection& synced)
    : writer_(writer), queue_(queue), connection_(connection), synced_(synced) {
  // This hook takes the place of wal_autocheckpoint.
  const auto hook = [](void* self, sqlite3*, const char*, int pages) {
    static_cast<Checkpointer*>(self)->Committed(pages);
    return SQLITE_OK;
  };
  sqlite3_wal_hook(writer_.handle(), hook, this);
  thread_ = std::thread(&Checkpointer::Loop, this);
}

Checkpointer::~Checkpointer() {
  {
    const Lock lock(mutex_);
    stopping_ = true;
  }
  changed_.NotifyOne();
  thread_.join();
  sqlite3_wal_hook(writer_.handle(), nullptr, nullptr);
}

void Checkpointer::Committed(int pages) {
  bool wake = false;
  {
    const Lock lock(mutex_);
    if (pages <= pages_moved_) {
      pages_moved_ = 0;  // the log began anew
    }
    pages_ = pages;
    if (beginning_log_anew_) {
      return;  // and needs no moving
    }
    const bool urgent = pages_ - pages_moved_ >= kPagesThatDoNotWait;
    // Waking a thread costs as much as the commit, so only when it must act otherwise than it would.
    wake = !due_ || (urgent && !urgent_);
    due_ = true;
    urgent_ = urgent;
    committed_since_ = true;
  }
  if (wake) {
    changed_.NotifyOne();
  }
}

void Checkpointer::Loop() {
  while (true) {
    int pages = 0;
    {
      const Lock lock(mutex_);
      if (!WaitUntilDue()) {
        return;
      }
      due_ = urgent_ = false;
      pages = pages_;
    }
    Move(pages);
  }
}

bool Checkpointer::WaitUntilDue() {
  while (!stopping_ && !due_) {
    changed_.Wait(mutex_);
  }
  do {
    committed_since_ = false;
    const auto end = std::chrono::steady_clock::now() + kPause;
    while (!stopping_ && !urgent_ && changed_.WaitUntil(mutex_, end)) {
    }
  } while (!stopping_ && !urgent_ && committed_since_);
  return !stopping_;
}

bool Checkpointer::IsBehind() const {
  const Lock lock(mutex_);
  return about_to_take_turn_ || pages_ - pages_moved_ >= kPagesThatDoNotWait;
}

void Checkpointer::SetAboutToTakeTurn(bool is_about_to) {
  const Lock lock(mutex_);
  about_to_take_turn_ = is_about_to;
}

int Checkpointer::PagesLeft() const {
  const Lock lock(mutex_);
  return pages_ - pages_moved_;
}

void Checkpointer::MoveMost() {
  for (int round = 0; round < kMostRounds && PagesLeft() > kLastPages; ++round) {
    Checkpoint();
  }
  SyncFile(synced_);  // SQLite leaves it to the checkpoint that moves all, which is the one for which others wait
}

void Checkpointer::Move(int pages) {
  if (pages >= kPagesThatTakeTheTurn) {
    SetAboutToTakeTurn(true);
    MoveMost();
    queue_.Run([this] {
      if (Checkpoint()) {
        BeginLogAnew();
      }
    });
    SetAboutToTakeTurn(false);
  } else if (Checkpoint()) {
    queue_.Run([this] { BeginLogAnew(); });
  }
}

bool Checkpointer::Checkpoint() {
  try {
    Statement checkpoint(connection_, "PRAGMA wal_checkpoint(PASSIVE)");
    checkpoint.Step();
    const bool busy = checkpoint.Integer(0) != 0;
    const auto pages = static_cast<int>(checkpoint.Integer(1));
    const auto moved = static_cast<int>(checkpoint.Integer(2));
    const Lock lock(mutex_);
    if (busy) {
      due_ = true;  // others were in the way
      return false;
    }
    pages_moved_ = moved;
    return moved == pages;
  } catch (const std::exception&) {
    // A full or failing disk: what was committed is safe in the log, and the next commit brings the thread back.
    return false;
  }
}

// The first commit after a whole checkpoint writes over the log from its beginning, and must sync the new header before anything else, for
// old frames behind new ones would be taken for valid (sqlite3WalFrames in SQLite's wal.c, https://sqlite.org/src/info/ff5be73dee). So it
// is made here, of something that changes nothing: an I/O thread that finds the turn taken queues its call, and waits for no disk.
void Checkpointer::BeginLogAnew() {
  {
    const Lock lock(mutex_);
    if (pages_ != pages_moved_) {
      return;  // somebody has committed meanwhile, behind what is there
    }
  }
  beginning_log_anew_ = true;
  try {
    // SQLite leaves out an UPDATE that changes no byte, but not this.
    writer_.Execute(("PRAGMA user_version = " + VersionOf(writer_)).c_str());
  } catch (const std::exception&) {
    // As above. The next commit does it.
  }
  beginning_log_anew_ = false;
}

}  // namespace rockpool::storage::sqlite
