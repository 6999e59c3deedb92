// The decoded pool is shared by all calls; what each call sees is its own transaction's pool all the same.
#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "server/pools/user_pools.h"
#include "storage/store.h"
#include "tests/operations/user_pools/user_pool.h"

namespace rockpool {
namespace {

using support::kOk;
using support::OutcomeOf;
using support::PoolCaller;
using support::TestService;
using support::UserPool;

constexpr const char* kHelsinki = R"("UserPoolTags":{"team":"helsinki"})";
constexpr const char* kTurku = R"("UserPoolTags":{"team":"turku"})";

std::shared_ptr<const api::UserPoolType> Load(const TestService& service, const storage::Transaction& transaction, const UserPool& pool) {
  world::Caller caller;
  caller.account = "000000000000";
  caller.region = "us-east-1";
  return pools::LoadPool(transaction, service.world().caches, caller, pool.id());
}

TEST(DecodedPool, IsTheUpdatedOneForTheNextCall) {
  TestService service;
  const UserPool pool(service, kHelsinki);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(pool.Shown("UserPoolTags.team"), R"("helsinki")");
    EXPECT_EQ(OutcomeOf(pool.Update(kTurku)), kOk);
    EXPECT_EQ(pool.Shown("UserPoolTags.team"), R"("turku")");
    EXPECT_EQ(OutcomeOf(pool.Update(kHelsinki)), kOk);
  }
}

// Tags leave the date of the pool as it is.
TEST(DecodedPool, IsTheTaggedOneThoughTheDateStays) {
  TestService service;
  const UserPool pool(service, kHelsinki);
  const std::string date = pool.Shown("LastModifiedDate");
  const std::string tags = R"({"ResourceArn":")" + pool.arn() + R"(","Tags":{"team":"turku"}})";
  EXPECT_EQ(OutcomeOf(service.Call("TagResource", tags)), kOk);
  EXPECT_EQ(pool.Shown("UserPoolTags.team"), R"("turku")");
  EXPECT_EQ(pool.Shown("LastModifiedDate"), date);
}

TEST(DecodedPool, IsTheNewOneUnderAnIdThatWasFreed) {
  TestService service;
  const auto create = [&](std::string_view protection) {
    return PoolCaller(service, support::kFixedId + (R"(,"DeletionProtection":")" + std::string(protection) + '"'));
  };
  EXPECT_EQ(OutcomeOf(create("INACTIVE").Call("DeleteUserPool")), kOk);
  EXPECT_TRUE(OutcomeOf(create("ACTIVE").Call("DeleteUserPool")).starts_with("InvalidParameterException: The user pool cannot be deleted"));
}

TEST(DecodedPool, IsTheNewOneUnderTheSameIdAfterAReset) {
  TestService service;
  TestService other;
  const UserPool before(service, kHelsinki);
  const auto read = [](TestService& from, const std::string& id) {
    return from.world().store.Read([&](const storage::Transaction& transaction) { return transaction.user_pools().FindById(id).value(); });
  };
  EXPECT_EQ(before.Shown("Name"), R"("pool")");
  storage::UserPool record = read(service, before.id());
  record.name = "after";
  other.world().store.Write([&](storage::Transaction& transaction) { transaction.user_pools().Insert(record); });
  service.world().store.ReplaceContentsWith(other.world().store);
  EXPECT_EQ(before.Shown("Name"), R"("after")");
}

TEST(DecodedPool, IsWhatAWriteHasWrittenSoFarAndNotWhenItIsRolledBack) {
  TestService service;
  const UserPool pool(service, kHelsinki);
  const auto team_in = [&](const storage::Transaction& transaction) { return Load(service, transaction, pool)->UserPoolTags->at("team"); };
  const auto write = [&](storage::Transaction& transaction) {
    storage::UserPool record = transaction.user_pools().FindById(pool.id()).value();
    api::UserPoolType settings = pools::SettingsOf(record);
    settings.UserPoolTags->at("team") = "turku";
    pools::SaveTags(transaction, record, settings);
    EXPECT_EQ(team_in(transaction), "turku");
    throw std::runtime_error("rolled back");
  };
  EXPECT_THROW(service.world().store.Write(write), std::runtime_error);
  EXPECT_EQ(service.world().store.Read(team_in), "helsinki");
}

TEST(DecodedPool, IsDecodedOnceForAllThatReadIt) {
  TestService service;
  const UserPool pool(service, kHelsinki);
  const auto load = [&] {
    return service.world().store.Read([&](const storage::Transaction& transaction) { return Load(service, transaction, pool); });
  };
  const auto first = load();
  EXPECT_EQ(load(), first);
  EXPECT_EQ(OutcomeOf(pool.Update(kTurku)), kOk);
  EXPECT_NE(load(), first);
  EXPECT_EQ(first->UserPoolTags->at("team"), "helsinki");  // whoever has it may go on reading
}

}  // namespace
}  // namespace rockpool
