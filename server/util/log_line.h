// What a line of the log looks like. No value can end the line or imitate another field.
#pragma once

#include <chrono>
#include <span>
#include <string>
#include <string_view>

#include "server/util/log.h"

namespace rockpool::util {

// Appends the whole line, its end included, as LogFormat says. `time` is shown in UTC.
void AppendLogLine(std::string& lines, LogFormat format, LogLevel level, std::chrono::system_clock::time_point time,
                   std::string_view message, std::span<const LogField> fields);

// Appends what the line says after its time and level. kText: the message and `name=value` pairs; what is not plain printable ASCII is
// written as a JSON string. kJson: the members `message` and the fields, without the braces around them.
void AppendLogLineContent(std::string& line, LogFormat format, std::string_view message, std::span<const LogField> fields);

}  // namespace rockpool::util
