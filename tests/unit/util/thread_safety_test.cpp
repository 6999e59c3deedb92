#include "server/util/thread_safety.h"

#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <stop_token>
#include <thread>

namespace rockpool::util {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::hours kLongerThanAnyTest{1};

// Shut until somebody opens it.
class Door {
 public:
  // What they return: whether it is open.
  bool WaitBefore(const std::stop_token& stop) ROCKPOOL_EXCLUDES(mutex_) {
    const LockGuard lock(mutex_);
    ++waiting_;
    while (!is_open_ && moved_.Wait(mutex_, stop)) {
    }
    return is_open_;
  }
  bool WaitBeforeUntil(steady_clock::time_point end, const std::stop_token& stop) ROCKPOOL_EXCLUDES(mutex_) {
    const LockGuard lock(mutex_);
    ++waiting_;
    while (!is_open_ && moved_.WaitUntil(mutex_, end, stop)) {
    }
    return is_open_;
  }

  // Returns when so many have begun to wait, and so have given the mutex back.
  void ExpectWaiting(int count) ROCKPOOL_EXCLUDES(mutex_) {
    while (waiting() < count) {
      std::this_thread::yield();
    }
  }

  void OpenForOne() ROCKPOOL_EXCLUDES(mutex_) {
    Open();
    moved_.NotifyOne();
  }
  void OpenForAll() ROCKPOOL_EXCLUDES(mutex_) {
    Open();
    moved_.NotifyAll();
  }

 private:
  int waiting() ROCKPOOL_EXCLUDES(mutex_) {
    const LockGuard lock(mutex_);
    return waiting_;
  }
  void Open() ROCKPOOL_EXCLUDES(mutex_) {
    const LockGuard lock(mutex_);
    is_open_ = true;
  }

  Mutex mutex_;
  StoppableCondition moved_;
  bool is_open_ ROCKPOOL_GUARDED_BY(mutex_) = false;
  int waiting_ ROCKPOOL_GUARDED_BY(mutex_) = 0;
};

std::future<bool> WaitingBefore(Door& door, const std::stop_token& stop) {
  return std::async(std::launch::async, [&door, stop] { return door.WaitBefore(stop); });
}

std::future<bool> WaitingLongBefore(Door& door, const std::stop_token& stop) {
  return std::async(std::launch::async, [&door, stop] { return door.WaitBeforeUntil(steady_clock::now() + kLongerThanAnyTest, stop); });
}

TEST(StoppableCondition, WakesOneThatWaits) {
  const std::stop_source stop;
  Door door;
  std::future<bool> waiting = WaitingBefore(door, stop.get_token());
  door.ExpectWaiting(1);
  door.OpenForOne();
  EXPECT_TRUE(waiting.get());
}

TEST(StoppableCondition, WakesOneThatWaitsUntilATime) {
  const std::stop_source stop;
  Door door;
  std::future<bool> waiting = WaitingLongBefore(door, stop.get_token());
  door.ExpectWaiting(1);
  door.OpenForOne();
  EXPECT_TRUE(waiting.get());
}

TEST(StoppableCondition, WakesAllThatWait) {
  const std::stop_source stop;
  Door door;
  std::future<bool> one = WaitingBefore(door, stop.get_token());
  std::future<bool> other = WaitingLongBefore(door, stop.get_token());
  door.ExpectWaiting(2);
  door.OpenForAll();
  EXPECT_TRUE(one.get());
  EXPECT_TRUE(other.get());
}

TEST(StoppableCondition, EndsAWaitAtItsTimeAndNotSooner) {
  const std::stop_source stop;
  Door door;
  const auto end = steady_clock::now() + std::chrono::milliseconds(20);
  EXPECT_FALSE(door.WaitBeforeUntil(end, stop.get_token()));
  EXPECT_GE(steady_clock::now(), end);
}

TEST(StoppableCondition, DoesNotWaitAfterItsTime) {
  const std::stop_source stop;
  Door door;
  EXPECT_FALSE(door.WaitBeforeUntil(steady_clock::now(), stop.get_token()));
}

TEST(StoppableCondition, DoesNotWaitAfterAStop) {
  std::stop_source stop;
  stop.request_stop();
  Door door;
  EXPECT_FALSE(door.WaitBefore(stop.get_token()));
  EXPECT_FALSE(door.WaitBeforeUntil(steady_clock::now() + kLongerThanAnyTest, stop.get_token()));
}

TEST(StoppableCondition, EndsAWaitAtAStop) {
  std::stop_source stop;
  Door door;
  std::future<bool> one = WaitingBefore(door, stop.get_token());
  std::future<bool> other = WaitingLongBefore(door, stop.get_token());
  door.ExpectWaiting(2);
  stop.request_stop();
  EXPECT_FALSE(one.get());
  EXPECT_FALSE(other.get());
}

TEST(StoppableCondition, LetsOthersWaitOnAtTheStopOfOne) {
  std::stop_source stop;
  const std::stop_source other_stop;
  Door door;
  std::future<bool> one = WaitingBefore(door, stop.get_token());
  std::future<bool> other = WaitingBefore(door, other_stop.get_token());
  door.ExpectWaiting(2);
  stop.request_stop();
  EXPECT_FALSE(one.get());
  door.OpenForOne();
  EXPECT_TRUE(other.get());
}

TEST(StoppableCondition, LosesNoStopHoweverSoonAfterTheBeginningOfTheWait) {
  for (int round = 0; round < 200; ++round) {
    Door door;
    const std::jthread waiting([&door](const std::stop_token& stop) { EXPECT_FALSE(door.WaitBefore(stop)); });
    if (round % 2 == 0) {
      door.ExpectWaiting(1);
    }
    // Its end requests the stop.
  }
}

TEST(StoppableCondition, LosesNoNoticeHoweverSoonAfterTheBeginningOfTheWait) {
  const std::stop_source stop;
  for (int round = 0; round < 200; ++round) {
    Door door;
    std::future<bool> waiting = WaitingBefore(door, stop.get_token());
    if (round % 2 == 0) {
      door.ExpectWaiting(1);
    }
    door.OpenForOne();
    EXPECT_TRUE(waiting.get());
  }
}

}  // namespace
}  // namespace rockpool::util
