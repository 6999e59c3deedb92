// That databases which earlier versions made open, and lose nothing on the way.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "storage/sqlite/migrator.h"
#include "storage/sqlite/store.h"
#include "tests/storage/records.h"
#include "tests/storage/sqlite/raw_database.h"
#include "tests/storage/temporary_directory.h"

namespace rockpool::storage::testing {
namespace {

constexpr char kPool[] = "us-east-1_demoPool1";
constexpr char kAccountOfPool[] = "000000000000";

// Each table's rows, the columns that it has there written one after another.
using Rows = std::map<std::string, std::vector<std::string>>;

Rows RowsOf(sqlite::Connection& connection, const std::map<std::string, std::string>& columns_of_tables) {
  Rows rows;
  for (const auto& [table, columns] : columns_of_tables) {
    sqlite::Statement select(connection, "SELECT " + columns + " FROM " + table + " ORDER BY id");
    while (select.Step()) {
      rows[table].push_back(select.Text(0));
    }
  }
  return rows;
}

// For each table an expression that shows all its columns.
std::map<std::string, std::string> ColumnsOfTables(sqlite::Connection& connection) {
  std::map<std::string, std::string> columns;
  sqlite::Statement select(connection,
                           "SELECT t.name, group_concat('quote(' || c.name || ')', ' || '','' || ') "
                           "FROM sqlite_schema AS t JOIN pragma_table_info(t.name) AS c WHERE t.type = 'table' GROUP BY t.name");
  while (select.Step()) {
    columns[select.Text(0)] = select.Text(1);
  }
  return columns;
}

struct Origin {
  const char* file;
  const char* then;  // run after it
};

class OldDatabase : public ::testing::TestWithParam<Origin> {
 protected:
  OldDatabase() {
    std::ifstream file(std::string(ROCKPOOL_SOURCE_DIR) + "/tests/storage/sqlite/databases/" + GetParam().file);
    std::stringstream sql;
    sql << file.rdbuf() << GetParam().then;
    std::ofstream(path_).close();
    sqlite::Connection connection = OpenRaw(path_);
    connection.Execute(sql.str().c_str());
    columns_ = ColumnsOfTables(connection);
    rows_ = RowsOf(connection, columns_);
  }

  TemporaryDirectory directory_;
  const std::string path_ = directory_.path() + "/old.db";
  std::map<std::string, std::string> columns_;
  Rows rows_;
};

constexpr Origin kVersion1{"version_1.sql", ""};
// All that the third migration does is to add a table.
constexpr Origin kVersion2{"version_3.sql", "DROP TABLE provisioned_limits; PRAGMA user_version = 2"};
constexpr Origin kVersion3{"version_3.sql", ""};

class OldDatabaseWithResources : public OldDatabase {};

INSTANTIATE_TEST_SUITE_P(Versions, OldDatabase, ::testing::Values(kVersion1, kVersion2, kVersion3));
INSTANTIATE_TEST_SUITE_P(Versions, OldDatabaseWithResources, ::testing::Values(kVersion2, kVersion3));

TEST_P(OldDatabase, KeepsEveryRowOfEveryTable) {
  ASSERT_FALSE(rows_["user_pools"].empty());
  ASSERT_EQ(rows_["identity_providers"].size(), 6U);
  ASSERT_FALSE(rows_["identity_provider_identifiers"].empty());
  ASSERT_FALSE(rows_["properties"].empty());
  sqlite::Store::Open({.path = path_});
  sqlite::Connection connection = OpenRaw(path_);
  EXPECT_EQ(Ask(connection, "PRAGMA user_version"), std::to_string(sqlite::Migrations().size()));
  // The store's own, drawn when it opens a database for the first time.
  connection.Execute("DELETE FROM properties WHERE name = 'storage.generation'");
  EXPECT_EQ(RowsOf(connection, columns_), rows_);
}

TEST_P(OldDatabase, IsReadAndWrittenLikeANewOne) {
  const auto store = sqlite::Store::Open({.path = path_});
  store->Write([](Transaction& transaction) {
    auto provider = transaction.identity_providers().Find(kPool, "Google");
    ASSERT_TRUE(provider);
    EXPECT_EQ(provider->type, "Google");
    provider->identifiers = {"google.example.com"};
    EXPECT_TRUE(transaction.identity_providers().Update(*provider));
    PoolResources& terms = transaction.resources(ResourceKind::kTerms);
    terms.Insert({.user_pool_id = kPool, .key = "t", .client_id = "", .document = "{}", .creation_millis = 1, .last_modified_millis = 1});
  });
  store->Read([](const Transaction& transaction) {
    EXPECT_EQ(transaction.identity_providers().Count(kPool), 6U);
    EXPECT_EQ(transaction.identity_providers().FindByIdentifier(kPool, "google.example.com")->name, "Google");
    EXPECT_EQ(transaction.resources(ResourceKind::kTerms).Count(kPool), 1U);
  });
}

TEST_P(OldDatabase, CountsThePoolsThatItHasAndThoseThatCome) {
  const auto store = sqlite::Store::Open({.path = path_});
  const auto count = [&] {
    return store->Read([](const Transaction& transaction) { return transaction.user_pools().Count(kAccountOfPool, "us-east-1"); });
  };
  EXPECT_EQ(count(), 1U);
  UserPool pool = PoolNamed("us-east-1_new");
  pool.account = kAccountOfPool;
  pool.region = "us-east-1";
  store->Write([&](Transaction& transaction) { transaction.user_pools().Insert(pool); });
  EXPECT_EQ(count(), 2U);
  store->Write([](Transaction& transaction) { transaction.user_pools().Delete(kPool); });
  EXPECT_EQ(count(), 1U);
}

TEST_P(OldDatabaseWithResources, CountsTheCustomDomainsOfEachAccount) {
  constexpr char kAnotherAccount[] = "111122223333";
  const auto store = sqlite::Store::Open({.path = path_});
  const auto counts = [&] {
    return store->Read([&](const Transaction& transaction) {
      const PoolResources& domains = transaction.resources(ResourceKind::kDomain);
      return std::vector{transaction.user_pools().Count(kAnotherAccount, "us-east-1"), domains.CountOfAccount(kAnotherAccount),
                         domains.CountOfAccount(kAccountOfPool)};
    });
  };
  EXPECT_EQ(counts(), (std::vector<std::size_t>{2, 2, 1}));
  store->Write([](Transaction& transaction) {
    const PoolResources& domains = transaction.resources(ResourceKind::kDomain);
    EXPECT_FALSE(domains.FindInStore("rockpool-demo")->counts_for_account);
    EXPECT_TRUE(domains.FindInStore("auth.example.com")->counts_for_account);
    transaction.user_pools().Delete("us-east-1_JhYb7Y4Nl");
    transaction.resources(ResourceKind::kDomain).Delete(kPool, "rockpool-demo");
  });
  EXPECT_EQ(counts(), (std::vector<std::size_t>{1, 1, 1}));
}

TEST_P(OldDatabaseWithResources, LetsWhatBelongsToAnAppClientGoWithIt) {
  const auto store = sqlite::Store::Open({.path = path_});
  store->Write([](Transaction& transaction) {
    EXPECT_EQ(transaction.resources(ResourceKind::kClientSecret).ListOfClient(kPool, "demoBackend").size(), 1U);
    EXPECT_TRUE(transaction.resources(ResourceKind::kAppClient).Delete(kPool, "demoBackend"));
    EXPECT_EQ(transaction.resources(ResourceKind::kClientSecret).Count(kPool), 0U);
    EXPECT_EQ(transaction.resources(ResourceKind::kAppClient).Count(kPool), 1U);
  });
}

}  // namespace
}  // namespace rockpool::storage::testing
