// How many commits one sync covers, and what is said when it fails.
#include "storage/sqlite/log_syncer.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <memory>
#include <semaphore>
#include <stdexcept>
#include <thread>

#include "storage/errors.h"

namespace rockpool::storage::testing {
namespace {

// Long enough that only a thread which is stuck misses it.
constexpr std::chrono::seconds kStuck{60};

// A disk that syncs when the test lets it.
class LogSyncer : public ::testing::Test {
 protected:
  void Commit(std::function<void()> then) {
    syncer_->Committed();
    syncer_->WhenSynced(std::move(then));
  }
  void WaitUntilSyncing() { begun_.acquire(); }
  void LetGo() { allowed_.release(); }

  std::atomic<int> syncs_ = 0;
  std::atomic<bool> fails_ = false;
  std::counting_semaphore<> begun_{0};
  std::counting_semaphore<> allowed_{0};
  std::unique_ptr<sqlite::LogSyncer> syncer_ = std::make_unique<sqlite::LogSyncer>([this] {
    begun_.release();
    allowed_.acquire();
    ++syncs_;
    if (fails_) {
      throw std::runtime_error("the disk is gone");
    }
  });
};

TEST_F(LogSyncer, SyncsNothingWhereNothingWasCommitted) {
  std::thread::id told_on;
  syncer_->WhenSynced([&] { told_on = std::this_thread::get_id(); });
  EXPECT_EQ(told_on, std::this_thread::get_id());
  EXPECT_NO_THROW(syncer_->WaitUntilSynced());
  EXPECT_EQ(syncs_, 0);
}

TEST_F(LogSyncer, TellsOnlyWhenTheSyncHasReturned) {
  std::promise<int> told;
  Commit([&] { told.set_value(syncs_); });
  WaitUntilSyncing();
  LetGo();
  EXPECT_EQ(told.get_future().get(), 1);
}

TEST_F(LogSyncer, CoversAllThatWasCommittedDuringASyncWithTheNext) {
  std::atomic<int> told = 0;
  std::promise<void> last;
  Commit([&] { ++told; });
  WaitUntilSyncing();
  for (int i = 0; i < 31; ++i) {
    Commit([&, i] {
      ++told;
      if (i == 30) {
        last.set_value();
      }
    });
  }
  LetGo();
  WaitUntilSyncing();
  LetGo();
  ASSERT_EQ(last.get_future().wait_for(kStuck), std::future_status::ready);
  EXPECT_EQ(told, 32);
  EXPECT_EQ(syncs_, 2);
}

TEST_F(LogSyncer, CoversACommitThatNobodyHasAskedForYet) {
  std::promise<void> told;
  syncer_->Committed();
  Commit([&] { told.set_value(); });
  WaitUntilSyncing();
  LetGo();
  told.get_future().get();
  EXPECT_NO_THROW(syncer_->WaitUntilSynced());
  EXPECT_EQ(syncs_, 1);
}

TEST_F(LogSyncer, WakesThreadsThatWait) {
  syncer_->Committed();
  auto waiting = std::async(std::launch::async, [&] { syncer_->WaitUntilSynced(); });
  WaitUntilSyncing();
  LetGo();
  EXPECT_EQ(waiting.wait_for(kStuck), std::future_status::ready);
  EXPECT_NO_THROW(waiting.get());
}

TEST_F(LogSyncer, SyncsOnceMoreForWhoWaitsWhenItEnds) {
  bool told = false;
  Commit([&] { told = true; });
  LetGo();
  syncer_.reset();
  EXPECT_TRUE(told);
  EXPECT_EQ(syncs_, 1);
}

TEST_F(LogSyncer, PromisesNothingMoreAfterASyncThatFailed) {
  fails_ = true;
  std::atomic<bool> told = false;
  const auto say = std::make_shared<int>(0);
  Commit([&, say] { told = true; });
  WaitUntilSyncing();
  Commit([&, say] { told = true; });
  auto waiting = std::async(std::launch::async, [&] { syncer_->WaitUntilSynced(); });
  LetGo();
  EXPECT_THROW(waiting.get(), Unwritable);
  fails_ = false;
  EXPECT_THROW(syncer_->RefuseIfFailed(), Unwritable);
  EXPECT_THROW(syncer_->WaitUntilSynced(), Unwritable);
  Commit([&, say] { told = true; });
  syncer_.reset();
  EXPECT_FALSE(told);
  EXPECT_EQ(say.use_count(), 1) << "what was to be called is destroyed";
  EXPECT_EQ(syncs_, 1) << "a sync that succeeds now would promise too much";
}

}  // namespace
}  // namespace rockpool::storage::testing
