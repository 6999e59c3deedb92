// The store in SQLite: opening it, and what a transaction runs on. What the transactions do is in the files of the repositories.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "storage/sqlite/checkpointer.h"
#include "storage/sqlite/connection.h"
#include "storage/sqlite/database_file.h"
#include "storage/sqlite/readers.h"
#include "storage/store.h"

namespace rockpool::storage::sqlite {

// What a committed write survives.
enum class Durability {
  kProcess,  // the end of the process, however it comes; a power cut may take the last writes but corrupts nothing
  kPower,    // power cuts too; each write waits for the disk
};

struct Options {
  std::string path;  // ":memory:" is a store that ends with its object
  Durability durability = Durability::kProcess;
};

// Writes go through one connection. A file is in WAL mode, with as many reading connections beside it as threads read at once; in memory
// the one connection serves all.
class Store final : public storage::Store {
 public:
  // Creates the file if it is missing (not its directory) and brings it to the newest version. Throws CannotOpen.
  static std::unique_ptr<Store> Open(const Options& options);

  // Requires: no transaction is running. Leaves the file without a log beside it.
  ~Store() override;

  // `other` may be in a file or in memory, whatever this one is.
  void ReplaceContentsWith(const storage::Store& other) override;

 private:
  Store(std::unique_ptr<DatabaseFile> file, std::unique_ptr<Connection> writer);

  // `body` gets a connection for reading and nobody else uses it meanwhile.
  void WithReader(const std::function<void(Connection&)>& body) const;
  void ReadTransaction(const std::function<void(const storage::Transaction&)>& body) const override;
  void WriteTransaction(const std::function<void(storage::Transaction&)>& body) override;

  const std::unique_ptr<DatabaseFile> file_;  // null in memory, as are the readers and the checkpointer
  mutable std::mutex writer_mutex_;
  const std::unique_ptr<Connection> writer_;
  std::unique_ptr<Readers> readers_;
  std::unique_ptr<Connection> checkpoint_connection_;
  std::unique_ptr<Checkpointer> checkpointer_;
};

}  // namespace rockpool::storage::sqlite
