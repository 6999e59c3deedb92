// That databases which earlier versions made open, and lose nothing on the way.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "storage/sqlite/migrations.h"
#include "storage/sqlite/store.h"
#include "tests/storage/sqlite/raw_database.h"
#include "tests/storage/temporary_directory.h"

namespace rockpool::storage::testing {
namespace {

constexpr char kPool[] = "us-east-1_demoPool1";

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

class OldDatabase : public ::testing::Test {
 protected:
  explicit OldDatabase(const std::string& name = "version_1.sql") {
    std::ifstream file(std::string(ROCKPOOL_SOURCE_DIR) + "/tests/storage/sqlite/databases/" + name);
    std::stringstream sql;
    sql << file.rdbuf();
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

TEST_F(OldDatabase, KeepsEveryRowOfEveryTable) {
  ASSERT_EQ(rows_["user_pools"].size(), 1U);
  ASSERT_EQ(rows_["identity_providers"].size(), 6U);
  ASSERT_FALSE(rows_["identity_provider_identifiers"].empty());
  ASSERT_FALSE(rows_["properties"].empty());
  sqlite::Store::Open({.path = path_});
  sqlite::Connection connection = OpenRaw(path_);
  EXPECT_EQ(Ask(connection, "PRAGMA user_version"), std::to_string(sqlite::Migrations().size()));
  EXPECT_EQ(RowsOf(connection, columns_), rows_);
}

TEST_F(OldDatabase, IsReadAndWrittenLikeANewOne) {
  const auto store = sqlite::Store::Open({.path = path_});
  store->Write([](Transaction& transaction) {
    auto provider = transaction.identity_providers().Find(kPool, "Google");
    ASSERT_TRUE(provider);
    EXPECT_EQ(provider->type, "Google");
    provider->identifiers = {"google.example.com"};
    EXPECT_TRUE(transaction.identity_providers().Update(*provider));
    transaction.resources(ResourceKind::kGroup)
        .Insert(
            {.user_pool_id = kPool, .key = "admins", .client_id = "", .document = "{}", .creation_millis = 1, .last_modified_millis = 1});
  });
  store->Read([](const Transaction& transaction) {
    EXPECT_EQ(transaction.identity_providers().Count(kPool), 6U);
    EXPECT_EQ(transaction.identity_providers().FindByIdentifier(kPool, "google.example.com")->name, "Google");
    EXPECT_EQ(transaction.resources(ResourceKind::kGroup).Count(kPool), 1U);
  });
}

}  // namespace
}  // namespace rockpool::storage::testing
