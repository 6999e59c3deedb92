// http: the words of HTTP and who answers what: messages, URLs, forms, cookies, the router, its endpoints and owners, the door to other
// servers. Its headers have no socket and no library type (http/beast has those), and it does not know what a path is for.
//
// The words of HTTP that the rest of the server speaks: no sockets, no library types.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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
};

struct Response {
  int status = 200;
  Headers headers;  // without Content-Length, Connection, Date and CORS, which the session adds
  std::string body;
};

}  // namespace rockpool::http
