#include "server/messaging/couriers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <vector>

namespace rockpool::messaging {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kLong = std::chrono::seconds(30);

// Holds a courier until it is let go.
class Gate {
 public:
  Couriers::Errand Errand() {
    return [this](const std::stop_token& /*stop*/) {
      reached_.set_value();
      open_.get_future().wait();
    };
  }
  void WaitUntilReached() { reached_.get_future().wait(); }
  void Open() { open_.set_value(); }

 private:
  std::promise<void> reached_;
  std::promise<void> open_;
};

TEST(Couriers, RunErrandsInTheirOrderWhereTheyAreOne) {
  Couriers couriers(1);
  std::vector<int> run;
  for (int i = 0; i < 100; ++i) {
    ASSERT_TRUE(couriers.Take([&run, i](const std::stop_token& /*stop*/) { run.push_back(i); }));
  }
  EXPECT_EQ(couriers.Stop(kLong), 0U);
  ASSERT_EQ(run.size(), 100U);
  EXPECT_TRUE(std::is_sorted(run.begin(), run.end()));
}

TEST(Couriers, DoNotWaitForOneAnother) {
  Couriers couriers(2);
  Gate gate;
  couriers.Take(gate.Errand());
  gate.WaitUntilReached();
  std::promise<void> second;
  couriers.Take([&second](const std::stop_token& /*stop*/) { second.set_value(); });
  second.get_future().wait();
  gate.Open();
  EXPECT_EQ(couriers.Stop(kLong), 0U);
}

TEST(Couriers, TakeNoMoreThanMayWait) {
  Couriers couriers(1, {.waiting = 2});
  Gate gate;
  couriers.Take(gate.Errand());
  gate.WaitUntilReached();
  std::atomic<int> run = 0;
  const auto errand = [&run](const std::stop_token& /*stop*/) { ++run; };
  EXPECT_TRUE(couriers.Take(errand));
  EXPECT_TRUE(couriers.Take(errand));
  EXPECT_FALSE(couriers.Take(errand));
  gate.Open();
  EXPECT_EQ(couriers.Stop(kLong), 0U);
  EXPECT_EQ(run, 2);
}

TEST(Couriers, RunNoMoreAtOnceForOneReceiverThanMay) {
  Couriers couriers(3, {.at_once_for_one = 2});
  Gate first;
  Gate second;
  for (Gate* gate : {&first, &second}) {
    couriers.Take(gate->Errand(), "slow");
    gate->WaitUntilReached();
  }
  std::atomic<bool> third_was_run = false;
  couriers.Take([&third_was_run](const std::stop_token& /*stop*/) { third_was_run = true; }, "slow");
  std::promise<void> other;
  couriers.Take([&other](const std::stop_token& /*stop*/) { other.set_value(); }, "other");
  other.get_future().wait();
  EXPECT_FALSE(third_was_run);
  first.Open();
  second.Open();
  EXPECT_EQ(couriers.Stop(kLong), 0U);
  EXPECT_TRUE(third_was_run);
}

TEST(Couriers, TakeNoMoreForOneReceiverThanMayWait) {
  Couriers couriers(1, {.waiting = 3, .waiting_for_one = 2});
  Gate gate;
  couriers.Take(gate.Errand(), "slow");
  gate.WaitUntilReached();
  const auto errand = [](const std::stop_token& /*stop*/) {};
  EXPECT_TRUE(couriers.Take(errand, "slow"));
  EXPECT_TRUE(couriers.Take(errand, "slow"));
  EXPECT_FALSE(couriers.Take(errand, "slow"));
  EXPECT_TRUE(couriers.Take(errand, "other"));
  EXPECT_FALSE(couriers.Take(errand, "other"));
  gate.Open();
  EXPECT_EQ(couriers.Stop(kLong), 0U);
}

TEST(Couriers, DropWhatHasToWaitForItsReceiverAtTheEnd) {
  Couriers couriers(2, {.at_once_for_one = 1});
  std::promise<void> reached;
  couriers.Take(
      [&reached](const std::stop_token& stop) {
        reached.set_value();
        while (!stop.stop_requested()) std::this_thread::yield();
      },
      "slow");
  reached.get_future().wait();
  couriers.Take([](const std::stop_token& /*stop*/) {}, "slow");
  std::promise<void> other;
  couriers.Take([&other](const std::stop_token& /*stop*/) { other.set_value(); }, "other");
  other.get_future().wait();
  EXPECT_EQ(couriers.Stop(milliseconds(1)), 1U);
}

TEST(Couriers, DropWhatWaitsAfterTheGraceAndAskWhatRunsToStop) {
  Couriers couriers(1);
  std::promise<void> reached;
  couriers.Take([&reached](const std::stop_token& stop) {
    reached.set_value();
    while (!stop.stop_requested()) std::this_thread::yield();
  });
  reached.get_future().wait();
  bool was_run = false;
  couriers.Take([&was_run](const std::stop_token& /*stop*/) { was_run = true; });
  EXPECT_EQ(couriers.Stop(milliseconds(1)), 1U);
  EXPECT_FALSE(was_run);
}

TEST(Couriers, TakeNothingAfterTheEnd) {
  Couriers couriers(1);
  EXPECT_EQ(couriers.Stop(kLong), 0U);
  EXPECT_FALSE(couriers.Take([](const std::stop_token& /*stop*/) {}));
  EXPECT_EQ(couriers.Stop(kLong), 0U);
}

}  // namespace
}  // namespace rockpool::messaging
