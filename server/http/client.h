// The one door to other servers. Bounded in time, size and reach; the implementation is in http/beast.
#pragma once

#include <chrono>
#include <cstddef>
#include <stdexcept>
#include <string>

#include "server/http/url.h"

namespace rockpool::http {

struct FetchRequest {
  Url url;
  std::chrono::milliseconds timeout{5000};     // for the whole fetch, redirects and name lookup included
  std::size_t max_body_bytes = 1024UL * 1024;  // a longer body fails the fetch
  int max_redirects = 3;
};

struct FetchResponse {
  int status = 0;
  std::string body;
};

class FetchError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Client {
 public:
  virtual ~Client() = default;

  // GETs the document; blocks, so only worker threads call it. Any status is a response. A redirect is followed only from https to https
  // or from http, and only to a host of the same class as the first. Every address that a name resolves to must be of the class that the
  // name has (a local name that resolves to a public address, or the reverse, is refused), and the address that was checked is the one
  // that is connected, so a name that changes its address in between gains nothing. Throws FetchError.
  virtual FetchResponse Get(const FetchRequest& request) = 0;
};

}  // namespace rockpool::http
