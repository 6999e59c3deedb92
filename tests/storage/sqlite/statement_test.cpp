// That a prepared statement has one run at a time.
#include "storage/sqlite/statement.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "tests/storage/sqlite/raw_database.h"

namespace rockpool::storage::testing {
namespace {

constexpr char kNumbers[] = "SELECT 1 UNION ALL SELECT 2";

class BusyStatement : public ::testing::Test {
 protected:
  sqlite::Connection connection_{":memory:", std::chrono::seconds(0)};
};

TEST_F(BusyStatement, CannotBeUsedAgainWhileItsRowsAreRead) {
  sqlite::Statement rows(connection_, kNumbers);
  ASSERT_TRUE(rows.Step());
  EXPECT_THROW(sqlite::Statement(connection_, kNumbers), std::logic_error);
  ASSERT_TRUE(rows.Step());
  EXPECT_EQ(rows.Integer(0), 2);
}

TEST_F(BusyStatement, CannotBeUsedAgainBeforeItsFirstStep) {
  const sqlite::Statement bound(connection_, kNumbers);
  EXPECT_THROW(sqlite::Statement(connection_, kNumbers), std::logic_error);
}

TEST_F(BusyStatement, IsFreeAfterItsRun) {
  EXPECT_EQ(Ask(connection_, kNumbers), "1");
  EXPECT_EQ(Ask(connection_, kNumbers), "1");
}

TEST_F(BusyStatement, IsFreeAfterARunThatFailed) {
  EXPECT_THROW(sqlite::Statement(connection_, "SELECT abs(-9223372036854775808)").Step(), std::exception);
  EXPECT_THROW(sqlite::Statement(connection_, "SELECT abs(-9223372036854775808)").Step(), std::exception);
  EXPECT_NO_THROW(sqlite::Statement(connection_, "SELECT abs(-9223372036854775808)"));
}

TEST_F(BusyStatement, IsAnotherOnAnotherConnection) {
  sqlite::Connection another(":memory:", std::chrono::seconds(0));
  sqlite::Statement rows(connection_, kNumbers);
  EXPECT_NO_THROW(sqlite::Statement(another, kNumbers));
}

}  // namespace
}  // namespace rockpool::storage::testing
