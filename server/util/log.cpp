#include "server/util/log.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "server/util/log_line.h"

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
  void DropOldest();
  std::string TakeNoticeOfDropped();
  void WriteBatches();

  std::mutex starting_;  // held by Start and Stop, and before mutex_
  std::thread thread_;   // guarded by starting_

  std::mutex mutex_;  // guards what follows
  std::condition_variable wake_;
  LogFormat format_ = LogFormat::kText;
  std::string waiting_;  // whole lines
  std::int64_t dropped_ = 0;
  bool running_ = false;
  bool urgent_ = false;
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
  const std::lock_guard starting(starting_);
  {
    const std::lock_guard lock(mutex_);
    format_ = format;
    running_ = true;
  }
  try {
    thread_ = std::thread([this] { WriteBatches(); });
  } catch (...) {
    const std::lock_guard lock(mutex_);
    running_ = false;
    throw;
  }
}

void LogWriter::Stop() {
  const std::lock_guard starting(starting_);
  {
    const std::lock_guard lock(mutex_);
    running_ = false;
  }
  wake_.notify_one();
  if (thread_.joinable()) {
    thread_.join();
  }
}

void LogWriter::Append(std::string_view lines, bool is_urgent) {
  bool wakes = false;
  {
    const std::lock_guard lock(mutex_);
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
    wake_.notify_one();
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
  std::unique_lock lock(mutex_);
  while (true) {
    while (running_ && waiting_.empty()) {
      wake_.wait(lock);
    }
    if (waiting_.empty()) {
      return;
    }
    const auto latest = std::chrono::steady_clock::now() + kMaxDelay;
    while (running_ && !urgent_ && wake_.wait_until(lock, latest) != std::cv_status::timeout) {
    }
    const std::string notice = TakeNoticeOfDropped();
    batch.clear();
    batch.swap(waiting_);
    urgent_ = false;
    lock.unlock();
    WriteToStandardError(notice);
    WriteToStandardError(batch);
    lock.lock();
  }
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
