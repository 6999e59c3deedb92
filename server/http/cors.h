// What browsers ask of a server that pages of other origins may call. Owns the header values; the router knows which paths they are for.
#pragma once

#include <string>
#include <string_view>

#include "server/http/message.h"

namespace rockpool::http {

// Whether pages of other origins may call an endpoint.
enum class Cors { kNone, kAnyOrigin };

// The headers that let a page read `response`, whatever its status, and those of its headers that `exposed` lists.
void AddCorsHeaders(Response& response, std::string_view exposed);

// The answer to a preflight: 200 with an empty body, without the headers of AddCorsHeaders. `methods` is a comma-separated list. The
// headers that the browser asks for are allowed as asked, unless the list is over 4 KiB or is no list of header names: then none are.
Response PreflightResponse(const Headers& request, std::string methods);

}  // namespace rockpool::http
