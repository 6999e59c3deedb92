// Any lines as Cookie headers: what is read could be set again, as the same cookie and nothing beside it.
#include "server/http/cookies.h"

#include <cstdint>
#include <string>
#include <string_view>

#include "tests/fuzz/expect.h"

namespace rockpool::fuzz {
namespace {

http::Headers HeadersOf(std::string_view text) {
  http::Headers headers;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    headers.Add("Cookie", std::string(text.substr(0, end)));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return headers;
}

void CheckCookies(std::string_view text) {
  const http::NamedValues cookies = http::ParseCookies(HeadersOf(text));
  Expect(cookies.size() <= http::kMaxCookies, "cookies are bounded");
  for (const auto& [name, value] : cookies) {
    http::SetCookie cookie;
    cookie.name = name;
    cookie.value = value;
    cookie.secure = true;
    const std::string line = http::SetCookieHeader(cookie);
    const http::NamedValues again = http::ParseCookies(HeadersOf(line.substr(0, line.find(';'))));
    Expect(again == http::NamedValues{{name, value}}, "a cookie that is set comes back the same");
  }
}

}  // namespace
}  // namespace rockpool::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  rockpool::fuzz::CheckCookies({reinterpret_cast<const char*>(data), size});
  return 0;
}
