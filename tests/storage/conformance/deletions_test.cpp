// What every store promises of deleting a pool that owns much: it is gone at once for everybody, and all its names are free at once.
#include <gtest/gtest.h>

#include <string>

#include "tests/storage/conformance/backends.h"
#include "tests/storage/records.h"

namespace rockpool::storage::testing {
namespace {

using enum ResourceKind;

constexpr int kMany = 2'100;

class DeletionsContract : public BackendTest {
 protected:
  // A pool with one of each that is unique in the store or counts for the account, and with so many groups.
  static void InsertPool(Transaction& transaction, const std::string& id, int groups, const std::string& document = "{}") {
    UserPool pool = PoolNamed(id);
    pool.document = document;
    transaction.user_pools().Insert(pool);
    transaction.identity_providers().Insert(ProviderNamed(id, "p", {"one"}));
    transaction.resources(kAppClient).Insert(ResourceNamed(id, "web"));
    transaction.resources(kTerms).Insert(ResourceNamed(id, "t", "web"));
    PoolResource domain = ResourceNamed(id, "auth.example.com");
    domain.counts_for_account = true;
    transaction.resources(kDomain).Insert(domain);
    for (int i = 0; i < groups; ++i) {
      transaction.resources(kGroup).Insert(ResourceNamed(id, std::to_string(i)));
    }
  }

  // Whether nothing of the pool and its resources is found or counted in any way.
  static void ExpectNothingOf(const Transaction& transaction, const std::string& id) {
    const UserPools& pools = transaction.user_pools();
    EXPECT_FALSE(pools.Exists(kAccount, kRegion, id));
    EXPECT_EQ(pools.Find(kAccount, kRegion, id), std::nullopt);
    EXPECT_EQ(pools.FindById(id), std::nullopt);
    EXPECT_EQ(pools.Count(kAccount, kRegion), 0U);
    EXPECT_TRUE(pools.List(kAccount, kRegion, "", 10).empty());
    EXPECT_TRUE(pools.IsEmpty());
    EXPECT_EQ(transaction.identity_providers().Find(id, "p"), std::nullopt);
    EXPECT_EQ(transaction.identity_providers().FindByIdentifier(id, "one"), std::nullopt);
    EXPECT_EQ(transaction.identity_providers().Count(id), 0U);
    EXPECT_TRUE(transaction.identity_providers().List(id, "", 10).empty());
    EXPECT_EQ(transaction.resources(kAppClient).FindInStore("web"), std::nullopt);
    EXPECT_EQ(transaction.resources(kDomain).FindInStore("auth.example.com"), std::nullopt);
    EXPECT_EQ(transaction.resources(kDomain).CountOfAccount(kAccount), 0U);
    EXPECT_EQ(transaction.resources(kGroup).Find(id, "0"), std::nullopt);
    EXPECT_EQ(transaction.resources(kGroup).Count(id), 0U);
    EXPECT_TRUE(transaction.resources(kGroup).List(id, "", 10).empty());
    EXPECT_TRUE(transaction.resources(kTerms).ListOfClient(id, "web").empty());
  }

  void SweepAll() {
    int slices = 0;
    while (store().Write([](Transaction& transaction) { return transaction.SweepSome(500); })) {
      ASSERT_LT(++slices, 1'000);
    }
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, DeletionsContract, ::testing::ValuesIn(Backends()), NameOf);

TEST_P(DeletionsContract, OfManyRowsAreCompleteForTheNextReader) {
  store().Write([](Transaction& transaction) { InsertPool(transaction, "pool", kMany); });
  EXPECT_TRUE(store().Write([](Transaction& transaction) {
    const bool deleted = transaction.user_pools().Delete("pool");
    ExpectNothingOf(transaction, "pool");
    return deleted;
  }));
  store().Read([](const Transaction& transaction) { ExpectNothingOf(transaction, "pool"); });
  EXPECT_FALSE(store().Write([](Transaction& transaction) { return transaction.user_pools().Delete("pool"); }));
  SweepAll();
  store().Read([](const Transaction& transaction) { ExpectNothingOf(transaction, "pool"); });
}

TEST_P(DeletionsContract, OfManyRowsFreeEveryNameInTheSameWrite) {
  store().Write([](Transaction& transaction) {
    InsertPool(transaction, "pool", kMany);
    transaction.user_pools().Delete("pool");
    InsertPool(transaction, "pool", 3, "new");
  });
  const auto expect_new = [&] {
    store().Read([](const Transaction& transaction) {
      EXPECT_EQ(transaction.user_pools().FindById("pool")->document, "new");
      EXPECT_EQ(transaction.user_pools().Count(kAccount, kRegion), 1U);
      EXPECT_EQ(transaction.resources(kAppClient).FindInStore("web")->user_pool_id, "pool");
      EXPECT_EQ(transaction.resources(kDomain).FindInStore("auth.example.com")->user_pool_id, "pool");
      EXPECT_EQ(transaction.resources(kDomain).CountOfAccount(kAccount), 1U);
      EXPECT_EQ(transaction.resources(kGroup).Count("pool"), 3U);
      EXPECT_EQ(transaction.resources(kGroup).List("pool", "", 10).size(), 3U);
      EXPECT_EQ(transaction.identity_providers().Count("pool"), 1U);
    });
  };
  expect_new();
  SweepAll();
  expect_new();
}

TEST_P(DeletionsContract, OfManyRowsFreeTheKeysOfTheStoreForOtherPools) {
  store().Write([](Transaction& transaction) {
    transaction.user_pools().Insert(PoolNamed("other"));
    InsertPool(transaction, "pool", kMany);
    transaction.user_pools().Delete("pool");
  });
  store().Write([](Transaction& transaction) {
    transaction.resources(kAppClient).Insert(ResourceNamed("other", "web"));
    transaction.resources(kDomain).Insert(ResourceNamed("other", "auth.example.com"));
  });
  SweepAll();
  store().Read([](const Transaction& transaction) {
    EXPECT_EQ(transaction.resources(kAppClient).FindInStore("web")->user_pool_id, "other");
    EXPECT_EQ(transaction.resources(kDomain).FindInStore("auth.example.com")->user_pool_id, "other");
  });
  EXPECT_THROW(store().Write([](Transaction& transaction) {
    transaction.user_pools().Insert(PoolNamed("third"));
    transaction.resources(kAppClient).Insert(ResourceNamed("third", "web"));
  }),
               Conflict);
}

TEST_P(DeletionsContract, AndCreationsOfOneIdMayFollowOneAnotherWithoutEnd) {
  for (int i = 0; i < 1'000; ++i) {
    store().Write([&](Transaction& transaction) { InsertPool(transaction, "pool", i % 200 == 0 ? kMany : 2); });
    ASSERT_TRUE(store().Write([](Transaction& transaction) { return transaction.user_pools().Delete("pool"); })) << i;
  }
  store().Read([](const Transaction& transaction) { ExpectNothingOf(transaction, "pool"); });
  SweepAll();
}

TEST_P(DeletionsContract, LeaveOtherPoolsAsTheyAre) {
  store().Write([](Transaction& transaction) {
    transaction.user_pools().Insert(PoolNamed("other"));
    transaction.resources(kGroup).Insert(ResourceNamed("other", "admins"));
    InsertPool(transaction, "pool", kMany);
    transaction.user_pools().Delete("pool");
  });
  SweepAll();
  store().Read([](const Transaction& transaction) {
    EXPECT_EQ(AsWritten(transaction.user_pools().FindById("other")), PoolNamed("other"));
    EXPECT_EQ(AsWritten(transaction.resources(kGroup).Find("other", "admins")), ResourceNamed("other", "admins"));
    EXPECT_EQ(transaction.user_pools().Count(kAccount, kRegion), 1U);
  });
}

TEST_P(DeletionsContract, ThatAreRolledBackTakeNothing) {
  store().Write([](Transaction& transaction) { InsertPool(transaction, "pool", kMany); });
  EXPECT_THROW(store().Write([](Transaction& transaction) {
    transaction.user_pools().Delete("pool");
    throw std::out_of_range("the caller's own");
  }),
               std::out_of_range);
  SweepAll();
  store().Read([](const Transaction& transaction) {
    EXPECT_EQ(transaction.resources(kGroup).Count("pool"), static_cast<std::size_t>(kMany));
    EXPECT_EQ(transaction.resources(kGroup).List("pool", "", kMany + 1).size(), static_cast<std::size_t>(kMany));
    EXPECT_EQ(transaction.resources(kDomain).CountOfAccount(kAccount), 1U);
  });
}

TEST_P(DeletionsContract, MayBeUnderWayWhenTheContentsAreReplaced) {
  TemporaryDirectory directory;
  const std::unique_ptr<Store> seeded = GetParam().open(directory);
  seeded->Write([](Transaction& transaction) { InsertPool(transaction, "pool", 1, "seeded"); });
  for (int i = 0; i < 5; ++i) {
    store().Write([](Transaction& transaction) {
      transaction.user_pools().Delete("pool");
      InsertPool(transaction, "pool", kMany);
    });
    store().Write([](Transaction& transaction) { transaction.user_pools().Delete("pool"); });
    store().ReplaceContentsWith(*seeded);
    EXPECT_EQ(store().Read([](const Transaction& transaction) { return transaction.user_pools().FindById("pool")->document; }), "seeded");
  }
  SweepAll();
  EXPECT_EQ(store().Read([](const Transaction& transaction) { return transaction.resources(kGroup).Count("pool"); }), 1U);
}

TEST_P(DeletionsContract, MayBeUnderWayInTheStoreThatOthersAreReplacedWith) {
  TemporaryDirectory directory;
  const std::unique_ptr<Store> seeded = GetParam().open(directory);
  seeded->Write([](Transaction& transaction) {
    InsertPool(transaction, "pool", kMany);
    transaction.user_pools().Delete("pool");
  });
  store().ReplaceContentsWith(*seeded);
  store().Read([](const Transaction& transaction) { ExpectNothingOf(transaction, "pool"); });
  SweepAll();
}

}  // namespace
}  // namespace rockpool::storage::testing
