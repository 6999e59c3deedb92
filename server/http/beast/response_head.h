// The bytes of an answer before its body.
#pragma once

#include <ctime>
#include <string>
#include <string_view>

#include "server/http/message.h"

namespace rockpool::http::beast {

enum class Connection { kDefault, kKeepAlive, kClose };

// Status line, the response's headers, Date, Content-Length (the body's size, also 0) and Connection, up to and with the empty line.
// kDefault writes no Connection header. A header whose name is none is left out, a control character in a value becomes a space (RFC 9110,
// 5.5): nobody can put a line of his own into an answer, whatever value an endpoint passes on.
std::string ResponseHead(const Response& response, Connection connection, std::string_view date);

// The date of now by the system's clock, made once a second and thread. It tells clients when the answer left the machine, so it does not
// follow a clock that a test has moved. Valid until the same thread asks again.
std::string_view HttpDateOfNow();

}  // namespace rockpool::http::beast
