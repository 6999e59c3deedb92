// What every store promises of transactions.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "tests/storage/conformance/backends.h"
#include "tests/storage/records.h"

namespace rockpool::storage::testing {
namespace {

// Long enough that only a thread which is stuck misses it.
constexpr std::chrono::seconds kStuck{60};

class TransactionsContract : public BackendTest {
 protected:
  std::optional<std::string> Find(const std::string& name) {
    return store().Read([&](const Transaction& transaction) { return transaction.properties().Find(name); });
  }
  void Put(const std::string& name, const std::string& value) {
    store().Write([&](Transaction& transaction) { transaction.properties().Put(name, value); });
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, TransactionsContract, ::testing::ValuesIn(Backends()), NameOf);

TEST_P(TransactionsContract, ReturnWhatTheFunctionReturns) {
  EXPECT_EQ(store().Write([](Transaction&) { return std::make_unique<int>(7); }).operator*(), 7);
  EXPECT_EQ(store().Read([](const Transaction&) { return std::make_unique<int>(8); }).operator*(), 8);
}

TEST_P(TransactionsContract, SeeTheirOwnWrites) {
  store().Write([](Transaction& transaction) {
    transaction.properties().Put("name", "value");
    EXPECT_EQ(transaction.properties().Find("name"), "value");
  });
}

TEST_P(TransactionsContract, LeaveNothingBehindWhenTheFunctionThrows) {
  const auto write = [&] {
    store().Write([](Transaction& transaction) {
      transaction.properties().Put("name", "value");
      transaction.user_pools().Insert(PoolNamed("a"));
      throw std::out_of_range("the caller's own");
    });
  };
  EXPECT_THROW(write(), std::out_of_range);
  EXPECT_EQ(Find("name"), std::nullopt);
  Put("name", "another");
  EXPECT_EQ(Find("name"), "another");
}

TEST_P(TransactionsContract, GoOnAfterAReadThatThrew) {
  EXPECT_THROW(store().Read([](const Transaction&) { throw std::out_of_range("the caller's own"); }), std::out_of_range);
  Put("name", "value");
  EXPECT_EQ(Find("name"), "value");
}

TEST_P(TransactionsContract, DoNotCommitAfterAConflictThatWasSwallowed) {
  const auto write = [&] {
    store().Write([](Transaction& transaction) {
      transaction.properties().Put("name", "value");
      transaction.user_pools().Insert(PoolNamed("a"));
      EXPECT_THROW(transaction.user_pools().Insert(PoolNamed("a")), Conflict);
    });
  };
  EXPECT_THROW(write(), Conflict);
  EXPECT_EQ(Find("name"), std::nullopt);
  EXPECT_NO_THROW(Put("name", "another"));
}

TEST_P(TransactionsContract, DoNothingMoreAfterAConflictThatWasSwallowed) {
  const auto write = [&] {
    store().Write([](Transaction& transaction) {
      transaction.user_pools().Insert(PoolNamed("a"));
      EXPECT_THROW(transaction.user_pools().Insert(PoolNamed("a")), Conflict);
      transaction.properties().Put("name", "value");
    });
  };
  EXPECT_THROW(write(), Conflict);
  EXPECT_EQ(Find("name"), std::nullopt);
}

TEST_P(TransactionsContract, LetTheFunctionsOwnExceptionOutAfterAConflict) {
  const auto write = [&] {
    store().Write([](Transaction& transaction) {
      transaction.user_pools().Insert(PoolNamed("a"));
      try {
        transaction.user_pools().Insert(PoolNamed("a"));
      } catch (const Conflict&) {
        throw std::out_of_range("the caller's own");
      }
    });
  };
  EXPECT_THROW(write(), std::out_of_range);
}

TEST_P(TransactionsContract, RefuseToBeNested) {
  const auto read = [&] { store().Read([](const Transaction&) {}); };
  const auto write = [&] { store().Write([](Transaction&) {}); };
  EXPECT_THROW(store().Read([&](const Transaction&) { read(); }), std::logic_error);
  EXPECT_THROW(store().Read([&](const Transaction&) { write(); }), std::logic_error);
  EXPECT_THROW(store().Write([&](Transaction&) { read(); }), std::logic_error);
  EXPECT_THROW(store().Write([&](Transaction&) { write(); }), std::logic_error);
  EXPECT_NO_THROW(write());
}

TEST_P(TransactionsContract, OfTwoStoresMayBeNested) {
  TemporaryDirectory directory;
  const std::unique_ptr<Store> another = GetParam().open(directory);
  Put("name", "value");
  store().Read([&](const Transaction& from) {
    another->Write([&](Transaction& to) { to.properties().Put("name", *from.properties().Find("name")); });
  });
  EXPECT_EQ(another->Read([](const Transaction& transaction) { return transaction.properties().Find("name"); }), "value");
}

TEST_P(TransactionsContract, SeeAllThatOtherThreadsCommittedBefore) {
  for (int i = 0; i < 100; ++i) {
    std::thread([&] { Put("name", std::to_string(i)); }).join();
    ASSERT_EQ(Find("name"), std::to_string(i));
  }
}

TEST_P(TransactionsContract, LoseNoIncrementOfEightThreads) {
  constexpr int kThreads = 8;
  constexpr int kIncrements = 200;
  Put("counter", "0");
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([this] {
      for (int j = 0; j < kIncrements; ++j) {
        store().Write([](Transaction& transaction) {
          const int counter = std::stoi(*transaction.properties().Find("counter"));
          transaction.properties().Put("counter", std::to_string(counter + 1));
        });
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  EXPECT_EQ(Find("counter"), std::to_string(kThreads * kIncrements));
}

TEST_P(TransactionsContract, NeverShowAReaderHalfOfAWrite) {
  store().Write([](Transaction& transaction) {
    transaction.properties().Put("left", "0");
    transaction.properties().Put("right", "0");
  });
  std::atomic<bool> stop = false;
  std::atomic<int> torn = 0;
  std::vector<std::thread> readers;
  for (int i = 0; i < 4; ++i) {
    readers.emplace_back([&] {
      while (!stop) {
        store().Read([&](const Transaction& transaction) {
          const auto left = transaction.properties().Find("left");
          torn += left != transaction.properties().Find("right") ? 1 : 0;
        });
      }
    });
  }
  for (int i = 0; i < 500; ++i) {
    store().Write([&](Transaction& transaction) {
      transaction.properties().Put("left", std::to_string(i));
      transaction.properties().Put("right", std::to_string(i));
    });
  }
  stop = true;
  for (std::thread& reader : readers) {
    reader.join();
  }
  EXPECT_EQ(torn, 0);
}

class ReadersBesideWriters : public TransactionsContract {};

INSTANTIATE_TEST_SUITE_P(Backends, ReadersBesideWriters, ::testing::ValuesIn(BackendsThatReadBesideWriters()), NameOf);

TEST_P(ReadersBesideWriters, DoNotWaitForAWriterAndDoNotSeeWhatItHasNotCommitted) {
  Put("name", "before");
  std::future<std::optional<std::string>> seen;
  store().Write([&](Transaction& transaction) {
    transaction.properties().Put("name", "after");
    seen = std::async(std::launch::async, [&] { return Find("name"); });
    EXPECT_EQ(seen.wait_for(kStuck), std::future_status::ready);
  });
  EXPECT_EQ(seen.get(), "before");
  EXPECT_EQ(Find("name"), "after");
}

TEST_P(ReadersBesideWriters, KeepTheirViewWhileOthersWrite) {
  Put("name", "before");
  store().Read([&](const Transaction& transaction) {
    EXPECT_EQ(transaction.properties().Find("name"), "before");
    std::thread([&] { Put("name", "after"); }).join();
    EXPECT_EQ(transaction.properties().Find("name"), "before");
  });
  EXPECT_EQ(Find("name"), "after");
}

}  // namespace
}  // namespace rockpool::storage::testing
