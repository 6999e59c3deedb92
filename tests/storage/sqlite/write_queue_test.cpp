// Which thread runs what is queued. What a store promises of the turn is in conformance/writer_test.cpp.
#include "storage/sqlite/write_queue.h"

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <future>
#include <stdexcept>
#include <thread>

namespace rockpool::storage::sqlite {
namespace {

// Longer than a thread that gives its turn back works for others.
constexpr std::chrono::milliseconds kTooLong{20};

std::function<void()> NoteThread(std::promise<std::thread::id>& thread) {
  return [&thread] { thread.set_value(std::this_thread::get_id()); };
}

TEST(WriteQueue, LetsWhoGivesTheTurnBackRunWhatIsQueued) {
  WriteQueue queue;
  std::promise<std::thread::id> first;
  std::promise<std::thread::id> second;
  ASSERT_TRUE(queue.TryTake());
  queue.Queue([&] {
    EXPECT_TRUE(queue.HasTurn());
    queue.Queue(NoteThread(second));
    first.set_value(std::this_thread::get_id());
  });
  queue.Give();
  EXPECT_EQ(first.get_future().get(), std::this_thread::get_id());
  EXPECT_EQ(second.get_future().get(), std::this_thread::get_id()) << "what a job has queued, too";
  EXPECT_FALSE(queue.HasTurn());
  EXPECT_TRUE(queue.TryTake());
  queue.Give();
}

TEST(WriteQueue, KeepsWhoGivesTheTurnBackNoLongerThanAMoment) {
  WriteQueue queue;
  std::promise<std::thread::id> next;
  ASSERT_TRUE(queue.TryTake());
  queue.Queue([] { std::this_thread::sleep_for(kTooLong); });
  queue.Queue(NoteThread(next));
  queue.Give();
  EXPECT_FALSE(queue.HasTurn());
  EXPECT_NE(next.get_future().get(), std::this_thread::get_id());
}

TEST(WriteQueue, LetsNobodyElseRunTheWorkOfAThreadThatWaits) {
  WriteQueue queue;
  std::promise<std::thread::id> waiting;
  std::promise<std::thread::id> behind;
  ASSERT_TRUE(queue.TryTake());
  const std::future<void> waits = std::async(std::launch::async, [&] { queue.Run(NoteThread(waiting)); });
  // It is queued by then, or else runs where it is called: nothing can make this thread run it.
  std::this_thread::sleep_for(kTooLong);
  queue.Queue(NoteThread(behind));
  queue.Give();
  EXPECT_NE(waiting.get_future().get(), std::this_thread::get_id());
  behind.get_future().wait();
}

TEST(WriteQueue, HandsExceptionsToTheThreadThatWaits) {
  WriteQueue queue;
  EXPECT_THROW(queue.Run([] { throw std::out_of_range("mine"); }), std::out_of_range);
  EXPECT_TRUE(queue.TryTake()) << "the turn is free again";
  queue.Give();
}

}  // namespace
}  // namespace rockpool::storage::sqlite
