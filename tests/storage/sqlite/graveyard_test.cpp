// That deleting a large pool, and each slice of the sweep after it, is a small write, and that the sweep ends however often it is stopped.
#include "storage/sqlite/graveyard.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <chrono>
#include <csignal>
#include <cstdint>
#include <fstream>
#include <limits>
#include <string>
#include <thread>

#include "storage/sqlite/migrator.h"
#include "storage/sqlite/store.h"
#include "storage/sqlite/transaction.h"
#include "tests/storage/records.h"
#include "tests/storage/sqlite/raw_database.h"
#include "tests/storage/temporary_directory.h"

namespace rockpool::storage::testing {
namespace {

constexpr std::size_t kSlice = 100;

// All that may belong to a pool, and the pools themselves.
constexpr char kRows[] =
    "SELECT (SELECT count(*) FROM user_pools) + (SELECT count(*) FROM pool_resources) + (SELECT count(*) FROM pool_resource_counts) + "
    "(SELECT count(*) FROM identity_providers) + (SELECT count(*) FROM identity_provider_identifiers) + (SELECT count(*) FROM users) + "
    "(SELECT count(*) FROM user_search) + (SELECT count(*) FROM user_counts) + (SELECT count(*) FROM group_members) + "
    "(SELECT count(*) FROM refresh_families) + (SELECT count(*) FROM refresh_tokens) + (SELECT count(*) FROM sign_in_sessions) + "
    "(SELECT count(*) FROM authorization_codes) + (SELECT count(*) FROM browser_sessions) + (SELECT count(*) FROM page_flows) + "
    "(SELECT count(*) FROM linked_identities) + (SELECT count(*) FROM federation_states) + (SELECT count(*) FROM used_assertions) + "
    "(SELECT count(*) FROM stand_ins) + (SELECT count(*) FROM user_import_jobs) + (SELECT count(*) FROM user_import_logs) + "
    "(SELECT count(*) FROM auth_events) + "
    "(SELECT count(*) FROM credentials) + (SELECT count(*) FROM devices) + (SELECT count(*) FROM messages)";

void InsertGroups(sqlite::Connection& connection, const std::string& pool, int count) {
  const std::string sql = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + std::to_string(count) +
                          ") INSERT INTO pool_resources (user_pool, kind, key, creation_millis, last_modified_millis, document) "
                          "SELECT u.id, 'group', 'group' || i, 1, 1, '{}' FROM user_pools AS u CROSS JOIN n WHERE u.pool_id = '" +
                          pool + "'";
  connection.Execute(sql.c_str());
}

// The pool "pool" with rows in every table, some of which take others along when they are deleted, and the pool "other".
void InsertLargePool(sqlite::Connection& connection) {
  sqlite::Transaction transaction(connection);
  transaction.user_pools().Insert(PoolNamed("other"));
  transaction.resources(ResourceKind::kGroup).Insert(ResourceNamed("other", "admins"));
  transaction.user_pools().Insert(PoolNamed("pool"));
  for (int i = 0; i < 50; ++i) {
    const std::string name = std::to_string(i);
    transaction.identity_providers().Insert(ProviderNamed("pool", name, {name + "a", name + "b", name + "c"}));
    transaction.stand_ins().Put(StandInOf("pool", name));
    transaction.resources(ResourceKind::kAppClient).Insert(ResourceNamed("pool", name));
    for (const char* secret : {"a", "b", "c"}) {
      transaction.resources(ResourceKind::kClientSecret).Insert(ResourceNamed("pool", name + secret, name));
    }
  }
  for (const char* name : {"a.example.com", "b.example.com"}) {
    PoolResource domain = ResourceNamed("pool", name);
    domain.counts_for_account = true;
    transaction.resources(ResourceKind::kDomain).Insert(domain);
  }
  InsertGroups(connection, "pool", 10'000);
  for (int i = 0; i < 5; ++i) {
    const std::string name = std::to_string(i);
    const std::int64_t user = transaction.users().Insert(UserNamed("pool", name), {{.name = "email", .value = name, .is_alias = true}});
    transaction.credentials().Put(user, {});
    transaction.devices().Insert(DeviceOf(name, user));
    transaction.messages().Insert(MessageTo("pool", name, "a@x"));
    const std::int64_t job = transaction.user_import_jobs().Insert(ImportJobOf(name, "pool"));
    transaction.user_import_jobs().AppendToLog(job, "one\n");
    transaction.user_import_jobs().AppendToLog(job, "two\n");
    transaction.linked_identities().Insert(IdentityOf(name, "pool", user));
    transaction.sign_in_sessions().Insert(SessionOf(name, "pool", "1", user));
    for (int j = 0; j < 200; ++j) {
      const std::string digest = name + "-" + std::to_string(j);
      transaction.authorization_codes().Insert(AuthorizationCodeOf(digest, "pool", "2", user));
      transaction.browser_sessions().Insert(BrowserSessionOf(digest, "pool", user));
      transaction.auth_events().Insert(EventOf(digest, user));
      transaction.page_flows().Insert(PageFlowOf(digest, "pool", "3"));
      transaction.federation_states().Insert(StateOf(digest, "pool", "4"));
      transaction.used_assertions().Insert(AssertionOf(digest, "pool"));
    }
    for (int j = 1; j < 200; ++j) {
      const std::string event = name + "-" + std::to_string(j);
      const std::int64_t family = transaction.refresh_families().Insert(FamilyOf(event, "pool", "1", user));
      transaction.refresh_families().InsertToken({.digest = event, .family = family, .replaced_until_millis = {}});
      transaction.user_sessions().Insert(UserSessionOf(event, family));
      transaction.group_members().Add("pool", "group" + std::to_string(j), user);
    }
  }
}

class SqliteGraveyard : public ::testing::Test {
 protected:
  SqliteGraveyard() { sqlite::Migrate(connection_, sqlite::Migrations()); }

  // How many rows the function changes, those included that triggers and foreign keys change.
  std::int64_t ChangesOf(const auto& function) {
    const auto before = sqlite3_total_changes64(connection_.handle());
    connection_.Begin(sqlite::TransactionKind::kWrite);
    sqlite::Transaction transaction(connection_);
    function(transaction);
    connection_.Commit();
    return sqlite3_total_changes64(connection_.handle()) - before;
  }

  sqlite::Connection connection_{":memory:", std::chrono::seconds(0)};
};

TEST_F(SqliteGraveyard, TakesALargePoolByChangingAFewRows) {
  InsertLargePool(connection_);
  EXPECT_LE(ChangesOf([](Transaction& transaction) { EXPECT_TRUE(transaction.user_pools().Delete("pool")); }), 20);
}

TEST_F(SqliteGraveyard, IsSweptInSmallWritesUntilNothingIsLeft) {
  InsertLargePool(connection_);
  ChangesOf([](Transaction& transaction) { transaction.user_pools().Delete("pool"); });
  bool more = true;
  int slices = 0;
  while (more) {
    ASSERT_LE(ChangesOf([&](Transaction& transaction) { more = transaction.SweepSome(kSlice); }), static_cast<std::int64_t>(kSlice) + 1);
    ASSERT_LT(++slices, 1'000);
  }
  EXPECT_GT(slices, 100);
  EXPECT_EQ(Ask(connection_, kRows), "3");  // the other pool, its group and the count of its groups
}

TEST_F(SqliteGraveyard, TakesOnePoolAfterTheOther) {
  for (const char* pool : {"a", "b", "c"}) {
    sqlite::Transaction transaction(connection_);
    transaction.user_pools().Insert(PoolNamed(pool));
    InsertGroups(connection_, pool, 2'001);
    transaction.user_pools().Delete(pool);
  }
  EXPECT_EQ(Ask(connection_, "SELECT count(*) FROM user_pools"), "3");
  int slices = 0;
  bool more = true;
  while (more) {
    ChangesOf([&](Transaction& transaction) { more = transaction.SweepSome(kSlice); });
    ASSERT_LT(++slices, 1'000);
  }
  EXPECT_EQ(Ask(connection_, kRows), "0");
}

TEST_F(SqliteGraveyard, IsNotForPoolsThatOwnLittle) {
  sqlite::Transaction transaction(connection_);
  transaction.user_pools().Insert(PoolNamed("pool"));
  InsertGroups(connection_, "pool", static_cast<int>(sqlite::Graveyard::kRowsDeletedAtOnce));
  transaction.user_pools().Delete("pool");
  EXPECT_EQ(Ask(connection_, kRows), "0");
  EXPECT_FALSE(transaction.has_buried());
  EXPECT_FALSE(transaction.SweepSome(kSlice));
}

TEST_F(SqliteGraveyard, MakesProgressWhateverTheLimit) {
  sqlite::Transaction transaction(connection_);
  transaction.user_pools().Insert(PoolNamed("pool"));
  InsertGroups(connection_, "pool", 2'001);
  transaction.user_pools().Delete("pool");
  EXPECT_TRUE(transaction.SweepSome(0));
  EXPECT_EQ(Ask(connection_, "SELECT count(*) FROM pool_resources"), "2000");
  EXPECT_FALSE(transaction.SweepSome(std::numeric_limits<std::size_t>::max()));
  EXPECT_EQ(Ask(connection_, kRows), "0");
}

// A table that refers to user_pools and is not swept would make the end of a sweep one large write.
TEST_F(SqliteGraveyard, KnowsEveryTableThatRefersToPools) {
  EXPECT_EQ(Ask(connection_,
                "SELECT group_concat(name) FROM (SELECT t.name FROM sqlite_schema AS t JOIN pragma_foreign_key_list(t.name) AS f "
                "WHERE t.type = 'table' AND f.\"table\" = 'user_pools' ORDER BY t.name)"),
            "attempts,identity_provider_identifiers,identity_providers,messages,pool_resource_counts,pool_resources,used_assertions,user_"
            "counts,user_import_jobs,users");
}

// The same of what belongs to a part of a pool: all of these stand in ownership.cpp.
TEST_F(SqliteGraveyard, KnowsEveryTableThatRefersToOthers) {
  EXPECT_EQ(
      Ask(connection_,
          "SELECT group_concat(pair) FROM (SELECT t.name || '>' || f.\"table\" AS pair FROM sqlite_schema AS t "
          "JOIN pragma_foreign_key_list(t.name) AS f WHERE t.type = 'table' AND f.\"table\" <> 'user_pools' ORDER BY pair)"),
      "auth_events>users,authorization_codes>pool_resources,authorization_codes>users,browser_sessions>users,codes>users,credentials>users,"
      "devices>users,federation_states>pool_resources,group_members>pool_resources,group_members>users,identity_provider_identifiers>"
      "identity_"
      "providers,linked_identities>users,page_flows>pool_resources,"
      "password_history>users,pool_resources>pool_resources,refresh_families>pool_resources,refresh_families>users,"
      "refresh_tokens>refresh_families,sign_in_sessions>pool_resources,sign_in_sessions>users,stand_ins>identity_providers,user_"
      "import_logs>user_import_jobs,user_search>users,user_sessions>refresh_families,web_authn_credentials>users");
}

class SqliteSweep : public ::testing::Test {
 protected:
  // A file whose pool "pool" is large.
  SqliteSweep() {
    std::ofstream(path_).close();
    sqlite::Connection connection = OpenRaw(path_);
    sqlite::Migrate(connection, sqlite::Migrations());
    connection.Begin(sqlite::TransactionKind::kWrite);
    InsertLargePool(connection);
    connection.Commit();
  }

  void Delete() {
    const auto store = sqlite::Store::Open({.path = path_});
    store->Write([](Transaction& transaction) { transaction.user_pools().Delete("pool"); });
  }

  // Until only what belongs to the pool "other" is left in the file, which a store has open.
  void ExpectToBeSwept() {
    sqlite::Connection raw = OpenRaw(path_);
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (Ask(raw, kRows) != "3" && std::chrono::steady_clock::now() < deadline) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    EXPECT_EQ(Ask(raw, kRows), "3");
  }

  TemporaryDirectory directory_;
  const std::string path_ = directory_.path() + "/store.db";
};

TEST_F(SqliteSweep, BeginsByItself) {
  const auto store = sqlite::Store::Open({.path = path_});
  store->Write([](Transaction& transaction) { transaction.user_pools().Delete("pool"); });
  ExpectToBeSwept();
}

TEST_F(SqliteSweep, GoesOnAfterARestart) {
  {
    sqlite::Connection connection = OpenRaw(path_);
    sqlite::Transaction transaction(connection);
    transaction.user_pools().Delete("pool");
    transaction.SweepSome(1'000);
  }
  const auto store = sqlite::Store::Open({.path = path_});
  EXPECT_EQ(store->Read([](const Transaction& transaction) { return transaction.user_pools().FindById("pool"); }), std::nullopt);
  ExpectToBeSwept();
}

TEST_F(SqliteSweep, IsInNobodysWayWhenTheStoreCloses) {
  for (int i = 0; i < 20; ++i) {
    Delete();
  }
  const auto store = sqlite::Store::Open({.path = path_});
  ExpectToBeSwept();
}

TEST_F(SqliteSweep, GoesOnAfterTheProcessWasKilled) {
  EXPECT_EXIT(
      {
        const auto store = sqlite::Store::Open({.path = path_});
        store->Write([](Transaction& transaction) { transaction.user_pools().Delete("pool"); });
        std::raise(SIGKILL);
      },
      ::testing::KilledBySignal(SIGKILL), "");
  const auto store = sqlite::Store::Open({.path = path_});
  EXPECT_EQ(store->Read([](const Transaction& transaction) { return transaction.user_pools().FindById("pool"); }), std::nullopt);
  ExpectToBeSwept();
}

TEST_F(SqliteSweep, LetsOthersWriteMeanwhile) {
  const auto store = sqlite::Store::Open({.path = path_});
  store->Write([](Transaction& transaction) { transaction.user_pools().Delete("pool"); });
  for (int i = 0; i < 100; ++i) {
    store->Write([&](Transaction& transaction) { transaction.properties().Put("counter", std::to_string(i)); });
  }
  EXPECT_EQ(store->Read([](const Transaction& transaction) { return transaction.properties().Find("counter"); }), "99");
  ExpectToBeSwept();
}

// The sweep leaves the disk to others while the log is long, but here it is long for as long as nobody commits.
TEST_F(SqliteSweep, GoesOnWhileAReaderKeepsTheLogLong) {
  const auto store = sqlite::Store::Open({.path = path_});
  sqlite::Connection reader = OpenRaw(path_);
  reader.Execute("BEGIN");
  Ask(reader, "SELECT count(*) FROM users");
  constexpr std::size_t kBytes = 6'000'000;  // 1,500 pages
  store->Write([](Transaction& transaction) { transaction.properties().Put("large", std::string(kBytes, 'x')); });
  store->Write([](Transaction& transaction) { transaction.user_pools().Delete("pool"); });
  sqlite::Connection raw = OpenRaw(path_);
  const std::int64_t rows = std::stoll(Ask(raw, kRows));
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  const auto is_swept = [&] { return std::stoll(Ask(raw, kRows)) < rows; };
  while (!is_swept() && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  EXPECT_TRUE(is_swept());
  reader.Execute("COMMIT");
  ExpectToBeSwept();
}

}  // namespace
}  // namespace rockpool::storage::testing
