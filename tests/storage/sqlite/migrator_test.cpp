// How a database gets from one version to the next.
#include "storage/sqlite/migrator.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "storage/errors.h"
#include "tests/storage/sqlite/raw_database.h"

namespace rockpool::storage::testing {
namespace {

using sqlite::Migration;

const Migration kFirst{1, "0001_first.sql", "CREATE TABLE first (id); INSERT INTO first VALUES ('kept')"};
const Migration kSecond{2, "0002_second.sql", "CREATE TABLE second (id)"};
const Migration kBroken{2, "0002_broken.sql", "CREATE TABLE half (id); CREATE TABLE first (id)"};

void MigrateTo(sqlite::Connection& connection, const std::vector<Migration>& migrations) {
  sqlite::CheckIsOurs(connection, migrations, "test");
  sqlite::Migrate(connection, migrations);
}

TEST(Migrator, RunsAllFromEmpty) {
  sqlite::Connection connection = OpenRaw(":memory:");
  MigrateTo(connection, {kFirst, kSecond});
  EXPECT_EQ(Ask(connection, "PRAGMA user_version"), "2");
  EXPECT_EQ(Ask(connection, "SELECT count(*) FROM second"), "0");
}

TEST(Migrator, RunsOnlyWhatIsMissing) {
  sqlite::Connection connection = OpenRaw(":memory:");
  MigrateTo(connection, {kFirst});
  MigrateTo(connection, {kFirst, kSecond});
  MigrateTo(connection, {kFirst, kSecond});
  EXPECT_EQ(Ask(connection, "PRAGMA user_version"), "2");
  EXPECT_EQ(Ask(connection, "SELECT id FROM first"), "kept");
}

TEST(Migrator, LeavesTheVersionBeforeAMigrationThatFails) {
  sqlite::Connection connection = OpenRaw(":memory:");
  EXPECT_THROW(MigrateTo(connection, {kFirst, kBroken}), std::runtime_error);
  EXPECT_EQ(Ask(connection, "PRAGMA user_version"), "1");
  EXPECT_EQ(Ask(connection, "SELECT count(*) FROM sqlite_schema WHERE name = 'half'"), "0");
  EXPECT_NO_THROW(MigrateTo(connection, {kFirst, kSecond}));
}

TEST(Migrator, RefusesWhatANewerOneWrote) {
  sqlite::Connection connection = OpenRaw(":memory:");
  MigrateTo(connection, {kFirst, kSecond});
  EXPECT_THROW(MigrateTo(connection, {kFirst}), NewerDatabase);
}

TEST(Migrations, AreNumberedFromOneWithoutGapsAndNamedSo) {
  int expected = 1;
  for (const Migration& migration : sqlite::Migrations()) {
    EXPECT_EQ(migration.number, expected);
    EXPECT_EQ(std::stoi(migration.name), expected);
    ++expected;
  }
  EXPECT_GT(expected, 1);
}

TEST(Migrations, MakeStrictTablesOnlyWithRowIdsButTwo) {
  sqlite::Connection connection = OpenRaw(":memory:");
  sqlite::Migrate(connection, sqlite::Migrations());
  EXPECT_EQ(Ask(connection, "SELECT count(*) > 0 FROM pragma_table_list WHERE schema = 'main' AND strict"), "1");
  EXPECT_EQ(Ask(connection,
                "SELECT group_concat(name) FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%' "
                "AND (NOT strict OR wr)"),
            "refresh_tokens,user_search");
  EXPECT_EQ(Ask(connection, "SELECT sum(strict) FROM pragma_table_list WHERE name IN ('refresh_tokens', 'user_search')"), "2");
}

}  // namespace
}  // namespace rockpool::storage::testing
