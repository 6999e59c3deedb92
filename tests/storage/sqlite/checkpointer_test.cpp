// When who has time should leave the disk to the others.
#include "storage/sqlite/checkpointer.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <fstream>
#include <functional>
#include <string>
#include <thread>

#include "storage/sqlite/statement.h"
#include "storage/sqlite/write_queue.h"
#include "tests/storage/sqlite/raw_database.h"
#include "tests/storage/temporary_directory.h"

namespace rockpool::storage::testing {
namespace {

using namespace std::chrono_literals;

class Checkpointer : public ::testing::Test {
 protected:
  Checkpointer() {
    InTurn([&] {
      sqlite::Statement(writer_, "PRAGMA journal_mode = WAL").Step();
      writer_.Execute("CREATE TABLE t (bytes BLOB)");
    });
  }

  static std::string Created(const std::string& path) {
    std::ofstream(path).close();
    return path;
  }

  // What is done with the writer, which is the checkpointer's as well.
  void InTurn(const std::function<void()>& work) { queue_.Run(work); }

  // In one commit.
  void InsertPages(int pages) {
    InTurn([&] {
      sqlite::Statement(
          writer_,
          "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) INSERT INTO t SELECT randomblob(4000) FROM n")
          .Bind(std::int64_t{pages})
          .Run();
    });
  }

  bool CatchesUp() {
    const auto end = std::chrono::steady_clock::now() + 60s;
    while (checkpointer_.IsBehind() && std::chrono::steady_clock::now() < end) {
      std::this_thread::sleep_for(1ms);
    }
    return !checkpointer_.IsBehind();
  }

  const TemporaryDirectory directory_;
  const std::string path_ = Created(directory_.File("store.db"));
  sqlite::Connection writer_ = OpenRaw(path_);
  sqlite::Connection reader_ = OpenRaw(path_);
  sqlite::Connection own_ = OpenRaw(path_);
  sqlite::Connection synced_ = OpenRaw(path_);
  sqlite::WriteQueue queue_;
  sqlite::Checkpointer checkpointer_{writer_, queue_, own_, synced_};
};

TEST_F(Checkpointer, IsBehindWhileAReaderKeepsManyPagesInTheLog) {
  reader_.Execute("BEGIN");
  EXPECT_EQ(Ask(reader_, "SELECT count(*) FROM t"), "0");
  InsertPages(500);
  EXPECT_FALSE(checkpointer_.IsBehind());
  InsertPages(1000);
  std::this_thread::sleep_for(20ms);  // whatever it tries meanwhile
  EXPECT_TRUE(checkpointer_.IsBehind());
  reader_.Execute("COMMIT");
  InsertPages(1);
  EXPECT_TRUE(CatchesUp());
}

TEST_F(Checkpointer, CatchesUpWithALogThatIsVeryLong) {
  reader_.Execute("BEGIN");
  EXPECT_EQ(Ask(reader_, "SELECT count(*) FROM t"), "0");
  InsertPages(11'000);
  EXPECT_TRUE(checkpointer_.IsBehind());
  reader_.Execute("COMMIT");
  InsertPages(1);
  EXPECT_TRUE(CatchesUp());
  InTurn([&] { EXPECT_EQ(Ask(writer_, "SELECT count(*) FROM t"), "11001"); });
}

}  // namespace
}  // namespace rockpool::storage::testing
