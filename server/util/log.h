// The log: lines with named values on standard error, written by a thread of its own, so that logging never waits for a terminal, a pipe
// or a disk. Why it is no library: docs/decisions/0011-the-log.md. It knows nothing of what is secret: whoever logs a value answers for it.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <variant>

namespace rockpool::util {

enum class LogLevel { kDebug, kInfo, kWarning, kError, kOff };

// kText: `2026-11-22T02:38:54.123Z info request status=200 pool="with a space"`. kJson: one object a line with the members `time`,
// `level`, `message` and the fields. Whatever the values hold, a line of the log is one line, in ASCII. Texts
// are cut after 4096 bytes.
enum class LogFormat { kText, kJson };

struct LogField {
  std::string_view name;  // a word written in the code: it is not escaped
  std::variant<std::string_view, std::int64_t> value;
};

// Lines of `level` and above are written from now on. Lines reach standard error at most 250 ms later, those of level kError at once.
// Starting a running log stops it first. Throws std::system_error if no thread can be had.
void StartLog(LogLevel level, LogFormat format);

// Returns when all that was logged is written. What is logged afterwards is ignored.
void StopLog();

// False for every level before StartLog and after StopLog. Ask it before working out a value that only the log needs.
bool LogEnabled(LogLevel level);

// Any thread; never blocks on output. When output is slower than logging, the oldest waiting lines are dropped and a warning tells how
// many. Lines from before StartLog and after StopLog are ignored.
void Log(LogLevel level, std::string_view message, std::initializer_list<LogField> fields = {});

}  // namespace rockpool::util
