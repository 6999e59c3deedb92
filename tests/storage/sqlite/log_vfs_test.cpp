// That what is committed is in the log, whole and as SQLite has it, when the commit has returned.
#include "storage/sqlite/log_vfs.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <memory>
#include <string>

#include "tests/storage/sqlite/raw_database.h"
#include "tests/storage/temporary_directory.h"

namespace rockpool::storage::testing {
namespace {

class LogVfs : public ::testing::Test {
 protected:
  LogVfs() {
    std::unique_ptr<sqlite3, decltype(&sqlite3_close)> made(nullptr, &sqlite3_close);
    sqlite3* handle = nullptr;
    sqlite3_open(path_.c_str(), &handle);
    made.reset(handle);
    sqlite3_exec(handle, "PRAGMA journal_mode = WAL; CREATE TABLE t (id INTEGER PRIMARY KEY, value TEXT)", nullptr, nullptr, nullptr);
  }

  // What a process that is killed now leaves behind, as SQLite by itself reads it.
  std::string AskCopy(const char* sql) const {
    const std::string copy = directory_.File("copy.db");
    for (const char* end : {"", "-wal"}) {
      std::filesystem::copy_file(path_ + end, copy + end, std::filesystem::copy_options::overwrite_existing);
    }
    sqlite3* handle = nullptr;
    sqlite3_open_v2(copy.c_str(), &handle, SQLITE_OPEN_READWRITE, "unix");
    const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> owner(handle, &sqlite3_close);
    std::string answer;
    const auto take = [](void* into, int, char** values, char**) {
      *static_cast<std::string*>(into) = values[0];
      return 0;
    };
    EXPECT_EQ(sqlite3_exec(handle, sql, take, &answer, nullptr), SQLITE_OK) << sqlite3_errmsg(handle);
    return answer;
  }

  const TemporaryDirectory directory_;
  const std::string path_ = directory_.File("store.db");
};

TEST_F(LogVfs, HasEachCommitInTheLogWhenItReturns) {
  sqlite::Connection writer = OpenRaw(path_);
  for (int i = 1; i <= 20; ++i) {
    writer.Execute("INSERT INTO t (value) VALUES (hex(randomblob(3000)))");
    EXPECT_EQ(AskCopy("SELECT count(*) FROM t"), std::to_string(i));
  }
  EXPECT_EQ(AskCopy("PRAGMA integrity_check"), "ok");
}

// Pages that do not fit into memory go into the log before the commit, some of them more than once.
TEST_F(LogVfs, HasATransactionWholeThatIsLargerThanSqlitesMemory) {
  sqlite::Connection writer = OpenRaw(path_);
  writer.Execute("PRAGMA cache_size = 10; PRAGMA cache_spill = 10; BEGIN IMMEDIATE");
  writer.Execute(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2002) "
      "INSERT INTO t (id, value) SELECT i * 7919 % 2003, hex(randomblob(200)) FROM n");
  writer.Execute("UPDATE t SET value = 'new ' || value WHERE id % 3 = 0");
  EXPECT_EQ(Ask(writer, "SELECT count(*) FROM t WHERE value LIKE 'new %'"), "667") << "what was written away is read";
  EXPECT_EQ(AskCopy("SELECT count(*) FROM t"), "0");
  writer.Execute("COMMIT");
  EXPECT_EQ(AskCopy("SELECT count(*) FROM t WHERE value LIKE 'new %'"), "667");
  EXPECT_EQ(AskCopy("PRAGMA integrity_check"), "ok");
}

TEST_F(LogVfs, HasNothingOfWhatWasRolledBack) {
  sqlite::Connection writer = OpenRaw(path_);
  writer.Execute("PRAGMA cache_size = 10; PRAGMA cache_spill = 10; BEGIN IMMEDIATE");
  writer.Execute(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) INSERT INTO t SELECT i, hex(randomblob(200)) FROM n");
  writer.Execute("ROLLBACK; INSERT INTO t (value) VALUES ('kept')");
  EXPECT_EQ(AskCopy("SELECT group_concat(value) FROM t"), "kept");
  EXPECT_EQ(AskCopy("PRAGMA integrity_check"), "ok");
}

TEST_F(LogVfs, ShowsACommitToOtherConnectionsAndToTheDatabase) {
  sqlite::Connection writer = OpenRaw(path_);
  sqlite::Connection reader = OpenRaw(path_);
  for (int i = 1; i <= 3; ++i) {
    writer.Execute("INSERT INTO t (value) VALUES ('a')");
    EXPECT_EQ(Ask(reader, "SELECT count(*) FROM t"), std::to_string(i));
    reader.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
  }
  writer.Execute("INSERT INTO t (value) VALUES ('b')");
  EXPECT_EQ(AskCopy("SELECT count(*) FROM t"), "4");
}

}  // namespace
}  // namespace rockpool::storage::testing
