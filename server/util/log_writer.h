// The thread that writes the log's lines to standard error, many at a time.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "server/util/log.h"

namespace rockpool::util {

// Gathers lines and writes them in batches: waking a thread for every line would cost the request that logs more than the line itself.
// Bounded: when output is slower than logging, the oldest lines are dropped, and a line tells how many. All functions: any thread.
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

}  // namespace rockpool::util
