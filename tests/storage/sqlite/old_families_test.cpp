// That migrations 12, 22 and 23 keep the refresh families and tokens that were there before, and the numbers of families.
#include <gtest/gtest.h>

#include <cstdint>
#include <fstream>
#include <string>

#include "storage/sqlite/migrator.h"
#include "storage/sqlite/store.h"
#include "tests/storage/records.h"
#include "tests/storage/sqlite/raw_database.h"
#include "tests/storage/temporary_directory.h"

namespace rockpool::storage::testing {
namespace {

class DatabaseOfVersion11 : public ::testing::Test {
 protected:
  DatabaseOfVersion11() {
    std::ofstream(path_).close();
    sqlite::Connection connection = OpenRaw(path_);
    sqlite::Migrate(connection, sqlite::Migrations().first(11));
    connection.Execute(R"(
      INSERT INTO user_pools (id, pool_id, account, region, name, creation_millis, last_modified_millis, document, revision)
        VALUES (1, 'pool', '123456789012', 'eu-central-1', 'a', 1, 1, '{}', 1);
      INSERT INTO pool_resources (id, user_pool, kind, key, store_key, creation_millis, last_modified_millis, document, revision)
        VALUES (1, 1, 'app_client', 'web', 'web', 1, 1, '{}', 1);
      INSERT INTO users (id, user_pool, username, creation_millis, last_modified_millis, revision, document)
        VALUES (7, 1, 'anna', 1, 1, 1, '{}');
      INSERT INTO refresh_families (id, origin_jti, event_id, app_client, user, authenticated_millis, expires_millis, kept_until_millis,
                                    is_revoked, document)
        VALUES (40, 'j', 'e', 1, 7, 1, 2, 3, 0, '{"Scope":"openid"}'), (41, 'gone', 'gone', 1, 7, 1, 2, 3, 0, '{}');
      INSERT INTO refresh_tokens (digest, family, replaced_until_millis) VALUES (x'64', 40, NULL), (x'65', 40, 9);
      DELETE FROM refresh_families WHERE id = 41;)");
  }

  TemporaryDirectory directory_;
  const std::string path_ = directory_.path() + "/old.db";
};

TEST_F(DatabaseOfVersion11, KeepsItsFamiliesAndTokens) {
  const auto store = sqlite::Store::Open({.path = path_});
  store->Read([](const Transaction& transaction) {
    const auto family = transaction.refresh_families().FindByEvent(7, "e");
    ASSERT_TRUE(family);
    EXPECT_EQ(family->number, 40);
    EXPECT_EQ(family->origin_jti, "j");
    EXPECT_EQ(family->document, R"({"Scope":"openid"})");
    EXPECT_EQ(transaction.refresh_families().FindToken("d"), (RefreshToken{"d", 40, std::nullopt}));
    EXPECT_EQ(transaction.refresh_families().FindToken("e"), (RefreshToken{"e", 40, 9}));
  });
}

TEST_F(DatabaseOfVersion11, GivesNoNumberTwice) {
  const auto store = sqlite::Store::Open({.path = path_});
  const std::int64_t number =
      store->Write([](Transaction& transaction) { return transaction.refresh_families().Insert(FamilyOf("new", "pool", "web", 7)); });
  EXPECT_EQ(number, 42) << "41 was given before, and users remember numbers";
}

TEST_F(DatabaseOfVersion11, StillEndsTokensWithTheirFamily) {
  const auto store = sqlite::Store::Open({.path = path_});
  store->Write([](Transaction& transaction) { transaction.SweepExpired(std::int64_t{1} << 60, 10); });
  store->Read([](const Transaction& transaction) {
    EXPECT_EQ(transaction.refresh_families().FindByEvent(7, "e"), std::nullopt);
    EXPECT_EQ(transaction.refresh_families().FindToken("d"), std::nullopt);
  });
}

// What 23 made anew besides.
class DatabaseOfVersion22 : public DatabaseOfVersion11 {
 protected:
  DatabaseOfVersion22() {
    sqlite::Connection connection = OpenRaw(path_);
    sqlite::Migrate(connection, sqlite::Migrations().first(22));
    connection.Execute(R"(
      UPDATE refresh_families SET device_key = 'd' WHERE id = 40;
      INSERT INTO user_sessions (family, session_id, user, origin_session_id, device_type, ip_address, creation_millis, last_active_millis)
        VALUES (40, 'tkn', 7, 'sso', 'Chrome', '192.0.2.1', 4, 5);)");
  }
};

TEST_F(DatabaseOfVersion22, KeepsItsSessionsAndTheDevicesOfFamilies) {
  const auto store = sqlite::Store::Open({.path = path_});
  store->Read([](const Transaction& transaction) {
    const auto session = transaction.user_sessions().Find(7, "tkn");
    ASSERT_TRUE(session);
    EXPECT_EQ(*session, (UserSession{"tkn", 40, "sso", "Chrome", "192.0.2.1", 4, 5, 7, "web", 2, false}));
    EXPECT_EQ(transaction.refresh_families().Find(40)->device_key, "d");
    EXPECT_EQ(transaction.refresh_families().FindToken("d"), (RefreshToken{"d", 40, std::nullopt}));
  });
}

TEST_F(DatabaseOfVersion22, StillEndsSessionsWithTheirFamily) {
  const auto store = sqlite::Store::Open({.path = path_});
  store->Write([](Transaction& transaction) { transaction.SweepExpired(std::int64_t{1} << 60, 10); });
  store->Read([](const Transaction& transaction) { EXPECT_EQ(transaction.user_sessions().Find(7, "tkn"), std::nullopt); });
}

}  // namespace
}  // namespace rockpool::storage::testing
