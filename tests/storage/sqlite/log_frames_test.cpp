// When what SQLite writes into its log is kept for the rest of the commit, and when it is not.
#include "storage/sqlite/log_frames.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace rockpool::storage::testing {
namespace {

constexpr std::size_t kPage = 512;
constexpr std::int64_t kBegin = 32;  // behind the log's own header
constexpr std::int64_t kFrame = 24 + kPage;
constexpr int kFull = 13;

class LogFramesTest : public ::testing::Test {
 protected:
  LogFramesTest() { EXPECT_EQ(frames_.Put(std::string(kBegin, 'h'), 0), 0); }

  static std::string Header(bool is_commits, char mark = 'f') {
    std::string header(24, mark);
    header.replace(4, 4, is_commits ? std::string("\0\0\0\x09", 4) : std::string(4, '\0'));
    return header;
  }
  // The frame of that number, in the two pieces in which SQLite writes it. Returns the result of the second one.
  int Put(std::int64_t number, bool is_commits, char mark = 'p') {
    const std::int64_t offset = kBegin + number * kFrame;
    EXPECT_EQ(frames_.Put(Header(is_commits), offset), 0);
    return frames_.Put(std::string(kPage, mark), offset + 24);
  }
  static std::string Frame(bool is_commits, char mark = 'p') { return Header(is_commits) + std::string(kPage, mark); }

  std::string log_;
  std::vector<std::pair<std::int64_t, std::size_t>> writes_;
  int result_ = 0;  // of the writes to come
  sqlite::LogFrames frames_{[this](std::span<const char> bytes, std::int64_t offset) {
    if (result_ == 0) {
      writes_.emplace_back(offset, bytes.size());
      log_.resize(std::max(log_.size(), static_cast<std::size_t>(offset) + bytes.size()));
      std::ranges::copy(bytes, log_.begin() + offset);
    }
    return result_;
  }};
};

TEST_F(LogFramesTest, WriteACommitAtOnceBeforeItReturns) {
  EXPECT_EQ(Put(0, false, 'a'), 0);
  EXPECT_EQ(Put(1, false, 'b'), 0);
  EXPECT_EQ(writes_.size(), 1U) << "the log's header alone";
  EXPECT_EQ(Put(2, true, 'c'), 0);
  ASSERT_EQ(writes_.size(), 2U);
  EXPECT_EQ(writes_[1], std::pair(kBegin, static_cast<std::size_t>(3 * kFrame)));
  EXPECT_EQ(log_.substr(kBegin), Frame(false, 'a') + Frame(false, 'b') + Frame(true, 'c'));
  EXPECT_EQ(Put(3, true, 'd'), 0);
  EXPECT_EQ(writes_.size(), 3U);
  EXPECT_EQ(log_.substr(kBegin + 3 * kFrame), Frame(true, 'd'));
}

TEST_F(LogFramesTest, WriteWhatTheyKeepBeforeItIsRead) {
  Put(0, false, 'a');
  EXPECT_EQ(frames_.WriteOut(), 0);
  EXPECT_EQ(log_.substr(kBegin), Frame(false, 'a'));
  EXPECT_EQ(frames_.WriteOut(), 0);
  EXPECT_EQ(writes_.size(), 2U) << "once";
  Put(1, true, 'b');
  EXPECT_EQ(log_.substr(kBegin), Frame(false, 'a') + Frame(true, 'b'));
}

// SQLite writes checksums anew into the headers of a transaction that was written in parts; no page follows on them.
TEST_F(LogFramesTest, KeepNothingThatIsWrittenOverOlderFrames) {
  Put(0, false);
  Put(1, true);
  const std::size_t before = writes_.size();
  EXPECT_EQ(frames_.Put(Header(false, 'x'), kBegin), 0);
  EXPECT_EQ(frames_.Put(Header(true, 'y'), kBegin + kFrame), 0);
  EXPECT_EQ(writes_.size(), before + 2);
  EXPECT_EQ(log_.substr(kBegin, 24), Header(false, 'x'));
  EXPECT_EQ(log_.substr(kBegin + kFrame, 24), Header(true, 'y'));
  EXPECT_EQ(Put(2, true, 'c'), 0) << "behind them";
  EXPECT_EQ(log_.substr(kBegin + 2 * kFrame), Frame(true, 'c'));
}

TEST_F(LogFramesTest, AreWrittenOverByTheNextTransactionWhereOneWasRolledBack) {
  Put(0, true, 'a');
  Put(1, false, 'b');
  EXPECT_EQ(Put(1, true, 'c'), 0);
  EXPECT_EQ(log_.substr(kBegin), Frame(true, 'a') + Frame(true, 'c'));
}

TEST_F(LogFramesTest, KeepABoundedPartOfALargeTransaction) {
  constexpr std::int64_t kFrames = 3000;
  std::string all;
  for (std::int64_t i = 0; i < kFrames; ++i) {
    const char mark = static_cast<char>('a' + i % 26);
    EXPECT_EQ(Put(i, i == kFrames - 1, mark), 0);
    all += Frame(i == kFrames - 1, mark);
  }
  EXPECT_EQ(log_.substr(kBegin), all);
  EXPECT_GT(writes_.size(), 2U);
  const auto largest = std::ranges::max(writes_, {}, [](const auto& write) { return write.second; });
  EXPECT_LT(largest.second, 128U * 1024) << "more is too much for SQLite";
  EXPECT_GT(largest.second, 120U * 1024);
}

TEST_F(LogFramesTest, TellThatACommitCouldNotBeWrittenAndKeepNothingOfIt) {
  Put(0, false);
  result_ = kFull;
  EXPECT_EQ(Put(1, true), kFull);
  result_ = 0;
  EXPECT_EQ(frames_.WriteOut(), 0);
  EXPECT_EQ(log_.size(), static_cast<std::size_t>(kBegin));
  EXPECT_EQ(Put(0, true, 'c'), 0) << "there is room again";
  EXPECT_EQ(log_.substr(kBegin), Frame(true, 'c'));
}

TEST_F(LogFramesTest, TellThatWhatTheyKeptCouldNotBeWritten) {
  Put(0, false);
  result_ = kFull;
  EXPECT_EQ(frames_.Put(Header(true), kBegin), kFull);
  result_ = 0;
  EXPECT_EQ(Put(0, true, 'c'), 0);
  EXPECT_EQ(log_.substr(kBegin), Frame(true, 'c'));
}

TEST_F(LogFramesTest, BeginAnewWithTheLog) {
  Put(0, true, 'a');
  EXPECT_EQ(frames_.Put(std::string(kBegin, 'i'), 0), 0);
  EXPECT_EQ(Put(0, true, 'b'), 0);
  EXPECT_EQ(log_, std::string(kBegin, 'i') + Frame(true, 'b'));
  frames_.ForgetEnd();
  EXPECT_EQ(Put(1, true, 'c'), 0);
  EXPECT_EQ(log_, std::string(kBegin, 'i') + Frame(true, 'b') + Frame(true, 'c'));
}

}  // namespace
}  // namespace rockpool::storage::testing
