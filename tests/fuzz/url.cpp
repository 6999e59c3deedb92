// Any bytes as a URL, a reference, a host or an address: what the parser lets through is clean, names the host that stands there, and is
// judged the same however it is spelt.
#include "server/http/url.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "server/util/strings.h"
#include "tests/fuzz/expect.h"

namespace rockpool::fuzz {
namespace {

constexpr std::size_t kMaxUrl = 2048;

// What a reader without a library takes for the host, in a URL without user information.
std::string HostIn(std::string_view text) {
  const std::size_t begin = text.find("://") + 3;
  std::string_view authority = text.substr(begin, text.find_first_of("/?#", begin) - begin);
  const bool is_ipv6 = authority.starts_with('[');
  authority = is_ipv6 ? authority.substr(1, authority.find(']') - 1) : authority.substr(0, authority.find(':'));
  return util::LowerCase(authority);
}

void CheckUrl(std::string_view text) {
  const auto url = http::ParseUrl(text);
  if (!url) {
    return;
  }
  Expect(text.size() <= kMaxUrl, "a URL is short");
  Expect(!url->host.empty() && std::ranges::none_of(url->host, [](char c) { return c >= 'A' && c <= 'Z'; }), "a host is in small letters");
  Expect(url->host.find_first_of("/?#@ \\%") == std::string::npos, "a host is nothing but a host");
  const bool clean = std::ranges::all_of(url->target, [](char c) { return c > ' ' && c <= '~' && c != '#'; });
  Expect(url->target.starts_with('/') && clean, "a target fits into a request line");

  Expect(HostIn(text) == url->host, "the host is what stands before the path");

  const std::string again = url->Origin() + url->target;
  if (again.size() <= kMaxUrl) {
    const auto same = http::ParseUrl(again);
    Expect(same && same->https == url->https && same->host == url->host && same->port == url->port && same->target == url->target,
           "a URL that is put together again means the same");
  }
}

void CheckReference(std::string_view text) {
  const http::Url base{true, "idp.example.com", 443, "/a/b?c"};
  const auto url = http::ResolveUrl(base, text);
  if (url) {
    const bool elsewhere = url->host != base.host || url->port != base.port || !url->https;
    Expect(!elsewhere || text.find("//") != std::string_view::npos, "only what names a host leads to another one");
    CheckUrl(url->Origin() + url->target);
  }
}

void CheckHost(std::string_view text) {
  const http::HostClass of_host = http::ClassOfHost(text);
  std::string capitals(text);
  std::ranges::transform(capitals, capitals.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  Expect(http::ClassOfHost(capitals) == of_host, "capitals change nothing");
  const http::HostClass of_address = http::ClassOfAddress(text);
  Expect(of_address == http::HostClass::kForbidden || of_address == of_host, "an address is judged the same as a host");
}

}  // namespace
}  // namespace rockpool::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  rockpool::fuzz::CheckUrl(text);
  rockpool::fuzz::CheckReference(text);
  rockpool::fuzz::CheckHost(text);
  return 0;
}
