// What a SQLite file holds after the store is gone, however it went, and what happens when the disk takes nothing more.
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <future>
#include <memory>
#include <string>
#include <thread>

#include "storage/sqlite/store.h"
#include "tests/storage/records.h"
#include "tests/storage/sqlite/failing_sync.h"
#include "tests/storage/sqlite/full_disk.h"
#include "tests/storage/sqlite/raw_database.h"
#include "tests/storage/temporary_directory.h"

namespace rockpool::storage::testing {
namespace {

void Put(Store& store, const std::string& name, const std::string& value) {
  store.Write([&](Transaction& transaction) { transaction.properties().Put(name, value); });
}

std::optional<std::string> Find(const Store& store, const std::string& name) {
  return store.Read([&](const Transaction& transaction) { return transaction.properties().Find(name); });
}

class SqliteFile : public ::testing::Test {
 protected:
  const TemporaryDirectory directory_;
  const std::string path_ = directory_.File("store.db");
};

class SqliteDurability : public SqliteFile, public ::testing::WithParamInterface<sqlite::Durability> {
 protected:
  std::unique_ptr<sqlite::Store> Open() const { return sqlite::Store::Open({.path = path_, .durability = GetParam()}); }
};

INSTANTIATE_TEST_SUITE_P(Modes, SqliteDurability, ::testing::Values(sqlite::Durability::kProcess, sqlite::Durability::kPower),
                         [](const auto& mode) { return mode.param == sqlite::Durability::kPower ? "Power" : "Process"; });

TEST_P(SqliteDurability, KeepsEverythingOverAReopening) {
  Put(*Open(), "name", "value");
  EXPECT_EQ(Find(*Open(), "name"), "value");
}

TEST_P(SqliteDurability, KeepsWhatWasAnsweredWhenTheProcessIsKilled) {
  EXPECT_EXIT(
      {
        const auto store = Open();
        Put(*store, "name", "value");
        std::raise(SIGKILL);
      },
      ::testing::KilledBySignal(SIGKILL), "");
  EXPECT_EQ(Find(*Open(), "name"), "value");
}

TEST_P(SqliteDurability, KeepsTheGenerationOverAReopening) {
  const std::int64_t first = Open()->generation();
  EXPECT_EQ(Open()->generation(), first);
  Open()->ReplaceContentsWith(*sqlite::Store::Open({.path = ":memory:"}));
  const std::int64_t second = Open()->generation();
  EXPECT_NE(second, first);
  EXPECT_EQ(Open()->generation(), second);
}

TEST_P(SqliteDurability, LosesWhatWasNotCommittedWhenTheProcessIsKilled) {
  EXPECT_EXIT(
      {
        const auto store = Open();
        store->Write([](Transaction& transaction) {
          transaction.properties().Put("name", "value");
          std::raise(SIGKILL);
        });
      },
      ::testing::KilledBySignal(SIGKILL), "");
  EXPECT_EQ(Find(*Open(), "name"), std::nullopt);
}

TEST_F(SqliteFile, IsWholeAndAloneAfterManyWrites) {
  auto store = sqlite::Store::Open({.path = path_});
  store->Write([](Transaction& transaction) { transaction.user_pools().Insert(PoolNamed("pool")); });
  // Enough pages that the checkpointer acts without waiting for a pause, and that a commit must help.
  for (int i = 0; i < 300; ++i) {
    IdentityProvider provider = ProviderNamed("pool", std::to_string(i), {"id" + std::to_string(i)});
    provider.document = std::string(200'000, 'x');
    store->Write([&](Transaction& transaction) { transaction.identity_providers().Insert(provider); });
  }
  store.reset();
  EXPECT_FALSE(std::filesystem::exists(path_ + "-wal"));
  EXPECT_FALSE(std::filesystem::exists(path_ + "-shm"));
  sqlite::Connection raw = OpenRaw(path_);
  EXPECT_EQ(Ask(raw, "PRAGMA integrity_check"), "ok");
  EXPECT_EQ(Ask(raw, "PRAGMA foreign_key_check"), "no row");
  EXPECT_EQ(Ask(raw, "SELECT count(*) FROM identity_providers"), "300");
}

TEST_F(SqliteFile, HasItsLogMovedIntoItWhileTheStoreIsOpen) {
  const auto store = sqlite::Store::Open({.path = path_});
  // More than once, for the thread that does it must come back. Asks for the size alone: to open and close the file here would drop the
  // locks that SQLite has on it.
  for (const char* name : {"first", "second"}) {
    const auto size = std::filesystem::file_size(path_) + 50'000;
    Put(*store, name, std::string(100'000, 'x'));
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (std::filesystem::file_size(path_) < size && std::chrono::steady_clock::now() < deadline) {
      std::this_thread::yield();
    }
    ASSERT_GE(std::filesystem::file_size(path_), size) << name;
  }
}

TEST_F(SqliteFile, KeepsAnotherProgramsReaderFromBreakingAnything) {
  const auto store = sqlite::Store::Open({.path = path_});
  sqlite::Connection tool = OpenRaw(path_);
  tool.Begin(sqlite::TransactionKind::kRead);
  EXPECT_EQ(Ask(tool, "SELECT count(*) FROM properties WHERE name = 'name'"), "0");
  EXPECT_NO_THROW(Put(*store, "name", "value"));
  EXPECT_EQ(Ask(tool, "SELECT count(*) FROM properties WHERE name = 'name'"), "0");
  tool.Rollback();
  EXPECT_EQ(Ask(tool, "SELECT count(*) FROM properties WHERE name = 'name'"), "1");
}

// Runs in a process of its own.
int UseAFullDisk(const std::string& path) {
  const auto store = sqlite::Store::Open({.path = path});
  Put(*store, "before", "value");
  const std::string large(4 << 20, 'x');
  {
    const FullDisk full;
    EXPECT_THROW(Put(*store, "large", large), Unwritable);
    const auto swallow = [&] {
      store->Write([&](Transaction& transaction) {
        EXPECT_THROW(transaction.properties().Put("large", large + large), Unwritable);
        EXPECT_THROW(transaction.properties().Put("small", "value"), Unwritable);
      });
    };
    // Large enough that SQLite must write before the commit.
    EXPECT_THROW(swallow(), Unwritable);
    EXPECT_EQ(Find(*store, "before"), "value");
    EXPECT_EQ(Find(*store, "large"), std::nullopt);
    EXPECT_EQ(Find(*store, "small"), std::nullopt);
  }
  Put(*store, "large", large);
  EXPECT_EQ(Find(*store, "large"), large);
  return ::testing::Test::HasFailure() ? 1 : 0;
}

TEST_F(SqliteFile, IsReadWhileTheDiskIsFullAndWrittenWhenThereIsRoomAgain) {
  EXPECT_EXIT(std::_Exit(UseAFullDisk(path_)), ::testing::ExitedWithCode(0), "");
  EXPECT_EQ(Find(*sqlite::Store::Open({.path = path_}), "before"), "value");
}

// Runs in a process of its own.
int UseADiskThatFailsToSync(const std::string& path) {
  const auto store = sqlite::Store::Open({.path = path, .durability = sqlite::Durability::kPower});
  // From here on SQLite itself syncs nothing but in checkpoints: the log has begun.
  Put(*store, "before", "value");
  FailEverySync();
  EXPECT_THROW(Put(*store, "waiting", "value"), Unwritable);
  EXPECT_THROW(Put(*store, "later", "value"), Unwritable);
  while (!store->writer().TryTake()) {
    std::this_thread::yield();  // a checkpoint
  }
  EXPECT_THROW(Put(*store, "turn", "value"), Unwritable);
  auto promise = std::make_shared<std::promise<void>>();
  std::future<void> kept = promise->get_future();
  store->writer().WhenDurable([promise] { promise->set_value(); });
  promise.reset();
  store->writer().Give();
  EXPECT_THROW(kept.get(), std::future_error) << "what is to be told is dropped";
  EXPECT_EQ(Find(*store, "before"), "value");
  EXPECT_EQ(Find(*store, "later"), std::nullopt);
  EXPECT_EQ(Find(*store, "turn"), std::nullopt);
  return ::testing::Test::HasFailure() ? 1 : 0;
}

TEST_F(SqliteFile, PromisesNothingMoreOnceASyncHasFailed) {
  EXPECT_EXIT(std::_Exit(UseADiskThatFailsToSync(path_)), ::testing::ExitedWithCode(0), "");
  const auto store = sqlite::Store::Open({.path = path_, .durability = sqlite::Durability::kPower});
  EXPECT_EQ(Find(*store, "before"), "value");
  EXPECT_NO_THROW(Put(*store, "after", "value"));
}

}  // namespace
}  // namespace rockpool::storage::testing
