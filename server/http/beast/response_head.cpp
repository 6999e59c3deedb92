#include "server/http/beast/response_head.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <ctime>
#include <utility>

#include "server/http/message.h"
#include "server/util/time_text.h"

namespace rockpool::http::beast {
namespace {

// RFC 9112 (4) lets a reason be empty; the usual ones are for people who read the bytes.
std::string_view ReasonOf(int status) {
  constexpr std::array<std::pair<int, std::string_view>, 17> kReasons{{{200, "OK"},
                                                                       {204, "No Content"},
                                                                       {301, "Moved Permanently"},
                                                                       {302, "Found"},
                                                                       {303, "See Other"},
                                                                       {304, "Not Modified"},
                                                                       {400, "Bad Request"},
                                                                       {401, "Unauthorized"},
                                                                       {403, "Forbidden"},
                                                                       {404, "Not Found"},
                                                                       {405, "Method Not Allowed"},
                                                                       {408, "Request Timeout"},
                                                                       {413, "Content Too Large"},
                                                                       {431, "Request Header Fields Too Large"},
                                                                       {500, "Internal Server Error"},
                                                                       {501, "Not Implemented"},
                                                                       {503, "Service Unavailable"}}};
  const auto* found = std::ranges::find(kReasons, status, &std::pair<int, std::string_view>::first);
  return found == kReasons.end() ? std::string_view() : found->second;
}

// IsTokenCharacter as a table: an answer has some 250 characters of names.
constexpr auto kIsOfToken = [] {
  std::array<bool, 256> is_of_token{};
  for (std::size_t code = 0; code < is_of_token.size(); ++code) {
    is_of_token[code] = IsTokenCharacter(static_cast<char>(code));
  }
  return is_of_token;
}();

bool IsOfToken(char c) { return kIsOfToken[static_cast<unsigned char>(c)]; }

bool IsControl(char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; }

void AppendField(std::string& head, std::string_view name, std::string_view value) {
  if (name.empty() || !std::ranges::all_of(name, IsOfToken)) {
    return;
  }
  head.append(name).append(": ");
  const auto begin = static_cast<std::ptrdiff_t>(head.size());
  head.append(value);
  std::replace_if(head.begin() + begin, head.end(), IsControl, ' ');
  head.append("\r\n");
}

}  // namespace

std::string ResponseHead(const Response& response, Connection connection, std::string_view date) {
  std::string head;
  head.reserve(512);
  head.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ").append(ReasonOf(response.status)).append("\r\n");
  for (const auto& [name, value] : response.headers) {
    AppendField(head, name, value);
  }
  AppendField(head, "Date", date);
  AppendField(head, "Content-Length", std::to_string(response.body.size()));
  if (connection != Connection::kDefault) {
    AppendField(head, "Connection", connection == Connection::kClose ? "close" : "keep-alive");
  }
  return head.append("\r\n");
}

std::string_view HttpDateOfNow() {
  thread_local std::time_t second = -1;
  thread_local std::string date;
  const std::time_t now = std::time(nullptr);
  if (now != second) {
    second = now;
    date = util::HttpTime(now);
  }
  return date;
}

}  // namespace rockpool::http::beast
