// That migration 5 finds what was kept under a key of its own before.
#include <gtest/gtest.h>

#include <fstream>
#include <optional>
#include <string>

#include "storage/sqlite/migrator.h"
#include "storage/sqlite/store.h"
#include "tests/storage/sqlite/raw_database.h"
#include "tests/storage/temporary_directory.h"

namespace rockpool::storage::testing {
namespace {

constexpr char kPool[] = "us-east-1_demoPool1";
constexpr char kItself[] = "/";

std::optional<std::string> DocumentOf(const Store& store, ResourceKind kind, const std::string& key) {
  const auto found = store.Read([&](const Transaction& transaction) { return transaction.resources(kind).Find(kPool, key); });
  return found ? std::optional(found->document) : std::nullopt;
}

TEST(ConfigurationKeys, OfDatabasesOfVersion4BecomeThatOfThePoolItself) {
  const TemporaryDirectory directory;
  const std::string path = directory.path() + "/old.db";
  std::ofstream(path).close();
  {
    sqlite::Connection connection = OpenRaw(path);
    sqlite::Migrate(connection, sqlite::Migrations().first(4));
    connection.Execute(R"(
      INSERT INTO user_pools (id, pool_id, account, region, name, creation_millis, last_modified_millis, document)
      VALUES (1, 'us-east-1_demoPool1', '000000000000', 'us-east-1', 'demo', 1, 1, '{}');
      INSERT INTO pool_resources (id, user_pool, kind, key, app_client, creation_millis, last_modified_millis, document) VALUES
        (1, 1, 'app_client', 'web', NULL, 1, 1, '{}'),
        (2, 1, 'mfa_configuration', 'mfa', NULL, 1, 1, '{"of":"mfa"}'),
        (3, 1, 'signing_key', 'saml', NULL, 1, 1, '{"of":"saml"}'),
        (4, 1, 'ui_customization', 'ALL', NULL, 1, 1, '{"of":"all"}'),
        (5, 1, 'ui_customization', 'web', 1, 1, 1, '{"of":"web"}');)");
  }
  const auto store = sqlite::Store::Open({.path = path});
  EXPECT_EQ(DocumentOf(*store, ResourceKind::kMfaConfiguration, kItself), R"({"of":"mfa"})");
  EXPECT_EQ(DocumentOf(*store, ResourceKind::kSigningKey, kItself), R"({"of":"saml"})");
  EXPECT_EQ(DocumentOf(*store, ResourceKind::kUiCustomization, kItself), R"({"of":"all"})");
  EXPECT_EQ(DocumentOf(*store, ResourceKind::kUiCustomization, "web"), R"({"of":"web"})");
}

}  // namespace
}  // namespace rockpool::storage::testing
