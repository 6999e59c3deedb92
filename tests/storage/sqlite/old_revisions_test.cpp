// That migration 6 gives every record that was there before a revision of its own.
#include <gtest/gtest.h>

#include <cstdint>
#include <fstream>
#include <set>
#include <string>

#include "storage/sqlite/migrator.h"
#include "storage/sqlite/store.h"
#include "tests/storage/records.h"
#include "tests/storage/sqlite/raw_database.h"
#include "tests/storage/temporary_directory.h"

namespace rockpool::storage::testing {
namespace {

class DatabaseOfVersion5 : public ::testing::Test {
 protected:
  DatabaseOfVersion5() {
    std::ofstream(path_).close();
    sqlite::Connection connection = OpenRaw(path_);
    sqlite::Migrate(connection, sqlite::Migrations().first(5));
    connection.Execute(R"(
      INSERT INTO user_pools (id, pool_id, account, region, name, creation_millis, last_modified_millis, document) VALUES
        (1, 'a', '123456789012', 'eu-central-1', 'a', 1, 1, '{}'), (2, 'b', '123456789012', 'eu-central-1', 'b', 1, 1, '{}');
      INSERT INTO identity_providers (id, user_pool, name, type, creation_millis, last_modified_millis, encryption_key, document) VALUES
        (1, 1, 'p', 'SAML', 1, 1, 'key', '{}'), (2, 1, 'q', 'SAML', 1, 1, 'key', '{}');
      INSERT INTO pool_resources (id, user_pool, kind, key, store_key, creation_millis, last_modified_millis, document, counted_account)
      VALUES (1, 1, 'app_client', 'web', 'web', 1, 1, '{}', NULL),
             (2, 1, 'domain', 'auth.example.com', 'auth.example.com', 1, 1, '{}', '123456789012');)");
  }

  TemporaryDirectory directory_;
  const std::string path_ = directory_.path() + "/old.db";
};

TEST_F(DatabaseOfVersion5, GetsARevisionForEachRecord) {
  const auto store = sqlite::Store::Open({.path = path_});
  std::set<std::int64_t> revisions;
  store->Read([&](const Transaction& transaction) {
    for (const char* pool : {"a", "b"}) {
      revisions.insert(transaction.user_pools().FindById(pool)->revision);
    }
    for (const char* provider : {"p", "q"}) {
      revisions.insert(transaction.identity_providers().Find("a", provider)->revision);
    }
    revisions.insert(transaction.resources(ResourceKind::kAppClient).FindInStore("web")->revision);
    revisions.insert(transaction.resources(ResourceKind::kDomain).FindInStore("auth.example.com")->revision);
  });
  EXPECT_EQ(revisions.size(), 6U);
  EXPECT_GT(*revisions.begin(), 0);
}

TEST_F(DatabaseOfVersion5, CountsItsPoolsAndDomainsAsBefore) {
  const auto store = sqlite::Store::Open({.path = path_});
  const auto counts = [&] {
    return store->Read([](const Transaction& transaction) {
      return std::pair(transaction.user_pools().Count(kAccount, kRegion),
                       transaction.resources(ResourceKind::kDomain).CountOfAccount(kAccount));
    });
  };
  EXPECT_EQ(counts(), std::pair(std::size_t{2}, std::size_t{1}));
  store->Write([](Transaction& transaction) { transaction.user_pools().Delete("a"); });
  EXPECT_EQ(counts(), std::pair(std::size_t{1}, std::size_t{0}));
}

}  // namespace
}  // namespace rockpool::storage::testing
