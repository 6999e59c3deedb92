// What every store promises of having its contents replaced with another's.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdint>
#include <future>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "tests/storage/conformance/backends.h"
#include "tests/storage/records.h"

namespace rockpool::storage::testing {
namespace {

class ReplacingContract : public BackendTest {
 protected:
  ReplacingContract() {
    InsertPool(seeded(), "seeded");
    seeded().Write([](Transaction& transaction) {
      for (const char* name : {"a", "b"}) {
        transaction.identity_providers().Insert(ProviderNamed("seeded", name, {std::string(name) + ".example.com"}));
      }
    });
  }

  static void InsertPool(Store& store, const std::string& id) {
    store.Write([&](Transaction& transaction) { transaction.user_pools().Insert(PoolNamed(id)); });
  }
  static void Put(Store& store, const std::string& name, const std::string& value) {
    store.Write([&](Transaction& transaction) { transaction.properties().Put(name, value); });
  }
  static std::optional<std::string> Property(const Store& store, const std::string& name) {
    return store.Read([&](const Transaction& transaction) { return transaction.properties().Find(name); });
  }
  static std::vector<std::string> PoolsOf(const Transaction& transaction) {
    std::vector<std::string> ids;
    for (const UserPool& pool : transaction.user_pools().List(kAccount, kRegion, "", 1000)) {
      ids.push_back(pool.id);
    }
    return ids;
  }
  static std::vector<std::string> Pools(const Store& store) { return store.Read(&PoolsOf); }

  Store& seeded() { return *seeded_; }

 private:
  TemporaryDirectory directory_;
  std::unique_ptr<Store> seeded_ = GetParam().open(directory_);
};

using Ids = std::vector<std::string>;

INSTANTIATE_TEST_SUITE_P(Backends, ReplacingContract, ::testing::ValuesIn(Backends()), NameOf);

TEST_P(ReplacingContract, LeavesWhatTheOtherHoldsAndNothingElse) {
  InsertPool(store(), "old");
  store().Write([](Transaction& transaction) { transaction.identity_providers().Insert(ProviderNamed("old", "a", {"old"})); });
  store().ReplaceContentsWith(seeded());
  EXPECT_EQ(Pools(store()), Ids{"seeded"});
  store().Read([](const Transaction& transaction) {
    EXPECT_EQ(AsWritten(transaction.user_pools().Find(kAccount, kRegion, "seeded")), PoolNamed("seeded"));
    EXPECT_EQ(transaction.identity_providers().Count("seeded"), 2U);
    EXPECT_EQ(AsWritten(transaction.identity_providers().FindByIdentifier("seeded", "b.example.com")),
              ProviderNamed("seeded", "b", {"b.example.com"}));
    EXPECT_EQ(transaction.identity_providers().FindByIdentifier("old", "old"), std::nullopt);
  });
}

TEST_P(ReplacingContract, LeavesNothingIfTheOtherHoldsNothing) {
  TemporaryDirectory directory;
  const std::unique_ptr<Store> empty = GetParam().open(directory);
  InsertPool(store(), "old");
  store().ReplaceContentsWith(*empty);
  EXPECT_TRUE(store().Read([](const Transaction& transaction) { return transaction.user_pools().IsEmpty(); }));
  InsertPool(store(), "old");
  EXPECT_EQ(Pools(store()), Ids{"old"});
}

TEST_P(ReplacingContract, KeepsThePropertiesAndTakesNoneOfTheOthers) {
  Put(store(), "secret", std::string("own\0", 4));
  Put(seeded(), "secret", "another's");
  Put(seeded(), "more", "another's");
  store().ReplaceContentsWith(seeded());
  EXPECT_EQ(Property(store(), "secret"), std::string("own\0", 4));
  EXPECT_EQ(Property(store(), "more"), std::nullopt);
}

TEST_P(ReplacingContract, LeavesTheOtherAsItWas) {
  Put(seeded(), "secret", "another's");
  Put(store(), "secret", "own");
  InsertPool(store(), "old");
  store().ReplaceContentsWith(seeded());
  EXPECT_EQ(Pools(seeded()), Ids{"seeded"});
  EXPECT_EQ(Property(seeded(), "secret"), "another's");
}

TEST_P(ReplacingContract, TiesTheStoresToOneAnotherInNoWay) {
  store().ReplaceContentsWith(seeded());
  InsertPool(store(), "mine");
  InsertPool(seeded(), "yours");
  EXPECT_EQ(Pools(store()), (Ids{"mine", "seeded"}));
  EXPECT_EQ(Pools(seeded()), (Ids{"seeded", "yours"}));
}

TEST_P(ReplacingContract, WorksAgainAndAgain) {
  for (int i = 0; i < 100; ++i) {
    InsertPool(store(), "mine");
    store().ReplaceContentsWith(seeded());
    ASSERT_EQ(Pools(store()), Ids{"seeded"}) << i;
  }
}

TEST_P(ReplacingContract, LeavesPromisesOfUniquenessInForce) {
  store().ReplaceContentsWith(seeded());
  EXPECT_THROW(InsertPool(store(), "seeded"), Conflict);
  const auto insert = [&] {
    store().Write(
        [](Transaction& transaction) { transaction.identity_providers().Insert(ProviderNamed("seeded", "c", {"a.example.com"})); });
  };
  EXPECT_THROW(insert(), Conflict);
}

TEST_P(ReplacingContract, BeginsAGenerationThatTheStoreHasNeverHad) {
  std::set<std::int64_t> generations = {store().generation()};
  for (int i = 0; i < 20; ++i) {
    store().ReplaceContentsWith(seeded());
    const std::int64_t generation = store().generation();
    EXPECT_EQ(store().generation(), generation);
    EXPECT_TRUE(generations.insert(generation).second) << i;
  }
  EXPECT_EQ(generations.count(seeded().generation()), 0U) << "not even the other's";
}

TEST_P(ReplacingContract, IsTheOnlyOneToChangeTheGeneration) {
  const std::int64_t generation = store().generation();
  EXPECT_NE(generation, 0);
  InsertPool(store(), "mine");
  seeded().ReplaceContentsWith(store());
  EXPECT_EQ(store().generation(), generation);
  EXPECT_EQ(store().Write([](Transaction& transaction) { return transaction.generation(); }), generation);
}

TEST_P(ReplacingContract, ShowsWhoHasTheTurnTheGenerationThatReadsSee) {
  const auto of_a_write = [&] { return store().Write([](Transaction& transaction) { return transaction.generation(); }); };
  const auto with_the_turn = [&] {
    while (!store().writer().TryTake()) {
      std::this_thread::yield();
    }
    const std::int64_t generation = store().generation();
    store().writer().Give();
    return generation;
  };
  const Amendment failing{[](Transaction&) { throw std::runtime_error("no"); }, nullptr};
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(of_a_write(), store().generation()) << i;
    EXPECT_EQ(of_a_write(), store().generation()) << i;
    EXPECT_THROW(store().ReplaceContentsWith(seeded(), failing), std::runtime_error);
    EXPECT_EQ(of_a_write(), store().generation()) << i;
    EXPECT_EQ(with_the_turn(), store().generation()) << i;
    store().ReplaceContentsWith(seeded());
    EXPECT_EQ(with_the_turn(), store().generation()) << i;
  }
}

TEST_P(ReplacingContract, RefusesTheStoreItself) {
  InsertPool(store(), "mine");
  EXPECT_THROW(store().ReplaceContentsWith(store()), std::logic_error);
  EXPECT_EQ(Pools(store()), Ids{"mine"});
}

TEST_P(ReplacingContract, RefusesToRunInsideATransactionOfEitherStore) {
  EXPECT_THROW(store().Read([&](const Transaction&) { store().ReplaceContentsWith(seeded()); }), std::logic_error);
  EXPECT_THROW(store().Write([&](Transaction&) { store().ReplaceContentsWith(seeded()); }), std::logic_error);
  EXPECT_THROW(seeded().Read([&](const Transaction&) { store().ReplaceContentsWith(seeded()); }), std::logic_error);
  EXPECT_EQ(Pools(store()), Ids{});
}

// Two pools and a property that are written together, so that half a state would be seen.
TEST_P(ReplacingContract, IsOneMomentForReadersAndWritersThatRunMeanwhile) {
  Put(store(), "secret", "own");
  store().ReplaceContentsWith(seeded());
  std::atomic<bool> stop = false;
  std::atomic<int> torn = 0;
  std::atomic<int> seen_with = 0;
  std::atomic<int> seen_without = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {
      while (!stop) {
        store().Read([&](const Transaction& transaction) {
          const std::int64_t generation = transaction.generation();
          const Ids ids = PoolsOf(transaction);
          torn += generation == transaction.generation() ? 0 : 1;
          const bool without = ids == Ids{"seeded"};
          const bool with = ids == Ids{"left", "right", "seeded"};
          const bool providers = transaction.identity_providers().Count("seeded") == 2;
          torn += (with || without) && providers && transaction.properties().Find("secret") == "own" ? 0 : 1;
          seen_with += with ? 1 : 0;
          seen_without += without ? 1 : 0;
        });
      }
    });
  }
  threads.emplace_back([&] {
    while (!stop) {
      store().Write([&](Transaction& transaction) {
        const bool there = transaction.user_pools().Exists(kAccount, kRegion, "left");
        torn += there == transaction.user_pools().Exists(kAccount, kRegion, "right") ? 0 : 1;
        if (!there) {
          transaction.user_pools().Insert(PoolNamed("left"));
          transaction.user_pools().Insert(PoolNamed("right"));
        }
      });
    }
  });
  int resets = 0;
  while (resets < 300 || ((seen_with == 0 || seen_without == 0) && resets < 100'000)) {
    store().ReplaceContentsWith(seeded());
    ++resets;
  }
  stop = true;
  for (std::thread& thread : threads) {
    thread.join();
  }
  EXPECT_EQ(torn, 0);
  EXPECT_GT(seen_with, 0);
  EXPECT_GT(seen_without, 0);
}

TEST_P(ReplacingContract, ChangesWhatIsAmendedInTheSameMoment) {
  InsertPool(store(), "old");
  Put(store(), "clock", "moved");
  std::vector<std::string> events;
  Amendment amendment;
  amendment.write = [&](Transaction& transaction) {
    EXPECT_EQ(PoolsOf(transaction), Ids{"seeded"});
    EXPECT_EQ(transaction.properties().Find("clock"), "moved");
    transaction.properties().Put("clock", "wall");
  };
  amendment.then = [&] {
    // Who could write now would see the new contents before the amendment is complete.
    const bool turn_was_free = std::async(std::launch::async, [this] {
                                 const bool took = store().writer().TryTake();
                                 if (took) {
                                   store().writer().Give();
                                 }
                                 return took;
                               }).get();
    events.emplace_back(turn_was_free ? "then, with the turn free" : "then");
  };
  store().ReplaceContentsWith(seeded(), amendment);
  EXPECT_EQ(events, std::vector<std::string>{"then"});
  EXPECT_EQ(Pools(store()), Ids{"seeded"});
  EXPECT_EQ(Property(store(), "clock"), "wall");
  EXPECT_EQ(Property(seeded(), "clock"), std::nullopt);
}

TEST_P(ReplacingContract, ChangesNothingIfTheAmendmentThrows) {
  InsertPool(store(), "old");
  const std::int64_t generation = store().generation();
  bool has_happened = false;
  const Amendment amendment{[](Transaction&) { throw std::runtime_error("no"); }, [&] { has_happened = true; }};
  EXPECT_THROW(store().ReplaceContentsWith(seeded(), amendment), std::runtime_error);
  EXPECT_FALSE(has_happened);
  EXPECT_EQ(Pools(store()), Ids{"old"});
  EXPECT_EQ(store().generation(), generation);
}

class ReplacingBesideReaders : public ReplacingContract {};

INSTANTIATE_TEST_SUITE_P(Backends, ReplacingBesideReaders, ::testing::ValuesIn(BackendsThatReadBesideWriters()), NameOf);

TEST_P(ReplacingBesideReaders, LeavesAReaderTheViewThatItHas) {
  InsertPool(store(), "old");
  const std::int64_t old_generation = store().generation();
  store().Read([&](const Transaction& transaction) {
    EXPECT_EQ(PoolsOf(transaction), Ids{"old"});
    std::thread([&] { store().ReplaceContentsWith(seeded()); }).join();
    EXPECT_EQ(PoolsOf(transaction), Ids{"old"});
    EXPECT_EQ(transaction.generation(), old_generation);
    EXPECT_EQ(transaction.user_pools().Find(kAccount, kRegion, "seeded"), std::nullopt);
  });
  EXPECT_EQ(Pools(store()), Ids{"seeded"});
  EXPECT_NE(store().generation(), old_generation);
}

}  // namespace
}  // namespace rockpool::storage::testing
