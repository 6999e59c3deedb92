// The only file that includes spdlog and fmt, header-only: they cost every file that does some ten seconds.
#define FMT_HEADER_ONLY
#define SPDLOG_FMT_EXTERNAL
#include "server/util/log.h"

#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/base_sink.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "server/util/log_line.h"
#include "server/util/thread_safety.h"

namespace rockpool::util {

namespace {

constexpr std::size_t kMaxWaitingBytes = 1024 * 1024;
constexpr std::size_t kBatchBytes = 64 * 1024;
constexpr std::chrono::milliseconds kMaxDelay{250};

spdlog::level::level_enum SpdlogLevel(LogLevel level) {
  switch (level) {
    case LogLevel::kDebug:
      return spdlog::level::debug;
    case LogLevel::kInfo:
      return spdlog::level::info;
    case LogLevel::kWarning:
      return spdlog::level::warn;
    case LogLevel::kError:
      return spdlog::level::err;
    case LogLevel::kOff:
      break;
  }
  return spdlog::level::off;
}

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

// Gathers lines and writes them in batches. spdlog's own asynchronous logger wakes its thread for every line, which costs the request
// that logs more than the line itself.
class BatchingSink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  explicit BatchingSink(LogFormat format) : format_(format), writer_([this] { WriteBatches(); }) {}

  ~BatchingSink() override {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_one();
    writer_.join();
  }

 protected:
  void sink_it_(const spdlog::details::log_msg& message) override {
    const bool first = waiting_.empty();
    AppendLine(message, waiting_);
    if (waiting_.size() > kMaxWaitingBytes) DropOldest();
    urgent_ = urgent_ || message.level >= spdlog::level::err || waiting_.size() >= kBatchBytes;
    if (first || urgent_) wake_.notify_one();
  }

  void flush_() override {
    urgent_ = true;
    wake_.notify_one();
  }

 private:
  void AppendLine(const spdlog::details::log_msg& message, std::string& lines) {
    spdlog::memory_buf_t line;
    formatter_->format(message, line);
    lines.append(line.data(), line.size());
  }

  // Half of what waits goes at once, so that a flood does not move the other half for every line.
  void DropOldest() {
    const std::size_t end = std::min(waiting_.find('\n', kMaxWaitingBytes / 2), waiting_.size() - 1) + 1;
    dropped_ += std::count(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(end), '\n');
    waiting_.erase(0, end);
  }

  void AppendNoticeOfDropped(std::string& lines) {
    const LogField fields[] = {{"count", std::exchange(dropped_, 0)}};
    const std::string content = LogLineContent(format_, "log lines dropped", fields);
    AppendLine(spdlog::details::log_msg(spdlog::string_view_t(), spdlog::level::warn, content), lines);
  }

  void WriteBatches() {
    std::string batch;
    std::unique_lock lock(mutex_);
    while (true) {
      wake_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      wake_.wait_for(lock, kMaxDelay, [this] { return stopping_ || urgent_; });
      batch.clear();
      if (dropped_ > 0) AppendNoticeOfDropped(batch);
      batch += waiting_;
      waiting_.clear();
      urgent_ = false;
      lock.unlock();
      WriteToStandardError(batch);
      lock.lock();
    }
  }

  const LogFormat format_;
  std::condition_variable wake_;
  std::string waiting_;  // whole lines
  std::int64_t dropped_ = 0;
  bool urgent_ = false;
  bool stopping_ = false;
  std::thread writer_;
};

struct RunningLog {
  LogFormat format;
  spdlog::logger logger;
};

std::atomic<LogLevel> threshold{LogLevel::kOff};
SharedMutex running_mutex;
std::unique_ptr<RunningLog> running ROCKPOOL_GUARDED_BY(running_mutex);

}  // namespace

void StartLog(LogLevel level, LogFormat format) {
  StopLog();
  auto sink = std::make_shared<BatchingSink>(format);
  const std::string pattern = format == LogFormat::kJson ? R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})"  //
                                                         : "%Y-%m-%dT%H:%M:%S.%eZ %l %v";
  sink->set_formatter(std::make_unique<spdlog::pattern_formatter>(pattern, spdlog::pattern_time_type::utc, "\n"));
  auto started = std::make_unique<RunningLog>(RunningLog{format, spdlog::logger(std::string(), std::move(sink))});
  started->logger.set_level(SpdlogLevel(level));
  const LockGuard lock(running_mutex);
  running = std::move(started);
  threshold = level;
}

void StopLog() {
  threshold = LogLevel::kOff;
  std::unique_ptr<RunningLog> stopped;  // ends, and writes what waits, after the lock is given back
  const LockGuard lock(running_mutex);
  stopped = std::move(running);
}

bool LogEnabled(LogLevel level) { return level != LogLevel::kOff && level >= threshold.load(std::memory_order_relaxed); }

void Log(LogLevel level, std::string_view message, std::initializer_list<LogField> fields) {
  if (!LogEnabled(level)) return;
  const SharedLockGuard lock(running_mutex);
  if (!running) return;
  const std::string content = LogLineContent(running->format, message, {fields.begin(), fields.size()});
  running->logger.log(SpdlogLevel(level), spdlog::string_view_t(content));
}

}  // namespace rockpool::util
