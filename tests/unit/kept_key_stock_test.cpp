// The stock of RSA keys in the store.
#include "server/kept_key_stock.h"

#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "storage/sqlite/store.h"
#include "tests/support/fake_key_stock.h"

namespace rockpool {
namespace {

using crypto::SigningKeys;
using crypto::TakenKey;

// The thread that fills the stock runs like any other: a test must not wait until the machine is idle.
WaitForTurn AtOnce() {
  return [](const std::stop_token& stop) { return !stop.stop_requested(); };
}

class KeptKeyStockTest : public ::testing::Test {
 protected:
  void AddSpares(std::size_t count) {
    store->Write([&](storage::Transaction& transaction) {
      for (std::size_t index = 0; index < count; ++index) {
        transaction.key_pairs().AddSpare(support::TestKey(index));
      }
    });
  }
  std::size_t Spares() {
    return store->Read([](const storage::Transaction& transaction) { return transaction.key_pairs().CountSpares(); });
  }
  // Polls: the stock has no bell for being full, which the server does not need.
  bool BecomesFull(std::size_t size) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(5);
    while (Spares() < size && std::chrono::steady_clock::now() < deadline) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return Spares() >= size;
  }
  static std::string Used(TakenKey taken) {
    taken.Keep();
    return taken.key().ToPem();
  }

  std::unique_ptr<storage::Store> store = storage::sqlite::Store::Open({.path = ":memory:"});
  KeptKeyStock shared{*store, SigningKeys::kShared, 16, AtOnce};
  KeptKeyStock own{*store, SigningKeys::kOwn, 16, AtOnce};
};

TEST_F(KeptKeyStockTest, HandsOutEachSpareOnce) {
  AddSpares(3);
  EXPECT_EQ(Used(shared.Take()), support::TestKey(0));
  EXPECT_EQ(Used(own.Take()), support::TestKey(1));
  EXPECT_EQ(Used(KeptKeyStock(*store, SigningKeys::kShared).Take()), support::TestKey(2)) << "after a restart";
  EXPECT_EQ(Spares(), 0U);
}

TEST_F(KeptKeyStockTest, SharesWhatIsInUseRatherThanWait) {
  AddSpares(2);
  const std::set<std::string> used = {Used(shared.Take()), Used(shared.Take())};
  EXPECT_EQ((std::set<std::string>{Used(shared.Take()), Used(shared.Take())}), used);
  EXPECT_EQ((std::set<std::string>{Used(shared.Take()), Used(shared.Take())}), used);
}

TEST_F(KeptKeyStockTest, MakesTheFirstKeyAndSharesIt) {
  const std::string first = Used(shared.Take());
  EXPECT_EQ(Used(shared.Take()), first);
  EXPECT_EQ(Spares(), 0U);
}

TEST_F(KeptKeyStockTest, SharesAnotherKeyThanTheOneThatIsHadAlready) {
  AddSpares(2);
  const std::set<std::string> used = {Used(shared.Take()), Used(shared.Take())};
  for (int pool = 0; pool < 3; ++pool) {
    TakenKey first = shared.Take();
    first.Keep();
    EXPECT_EQ((std::set<std::string>{first.key().ToPem(), Used(shared.TakeUnlike(first.key()))}), used);
  }
}

TEST_F(KeptKeyStockTest, MakesAnotherKeyWhereTheOnlyOneIsHadAlready) {
  AddSpares(1);
  TakenKey first = shared.Take();
  first.Keep();
  EXPECT_NE(Used(shared.TakeUnlike(first.key())), first.key().ToPem());
}

TEST_F(KeptKeyStockTest, MakesEveryKeyWhereNoneIsShared) {
  AddSpares(1);
  EXPECT_EQ(Used(own.Take()), support::TestKey(0));
  const std::string second = Used(own.Take());
  EXPECT_NE(second, support::TestKey(0));
  EXPECT_NE(Used(own.Take()), second);
}

TEST_F(KeptKeyStockTest, TakesBackAKeyThatNobodyUsed) {
  AddSpares(1);
  own.Take();
  EXPECT_EQ(Spares(), 1U);
  EXPECT_EQ(Used(own.Take()), support::TestKey(0));
  EXPECT_EQ(Spares(), 0U);
}

TEST_F(KeptKeyStockTest, TakesBackAKeyThatItMadeAtOnce) {
  const std::string made = own.Take().key().ToPem();
  EXPECT_EQ(Spares(), 1U);
  EXPECT_EQ(Used(own.Take()), made);
}

TEST_F(KeptKeyStockTest, TakesNoSharedKeyBack) {
  AddSpares(1);
  {
    const TakenKey first = shared.Take();
    const TakenKey second = shared.Take();
    EXPECT_EQ(second.key().ToPem(), first.key().ToPem());
  }
  EXPECT_EQ(Spares(), 0U);
}

TEST_F(KeptKeyStockTest, HandsAKeyOnWithItsDuty) {
  AddSpares(1);
  {
    TakenKey taken = own.Take();
    const TakenKey moved = std::move(taken);
    EXPECT_EQ(Spares(), 0U);
  }
  EXPECT_EQ(Spares(), 1U);
}

TEST_F(KeptKeyStockTest, MakesNoKeyInAdvanceBeforeItIsStarted) { EXPECT_EQ(Spares(), 0U); }

TEST_F(KeptKeyStockTest, FillsItselfToItsSizeAndRefillsWhatIsTaken) {
  KeptKeyStock stock(*store, SigningKeys::kOwn, 2, AtOnce);
  stock.Start();
  stock.Start();
  ASSERT_TRUE(BecomesFull(2));
  Used(stock.Take());
  EXPECT_TRUE(BecomesFull(2));
  EXPECT_EQ(Spares(), 2U);
}

TEST_F(KeptKeyStockTest, BeginsWithWhatTheStoreHas) {
  AddSpares(3);
  KeptKeyStock stock(*store, SigningKeys::kOwn, 3, AtOnce);
  stock.Start();
  EXPECT_EQ(Used(stock.Take()), support::TestKey(0));
  ASSERT_TRUE(BecomesFull(3));
  EXPECT_EQ(Used(stock.Take()), support::TestKey(1));
}

TEST_F(KeptKeyStockTest, GivesDifferentKeysToThreadsThatFindNone) {
  own.Start();
  std::mutex mutex;
  std::set<std::string> keys;
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 4; ++thread) {
      threads.emplace_back([&] {
        const std::string key = Used(own.Take());
        const std::lock_guard lock(mutex);
        keys.insert(key);
      });
    }
  }
  EXPECT_EQ(keys.size(), 4U);
}

TEST_F(KeptKeyStockTest, ServesAllThreadsThatFindNone) {
  shared.Start();
  std::vector<std::jthread> threads;
  for (int thread = 0; thread < 64; ++thread) {
    threads.emplace_back([&] { EXPECT_FALSE(Used(shared.Take()).empty()); });
  }
}

TEST_F(KeptKeyStockTest, StopsWithoutFinishingTheKeysThatItIsMaking) {
  // A full stock of this size would take minutes.
  KeptKeyStock stock(*store, SigningKeys::kOwn, 1000, AtOnce);
  stock.Start();
  ASSERT_TRUE(BecomesFull(1));
}

TEST_F(KeptKeyStockTest, StopsAlsoWhileTheProcessorsAreBusyForEver) {
  std::promise<void> is_asked;
  const auto never = [&]() -> WaitForTurn {
    return [&](const std::stop_token& stop) {
      std::promise<void> is_stopped;
      const std::stop_callback tell(stop, [&] { is_stopped.set_value(); });
      is_asked.set_value();
      is_stopped.get_future().wait();
      return false;
    };
  };
  KeptKeyStock stock(*store, SigningKeys::kOwn, 1, never);
  stock.Start();
  is_asked.get_future().wait();
}

}  // namespace
}  // namespace rockpool
