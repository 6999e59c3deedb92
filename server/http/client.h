// The one door to other servers. Bounded in time, size and reach; the implementation is in http/beast.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <stdexcept>
#include <string>

#include "server/http/message.h"
#include "server/http/url.h"

namespace rockpool::http {

// How long each part may take. `whole` bounds everything, redirects included; the others begin anew with each connection.
struct FetchTimes {
  std::chrono::milliseconds resolve{3000};
  std::chrono::milliseconds connect{3000};  // all addresses of the name together
  std::chrono::milliseconds tls{3000};
  std::chrono::milliseconds first_byte{5000};  // from the request that was sent to the first byte of the answer
  std::chrono::milliseconds whole{5000};
};

struct FetchRequest {
  std::string method = "GET";  // a token, but not CONNECT
  Url url;
  // Beside those that the client sets itself: Host, Content-Length, Connection, Accept-Encoding, and User-Agent and Accept where none is
  // given. They go along with a redirect, to whatever host it leads.
  Headers headers = {};
  // What must reach `url` alone: a bearer token, an API key. Authorization in `headers` is treated as if it stood here.
  Headers secret_headers = {};
  std::string body = {};
  FetchTimes times = {};
  std::size_t max_body_bytes = 1024UL * 1024;  // of the answer; a longer one fails the fetch
  int max_redirects = 3;
  // Told how many bytes the answer's body takes, as often as more of it has come. What it throws ends the fetch. By the thread of Fetch.
  std::function<void(std::size_t body_bytes)> body_grows = {};
  bool capped = true;  // counts among the calls that one host may have at a time, and fails where there are too many
};

struct FetchResponse {
  int status = 0;
  std::string body;
  Headers headers = {};  // as they came, 32 KiB at most, without trailers; of the last answer if there were redirects
};

// The text names the host and what went wrong, and nothing of headers, body or query.
class FetchError : public std::runtime_error {
 public:
  enum class Kind {
    kOther,
    kTimedOut,  // one of FetchTimes has passed
    kBroken,    // a connection that was there ended before the answer did
    kTooLong,   // the answer's body is longer than max_body_bytes
  };

  explicit FetchError(const std::string& text, Kind kind = Kind::kOther) : std::runtime_error(text), kind_(kind) {}

  Kind kind() const { return kind_; }

 private:
  Kind kind_;
};

class Client {
 public:
  virtual ~Client() = default;

  // Sends the request and hands back the answer, whatever its status. Blocks, so only worker threads call it.
  //
  // Redirects: only a GET or HEAD without a body, without secret headers and without Authorization follows one, so that nothing of these
  // ever reaches a place that the other server chose. For any other request a redirect is an answer as good as any: its status and Location
  // are the caller's to judge. One is followed only from https to https or from http, and only to a host of the same class as the first;
  // one without a Location is an answer too.
  //
  // Reach: what HostClass::kForbidden says is refused whatever the settings. Every address that a name resolves to must be of the class
  // that the name has (a local name that resolves to a public address, or the reverse, is refused), and the address that was checked is the
  // one that is connected, so a name that changes its address in between gains nothing.
  //
  // Cookies are neither sent nor kept: a Cookie header fails the fetch, as do headers that the client sets itself, names that are no tokens
  // and values with control characters (CR, LF, NUL), which would begin a header of their own.
  //
  // Throws FetchError.
  virtual FetchResponse Fetch(const FetchRequest& request) = 0;
};

}  // namespace rockpool::http
