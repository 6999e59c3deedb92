// What a line of the log says after its time and level. No value can end the line or imitate another field.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "server/util/log.h"

namespace rockpool::util {

// kText: the message and `name=value` pairs; what is not plain printable ASCII is written as a JSON string. kJson: the members `message`
// and the fields, without the braces around them.
std::string LogLineContent(LogFormat format, std::string_view message, std::span<const LogField> fields);

}  // namespace rockpool::util
