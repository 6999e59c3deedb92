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

// Of the pool "pool".
void UseUsers(Transaction& transaction) {
  Users& users = transaction.users();
  User user = UserNamed("pool", "gone");
  user.number = users.Insert(user, {{.name = "email", .value = "a", .is_alias = true}});
  users.Update(user, {{.name = "email", .value = "b", .is_alias = true}});
  users.Find("pool", "gone");
  users.FindByNumber(user.number);
  users.FindRevision(user.number);
  users.FindByAlias("pool", "email", "b");
  users.List("pool", "", "", 10);
  users.List("pool", "", "a", 10);
  users.ListByValue("pool", "email", "b", {}, 10);
  users.ListByPrefix("pool", "email", "b", {}, 10);
  users.Count("pool");
  transaction.resources(ResourceKind::kGroup).Insert(ResourceNamed("pool", "group"));
  GroupMembers& members = transaction.group_members();
  members.Add("pool", "group", user.number);
  members.GroupsOf(user.number, "", 10);
  members.MembersOf("pool", "group", 0, 10);
  members.CountGroupsOf(user.number);
  members.Remove("pool", "group", user.number);
  transaction.resources(ResourceKind::kGroup).Delete("pool", "group");
  users.Delete(user.number);
}

void UseSignIns(Transaction& transaction) {
  const std::int64_t user = transaction.users().Insert(UserNamed("pool", "anna"), {});
  transaction.credentials().Put(user, {});
  transaction.credentials().Find(user);
  transaction.credentials().Remember(user, {"salt", "verifier"}, 1);
  transaction.credentials().History(user, 1);
  transaction.devices().Insert(DeviceOf("d", user));
  transaction.devices().Find(user, "d");
  transaction.devices().List(user, {}, 10);
  transaction.devices().Update(DeviceOf("d", user));
  transaction.devices().Delete(user, "d");
  Code code;
  code.user = user;
  code.purpose = "p";
  transaction.codes().Put(code);
  transaction.codes().Find(user, "p");
  transaction.codes().Delete(user, "p");
  Attempts attempts;
  attempts.user_pool_id = "pool";
  transaction.attempts().Put(attempts);
  transaction.attempts().Find("pool", "", "");
  transaction.attempts().Delete("pool", "", "");
  transaction.sign_in_sessions().Insert(SessionOf("s", "pool", "web", user));
  transaction.sign_in_sessions().Find("s");
  transaction.sign_in_sessions().Update(SessionOf("s", "pool", "web", user));
  transaction.sign_in_sessions().UseUp(SessionOf("s", "pool", "web", user));
  transaction.sign_in_sessions().DeleteOfUser(user);
  transaction.authorization_codes().Insert(AuthorizationCodeOf("a", "pool", "web", user));
  transaction.authorization_codes().Find("a");
  transaction.authorization_codes().Spend("a", 0);
  transaction.authorization_codes().DeleteOfUser(user);
  transaction.browser_sessions().Insert(BrowserSessionOf("b", "pool", user));
  transaction.browser_sessions().Find("b");
  transaction.browser_sessions().FindBySessionId("sso");
  transaction.browser_sessions().ListTrackedOfUser(user, 10);
  transaction.browser_sessions().Touch(BrowserSessionOf("b", "pool", user));
  transaction.browser_sessions().UntrackOfPool("pool");
  transaction.browser_sessions().Delete("b");
  transaction.browser_sessions().DeleteOfUser(user);
  transaction.browser_sessions().DeleteOfPool("pool");
  transaction.page_flows().Insert(PageFlowOf("p", "pool", "web"));
  transaction.page_flows().Find("p");
  transaction.page_flows().Update(PageFlowOf("p", "pool", "web"));
  transaction.page_flows().Delete("p");
  transaction.federation_states().Insert(StateOf("f", "pool", "web"));
  transaction.federation_states().Find("f");
  transaction.federation_states().Delete("f");
  transaction.used_assertions().Insert(AssertionOf("u", "pool"));
  transaction.used_assertions().SweepExpired(1, 10);
  LinkedIdentities& identities = transaction.linked_identities();
  identities.Insert(IdentityOf("i", "pool", user));
  identities.Find("pool", "Okta", "Cognito_Subject", "i");
  identities.FindFolded("pool", "Okta", "Cognito_Subject", "i");
  identities.Update(IdentityOf("i", "pool", user));
  identities.ListOfUser(user);
  identities.ListAttributes("pool", "Okta", 10);
  identities.Delete("pool", "Okta", "Cognito_Subject", "i");
  WebAuthnCredentials& passkeys = transaction.web_authn_credentials();
  passkeys.Insert(PasskeyOf("k", "pool", user));
  passkeys.ListOfUser(user);
  passkeys.RaiseSignCount(user, "k", 1);
  passkeys.Delete(user, "k");
  RefreshFamilies& families = transaction.refresh_families();
  const std::int64_t family = families.Insert(FamilyOf("f", "pool", "web", user));
  families.Find(family);
  families.FindByEvent(user, "f");
  families.FindStanding(user, "f");
  families.Revoke(family);
  families.RevokeAllOfUser(user);
  families.RevokeAllOfDevice(user, "d");
  families.InsertToken({.digest = "t", .family = family, .replaced_until_millis = {}});
  families.FindToken("t");
  families.UpdateToken({.digest = "t", .family = family, .replaced_until_millis = 1});
  UserSessions& sessions = transaction.user_sessions();
  sessions.Insert(UserSessionOf("s", family));
  sessions.Find(user, "s");
  sessions.FindOfFamily(family);
  sessions.ListOfUser(user);
  sessions.Touch(UserSessionOf("s", family));
  sessions.ListUsesOfUser(user);
  sessions.Delete(family);
  sessions.DeleteOfPool("pool");
  UserImportJobs& jobs = transaction.user_import_jobs();
  UserImportJob job = ImportJobOf("j", "pool");
  job.number = jobs.Insert(job);
  jobs.Update(job);
  jobs.Find("j");
  jobs.FindActive();
  jobs.FindActiveOf(kAccount, kRegion);
  jobs.List("pool", 0, 10);
  jobs.Count("pool");
  jobs.AppendToLog(job.number, "line");
  jobs.AppendToLog(job.number, std::string(UserImportJobs::kMostLogBytes, 'x'));
  jobs.Log(job.number);
  AuthEvent event = EventOf("e", user);
  event.number = transaction.auth_events().Insert(event);
  transaction.auth_events().Update(event);
  transaction.auth_events().Find(user, "e");
  transaction.auth_events().FindOf(user, "e", 1);
  transaction.auth_events().List(user, AuthEventPlace{1, 5}, 10);
  transaction.auth_events().SweepExpired(1, 10);
  transaction.messages().Insert(MessageTo("pool", "anna", "a@x"));
  for (const MessageFilter& filter :
       {MessageFilter{}, MessageFilter{"pool", "", "", 0}, MessageFilter{"pool", "anna", "", 0}, MessageFilter{"pool", "anna", "a@x", 0}}) {
    transaction.messages().List(filter, 10);
  }
  transaction.messages().DeleteAll();
  transaction.SweepExpired(1'800'000'000'000, 10);
}

// One more than there may be, so that the oldest one is forgotten.
void UseFederationStates(FederationStates& states) {
  for (std::size_t i = 0; i <= kMostFederationStates; ++i) {
    states.Insert(StateOf(std::to_string(i), "pool", "web"));
  }
  for (std::size_t i = 1; i <= kMostFederationStates; ++i) {
    states.Delete(std::to_string(i));
  }
}

void UseEveryMethod(Transaction& transaction) {
  transaction.properties().Put("name", "value");
  transaction.properties().Find("name");
  KeyPairs& keys = transaction.key_pairs();
  keys.AddSpare("spare");
  keys.AddTaken("taken");
  keys.PutBack(keys.TakeSpare().value());
  keys.Share("");
  keys.ForgetTakenBut(1);
  keys.CountSpares();
  transaction.provisioned_limits().Put({.account = kAccount, .region = kRegion, .name = "limit", .value = 1});
  transaction.provisioned_limits().Find(kAccount, kRegion, "limit");
  UserPools& pools = transaction.user_pools();
  pools.Insert(PoolNamed("pool"));
  pools.Exists(kAccount, kRegion, "pool");
  pools.Find(kAccount, kRegion, "pool");
  pools.FindById("pool");
  pools.FindVersion("pool");
  pools.List(kAccount, kRegion, "", 10);
  pools.Count(kAccount, kRegion);
  pools.IsEmpty();
  IdentityProviders& providers = transaction.identity_providers();
  providers.Insert(ProviderNamed("pool", "p", {"one"}));
  providers.Update(ProviderNamed("pool", "p", {"two"}));
  providers.Find("pool", "p");
  providers.FindSummary("pool", "p");
  providers.FindRevision("pool", "p");
  providers.FindByIdentifier("pool", "two");
  providers.List("pool", "", 10);
  providers.Count("pool");
  transaction.stand_ins().Put(StandInOf("pool", "p"));
  transaction.stand_ins().Find("pool", "p");
  transaction.stand_ins().FindRevision("pool", "p");
  transaction.stand_ins().Delete("pool", "p");
  providers.Delete("pool", "p");
  transaction.resources(ResourceKind::kAppClient).Insert(ResourceNamed("pool", "web"));
  transaction.resources(ResourceKind::kAppClient).FindInStore("web");
  transaction.resources(ResourceKind::kAppClient).FindRevision("pool", "web");
  transaction.FindAppClientVersion("web");
  PoolResources& terms = transaction.resources(ResourceKind::kTerms);
  terms.Insert(ResourceNamed("pool", "t", "web"));
  terms.Update(ResourceNamed("pool", "t", "web"));
  terms.Find("pool", "t");
  terms.List("pool", "", 10);
  terms.ListVersions("pool", 10);
  terms.ListOfClient("pool", "web");
  terms.ListVersionsOfClient("pool", "web");
  terms.FindRevision("pool", "t");
  terms.Count("pool");
  terms.CountOfAccount(kAccount);
  terms.Delete("pool", "t");
  UseUsers(transaction);
  UseSignIns(transaction);
  UseFederationStates(transaction.federation_states());
  pools.Update(PoolNamed("pool"));
  pools.Delete("pool");
}

// What happens to a pool, and to the user and the client in it, that are too large to go at once.
void BuryAndSweep(sqlite::Connection& connection, Transaction& transaction) {
  transaction.user_pools().Insert(PoolNamed("large"));
  for (const std::string part : {"user", "client"}) {
    transaction.resources(ResourceKind::kAppClient).Insert(ResourceNamed("large", part));
    const std::int64_t user = transaction.users().Insert(UserNamed("large", part), {});
    for (int i = 0; i < 2001; ++i) {
      transaction.refresh_families().Insert(FamilyOf(part + std::to_string(i), "large", part, user));
    }
  }
  transaction.users().Delete(transaction.users().Find("large", "user")->number);
  transaction.resources(ResourceKind::kAppClient).Delete("large", "client");
  connection.Execute(
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2001) "
      "INSERT INTO pool_resources (user_pool, kind, key, creation_millis, last_modified_millis, document) "
      "SELECT u.id, 'group', i, 1, 1, '{}' FROM user_pools AS u CROSS JOIN n WHERE u.pool_id = 'large'");
  transaction.user_pools().Delete("large");
  while (transaction.SweepSome(3000)) {
  }
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
    BuryAndSweep(connection_, transaction);
    plans_ = PlansOf(connection_);
  }

  sqlite::Connection connection_{":memory:", std::chrono::seconds(0)};
  std::vector<Plan> plans_;
};

TEST_F(QueryPlans, NeitherScanNorSort) {
  EXPECT_GT(plans_.size(), 100U);
  for (const Plan& plan : plans_) {
    EXPECT_EQ(plan.steps.find("SCAN"), std::string::npos) << plan.sql << "\n" << plan.steps;
    EXPECT_EQ(plan.steps.find("TEMP B-TREE"), std::string::npos) << plan.sql << "\n" << plan.steps;
    EXPECT_EQ(plan.steps.find("AUTOMATIC"), std::string::npos) << plan.sql << "\n" << plan.steps;
  }
}

TEST_F(QueryPlans, AnswerWhetherAPoolExistsFromTheIndexAlone) {
  int seen = 0;
  for (const Plan& plan : plans_) {
    if (plan.sql.starts_with("SELECT 1 FROM user_pools WHERE")) {
      ++seen;
      EXPECT_EQ(plan.steps.find("SEARCH user_pools USING COVERING INDEX"), 0U) << plan.steps;
      EXPECT_NE(plan.steps.find("(account=? AND region=? AND pool_id=?)"), std::string::npos) << plan.steps;
    }
  }
  EXPECT_EQ(seen, 1);
}

// In the row the revision lies behind the document, which may have megabytes.
TEST_F(QueryPlans, ReadTheVersionsOfWhatAnAppClientOwnsFromTheIndexAlone) {
  int seen = 0;
  for (const Plan& plan : plans_) {
    if (plan.sql.starts_with("SELECT r.key, r.revision FROM") && plan.sql.find(" AS owner ") != std::string::npos) {
      ++seen;
      EXPECT_NE(plan.steps.find("SEARCH r USING COVERING INDEX pool_resources_of_app_client"), std::string::npos) << plan.steps;
    }
  }
  EXPECT_EQ(seen, 1);
}

// A foreign key without an index makes each deletion of a parent read the whole child table.
TEST_F(QueryPlans, FindTheRowsThatACascadeDeletes) {
  for (const char* sql : {"DELETE FROM identity_providers WHERE user_pool = ?",
                          "DELETE FROM identity_provider_identifiers WHERE user_pool = ?",
                          "DELETE FROM identity_provider_identifiers WHERE identity_provider = ?",
                          "DELETE FROM pool_resources WHERE user_pool = ?",
                          "DELETE FROM pool_resources WHERE app_client = ?",
                          "DELETE FROM pool_resource_counts WHERE user_pool = ?",
                          "DELETE FROM users WHERE user_pool = ?",
                          "DELETE FROM user_counts WHERE user_pool = ?",
                          "DELETE FROM attempts WHERE user_pool = ?",
                          "DELETE FROM messages WHERE user_pool = ?",
                          "DELETE FROM user_import_jobs WHERE user_pool = ?",
                          "DELETE FROM user_import_logs WHERE job = ?",
                          "DELETE FROM user_search WHERE user = ?",
                          "DELETE FROM group_members WHERE user = ?",
                          "DELETE FROM group_members WHERE user_group = ?",
                          "DELETE FROM credentials WHERE user = ?",
                          "DELETE FROM password_history WHERE user = ?",
                          "DELETE FROM codes WHERE user = ?",
                          "DELETE FROM devices WHERE user = ?",
                          "DELETE FROM sign_in_sessions WHERE app_client = ?",
                          "DELETE FROM sign_in_sessions WHERE user = ?",
                          "DELETE FROM authorization_codes WHERE app_client = ?",
                          "DELETE FROM authorization_codes WHERE user = ?",
                          "DELETE FROM browser_sessions WHERE user = ?",
                          "DELETE FROM page_flows WHERE app_client = ?",
                          "DELETE FROM auth_events WHERE user = ?",
                          "DELETE FROM linked_identities WHERE user = ?",
                          "DELETE FROM web_authn_credentials WHERE user = ?",
                          "DELETE FROM federation_states WHERE app_client = ?",
                          "DELETE FROM used_assertions WHERE user_pool = ?",
                          "DELETE FROM stand_ins WHERE identity_provider = ?",
                          "DELETE FROM refresh_families WHERE app_client = ?",
                          "DELETE FROM refresh_families WHERE user = ?",
                          "DELETE FROM refresh_tokens WHERE family = ?"}) {
    sqlite::Statement explain(connection_, std::string("EXPLAIN QUERY PLAN ") + sql);
    ASSERT_TRUE(explain.Step());
    EXPECT_EQ(explain.Text(3).find("SEARCH"), 0U) << sql << "\n" << explain.Text(3);
  }
}

}  // namespace
}  // namespace rockpool::storage::testing
