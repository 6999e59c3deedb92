// That the migration of sessions takes over how many sessions pools let a user have.
#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "storage/sqlite/migrator.h"
#include "storage/sqlite/store.h"
#include "tests/storage/sqlite/raw_database.h"
#include "tests/storage/temporary_directory.h"

namespace rockpool::storage::testing {
namespace {

TEST(DatabaseOfVersion12, KeepsTheSessionLimitsOfPoolsThatTrack) {
  const TemporaryDirectory directory;
  const std::string path = directory.path() + "/old.db";
  std::ofstream(path).close();
  {
    sqlite::Connection connection = OpenRaw(path);
    sqlite::Migrate(connection, sqlite::Migrations().first(12));
    connection.Execute(R"(
      INSERT INTO user_pools (id, pool_id, account, region, name, creation_millis, last_modified_millis, document, revision)
        VALUES (1, 'on', '1', 'r', 'a', 1, 1, '{}', 1), (2, 'off', '1', 'r', 'a', 1, 1, '{}', 2), (3, 'never', '1', 'r', 'a', 1, 1, '{}', 3);
      INSERT INTO pool_resources (user_pool, kind, key, creation_millis, last_modified_millis, document, revision)
        VALUES (1, 'session_configuration', '/', 1, 1, '{"UserSessionTracking":"ENABLED","TokenSession":{"MaxPerUser":7}}', 4),
               (2, 'session_configuration', '/', 1, 1, '{"UserSessionTracking":"DISABLED","TokenSession":{"MaxPerUser":8}}', 5);)");
  }
  const auto store = sqlite::Store::Open({.path = path});
  store->Read([](const Transaction& transaction) {
    EXPECT_EQ(transaction.user_pools().FindById("on")->session_limit, 7);
    EXPECT_EQ(transaction.user_pools().FindById("off")->session_limit, 0);
    EXPECT_EQ(transaction.user_pools().FindById("never")->session_limit, 0);
  });
}

}  // namespace
}  // namespace rockpool::storage::testing
