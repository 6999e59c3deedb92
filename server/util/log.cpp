#include "server/util/log.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "server/util/log_line.h"
#include "server/util/thread_safety.h"

namespace rockpool::util {
namespace {

// The thread that writes the log's lines to standard error. Gathers lines and writes them in batches: waking a thread for every line would
// cost the request that logs more than the line itself. Bounded: when output is slower than logging, the oldest lines are dropped, and a
// line tells how many. All functions: any thread.
class LogWriter {
 public:
  LogWriter() = default;
  ~LogWriter() { Stop(); }
  LogWriter(const LogWriter&) = delete;
  LogWriter& operator=(const LogWriter&) = delete;

  // Stops first if it runs. `format` is that of the notice of dropped lines. Throws std::system_error if no thread can be had.
  void Start(LogFormat format);

  // Returns when all that was appended is written. Idempotent.
  void Stop();

  // A whole line, or several; never waits for output. They are written 250 ms later or, if urgent, at once. Ignored while it does not run.
  void Append(std::string_view lines, bool is_urgent);

 private:
  void DropOldest() ROCKPOOL_REQUIRES(mutex_);
  std::string TakeNoticeOfDropped() ROCKPOOL_REQUIRES(mutex_);
  void WriteBatches() ROCKPOOL_EXCLUDES(mutex_);
  // False if it is to stop, and nothing waits.
  bool WaitForBatch() ROCKPOOL_REQUIRES(mutex_);

  Mutex starting_;  // held by Start and Stop, and before mutex_
  std::thread thread_ ROCKPOOL_GUARDED_BY(starting_);

  Mutex mutex_;
  Condition wake_;
  LogFormat format_ ROCKPOOL_GUARDED_BY(mutex_) = LogFormat::kText;
  std::string waiting_ ROCKPOOL_GUARDED_BY(mutex_);  // whole lines
  std::int64_t dropped_ ROCKPOOL_GUARDED_BY(mutex_) = 0;
  bool running_ ROCKPOOL_GUARDED_BY(mutex_) = false;
  bool urgent_ ROCKPOOL_GUARDED_BY(mutex_) = false;
};

constexpr std::size_t kMaxWaitingBytes = 1024 * 1024;
constexpr std::size_t kBatchBytes = 64 * 1024;
constexpr std::chrono::milliseconds kMaxDelay{250};

void WriteToStandardError(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = write(STDERR_FILENO, bytes.data(), bytes.size());
    if (count > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(count));
    } else if (count < 0 && errno != EINTR) {
      return;  // a closed standard error is no reason to fail, and there is nowhere to report it
    }
  }
}

void LogWriter::Start(LogFormat format) {
  Stop();
  const LockGuard starting(starting_);
  {
    const LockGuard lock(mutex_);
    format_ = format;
    running_ = true;
  }
  try {
    thread_ = std::thread([this] { WriteBatches(); });
  } catch (...) {
    const LockGuard lock(mutex_);
    running_ = false;
    throw;
  }
}

void LogWriter::Stop() {
  const LockGuard starting(starting_);
  {
    const LockGuard lock(mutex_);
    running_ = false;
  }
  wake_.NotifyOne();
  if (thread_.joinable()) {
    thread_.join();
  }
}

void LogWriter::Append(std::string_view lines, bool is_urgent) {
  bool wakes = false;
  {
    const LockGuard lock(mutex_);
    if (!running_) {
      return;
    }
    const bool was_urgent = urgent_;
    wakes = waiting_.empty();
    waiting_ += lines;
    if (waiting_.size() > kMaxWaitingBytes) {
      DropOldest();
    }
    urgent_ = urgent_ || is_urgent || waiting_.size() >= kBatchBytes;
    wakes = wakes || urgent_ != was_urgent;
  }
  if (wakes) {
    wake_.NotifyOne();
  }
}

// Half of what waits goes at once, so that a flood does not move the other half for every line.
void LogWriter::DropOldest() {
  const std::size_t end = std::min(waiting_.find('\n', kMaxWaitingBytes / 2), waiting_.size() - 1) + 1;
  dropped_ += std::count(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(end), '\n');
  waiting_.erase(0, end);
}

std::string LogWriter::TakeNoticeOfDropped() {
  std::string notice;
  if (dropped_ > 0) {
    const LogField fields[] = {{"count", std::exchange(dropped_, 0)}};
    AppendLogLine(notice, format_, LogLevel::kWarning, std::chrono::system_clock::now(), "log lines dropped", fields);
  }
  return notice;
}

void LogWriter::WriteBatches() {
  std::string batch;
  while (true) {
    std::string notice;
    {
      const LockGuard lock(mutex_);
      if (!WaitForBatch()) {
        return;
      }
      notice = TakeNoticeOfDropped();
      batch.clear();
      batch.swap(waiting_);
      urgent_ = false;
    }
    WriteToStandardError(notice);
    WriteToStandardError(batch);
  }
}

bool LogWriter::WaitForBatch() {
  while (running_ && waiting_.empty()) {
    wake_.Wait(mutex_);
  }
  if (waiting_.empty()) {
    return false;
  }
  const auto latest = std::chrono::steady_clock::now() + kMaxDelay;
  while (running_ && !urgent_ && wake_.WaitUntil(mutex_, latest)) {
  }
  return true;
}

std::atomic<LogLevel> threshold{LogLevel::kOff};
std::atomic<LogFormat> line_format{LogFormat::kText};

LogWriter& Writer() {
  static LogWriter writer;
  return writer;
}

}  // namespace

void StartLog(LogLevel level, LogFormat format) {
  StopLog();
  Writer().Start(format);
  line_format = format;
  threshold = level;
}

void StopLog() {
  threshold = LogLevel::kOff;
  Writer().Stop();
}

bool LogEnabled(LogLevel level) { return level != LogLevel::kOff && level >= threshold.load(std::memory_order_relaxed); }

void Log(LogLevel level, std::string_view message, std::initializer_list<LogField> fields) {
  if (!LogEnabled(level)) {
    return;
  }
  thread_local std::string line;  // keeps its room from line to line
  line.clear();
  AppendLogLine(line, line_format, level, std::chrono::system_clock::now(), message, {fields.begin(), fields.size()});
  Writer().Append(line, level == LogLevel::kError);
}

}  // namespace rockpool::util
