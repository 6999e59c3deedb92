// When slices of a sweep run.
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <stdexcept>
#include <thread>
#include <utility>

#include "storage/sqlite/graveyard.h"

namespace rockpool::storage::testing {
namespace {

// Long enough that only a thread which is stuck misses it.
constexpr std::chrono::seconds kStuck{60};

// Runs so many slices, and fails the first few of them.
class Slices {
 public:
  explicit Slices(int count, int failures = 0) : left_(count), failures_(failures) {}

  bool Run() {
    ++runs_;
    if (failures_ > 0) {
      --failures_;
      throw std::runtime_error("the disk is full");
    }
    if (--left_ > 0) {
      return true;
    }
    done_.set_value();
    return false;
  }

  bool AreDone() { return done_.get_future().wait_for(kStuck) == std::future_status::ready; }
  int runs() const { return runs_; }

 private:
  int left_;
  int failures_;
  std::atomic<int> runs_ = 0;
  std::promise<void> done_;
};

TEST(Sweeper, RunsSlicesUntilThereAreNoMore) {
  Slices slices(5);
  sqlite::Sweeper sweeper([&] { return slices.Run(); });
  sweeper.Wake();
  EXPECT_TRUE(slices.AreDone());
  sweeper.Stop();
  EXPECT_EQ(slices.runs(), 5);
}

TEST(Sweeper, RunsNothingUntilItIsWoken) {
  Slices slices(5);
  sqlite::Sweeper sweeper([&] { return slices.Run(); });
  sweeper.Stop();
  EXPECT_EQ(slices.runs(), 0);
}

TEST(Sweeper, TriesAgainAfterAFailure) {
  Slices slices(2, 3);
  sqlite::Sweeper sweeper([&] { return slices.Run(); }, std::chrono::milliseconds(1));
  sweeper.Wake();
  EXPECT_TRUE(slices.AreDone());
}

TEST(Sweeper, StopsBetweenTwoSlices) {
  std::promise<void> begun;
  bool is_first = true;
  sqlite::Sweeper sweeper([&] {
    if (std::exchange(is_first, false)) {
      begun.set_value();
    }
    return true;
  });
  sweeper.Wake();
  ASSERT_EQ(begun.get_future().wait_for(kStuck), std::future_status::ready);
  sweeper.Stop();
}

TEST(Sweeper, StopsInThePauseAfterAFailure) {
  Slices slices(1, 1);
  sqlite::Sweeper sweeper([&] { return slices.Run(); }, std::chrono::hours(1));
  sweeper.Wake();
  while (slices.runs() == 0) {
    std::this_thread::yield();
  }
  sweeper.Stop();
  EXPECT_EQ(slices.runs(), 1);
}

TEST(Sweeper, IsNotWokenOnceItIsStopped) {
  Slices slices(1);
  sqlite::Sweeper sweeper([&] { return slices.Run(); });
  sweeper.Stop();
  sweeper.Wake();
  EXPECT_EQ(slices.runs(), 0);
}

}  // namespace
}  // namespace rockpool::storage::testing
