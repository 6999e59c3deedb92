#include "storage/sqlite/store.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

#include "storage/sqlite/connection.h"
#include "storage/sqlite/graveyard.h"
#include "storage/sqlite/log_file.h"
#include "storage/sqlite/migrator.h"
#include "storage/sqlite/revision.h"
#include "storage/sqlite/statement.h"
#include "storage/sqlite/transaction.h"

namespace rockpool::storage::sqlite {
namespace {

// Even with one writer SQLite is busy now and then, with a checkpoint; and at the start while a tool reads the file.
constexpr std::chrono::milliseconds kBusyTimeout{5000};

// The stores in which this thread is inside a transaction.
thread_local std::vector<const void*> stores_of_this_thread;

void RefuseNesting(const void* store) {
  if (std::ranges::count(stores_of_this_thread, store) != 0) {
    throw std::logic_error("A transaction begins inside another one of the same thread.");
  }
}

class OneTransactionPerThread {
 public:
  explicit OneTransactionPerThread(const void* store) {
    RefuseNesting(store);
    stores_of_this_thread.push_back(store);
  }
  OneTransactionPerThread(const OneTransactionPerThread&) = delete;
  OneTransactionPerThread& operator=(const OneTransactionPerThread&) = delete;
  // Transactions end in the reverse order of their beginnings.
  ~OneTransactionPerThread() { stores_of_this_thread.pop_back(); }
};

// The writing thread, which works for one that waits, is inside all that the waiting one is in.
class OnBehalfOf {
 public:
  explicit OnBehalfOf(std::vector<const void*> stores) : stores_(std::move(stores)) { stores_.swap(stores_of_this_thread); }
  OnBehalfOf(const OnBehalfOf&) = delete;
  OnBehalfOf& operator=(const OnBehalfOf&) = delete;
  ~OnBehalfOf() { stores_.swap(stores_of_this_thread); }

 private:
  std::vector<const void*> stores_;
};

class TurnIfFree {
 public:
  explicit TurnIfFree(WriteQueue& queue) : queue_(queue), has_turn_(queue.TryTake()) {}
  TurnIfFree(const TurnIfFree&) = delete;
  TurnIfFree& operator=(const TurnIfFree&) = delete;
  ~TurnIfFree() {
    if (has_turn_) {
      queue_.Give();
    }
  }

 private:
  WriteQueue& queue_;
  const bool has_turn_;
};

void Run(Connection& connection, TransactionKind kind, const auto& body, std::optional<std::int64_t> generation = std::nullopt) {
  connection.Begin(kind);
  try {
    Transaction transaction(connection, generation);
    body(transaction);
  } catch (...) {
    connection.Rollback();
    throw;
  }
  connection.Commit();
}

// Whatever the first run throws, the second one will throw it again.
void Rehearse(Connection& connection, const auto& body) {
  connection.Begin(TransactionKind::kWrite);
  try {
    Transaction transaction(connection);
    body(transaction);
  } catch (...) {  // NOLINT(bugprone-empty-catch)
  }
  connection.Rollback();
}

void TurnOnWriteAheadLog(Connection& connection) {
  Statement mode(connection, "PRAGMA journal_mode = WAL");
  if (!mode.Step() || mode.Text(0) != "wal") {
    throw std::runtime_error("its file system takes no write-ahead log");
  }
}

std::unique_ptr<Connection> OpenWriter(const DatabaseFile* file) {
  auto writer = std::make_unique<Connection>(file != nullptr ? file->path() : ":memory:", kBusyTimeout);
  if (file != nullptr) {
    if (writer->IsReadOnly()) {
      throw std::runtime_error("it can only be read");
    }
    CheckIsOurs(*writer, Migrations(), file->path());
    TurnOnWriteAheadLog(*writer);
    // With FULL each commit would sync the log by itself; LogSyncer does it once for many.
    writer->Execute("PRAGMA synchronous = NORMAL");
    // A disk that stands still lets the log grow by what is written meanwhile; it gives that back when it begins anew. 64 MiB.
    writer->Execute("PRAGMA journal_size_limit = 67108864");
  }
  Migrate(*writer, Migrations());
  DrawFirstGeneration(*writer);
  return writer;
}

// Those of `to` are gone afterwards.
void CopyProperties(Connection& from, Connection& to) {
  to.Execute("DELETE FROM properties");
  Properties copies(to);
  Statement properties(from, "SELECT name, value FROM properties");
  while (properties.Step()) {
    copies.Put(properties.Text(0), properties.Text(1));
  }
}

// So that the numbers of `from` are not drawn again in `to`.
void RaiseNumbers(Connection& from, Connection& to) {
  Statement drawn(from, "SELECT name, seq FROM sqlite_sequence");
  while (drawn.Step()) {
    const std::string table = drawn.Text(0);
    Statement raise(to, "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?");
    if (raise.Bind(drawn.Integer(1), table).Run() == 0) {
      Statement(to, "INSERT INTO sqlite_sequence (seq, name) VALUES (?, ?)").Bind(drawn.Integer(1), table).Run();
    }
  }
}

}  // namespace

std::unique_ptr<Store> Store::Open(const Options& options) {
  std::unique_ptr<DatabaseFile> file;
  if (options.path != ":memory:") {
    file = std::make_unique<DatabaseFile>(options.path);
  }
  try {
    std::unique_ptr<Connection> writer = OpenWriter(file.get());
    return std::unique_ptr<Store>(new Store(options, std::move(file), std::move(writer)));
  } catch (const CannotOpen&) {
    throw;
  } catch (const std::exception& error) {
    throw CannotOpen("The database '" + options.path + "' cannot be opened: " + error.what() + ".");
  }
}

Store::Store(const Options& options, std::unique_ptr<DatabaseFile> file, std::unique_ptr<Connection> writer)
    : rehearse_writes_(options.rehearse_writes), file_(std::move(file)), writer_(std::move(writer)) {
  if (file_) {
    readers_ = std::make_unique<Readers>([path = file_->path()] { return std::make_unique<Connection>(path, kBusyTimeout); });
    if (options.durability == Durability::kPower) {
      syncer_ = std::make_unique<LogSyncer>([log = std::make_shared<LogFile>(file_->path())] { log->Sync(); });
    }
    checkpoint_connection_ = std::make_unique<Connection>(file_->path(), std::chrono::milliseconds(0));
    synced_connection_ = std::make_unique<Connection>(file_->path(), std::chrono::milliseconds(0));
    checkpointer_ = std::make_unique<Checkpointer>(*writer_, queue_, *checkpoint_connection_, *synced_connection_);
  }
  if (Graveyard(*writer_).HasDead()) {
    sweeper_.Wake();
  }
}

Store::~Store() {
  sweeper_.Stop();
  queue_.Finish();
  if (!file_) {
    return;
  }
  syncer_.reset();
  checkpointer_.reset();
  checkpoint_connection_.reset();
  synced_connection_.reset();
  readers_.reset();
  try {
    Statement(*writer_, "PRAGMA wal_checkpoint(TRUNCATE)").Run();
  } catch (const std::exception&) {
    // What was committed is safe in the log, and the next start reads it from there.
  }
}

void Store::WithReader(const std::function<void(Connection&)>& body) const {
  const OneTransactionPerThread only(this);
  if (readers_ && queue_.HasTurn()) {
    // Each commit makes the other connections forget what they have read, and this one has it at hand.
    body(*writer_);
  } else if (readers_) {
    const Readers::Lease reader = readers_->Borrow();
    body(reader.connection());
  } else {
    const util::LockGuard lock(memory_mutex_);
    body(*writer_);
  }
}

void Store::WithWriter(const std::function<void(Connection&)>& body) {
  RefuseNesting(this);
  const bool answers_later = queue_.HasTurn();
  queue_.Run([&, stores = stores_of_this_thread] {
    const OnBehalfOf caller(stores);
    const OneTransactionPerThread only(this);
    if (file_) {
      if (syncer_) {
        syncer_->RefuseIfFailed();
      }
      body(*writer_);
    } else {
      const util::LockGuard lock(memory_mutex_);
      body(*writer_);
    }
    if (syncer_) {
      syncer_->Committed();
    }
  });
  if (syncer_ && !answers_later) {
    syncer_->WaitUntilSynced();
  }
}

void Store::WhenDurable(std::function<void()> then) {
  if (syncer_) {
    syncer_->WhenSynced(std::move(then));
  } else {
    then();
  }
}

void Store::ReadTransaction(const std::function<void(const storage::Transaction&)>& body) const {
  // Nobody replaces the contents meanwhile.
  const auto known = queue_.HasTurn() ? generation_ : std::nullopt;
  WithReader([&](Connection& connection) { Run(connection, TransactionKind::kRead, body, known); });
}

void Store::BriefReadTransaction(const std::function<void(const storage::Transaction&)>& body) const {
  RefuseNesting(this);
  const TurnIfFree turn(queue_);
  ReadTransaction(body);
}

void Store::WriteTransaction(const std::function<void(storage::Transaction&)>& body) {
  WithWriter([&](Connection& writer) {
    if (rehearse_writes_) {
      Rehearse(writer, body);
    }
    if (!generation_) {
      generation_ = GenerationOf(writer);
    }
    bool has_buried = false;
    const auto noting = [&](Transaction& transaction) {
      body(transaction);
      has_buried = transaction.has_buried();
    };
    Run(writer, TransactionKind::kWrite, noting, generation_);
    if (has_buried) {
      sweeper_.Wake();
    }
  });
}

bool Store::SweepSlice() {
  constexpr std::size_t kRows = 50;
  constexpr int kMostLeftOut = 500;
  // A sweep is faster than the disk, and would fill the log for the others. A checkpoint that a reader or the disk keeps from moving waits
  // for the next commit, which may be the sweep's alone.
  if (checkpointer_ && checkpointer_->IsBehind() && ++slices_left_out_ <= kMostLeftOut) {
    return true;
  }
  slices_left_out_ = 0;
  return Write([](storage::Transaction& transaction) { return transaction.SweepSome(kRows); });
}

void Store::Replace(const storage::Store& other, const Amendment& amendment) {
  const auto* source = dynamic_cast<const Store*>(&other);
  if (source == nullptr || source == this) {
    throw std::logic_error("The contents of a store are replaced with those of another one of the same kind.");
  }
  RefuseNesting(this);
  // What stays must be in place before anyone sees the copy, so it is made up beside the store.
  Connection copy(":memory:", kBusyTimeout);
  source->WithReader([&](Connection& from) { CopyDatabase(from, copy); });
  WithWriter([&](Connection& writer) {
    CopyProperties(writer, copy);
    CopyKeyPairs(writer, copy);
    RaiseNumbers(writer, copy);
    DrawNextGeneration(copy);
    if (amendment.write) {
      if (rehearse_writes_) {
        Rehearse(copy, amendment.write);
      }
      Run(copy, TransactionKind::kWrite, amendment.write);
    }
    generation_.reset();
    CopyDatabase(copy, writer);
    if (amendment.then) {
      amendment.then();
    }
    // The checkpointer hears of a backup's commit by the next statement only, which this is.
    if (Graveyard(writer).HasDead()) {
      sweeper_.Wake();
    }
  });
}

}  // namespace rockpool::storage::sqlite
