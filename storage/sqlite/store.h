// storage/sqlite: the contract in a SQLite file or in memory: tables, migrations, the queue of writes, checkpoints, sweeps. The one folder
// that includes SQLite, and seen by app alone; of server/ it knows util.
//
// The store in SQLite: opening it, and what a transaction runs on. What the transactions do is in the files of the repositories.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "server/util/thread_safety.h"
#include "storage/sqlite/checkpointer.h"
#include "storage/sqlite/connection.h"
#include "storage/sqlite/database_file.h"
#include "storage/sqlite/graveyard.h"
#include "storage/sqlite/log_syncer.h"
#include "storage/sqlite/readers.h"
#include "storage/sqlite/write_queue.h"
#include "storage/store.h"

namespace rockpool::storage::sqlite {

// What a committed write survives.
enum class Durability {
  kProcess,  // the end of the process, however it comes; a power cut may take the last writes but corrupts nothing
  kPower,    // power cuts too; a write waits for the disk, many for one sync of it
};

struct Options {
  std::string path;  // ":memory:" is a store that ends with its object
  Durability durability = Durability::kProcess;
  // For tests: runs the function of each write twice, and rolls the first run back, so that one which touches anything outside is found
  // out.
  bool rehearse_writes = false;

  bool operator==(const Options&) const = default;
};

// Writes go through one connection, which whoever has the turn uses. A file is in WAL mode, with as many reading connections beside it as
// threads read at once; in memory the one connection serves all.
class Store final : public storage::Store, private storage::Writer {
 public:
  // Creates the file if it is missing (not its directory) and brings it to the newest version. Throws CannotOpen.
  static std::unique_ptr<Store> Open(const Options& options);

  // Requires: no transaction is running, and nobody has the turn. Runs what is queued. Leaves the file without a log beside it.
  ~Store() override;

  storage::Writer& writer() override { return *this; }

 private:
  Store(const Options& options, std::unique_ptr<DatabaseFile> file, std::unique_ptr<Connection> writer);

  // `body` gets a connection for reading and nobody else uses it meanwhile.
  void WithReader(const std::function<void(Connection&)>& body) const;
  // `body` commits on the connection that it gets, perhaps on another thread. Afterwards what it has committed is as durable as promised,
  // but for a thread that had the turn before.
  void WithWriter(const std::function<void(Connection&)>& body);
  void ReadTransaction(const std::function<void(const storage::Transaction&)>& body) const override;
  void BriefReadTransaction(const std::function<void(const storage::Transaction&)>& body) const override;
  void WriteTransaction(const std::function<void(storage::Transaction&)>& body) override;
  // `other` may be in a file or in memory, whatever this one is.
  void Replace(const storage::Store& other, const Amendment& amendment) override;

  // One write that removes some of what was deleted, or none while the disk is behind. True if there is more.
  bool SweepSlice();

  bool TryTake() override { return queue_.TryTake(); }
  void Give() noexcept override { queue_.Give(); }
  void Queue(std::function<void()> job) override { queue_.Queue(std::move(job)); }
  void WhenDurable(std::function<void()> then) override;

  const bool rehearse_writes_;
  const std::unique_ptr<DatabaseFile> file_;  // null in memory, as are the readers and the checkpointer
  mutable WriteQueue queue_;                  // whose turn a brief read takes
  mutable util::Mutex memory_mutex_;          // in memory each transaction holds it, for the writer's connection serves all
  const std::unique_ptr<Connection> writer_;
  std::optional<std::int64_t> generation_;  // of the contents, once a write has asked; touched by whoever has the turn
  std::unique_ptr<Readers> readers_;
  std::unique_ptr<LogSyncer> syncer_;  // null where nothing waits for the disk
  std::unique_ptr<Connection> checkpoint_connection_;
  std::unique_ptr<Connection> synced_connection_;
  std::unique_ptr<Checkpointer> checkpointer_;
  int slices_left_out_ = 0;  // in a row; touched by the sweeper's thread alone
  Sweeper sweeper_{[this] { return SweepSlice(); }};
};

}  // namespace rockpool::storage::sqlite
