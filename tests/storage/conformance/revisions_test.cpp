// What every store promises of the revisions of its records.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tests/storage/conformance/backends.h"
#include "tests/storage/records.h"

namespace rockpool::storage::testing {
namespace {

constexpr std::int64_t kWish = 7;

class RevisionsContract : public BackendTest {
 protected:
  RevisionsContract() {
    store().Write([](Transaction& transaction) {
      transaction.user_pools().Insert(PoolNamed("pool"));
      transaction.identity_providers().Insert(ProviderNamed("pool", "p", {"one"}));
      transaction.resources(ResourceKind::kAppClient).Insert(ResourceNamed("pool", "web"));
    });
  }

  // Of the pool, the provider and the app client.
  std::vector<std::int64_t> Revisions() {
    return store().Read([](const Transaction& transaction) {
      return std::vector{transaction.user_pools().FindById("pool")->revision, transaction.identity_providers().Find("pool", "p")->revision,
                         transaction.resources(ResourceKind::kAppClient).Find("pool", "web")->revision};
    });
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, RevisionsContract, ::testing::ValuesIn(Backends()), NameOf);

TEST_P(RevisionsContract, StayUntilTheRecordIsWrittenAgain) {
  const auto before = Revisions();
  store().Write([](Transaction& transaction) { transaction.user_pools().Insert(PoolNamed("another")); });
  EXPECT_EQ(Revisions(), before);
}

TEST_P(RevisionsContract, AreNewAfterEachUpdateThoughItChangesNothingElse) {
  std::set<std::int64_t> seen;
  for (int i = 0; i < 20; ++i) {
    for (const std::int64_t revision : Revisions()) {
      EXPECT_TRUE(seen.insert(revision).second) << i;
    }
    store().Write([](Transaction& transaction) {
      EXPECT_TRUE(transaction.user_pools().Update(PoolNamed("pool")));
      EXPECT_TRUE(transaction.identity_providers().Update(ProviderNamed("pool", "p", {"one"})));
      EXPECT_TRUE(transaction.resources(ResourceKind::kAppClient).Update(ResourceNamed("pool", "web")));
    });
  }
}

TEST_P(RevisionsContract, AreNewAfterARecordWasDeletedAndInsertedAgain) {
  const auto before = Revisions();
  store().Write([](Transaction& transaction) {
    transaction.user_pools().Delete("pool");
    transaction.user_pools().Insert(PoolNamed("pool"));
    transaction.identity_providers().Insert(ProviderNamed("pool", "p", {"one"}));
    transaction.resources(ResourceKind::kAppClient).Insert(ResourceNamed("pool", "web"));
  });
  const auto after = Revisions();
  for (std::size_t i = 0; i < before.size(); ++i) {
    EXPECT_NE(after[i], before[i]) << i;
  }
}

TEST_P(RevisionsContract, AreNotTheCallersToSay) {
  store().Write([](Transaction& transaction) {
    UserPool pool = PoolNamed("pool");
    IdentityProvider provider = ProviderNamed("pool", "p");
    PoolResource client = ResourceNamed("pool", "web");
    PoolResource group = ResourceNamed("pool", "admins");
    pool.revision = provider.revision = client.revision = group.revision = kWish;
    transaction.user_pools().Update(pool);
    transaction.identity_providers().Update(provider);
    transaction.resources(ResourceKind::kAppClient).Update(client);
    transaction.resources(ResourceKind::kGroup).Insert(group);
    EXPECT_NE(transaction.resources(ResourceKind::kGroup).Find("pool", "admins")->revision, kWish);
  });
  for (const std::int64_t revision : Revisions()) {
    EXPECT_NE(revision, kWish);
  }
}

TEST_P(RevisionsContract, AreTheSameHoweverARecordIsFound) {
  store().Read([](const Transaction& transaction) {
    const UserPools& pools = transaction.user_pools();
    EXPECT_EQ(pools.FindById("pool"), pools.Find(kAccount, kRegion, "pool"));
    EXPECT_EQ(pools.FindById("pool"), pools.List(kAccount, kRegion, "", 1).at(0));
    const IdentityProviders& providers = transaction.identity_providers();
    EXPECT_EQ(providers.FindByIdentifier("pool", "one"), providers.Find("pool", "p"));
    EXPECT_EQ(providers.FindRevision("pool", "p"), providers.Find("pool", "p")->revision);
    EXPECT_EQ(pools.FindVersion("pool"), (UserPoolVersion{pools.FindById("pool")->revision, -1}));
    const PoolResources& clients = transaction.resources(ResourceKind::kAppClient);
    EXPECT_EQ(clients.FindInStore("web"), clients.Find("pool", "web"));
    EXPECT_EQ(clients.List("pool", "", 1).at(0), *clients.Find("pool", "web"));
    EXPECT_EQ(clients.FindRevision("pool", "web"), clients.Find("pool", "web")->revision);
    EXPECT_EQ(transaction.FindAppClientVersion("web")->revision, clients.Find("pool", "web")->revision);
  });
}

TEST_P(RevisionsContract, AreNoneOfWhatIsNotThere) {
  store().Read([](const Transaction& transaction) {
    const PoolResources& clients = transaction.resources(ResourceKind::kAppClient);
    EXPECT_EQ(clients.FindRevision("pool", "other"), std::nullopt);
    EXPECT_EQ(clients.FindRevision("other", "web"), std::nullopt);
    EXPECT_EQ(transaction.resources(ResourceKind::kGroup).FindRevision("pool", "web"), std::nullopt);
    EXPECT_EQ(transaction.FindAppClientVersion("other"), std::nullopt);
    EXPECT_EQ(transaction.identity_providers().FindRevision("pool", "other"), std::nullopt);
    EXPECT_EQ(transaction.identity_providers().FindRevision("other", "p"), std::nullopt);
    EXPECT_EQ(transaction.user_pools().FindVersion("other"), std::nullopt);
  });
}

// Each step changes something that the pool is used by.
TEST_P(RevisionsContract, OfAPoolAndItsConfigurationChangeWithEitherOfThem) {
  using enum ResourceKind;
  const std::vector<std::function<void(Transaction&)>> steps{
      [](Transaction& t) { t.user_pools().Update(PoolNamed("pool")); },
      [](Transaction& t) { t.resources(kMfaConfiguration).Insert(ResourceNamed("pool", "/")); },
      [](Transaction& t) { t.resources(kMfaConfiguration).Update(ResourceNamed("pool", "/")); },
      [](Transaction& t) { t.resources(kMfaConfiguration).Delete("pool", "/"); },
      [](Transaction& t) {
        t.user_pools().Delete("pool");
        t.user_pools().Insert(PoolNamed("pool"));
      }};
  const auto version = [&] {
    return store().Read([](const Transaction& transaction) { return transaction.user_pools().FindVersion("pool").value(); });
  };
  std::vector<UserPoolVersion> seen{version()};
  for (std::size_t i = 0; i < steps.size(); ++i) {
    store().Write(steps[i]);
    EXPECT_NE(version(), seen.back()) << i;
    seen.push_back(version());
  }
  EXPECT_EQ(seen[4], seen[1]) << "the configuration is gone, and the pool is as it was";
  store().Write([](Transaction& transaction) {
    transaction.user_pools().Insert(PoolNamed("another"));
    transaction.resources(kMfaConfiguration).Insert(ResourceNamed("another", "/"));
    transaction.resources(kAppClient).Insert(ResourceNamed("pool", "native"));
  });
  EXPECT_EQ(version(), seen.back()) << "what is another pool's, and what is another resource";
}

// Each step changes something that the client works with.
TEST_P(RevisionsContract, OfAnAppClientAndWhatItWorksWithChangeWithEachOfThem) {
  using enum ResourceKind;
  const std::vector<std::function<void(Transaction&)>> steps{
      [](Transaction& t) { t.resources(kAppClient).Update(ResourceNamed("pool", "web")); },
      [](Transaction& t) { t.user_pools().Update(PoolNamed("pool")); },
      [](Transaction& t) { t.resources(kMfaConfiguration).Insert(ResourceNamed("pool", "/")); },
      [](Transaction& t) { t.resources(kMfaConfiguration).Update(ResourceNamed("pool", "/")); },
      [](Transaction& t) { t.resources(kClientSecret).Insert(ResourceNamed("pool", "one", "web")); },
      [](Transaction& t) { t.resources(kClientSecret).Insert(ResourceNamed("pool", "two", "web")); },
      [](Transaction& t) { t.resources(kClientSecret).Update(ResourceNamed("pool", "two", "web")); },
      [](Transaction& t) { t.resources(kClientSecret).Delete("pool", "one"); },
      [](Transaction& t) { t.resources(kClientSecret).Delete("pool", "two"); },
      [](Transaction& t) { t.resources(kMfaConfiguration).Delete("pool", "/"); },
      [](Transaction& t) {
        t.resources(kAppClient).Delete("pool", "web");
        t.resources(kAppClient).Insert(ResourceNamed("pool", "web"));
      }};
  const auto version = [&] {
    return store().Read([](const Transaction& transaction) { return transaction.FindAppClientVersion("web").value(); });
  };
  std::vector<AppClientVersion> seen{version()};
  for (std::size_t i = 0; i < steps.size(); ++i) {
    store().Write(steps[i]);
    const AppClientVersion now = version();
    EXPECT_NE(now, seen.back()) << i;
    EXPECT_EQ(version(), now) << i;
    seen.push_back(now);
  }
  EXPECT_EQ(seen[9], seen[4]) << "the secrets are gone, and all else is as it was";
  EXPECT_EQ(seen[10], seen[2]) << "so is the configuration";
  EXPECT_EQ(std::ranges::count(seen, seen.back()), 1);
}

TEST_P(RevisionsContract, OfAnAppClientAreNotThoseOfItsNeighbours) {
  const auto version = [&] {
    return store().Read([](const Transaction& transaction) { return transaction.FindAppClientVersion("web").value(); });
  };
  const AppClientVersion before = version();
  store().Write([](Transaction& transaction) {
    transaction.user_pools().Insert(PoolNamed("another"));
    transaction.resources(ResourceKind::kMfaConfiguration).Insert(ResourceNamed("another", "/"));
    transaction.resources(ResourceKind::kAppClient).Insert(ResourceNamed("pool", "native"));
    transaction.resources(ResourceKind::kClientSecret).Insert(ResourceNamed("pool", "one", "native"));
    transaction.resources(ResourceKind::kTerms).Insert(ResourceNamed("pool", "t", "web"));
  });
  EXPECT_EQ(version(), before);
}

TEST_P(RevisionsContract, OfAnAppClientEndWithItsPool) {
  store().Write([](Transaction& transaction) { transaction.user_pools().Delete("pool"); });
  EXPECT_EQ(store().Read([](const Transaction& transaction) { return transaction.FindAppClientVersion("web"); }), std::nullopt);
}

// As after a reset, which brings records of another store under the same ids.
TEST_P(RevisionsContract, DifferFromThoseOfTheSameRecordsInAnotherStore) {
  const auto before = Revisions();
  TemporaryDirectory directory;
  const std::unique_ptr<Store> another = GetParam().open(directory);
  another->Write([](Transaction& transaction) {
    transaction.user_pools().Insert(PoolNamed("pool"));
    transaction.identity_providers().Insert(ProviderNamed("pool", "p", {"one"}));
    transaction.resources(ResourceKind::kAppClient).Insert(ResourceNamed("pool", "web"));
  });
  store().ReplaceContentsWith(*another);
  const auto after = Revisions();
  for (std::size_t i = 0; i < before.size(); ++i) {
    EXPECT_NE(after[i], before[i]) << i;
  }
}

}  // namespace
}  // namespace rockpool::storage::testing
