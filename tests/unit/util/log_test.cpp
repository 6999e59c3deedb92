#include "server/util/log.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <rapidjson/document.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <latch>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

namespace rockpool::util {
namespace {

// Standard error goes into a pipe as long as this lives.
class StandardErrorPipe {
 public:
  StandardErrorPipe() : original_(dup(STDERR_FILENO)) {
    std::array<int, 2> ends{};
    EXPECT_EQ(pipe2(ends.data(), O_CLOEXEC), 0);
    reader_ = ends[0];
    dup2(ends[1], STDERR_FILENO);
    close(ends[1]);
  }
  ~StandardErrorPipe() {
    Restore();
    close(reader_);
  }
  StandardErrorPipe(const StandardErrorPipe&) = delete;
  StandardErrorPipe& operator=(const StandardErrorPipe&) = delete;

  void Restore() {
    if (original_ < 0) return;
    dup2(original_, STDERR_FILENO);
    close(original_);
    original_ = -1;
  }

  // Blocks until something arrives; empty at the end, and when nothing comes for ten seconds.
  std::string ReadSome() const {
    pollfd readable{reader_, POLLIN, 0};
    if (poll(&readable, 1, 10'000) <= 0) return {};
    std::array<char, 65536> bytes;
    const ssize_t count = read(reader_, bytes.data(), bytes.size());
    return {bytes.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0))};
  }

  std::string ReadToTheEnd() const {
    std::string all;
    for (std::string some = ReadSome(); !some.empty(); some = ReadSome()) all += some;
    return all;
  }

 private:
  int original_;
  int reader_ = -1;
};

// What `body` logs between the start and the stop of the log.
template <class Body>
std::string Logged(LogLevel level, LogFormat format, Body body) {
  StandardErrorPipe standard_error;
  StartLog(level, format);
  body();
  StopLog();
  standard_error.Restore();
  return standard_error.ReadToTheEnd();
}

std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// The text with a 9 for every digit: what a line looks like, whenever it was written.
std::string Shape(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](unsigned char character) { return std::isdigit(character) != 0; }, '9');
  return text;
}

TEST(Log, WritesTimeLevelMessageAndFieldsAsText) {
  const std::string text = Logged(LogLevel::kInfo, LogFormat::kText, [] {
    Log(LogLevel::kInfo, "request", {{"operation", "UpdateIdentityProvider"}, {"status", 200}});
  });
  EXPECT_EQ(Shape(text), "9999-99-99T99:99:99.999Z info request operation=UpdateIdentityProvider status=999\n");
}

TEST(Log, WritesOneObjectALineAsJson) {
  const std::string text = Logged(LogLevel::kDebug, LogFormat::kJson, [] {
    Log(LogLevel::kWarning, "first", {{"text", "a\nb"}, {"number", 7}});
    Log(LogLevel::kDebug, "second");
  });
  const auto lines = Lines(text);
  ASSERT_EQ(lines.size(), 2U) << text;
  rapidjson::Document first;
  first.Parse(lines[0].c_str());
  ASSERT_TRUE(first.IsObject()) << lines[0];
  EXPECT_EQ(Shape(first.FindMember("time")->value.GetString()), "9999-99-99T99:99:99.999Z");
  EXPECT_STREQ(first.FindMember("level")->value.GetString(), "warning");
  EXPECT_STREQ(first.FindMember("message")->value.GetString(), "first");
  EXPECT_STREQ(first.FindMember("text")->value.GetString(), "a\nb");
  EXPECT_EQ(first.FindMember("number")->value.GetInt(), 7);
  rapidjson::Document second;
  second.Parse(lines[1].c_str());
  ASSERT_TRUE(second.IsObject()) << lines[1];
  EXPECT_STREQ(second.FindMember("level")->value.GetString(), "debug");
}

TEST(Log, CannotBeMadeToForgeALine) {
  const std::string forged = "x\n2026-11-22T02:38:54.123Z error request status=500";
  for (const LogFormat format : {LogFormat::kText, LogFormat::kJson}) {
    const std::string text = Logged(LogLevel::kInfo, format, [&] { Log(LogLevel::kInfo, forged, {{"pool", forged}}); });
    EXPECT_EQ(Lines(text).size(), 1U) << text;
  }
}

TEST(Log, LeavesOutWhatIsBelowItsLevel) {
  const std::string text = Logged(LogLevel::kWarning, LogFormat::kText, [] {
    EXPECT_FALSE(LogEnabled(LogLevel::kInfo));
    EXPECT_TRUE(LogEnabled(LogLevel::kWarning));
    Log(LogLevel::kDebug, "one");
    Log(LogLevel::kInfo, "two");
    Log(LogLevel::kWarning, "three");
    Log(LogLevel::kError, "four");
  });
  const auto lines = Lines(text);
  ASSERT_EQ(lines.size(), 2U) << text;
  EXPECT_TRUE(lines[0].ends_with(" warning three"));
  EXPECT_TRUE(lines[1].ends_with(" error four"));
}

TEST(Log, WritesNothingWhenItIsOff) {
  const std::string text = Logged(LogLevel::kOff, LogFormat::kText, [] {
    EXPECT_FALSE(LogEnabled(LogLevel::kError));
    EXPECT_FALSE(LogEnabled(LogLevel::kOff));
    Log(LogLevel::kError, "one");
    Log(LogLevel::kOff, "two");
  });
  EXPECT_EQ(text, "");
}

TEST(Log, IgnoresCallsBeforeStartAndAfterStop) {
  StandardErrorPipe standard_error;
  Log(LogLevel::kError, "before");
  EXPECT_FALSE(LogEnabled(LogLevel::kError));
  StartLog(LogLevel::kDebug, LogFormat::kText);
  StopLog();
  StopLog();
  EXPECT_FALSE(LogEnabled(LogLevel::kError));
  Log(LogLevel::kError, "after");
  standard_error.Restore();
  EXPECT_EQ(standard_error.ReadToTheEnd(), "");
}

TEST(Log, ReachesStandardErrorWithoutBeingStopped) {
  StandardErrorPipe standard_error;
  StartLog(LogLevel::kInfo, LogFormat::kText);
  for (const LogLevel level : {LogLevel::kInfo, LogLevel::kError, LogLevel::kInfo}) {
    Log(level, "message");
    EXPECT_TRUE(standard_error.ReadSome().ends_with(" message\n"));
  }
  StopLog();
}

TEST(Log, DropsTheOldestLinesAndTellsHowManyWhenNobodyReads) {
  constexpr int kLines = 6000;
  const std::string padding(1000, 'x');
  StandardErrorPipe standard_error;
  StartLog(LogLevel::kInfo, LogFormat::kText);
  // Nobody reads yet, and the pipe holds 64 KiB: were Log to wait for output, this would never end.
  for (int number = 0; number < kLines; ++number) Log(LogLevel::kInfo, "line", {{"number", number}, {"padding", padding}});
  std::string text;
  std::thread reader([&] { text = standard_error.ReadToTheEnd(); });
  StopLog();
  standard_error.Restore();
  reader.join();

  int written = 0;
  int dropped = 0;
  for (const std::string& line : Lines(text)) {
    const std::size_t notice = line.find(" warning log lines dropped count=");
    if (notice == std::string::npos) {
      ++written;
    } else {
      dropped += std::stoi(line.substr(line.rfind('=') + 1));
    }
  }
  EXPECT_GT(dropped, 0);
  EXPECT_EQ(written + dropped, kLines);
  EXPECT_NE(text.find(" number=" + std::to_string(kLines - 1) + " "), std::string::npos) << "the newest line must survive";
}

TEST(Log, KeepsTheLinesOfSeveralThreadsWholeWhileItIsStopped) {
  constexpr int kThreads = 4;
  constexpr int kLinesBefore = 50;
  const std::string text = Logged(LogLevel::kInfo, LogFormat::kText, [] {
    std::latch half_done(kThreads);
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < kThreads; ++thread) {
      threads.emplace_back([&half_done] {
        for (int number = 0; number < 2 * kLinesBefore; ++number) {
          if (number == kLinesBefore) half_done.count_down();
          Log(LogLevel::kInfo, "line", {{"number", number}});
        }
      });
    }
    half_done.wait();
    StopLog();
  });
  const auto lines = Lines(text);
  EXPECT_GE(lines.size(), std::size_t{kThreads * kLinesBefore});
  for (const std::string& line : lines) {
    const std::string shape = Shape(line);
    EXPECT_TRUE(shape == "9999-99-99T99:99:99.999Z info line number=9" || shape == "9999-99-99T99:99:99.999Z info line number=99") << line;
  }
}

}  // namespace
}  // namespace rockpool::util
