#include "tests/oauth/support/browser.h"

#include <algorithm>
#include <utility>

#include "server/http/form.h"
#include "server/http/url.h"
#include "server/util/strings.h"

namespace rockpool::support {
namespace {

constexpr int kMostRedirects = 10;
// Other hosts are the applications'.
constexpr std::string_view kOwnHosts[] = {"localhost", ".localhost", "127.0.0.1", ".amazoncognito.com"};

http::NamedValues Fields(std::string_view text) { return http::ParseForm(text).value_or(http::NamedValues()); }

std::string_view After(std::string_view text, char separator) {
  const std::size_t begin = text.find(separator);
  return begin == std::string_view::npos ? std::string_view() : text.substr(begin + 1);
}

std::string WithoutReferences(std::string text) {
  constexpr std::pair<std::string_view, std::string_view> kReferences[] = {
      {"&quot;", "\""}, {"&#39;", "'"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}};
  for (const auto& [reference, character] : kReferences) {
    for (std::size_t at = text.find(reference); at != std::string::npos; at = text.find(reference, at + 1)) {
      text.replace(at, reference.size(), character);
    }
  }
  return text;
}

// The value of an attribute in quotes.
std::optional<std::string> AttributeOfTag(std::string_view tag, std::string_view name) {
  const std::string begin = " " + std::string(name) + "=\"";
  const std::size_t at = tag.find(begin);
  if (at == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view rest = tag.substr(at + begin.size());
  return WithoutReferences(std::string(rest.substr(0, rest.find('"'))));
}

}  // namespace

std::string Page::Header(std::string_view name) const { return std::string(headers.Find(name).value_or("")); }

std::string Page::LocationBase() const {
  const std::string whole = location();
  return whole.substr(0, whole.find_first_of("?#"));
}

http::NamedValues Page::LocationQuery() const {
  const std::string whole = location();
  return Fields(After(std::string_view(whole).substr(0, whole.find('#')), '?'));
}

http::NamedValues Page::LocationFragment() const {
  const std::string whole = location();
  return Fields(After(whole, '#'));
}

std::vector<std::string> Page::SetCookies() const {
  std::vector<std::string> lines;
  for (const auto& [name, value] : headers) {
    if (util::EqualsIgnoringCase(name, "Set-Cookie")) {
      lines.push_back(value);
    }
  }
  return lines;
}

std::string Page::SetCookie(std::string_view name) const {
  const auto lines = SetCookies();
  const auto found = std::ranges::find_if(lines, [&](const std::string& line) { return line.starts_with(std::string(name) + "="); });
  return found == lines.end() ? "" : *found;
}

std::optional<std::string> Page::InputValue(std::string_view name) const {
  for (std::size_t at = body.find("<input"); at != std::string::npos; at = body.find("<input", at + 1)) {
    const std::string_view tag = std::string_view(body).substr(at, body.find('>', at) - at);
    if (AttributeOfTag(tag, "name") == name) {
      return AttributeOfTag(tag, "value").value_or("");
    }
  }
  return std::nullopt;
}

Browser::Browser(OAuthService& service, std::string_view origin) : service_(service), origin_(origin) {}

Page Browser::Get(std::string_view target) { return Send("GET", target); }

Page Browser::Post(std::string_view target, const http::NamedValues& form) {
  return Send("POST", target, http::EncodeForm(form, http::Blanks::kPlus), "application/x-www-form-urlencoded");
}

Page Browser::Send(std::string_view method, std::string_view target, std::string body, std::string_view content_type) {
  if (const auto url = http::ParseUrl(target)) {
    GoTo(url->Origin());
    target.remove_prefix(std::min(target.find('/', target.find("://") + 3), target.size()));
  }
  http::Request request;
  request.method = method;
  request.path = target.substr(0, target.find('?'));
  request.query = After(target, '?');
  request.body = std::move(body);
  request.is_tls = origin_.starts_with("https:");
  request.headers.Add("Host", origin_.substr(origin_.find("://") + 3));
  if (!content_type.empty()) {
    request.headers.Add("Content-Type", std::string(content_type));
  }
  std::string sent;
  for (const auto& [name, kept] : cookies_[host()]) {
    if (!kept.is_secure || request.is_tls) {
      sent.append(sent.empty() ? "" : "; ").append(name).append("=").append(kept.value);
    }
  }
  if (!sent.empty()) {
    request.headers.Add("Cookie", sent);
  }
  for (const auto& [name, value] : said_) {
    request.headers.Add(name, value);
  }
  http::Response response = service_.Send(std::move(request));
  Keep(response);
  return {response.status, std::move(response.headers), std::move(response.body)};
}

Page Browser::Follow(Page page) {
  for (int i = 0; i < kMostRedirects && page.status == 302; ++i) {
    const std::string location = page.location();
    const auto url = http::ParseUrl(location);
    const bool is_own = location.starts_with("/") || location.starts_with(origin_ + "/") ||
                        (url && std::ranges::any_of(kOwnHosts, [&](std::string_view own) {
                           return url->host == own || (own.starts_with('.') && url->host.ends_with(own));
                         }));
    if (!is_own) {
      return page;
    }
    page = Get(location);
  }
  return page;
}

Page Browser::SignIn(std::string_view username, const http::NamedValues& authorization) {
  http::NamedValues query = authorization;
  query.Add("user", std::string(username));
  return Get(std::string(OAuthService::kSignInPath) + "?" + QueryOf(query));
}

std::string Browser::Cookie(std::string_view name) const {
  const auto of_host = cookies_.find(host());
  if (of_host == cookies_.end()) {
    return "";
  }
  const auto found = of_host->second.find(name);
  return found == of_host->second.end() ? "" : found->second.value;
}

void Browser::PutCookie(std::string_view name, std::string_view value) {
  cookies_[host()].insert_or_assign(std::string(name), Kept{std::string(value), false});
}

void Browser::GoTo(std::string_view origin) { origin_ = origin; }

std::string Browser::host() const {
  const auto url = http::ParseUrl(origin_);
  return url ? url->host : "";
}

void Browser::Keep(const http::Response& response) {
  for (const auto& [name, line] : response.headers) {
    if (!util::EqualsIgnoringCase(name, "Set-Cookie")) {
      continue;
    }
    const std::size_t equals = line.find('=');
    const std::string cookie = line.substr(0, equals);
    if (line.find("; Expires=Thu, 01-Jan-1970 00:00:10 GMT") != std::string::npos) {
      cookies_[host()].erase(cookie);
    } else {
      const std::string value = line.substr(equals + 1, line.find(';') - equals - 1);
      cookies_[host()].insert_or_assign(cookie, Kept{value, line.find("; Secure") != std::string::npos});
    }
  }
}

}  // namespace rockpool::support
