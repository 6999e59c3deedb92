#include "server/http/beast/waiting_threads.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <latch>
#include <thread>

namespace rockpool::http::beast {
namespace {

using std::chrono::milliseconds;

TEST(WaitingThreads, RunEachJobOnAThreadOfItsOwn) {
  constexpr std::size_t kJobs = 20;
  WaitingThreads threads(kJobs);
  std::latch all(kJobs);  // passed only if all run at once
  for (std::size_t i = 0; i < kJobs; ++i) {
    EXPECT_TRUE(threads.TryRun([&all] { all.arrive_and_wait(); }));
  }
  threads.Join();
}

TEST(WaitingThreads, RefuseWhatFindsAllOfThemBusyAndQueueNothing) {
  WaitingThreads threads(2);
  std::promise<void> release;
  const std::shared_future<void> released = release.get_future().share();
  std::atomic<int> ran = 0;
  const auto wait = [&ran, released] {
    released.wait();
    ++ran;
  };
  EXPECT_TRUE(threads.TryRun(wait));
  EXPECT_TRUE(threads.TryRun(wait));
  EXPECT_FALSE(threads.TryRun(wait));
  release.set_value();
  threads.Join();
  EXPECT_EQ(ran, 2);
}

TEST(WaitingThreads, AreUsedAgain) {
  WaitingThreads threads(1, std::chrono::hours(1));
  for (int i = 0; i < 100; ++i) {
    while (!threads.TryRun([] {})) {
      std::this_thread::yield();  // the one thread is not done with the job before
    }
  }
  EXPECT_EQ(threads.count(), 1U);
}

TEST(WaitingThreads, EndWhenThereIsNothingToDo) {
  WaitingThreads threads(4, milliseconds(1));
  for (int round = 0; round < 3; ++round) {
    EXPECT_TRUE(threads.TryRun([] {}));
    while (threads.count() > 0) {
      std::this_thread::yield();
    }
  }
}

TEST(WaitingThreads, AreFewForMuchThatIsShort) {
  WaitingThreads threads(8, milliseconds(1));
  std::atomic<int> ran = 0;
  int accepted = 0;
  while (accepted < 2000) {
    accepted += threads.TryRun([&ran] { ++ran; }) ? 1 : 0;
    EXPECT_LE(threads.count(), 8U);
  }
  threads.Join();
  EXPECT_EQ(ran, accepted);
}

TEST(WaitingThreads, AreWaitedForAtTheEnd) {
  std::atomic<bool> done = false;
  {
    WaitingThreads threads(1);
    threads.TryRun([&done] {
      std::this_thread::sleep_for(milliseconds(20));
      done = true;
    });
  }
  EXPECT_TRUE(done);
}

TEST(WaitingThreads, TakeLittleAddressSpace) {
  WaitingThreads threads(1);
  std::size_t stack = 0;
  threads.TryRun([&stack] {
    pthread_attr_t attributes;
    pthread_getattr_np(pthread_self(), &attributes);
    pthread_attr_getstacksize(&attributes, &stack);
    pthread_attr_destroy(&attributes);
  });
  threads.Join();
  EXPECT_GE(stack, 256UL * 1024);
  EXPECT_LE(stack, 2UL * 1024 * 1024) << "a sanitizer's build has larger ones";
}

}  // namespace
}  // namespace rockpool::http::beast
