#include "server/http/beast/request_text.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "server/http/message.h"
#include "server/util/strings.h"

namespace rockpool::http::beast {
namespace {

// Of the connection, which is the client's (RFC 9110, 7.6.1), or of cookies, which it never sends.
constexpr std::array<std::string_view, 13> kNotTheCallers{
    "Host",    "Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive", "Proxy-Connection", "TE", "Trailer",
    "Upgrade", "Expect",         "Accept-Encoding",   "Cookie",     "Cookie2"};

constexpr std::array<std::string_view, 2> kSecret{"Authorization", "Proxy-Authorization"};

bool IsOneOf(std::string_view name, const auto& names) {
  return std::ranges::any_of(names, [name](std::string_view other) { return util::EqualsIgnoringCase(name, other); });
}

void CheckRequestLine(const FetchRequest& request, const Url& url) {
  const auto is_clean = [](char c) { return c > ' ' && c <= '~'; };
  if (!IsToken(request.method) || request.method == "CONNECT") {
    throw FetchError("the request has a method that cannot be sent");
  }
  if (!url.target.starts_with('/') || !std::ranges::all_of(url.target, is_clean) || !std::ranges::all_of(url.host, is_clean)) {
    throw FetchError("the request has an address that cannot be sent");
  }
}

void Append(std::string& text, const Headers& headers) {
  for (const auto& [name, value] : headers) {
    if (!IsToken(name)) {
      throw FetchError("the request has a header whose name cannot be sent");
    }
    if (IsOneOf(name, kNotTheCallers) || !IsFieldValue(value)) {
      throw FetchError("the request has a header that cannot be sent, " + name);
    }
    text.append(name).append(": ").append(value).append("\r\n");
  }
}

}  // namespace

std::string RequestText(const FetchRequest& request, const Url& url) {
  CheckRequestLine(request, url);
  std::string text = request.method + " " + url.target + " HTTP/1.1\r\nHost: " + url.Authority() + "\r\n";
  if (!request.headers.Find("User-Agent")) {
    text += "User-Agent: rockpool\r\n";
  }
  if (!request.headers.Find("Accept")) {
    text += "Accept: */*\r\n";
  }
  text += "Accept-Encoding: identity\r\nConnection: close\r\n";
  Append(text, request.headers);
  Append(text, request.secret_headers);
  // RFC 9110, 8.6: a method that gives a body its meaning says so even of an empty one.
  constexpr std::array<std::string_view, 3> kMethodsWithBody{"POST", "PUT", "PATCH"};
  if (!request.body.empty() || IsOneOf(request.method, kMethodsWithBody)) {
    text += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
  }
  return text.append("\r\n").append(request.body);
}

bool MayFollowRedirects(const FetchRequest& request) {
  const bool is_safe = request.method == "GET" || request.method == "HEAD";
  const bool has_secret = request.secret_headers.begin() != request.secret_headers.end() ||
                          std::ranges::any_of(request.headers, [](const auto& field) { return IsOneOf(field.first, kSecret); });
  return is_safe && request.body.empty() && !has_secret;
}

}  // namespace rockpool::http::beast
