// http: the words of HTTP and who answers what: messages, URLs, forms, cookies, the router, its endpoints and owners, the door to other
// servers. Its headers have no socket and no library type (http/beast has those), and it does not know what a path is for.
//
// The words of HTTP that the rest of the server speaks: no sockets, no library types.
#pragma once

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/util/strings.h"

namespace rockpool::http {

// Header fields in the order in which they were added. Names compare without case (RFC 9110, 5.1).
class Headers {
 public:
  using Field = std::pair<std::string, std::string>;

  void Add(std::string_view name, std::string value);

  // The first field of that name. The view lives as long as this object is not changed.
  std::optional<std::string_view> Find(std::string_view name) const;

  std::vector<Field>::const_iterator begin() const { return fields_.begin(); }
  std::vector<Field>::const_iterator end() const { return fields_.end(); }

 private:
  std::vector<Field> fields_;
};

// What a pattern of the router captured of a host or a path.
struct Capture {
  std::string name;
  std::string value;

  bool operator==(const Capture&) const = default;
};

struct Request {
  std::string method;     // as sent: methods are case-sensitive
  std::string authority;  // host[:port] of a target in absolute form, which counts and not Host then (RFC 9112, 3.2.2); else empty
  std::string path;       // the target before `?`, not percent-decoded
  std::string query;      // what follows `?`, without it
  Headers headers;
  std::string body;               // whole, already within the body limit
  std::string peer;               // the client's address, for the log
  bool is_tls = false;            // how it came in
  std::vector<Capture> captures;  // by the router

  // What the pattern by which the request came in captured under that name; empty if it has no such name.
  std::string_view Captured(std::string_view name) const;

  // host[:port] that the client says it wants: not to be believed. Empty if it says nothing.
  std::string_view AskedHost() const { return authority.empty() ? headers.Find("Host").value_or("") : std::string_view(authority); }
};

struct Response {
  int status = 200;
  Headers headers;  // without Content-Length, Connection, Date and CORS, which the session adds
  std::string body;
};

// The alphabets of names and values in HTTP's headers.

// Of header names, methods and names of cookies (RFC 9110, 5.6.2).
constexpr bool IsTokenCharacter(char c) {
  return util::IsLetterOrDigit(c) || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

constexpr bool IsToken(std::string_view text) { return !text.empty() && std::ranges::all_of(text, IsTokenCharacter); }

// Whether the text may stand as a header's value (RFC 9110, 5.5): any bytes but control characters, of which line breaks and NUL would
// begin a header of somebody else's making.
constexpr bool IsFieldValue(std::string_view text) {
  return std::ranges::none_of(text, [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == '\x7f'; });
}

// Names and values in the order in which they came, with their duplicates: what forms, queries and cookies are made of.

// Names compare byte by byte.
class NamedValues {
 public:
  using Pair = std::pair<std::string, std::string>;

  NamedValues() = default;
  NamedValues(std::initializer_list<Pair> pairs) : pairs_(pairs) {}

  void Add(std::string name, std::string value) { pairs_.emplace_back(std::move(name), std::move(value)); }

  // The first value of that name. The view lives as long as this object is not changed.
  std::optional<std::string_view> Find(std::string_view name) const {
    const auto found = std::ranges::find(pairs_, name, &Pair::first);
    return found == pairs_.end() ? std::nullopt : std::optional<std::string_view>(found->second);
  }

  // How often the name occurs, for who must refuse what is said twice (RFC 6749, 3.1).
  std::size_t Count(std::string_view name) const { return static_cast<std::size_t>(std::ranges::count(pairs_, name, &Pair::first)); }

  std::size_t size() const { return pairs_.size(); }
  std::vector<Pair>::const_iterator begin() const { return pairs_.begin(); }
  std::vector<Pair>::const_iterator end() const { return pairs_.end(); }

  bool operator==(const NamedValues&) const = default;

 private:
  std::vector<Pair> pairs_;
};

}  // namespace rockpool::http
