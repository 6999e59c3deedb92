// That a kept app client is never an outdated one.
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "server/clients/app_clients.h"
#include "server/clients/client_in_use.h"
#include "server/pools/records.h"
#include "storage/sqlite/store.h"
#include "storage/store.h"
#include "tests/support/refusal.h"
#include "tests/support/test_service.h"

namespace rockpool::clients {
namespace {

class UsedClient : public testing::Test {
 protected:
  UsedClient()
      : pool(service.CreatePool()),
        id(service.Call("CreateUserPoolClient", R"({"UserPoolId":")" + pool + R"(","ClientName":"first","GenerateSecret":true})")
               .TextAt("UserPoolClient.ClientId")) {}

  SharedClient Used() const {
    return service.world().store.Read(
        [&](const storage::Transaction& transaction) { return UseClient(transaction, service.world().caches, id); });
  }
  // The operation on the pool succeeds; `more` is appended to the request.
  support::Answer Change(const std::string& operation, const std::string& more) {
    support::Answer answer = service.Call(operation, R"({"UserPoolId":")" + pool + "\"" + more + "}");
    EXPECT_EQ(support::OutcomeOf(answer), support::kOk) << operation;
    return answer;
  }
  std::string OfClient(const std::string& more = "") const { return R"(,"ClientId":")" + id + "\"" + more; }
  // Writes another name into the record.
  void Rename(storage::Transaction& transaction, const std::string& name) const {
    storage::PoolResource record = FindClient(transaction, pool, id);
    auto settings = pools::ContentOf<api::UserPoolClientType>(record);
    settings.ClientName = name;
    pools::Change(1, record, settings);
    transaction.resources(kAppClients.kind).Update(record);
  }

  support::TestService service;
  const std::string pool;
  const std::string id;
};

TEST_F(UsedClient, IsTheSameForAllCallsWhileNothingOfItChanges) {
  const SharedClient before = Used();
  service.CreatePool();
  Change("CreateGroup", R"(,"GroupName":"admins")");
  EXPECT_EQ(Used(), before);
}

TEST_F(UsedClient, ShowsAChangeOfItsSettings) {
  EXPECT_EQ(Used()->settings.ClientName, "first");
  Change("UpdateUserPoolClient", OfClient(R"(,"ClientName":"second")"));
  EXPECT_EQ(Used()->settings.ClientName, "second");
}

TEST_F(UsedClient, ShowsASecretThatCameAndOneThatWent) {
  const std::string first = Used()->secrets.at(0);
  const std::string second = Change("AddUserPoolClientSecret", OfClient()).TextAt("ClientSecretDescriptor.ClientSecretValue");
  EXPECT_EQ(Used()->secrets, (std::vector{first, second}));
  const std::string oldest = service.world().store.Read(
      [&](const storage::Transaction& transaction) { return SecretsOf(transaction, FindClient(transaction, pool, id)).at(0).key; });
  Change("DeleteUserPoolClientSecret", OfClient(R"(,"ClientSecretId":")" + oldest + "\""));
  EXPECT_EQ(Used()->secrets, std::vector{second});
}

TEST_F(UsedClient, ShowsAChangeOfItsPool) {
  const auto has_tag = [&] {
    const auto& tags = Used()->pool->settings.UserPoolTags;
    return tags && tags->contains("team");
  };
  EXPECT_FALSE(has_tag());
  Change("UpdateUserPool", R"(,"UserPoolTags":{"team":"a"})");
  EXPECT_TRUE(has_tag());
}

TEST_F(UsedClient, ShowsAChangeOfItsPoolsFactors) {
  const auto has_token = [&] {
    const auto& factor = Used()->pool->factors.SoftwareTokenMfaConfiguration;
    return factor && factor->Enabled.value_or(false);
  };
  EXPECT_FALSE(has_token());
  Change("SetUserPoolMfaConfig", R"(,"SoftwareTokenMfaConfiguration":{"Enabled":true},"MfaConfiguration":"OPTIONAL")");
  EXPECT_TRUE(has_token());
}

TEST_F(UsedClient, IsGoneOnceItIsDeletedAndIsTheNewOneWhereTheIdCameAgain) {
  const std::string named = R"(,"ClientName":"_custom_id_:again")";
  const auto used = [&] {
    return service.world().store.Read(
        [&](const storage::Transaction& transaction) { return UseClient(transaction, service.world().caches, "again"); });
  };
  Change("CreateUserPoolClient", named);
  EXPECT_TRUE(used()->secrets.empty());
  Change("DeleteUserPoolClient", R"(,"ClientId":"again")");
  EXPECT_EQ(support::RefusalOf(used), "ResourceNotFoundException: User pool client again does not exist.");
  Change("CreateUserPoolClient", named + R"(,"GenerateSecret":true)");
  EXPECT_EQ(used()->secrets.size(), 1U);
}

TEST_F(UsedClient, IsGoneWithItsPool) {
  Used();
  Change("DeleteUserPool", "");
  EXPECT_EQ(support::RefusalOf([&] { Used(); }), "ResourceNotFoundException: User pool client " + id + " does not exist.");
}

TEST_F(UsedClient, IsInAWriteWhatTheWriteHasMadeOfItAndAfterItsFailureWhatItWas) {
  const auto fail = [&] {
    service.world().store.Write([&](storage::Transaction& transaction) {
      Rename(transaction, "never kept");
      EXPECT_EQ(UseClient(transaction, service.world().caches, id)->settings.ClientName, "never kept");
      throw std::runtime_error("rolled back");
    });
  };
  EXPECT_EQ(Used()->settings.ClientName, "first");
  EXPECT_THROW(fail(), std::runtime_error);
  EXPECT_EQ(Used()->settings.ClientName, "first");
}

TEST_F(UsedClient, IsThatOfTheContentsThatAResetHasBrought) {
  const world::Caches caches;
  const auto open = [&](const std::string& name) {
    auto store = storage::sqlite::Store::Open({.path = ":memory:", .rehearse_writes = true});
    store->Write([&](storage::Transaction& transaction) {
      storage::UserPool record;
      record.id = pool;
      record.document = "{}";
      transaction.user_pools().Insert(record);
      api::UserPoolClientType client;
      client.ClientName = name;
      transaction.resources(kAppClients.kind).Insert(pools::NewResource(1, pool, id, client));
    });
    return store;
  };
  const auto name_in = [&](const storage::Store& store) {
    return store.Read([&](const storage::Transaction& transaction) { return UseClient(transaction, caches, id)->settings.ClientName; });
  };
  const auto store = open("before");
  EXPECT_EQ(name_in(*store), "before");
  store->ReplaceContentsWith(*open("after"));
  EXPECT_EQ(name_in(*store), "after");
}

}  // namespace
}  // namespace rockpool::clients
