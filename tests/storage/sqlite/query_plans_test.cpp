// That every statement of the repositories finds its rows through an index, however large the tables grow.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <string>
#include <vector>

#include "storage/sqlite/migrator.h"
#include "storage/sqlite/transaction.h"
#include "tests/storage/records.h"
#include "tests/storage/sqlite/raw_database.h"

namespace rockpool::storage::testing {
namespace {

struct Plan {
  std::string sql;
  std::string steps;
};

void UseEveryMethod(Transaction& transaction) {
  transaction.properties().Put("name", "value");
  transaction.properties().Find("name");
  transaction.provisioned_limits().Put({.account = kAccount, .region = kRegion, .name = "limit", .value = 1});
  transaction.provisioned_limits().Find(kAccount, kRegion, "limit");
  UserPools& pools = transaction.user_pools();
  pools.Insert(PoolNamed("pool"));
  pools.Exists(kAccount, kRegion, "pool");
  pools.Find(kAccount, kRegion, "pool");
  pools.FindById("pool");
  pools.List(kAccount, kRegion, "", 10);
  pools.Count(kAccount, kRegion);
  pools.IsEmpty();
  IdentityProviders& providers = transaction.identity_providers();
  providers.Insert(ProviderNamed("pool", "p", {"one"}));
  providers.Update(ProviderNamed("pool", "p", {"two"}));
  providers.Find("pool", "p");
  providers.FindByIdentifier("pool", "two");
  providers.List("pool", "", 10);
  providers.Count("pool");
  providers.Delete("pool", "p");
  transaction.resources(ResourceKind::kAppClient).Insert(ResourceNamed("pool", "web"));
  transaction.resources(ResourceKind::kAppClient).FindInStore("web");
  PoolResources& terms = transaction.resources(ResourceKind::kTerms);
  terms.Insert(ResourceNamed("pool", "t", "web"));
  terms.Update(ResourceNamed("pool", "t", "web"));
  terms.Find("pool", "t");
  terms.List("pool", "", 10);
  terms.ListOfClient("pool", "web");
  terms.Count("pool");
  terms.CountOfAccount(kAccount);
  terms.Delete("pool", "t");
  pools.Update(PoolNamed("pool"));
  pools.Delete("pool");
}

// Of all statements that the connection has compiled.
std::vector<Plan> PlansOf(sqlite::Connection& connection) {
  std::vector<std::string> texts;
  for (sqlite3_stmt* statement = sqlite3_next_stmt(connection.handle(), nullptr); statement != nullptr;
       statement = sqlite3_next_stmt(connection.handle(), statement)) {
    texts.emplace_back(sqlite3_sql(statement));
  }
  std::vector<Plan> plans;
  for (const std::string& sql : texts) {
    Plan plan{.sql = sql, .steps = {}};
    sqlite::Statement explain(connection, "EXPLAIN QUERY PLAN " + sql);
    while (explain.Step()) {
      plan.steps += explain.Text(3) + "\n";
    }
    plans.push_back(plan);
  }
  return plans;
}

class QueryPlans : public ::testing::Test {
 protected:
  QueryPlans() {
    sqlite::Migrate(connection_, sqlite::Migrations());
    sqlite::Transaction transaction(connection_);
    UseEveryMethod(transaction);
    plans_ = PlansOf(connection_);
  }

  sqlite::Connection connection_{":memory:", std::chrono::seconds(0)};
  std::vector<Plan> plans_;
};

TEST_F(QueryPlans, NeitherScanNorSort) {
  EXPECT_GT(plans_.size(), 15U);
  for (const Plan& plan : plans_) {
    EXPECT_EQ(plan.steps.find("SCAN"), std::string::npos) << plan.sql << "\n" << plan.steps;
    EXPECT_EQ(plan.steps.find("TEMP B-TREE"), std::string::npos) << plan.sql << "\n" << plan.steps;
    EXPECT_EQ(plan.steps.find("AUTOMATIC"), std::string::npos) << plan.sql << "\n" << plan.steps;
  }
}

TEST_F(QueryPlans, AnswerWhetherAPoolExistsFromTheIndexAlone) {
  int seen = 0;
  for (const Plan& plan : plans_) {
    if (plan.sql.starts_with("SELECT 1 FROM user_pools")) {
      ++seen;
      EXPECT_EQ(plan.steps.find("SEARCH user_pools USING COVERING INDEX"), 0U) << plan.steps;
      EXPECT_NE(plan.steps.find("(account=? AND region=? AND pool_id=?)"), std::string::npos) << plan.steps;
    }
  }
  EXPECT_EQ(seen, 1);
}

// A foreign key without an index makes each deletion of a parent read the whole child table.
TEST_F(QueryPlans, FindTheRowsThatACascadeDeletes) {
  for (const char* sql :
       {"DELETE FROM identity_providers WHERE user_pool = ?", "DELETE FROM identity_provider_identifiers WHERE user_pool = ?",
        "DELETE FROM identity_provider_identifiers WHERE identity_provider = ?", "DELETE FROM pool_resources WHERE user_pool = ?",
        "DELETE FROM pool_resources WHERE app_client = ?", "DELETE FROM pool_resource_counts WHERE user_pool = ?"}) {
    sqlite::Statement explain(connection_, std::string("EXPLAIN QUERY PLAN ") + sql);
    ASSERT_TRUE(explain.Step());
    EXPECT_EQ(explain.Text(3).find("SEARCH"), 0U) << sql << "\n" << explain.Text(3);
  }
}

}  // namespace
}  // namespace rockpool::storage::testing
