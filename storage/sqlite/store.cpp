#include "storage/sqlite/store.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include "storage/sqlite/backup.h"
#include "storage/sqlite/migrations.h"
#include "storage/sqlite/migrator.h"
#include "storage/sqlite/statement.h"
#include "storage/sqlite/transaction.h"

namespace rockpool::storage::sqlite {
namespace {

// Even with one writer SQLite is busy now and then, with a checkpoint; and at the start while a tool reads the file.
constexpr std::chrono::milliseconds kBusyTimeout{5000};

// The stores in which this thread is inside a transaction.
thread_local std::vector<const void*> stores_of_this_thread;

class OneTransactionPerThread {
 public:
  explicit OneTransactionPerThread(const void* store) {
    if (std::ranges::count(stores_of_this_thread, store) != 0) {
      throw std::logic_error("A transaction begins inside another one of the same thread.");
    }
    stores_of_this_thread.push_back(store);
  }
  OneTransactionPerThread(const OneTransactionPerThread&) = delete;
  OneTransactionPerThread& operator=(const OneTransactionPerThread&) = delete;
  // Transactions end in the reverse order of their beginnings.
  ~OneTransactionPerThread() { stores_of_this_thread.pop_back(); }
};

void Run(Connection& connection, TransactionKind kind, const auto& body) {
  connection.Begin(kind);
  try {
    Transaction transaction(connection);
    body(transaction);
  } catch (...) {
    connection.Rollback();
    throw;
  }
  connection.Commit();
}

void TurnOnWriteAheadLog(Connection& connection) {
  Statement mode(connection, "PRAGMA journal_mode = WAL");
  if (!mode.Step() || mode.Text(0) != "wal") {
    throw std::runtime_error("its file system takes no write-ahead log");
  }
}

std::unique_ptr<Connection> OpenWriter(const DatabaseFile* file, Durability durability) {
  auto writer = std::make_unique<Connection>(file != nullptr ? file->path() : ":memory:", kBusyTimeout);
  if (file != nullptr) {
    if (writer->IsReadOnly()) {
      throw std::runtime_error("it can only be read");
    }
    CheckIsOurs(*writer, Migrations(), file->path());
    TurnOnWriteAheadLog(*writer);
    writer->Execute(durability == Durability::kPower ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
  }
  Migrate(*writer, Migrations());
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

// A transaction is over in less time than it takes the kernel to put a thread to sleep and to wake it: so others go first for a while.
std::unique_lock<std::mutex> LockPatiently(std::mutex& mutex) {
  constexpr int kTurns = 200;
  std::unique_lock lock(mutex, std::defer_lock);
  for (int turn = 0; turn < kTurns; ++turn) {
    if (lock.try_lock()) {
      return lock;
    }
    std::this_thread::yield();
  }
  lock.lock();
  return lock;
}

}  // namespace

std::unique_ptr<Store> Store::Open(const Options& options) {
  std::unique_ptr<DatabaseFile> file;
  if (options.path != ":memory:") {
    file = std::make_unique<DatabaseFile>(options.path);
  }
  try {
    std::unique_ptr<Connection> writer = OpenWriter(file.get(), options.durability);
    return std::unique_ptr<Store>(new Store(std::move(file), std::move(writer)));
  } catch (const CannotOpen&) {
    throw;
  } catch (const std::exception& error) {
    throw CannotOpen("The database '" + options.path + "' cannot be opened: " + error.what() + ".");
  }
}

Store::Store(std::unique_ptr<DatabaseFile> file, std::unique_ptr<Connection> writer) : file_(std::move(file)), writer_(std::move(writer)) {
  if (file_) {
    readers_ = std::make_unique<Readers>([path = file_->path()] { return std::make_unique<Connection>(path, kBusyTimeout); });
    checkpoint_connection_ = std::make_unique<Connection>(file_->path(), std::chrono::milliseconds(0));
    checkpointer_ = std::make_unique<Checkpointer>(*writer_, *checkpoint_connection_);
  }
}

Store::~Store() {
  if (!file_) {
    return;
  }
  checkpointer_.reset();
  checkpoint_connection_.reset();
  readers_.reset();
  try {
    Statement(*writer_, "PRAGMA wal_checkpoint(TRUNCATE)").Run();
  } catch (const std::exception&) {
    // What was committed is safe in the log, and the next start reads it from there.
  }
}

void Store::WithReader(const std::function<void(Connection&)>& body) const {
  const OneTransactionPerThread only(this);
  if (readers_) {
    const Readers::Lease reader = readers_->Borrow();
    body(reader.connection());
  } else {
    const std::lock_guard lock(writer_mutex_);
    body(*writer_);
  }
}

void Store::ReadTransaction(const std::function<void(const storage::Transaction&)>& body) const {
  WithReader([&](Connection& connection) { Run(connection, TransactionKind::kRead, body); });
}

void Store::WriteTransaction(const std::function<void(storage::Transaction&)>& body) {
  const OneTransactionPerThread only(this);
  const std::unique_lock lock = LockPatiently(writer_mutex_);
  Run(*writer_, TransactionKind::kWrite, body);
}

void Store::ReplaceContentsWith(const storage::Store& other) {
  const auto* source = dynamic_cast<const Store*>(&other);
  if (source == nullptr || source == this) {
    throw std::logic_error("The contents of a store are replaced with those of another one of the same kind.");
  }
  // What stays must be in place before anyone sees the copy, so it is made up beside the store.
  Connection copy(":memory:", kBusyTimeout);
  source->WithReader([&](Connection& from) { CopyDatabase(from, copy); });
  const OneTransactionPerThread only(this);
  const std::lock_guard lock(writer_mutex_);
  CopyProperties(*writer_, copy);
  CopyKeyPairs(*writer_, copy);
  CopyDatabase(copy, *writer_);
}

}  // namespace rockpool::storage::sqlite
