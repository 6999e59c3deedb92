// What replacing a store's contents does to the files of SQLite.
#include <gtest/gtest.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "storage/sqlite/store.h"
#include "tests/storage/records.h"
#include "tests/storage/sqlite/full_disk.h"
#include "tests/storage/sqlite/raw_database.h"
#include "tests/storage/temporary_directory.h"

namespace rockpool::storage::testing {
namespace {

void InsertPool(Store& store, const std::string& id, std::size_t document_bytes = 100) {
  UserPool pool = PoolNamed(id);
  pool.document = std::string(document_bytes, 'x');
  store.Write([&](Transaction& transaction) { transaction.user_pools().Insert(pool); });
}

bool HasPool(const Store& store, const std::string& id) {
  return store.Read([&](const Transaction& transaction) { return transaction.user_pools().Exists(kAccount, kRegion, id); });
}

class SqliteReplacing : public ::testing::Test {
 protected:
  const TemporaryDirectory directory_;
  const std::string path_ = directory_.File("store.db");
  const std::unique_ptr<sqlite::Store> seeded_ = sqlite::Store::Open({.path = ":memory:"});
};

TEST_F(SqliteReplacing, GoesFromAFileToMemoryAndBack) {
  const auto file = sqlite::Store::Open({.path = path_});
  InsertPool(*file, "seeded");
  seeded_->ReplaceContentsWith(*file);
  InsertPool(*file, "later");
  EXPECT_TRUE(HasPool(*seeded_, "seeded"));
  EXPECT_FALSE(HasPool(*seeded_, "later"));
  file->ReplaceContentsWith(*seeded_);
  EXPECT_TRUE(HasPool(*file, "seeded"));
  EXPECT_FALSE(HasPool(*file, "later"));
}

TEST_F(SqliteReplacing, LeavesAWholeFileThatOpensAgain) {
  InsertPool(*seeded_, "seeded");
  {
    const auto store = sqlite::Store::Open({.path = path_});
    for (int i = 0; i < 50; ++i) {
      InsertPool(*store, std::to_string(i), 50'000);
    }
    store->ReplaceContentsWith(*seeded_);
  }
  EXPECT_FALSE(std::filesystem::exists(path_ + "-wal"));
  {
    sqlite::Connection raw = OpenRaw(path_);
    EXPECT_EQ(Ask(raw, "PRAGMA integrity_check"), "ok");
    EXPECT_EQ(Ask(raw, "PRAGMA foreign_key_check"), "no row");
    EXPECT_EQ(Ask(raw, "PRAGMA journal_mode"), "wal");
    EXPECT_EQ(Ask(raw, "SELECT count(*) FROM user_pools"), "1");
  }
  EXPECT_TRUE(HasPool(*sqlite::Store::Open({.path = path_}), "seeded"));
}

TEST_F(SqliteReplacing, IsKeptWhenTheProcessIsKilled) {
  InsertPool(*seeded_, "seeded");
  EXPECT_EXIT(
      {
        const auto store = sqlite::Store::Open({.path = path_});
        InsertPool(*store, "old");
        store->ReplaceContentsWith(*seeded_);
        std::raise(SIGKILL);
      },
      ::testing::KilledBySignal(SIGKILL), "");
  const auto store = sqlite::Store::Open({.path = path_});
  EXPECT_TRUE(HasPool(*store, "seeded"));
  EXPECT_FALSE(HasPool(*store, "old"));
}

// How often a log has begun anew, by its header (https://www.sqlite.org/fileformat2.html#walformat).
unsigned BeginningsOf(const std::string& log) {
  std::ifstream file(log, std::ios::binary);
  file.seekg(12);
  std::array<unsigned char, 4> number{};
  file.read(reinterpret_cast<char*>(number.data()), number.size());
  return static_cast<unsigned>(number[0]) << 24U | static_cast<unsigned>(number[1]) << 16U | static_cast<unsigned>(number[2]) << 8U |
         number[3];
}

// The whole contents 4000 times are two gigabytes, and as fast as they are written, the log begins anew some forty times. A disk that does
// nothing for half a second lets it grow by as much as is written meanwhile, so it is judged once it has begun anew.
TEST_F(SqliteReplacing, DoesNotLetTheLogGrowForEver) {
  constexpr unsigned kTimes = 4000;
  InsertPool(*seeded_, "seeded");
  const auto store = sqlite::Store::Open({.path = path_});
  for (unsigned i = 0; i < kTimes; ++i) {
    store->ReplaceContentsWith(*seeded_);
  }
  const unsigned beginnings = BeginningsOf(path_ + "-wal");
  EXPECT_GT(beginnings, 5U);
  for (unsigned i = 0; i < kTimes && BeginningsOf(path_ + "-wal") == beginnings; ++i) {
    store->ReplaceContentsWith(*seeded_);
  }
  EXPECT_GT(BeginningsOf(path_ + "-wal"), beginnings);
  EXPECT_LT(std::filesystem::file_size(path_ + "-wal"), 100'000'000U);
}

// Runs in a process of its own.
int ReplaceOnAFullDisk(const std::string& path, Store& seeded) {
  const auto store = sqlite::Store::Open({.path = path});
  InsertPool(*store, "old");
  InsertPool(seeded, "seeded", 4 << 20);
  {
    const FullDisk full;
    EXPECT_THROW(store->ReplaceContentsWith(seeded), Unwritable);
    EXPECT_TRUE(HasPool(*store, "old"));
    EXPECT_FALSE(HasPool(*store, "seeded"));
  }
  InsertPool(*store, "later");
  store->ReplaceContentsWith(seeded);
  EXPECT_TRUE(HasPool(*store, "seeded"));
  EXPECT_FALSE(HasPool(*store, "later"));
  return ::testing::Test::HasFailure() ? 1 : 0;
}

TEST_F(SqliteReplacing, ChangesNothingWhenTheDiskIsFull) {
  EXPECT_EXIT(std::_Exit(ReplaceOnAFullDisk(path_, *seeded_)), ::testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace rockpool::storage::testing
