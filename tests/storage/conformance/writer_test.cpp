// What every store promises of the turn to write.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <future>
#include <memory>
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

void Put(Store& store, const std::string& name, const std::string& value) {
  store.Write([&](Transaction& transaction) { transaction.properties().Put(name, value); });
}

std::optional<std::string> Find(const Store& store, const std::string& name) {
  return store.Read([&](const Transaction& transaction) { return transaction.properties().Find(name); });
}

void Append(Store& store, const std::string& text) {
  store.Write(
      [&](Transaction& transaction) { transaction.properties().Put("text", transaction.properties().Find("text").value_or("") + text); });
}

class WriterContract : public BackendTest {
 protected:
  Writer& writer() { return store().writer(); }

  // For tests in which the store itself, too, may have the turn for a moment.
  void Take() {
    const auto deadline = std::chrono::steady_clock::now() + kStuck;
    while (!writer().TryTake()) {
      ASSERT_LT(std::chrono::steady_clock::now(), deadline);
      std::this_thread::yield();
    }
  }

  bool AnotherThreadTakes() {
    return std::async(std::launch::async,
                      [this] {
                        const bool taken = writer().TryTake();
                        if (taken) {
                          writer().Give();
                        }
                        return taken;
                      })
        .get();
  }

  // Returns once all that was queued before has run.
  void WaitForTheQueue() {
    std::promise<void> run;
    writer().Queue([&] { run.set_value(); });
    ASSERT_EQ(run.get_future().wait_for(kStuck), std::future_status::ready);
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, WriterContract, ::testing::ValuesIn(BackendsInEachDurability()), NameOf);

TEST_P(WriterContract, GivesTheTurnToOneAtATime) {
  ASSERT_TRUE(writer().TryTake());
  EXPECT_FALSE(AnotherThreadTakes());
  EXPECT_FALSE(writer().TryTake()) << "not even to the one that has it";
  writer().Give();
  EXPECT_TRUE(AnotherThreadTakes());
  EXPECT_TRUE(writer().TryTake());
  writer().Give();
}

TEST_P(WriterContract, KeepsEachWriteOfATurnWhateverFollows) {
  Take();
  Put(store(), "first", "kept");
  const auto fail = [&] {
    store().Write([](Transaction& transaction) {
      transaction.properties().Put("second", "lost");
      throw std::out_of_range("the caller's own");
    });
  };
  EXPECT_THROW(fail(), std::out_of_range);
  writer().Give();
  EXPECT_EQ(Find(store(), "first"), "kept");
  EXPECT_EQ(Find(store(), "second"), std::nullopt);
}

TEST_P(WriterContract, ShowsATurnItsOwnWritesAndEverybodyElseToo) {
  Take();
  for (const char* value : {"one", "two"}) {
    Put(store(), "name", value);
    EXPECT_EQ(Find(store(), "name"), value);
    EXPECT_EQ(std::async(std::launch::async, [&] { return Find(store(), "name"); }).get(), value);
  }
  writer().Give();
}

TEST_P(WriterContract, LetsABriefReadGoBesideATurnAndSeeWhatItHasCommitted) {
  Take();
  Put(store(), "name", "value");
  auto read = std::async(std::launch::async, [this] {
    return store().ReadBriefly([](const Transaction& transaction) { return transaction.properties().Find("name"); });
  });
  ASSERT_EQ(read.wait_for(kStuck), std::future_status::ready);
  EXPECT_EQ(read.get(), "value");
  writer().Give();
}

TEST_P(WriterContract, HasWhatWasQueuedDuringABriefReadRunAfterIt) {
  Append(store(), "before ");
  const auto seen = store().ReadBriefly([this](const Transaction& transaction) {
    writer().Queue([this] { Append(store(), "queued"); });
    return transaction.properties().Find("text");
  });
  EXPECT_EQ(seen, "before ");
  WaitForTheQueue();
  EXPECT_EQ(Find(store(), "text"), "before queued");
  Take();
  writer().Give();
}

TEST_P(WriterContract, GetsTheTurnBackFromABriefReadThatThrows) {
  EXPECT_THROW(store().ReadBriefly([](const Transaction&) { throw std::out_of_range("the caller's own"); }), std::out_of_range);
  Take();
  writer().Give();
}

TEST_P(WriterContract, RunsJobsInTheOrderInWhichTheyWereQueuedAndAfterTheTurnThatWas) {
  Take();
  std::string expected;
  for (char letter = 'a'; letter <= 'z'; ++letter) {
    expected += letter;
    writer().Queue([this, letter] { Append(store(), std::string(1, letter)); });
  }
  Append(store(), "turn ");
  writer().Give();
  WaitForTheQueue();
  EXPECT_EQ(Find(store(), "text"), "turn " + expected);
}

TEST_P(WriterContract, RunsAJobAtOnceWhereNobodyWrites) {
  for (int i = 0; i < 100; ++i) {
    WaitForTheQueue();
  }
  Take();  // for the thread that has no job gives the turn back
  writer().Give();
}

TEST_P(WriterContract, RunsAJobThatAJobHasQueued) {
  std::promise<void> run;
  writer().Queue([&] {
    writer().Queue([&] {
      Append(store(), "inner");
      run.set_value();
    });
    Append(store(), "outer ");
  });
  ASSERT_EQ(run.get_future().wait_for(kStuck), std::future_status::ready);
  EXPECT_EQ(Find(store(), "text"), "outer inner");
}

TEST_P(WriterContract, LetsNobodyTakeTheTurnBeforeAJobThatIsQueued) {
  std::atomic<bool> stop = false;
  std::atomic<int> turns = 0;
  std::vector<std::thread> takers;
  for (int i = 0; i < 2; ++i) {
    takers.emplace_back([&] {
      while (!stop) {
        if (writer().TryTake()) {
          ++turns;
          store().Write([](Transaction&) {});
          writer().Give();
        }
      }
    });
  }
  std::vector<std::chrono::steady_clock::duration> waits;
  for (int i = 0; i < 200; ++i) {
    std::promise<int> run;
    std::chrono::steady_clock::time_point began;
    const auto queued = std::chrono::steady_clock::now();
    writer().Queue([&] {
      began = std::chrono::steady_clock::now();
      run.set_value(turns);
    });
    const int before = turns;
    std::future<int> turns_before_the_job = run.get_future();
    ASSERT_EQ(turns_before_the_job.wait_for(kStuck), std::future_status::ready);
    waits.push_back(began - queued);
    // One may have had the turn already and not yet said so.
    ASSERT_LE(turns_before_the_job.get(), before + 1);
  }
  stop = true;
  for (std::thread& taker : takers) {
    taker.join();
  }
  // Half of them, for a busy machine may keep any thread from running that long.
  const auto middle = waits.begin() + 100;
  std::ranges::nth_element(waits, middle);
  EXPECT_LT(*middle, std::chrono::milliseconds(20));
}

TEST_P(WriterContract, RunsAllJobsBeforeTheStoreEnds) {
  TemporaryDirectory directory;
  std::unique_ptr<Store> ending = GetParam().open(directory);
  int run = 0;
  for (int i = 0; i < 10; ++i) {
    ending->writer().Queue([&] {
      Put(*ending, "name", "value");
      ++run;
      ending->writer().Queue([&] { ++run; });
    });
  }
  // The jobs use the pointer, which reset() would empty before it waits for them.
  delete ending.get();
  static_cast<void>(ending.release());
  EXPECT_EQ(run, 20);
}

TEST_P(WriterContract, QueuesTheWriteOfAThreadThatWaits) {
  std::future<void> waiting;
  Take();
  waiting = std::async(std::launch::async, [&] { Append(store(), "waiting"); });
  Append(store(), "turn ");
  writer().Give();
  waiting.get();
  EXPECT_EQ(Find(store(), "text"), "turn waiting");
}

TEST_P(WriterContract, ReturnsResultsAndExceptionsToThreadsThatWait) {
  constexpr int kThreads = 4;
  std::atomic<int> right = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&, i] {
      for (int j = 0; j < 50; ++j) {
        right += store().Write([&](Transaction&) { return i * 1000 + j; }) == i * 1000 + j ? 1 : 0;
        try {
          store().Write([&](Transaction&) { throw std::out_of_range(std::to_string(i * 1000 + j)); });
        } catch (const std::out_of_range& error) {
          right += error.what() == std::to_string(i * 1000 + j) ? 1 : 0;
        }
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  EXPECT_EQ(right, kThreads * 100);
}

TEST_P(WriterContract, RefusesToBeNestedOnWhateverThreadItRuns) {
  TemporaryDirectory directory;
  const std::unique_ptr<Store> another = GetParam().open(directory);
  std::promise<void> inside;
  // Keeps the other store's turn until this thread is on its way to it.
  another->writer().Queue([&, future = std::make_shared<std::future<void>>(inside.get_future())] { future->wait_for(kStuck); });
  store().Read([&](const Transaction&) {
    inside.set_value();
    another->Write([&](Transaction&) {
      EXPECT_THROW(store().Read([](const Transaction&) {}), std::logic_error);
      EXPECT_THROW(another->Write([](Transaction&) {}), std::logic_error);
    });
  });
}

TEST_P(WriterContract, SaysWhenWhatATurnHasWrittenIsKept) {
  std::promise<void> kept;
  Take();
  Put(store(), "name", "value");
  writer().WhenDurable([&] { kept.set_value(); });
  writer().Give();
  EXPECT_EQ(kept.get_future().wait_for(kStuck), std::future_status::ready);
}

TEST_P(WriterContract, SaysSoOnceToEachThatAsks) {
  std::atomic<int> told = 0;
  std::promise<void> all;
  constexpr int kJobs = 100;
  for (int i = 0; i < kJobs; ++i) {
    writer().Queue([&] {
      Append(store(), "x");
      writer().WhenDurable([&] {
        if (++told == kJobs) {
          all.set_value();
        }
      });
    });
  }
  ASSERT_EQ(all.get_future().wait_for(kStuck), std::future_status::ready);
  EXPECT_EQ(Find(store(), "text"), std::string(kJobs, 'x'));
}

TEST_P(WriterContract, ReplacesContentsInATurnOfItsOwn) {
  TemporaryDirectory directory;
  const std::unique_ptr<Store> another = GetParam().open(directory);
  another->Write([](Transaction& transaction) { transaction.user_pools().Insert(PoolNamed("seeded")); });
  const auto is_seeded = [&] {
    return store().Read([](const Transaction& transaction) { return transaction.user_pools().Exists(kAccount, kRegion, "seeded"); });
  };
  Take();
  std::future<void> waiting = std::async(std::launch::async, [&] { store().ReplaceContentsWith(*another); });
  EXPECT_FALSE(is_seeded());
  writer().Give();
  waiting.get();
  EXPECT_TRUE(is_seeded());
}

TEST_P(WriterContract, ReplacesContentsForWhoHasTheTurn) {
  TemporaryDirectory directory;
  const std::unique_ptr<Store> another = GetParam().open(directory);
  store().Write([](Transaction& transaction) { transaction.user_pools().Insert(PoolNamed("old")); });
  Take();
  store().ReplaceContentsWith(*another);
  writer().Give();
  EXPECT_TRUE(store().Read([](const Transaction& transaction) { return transaction.user_pools().IsEmpty(); }));
}

}  // namespace
}  // namespace rockpool::storage::testing
