#include "server/util/log.h"

#include <atomic>
#include <chrono>
#include <string>

#include "server/util/log_line.h"
#include "server/util/log_writer.h"

namespace rockpool::util {
namespace {

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
