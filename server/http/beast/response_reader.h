// Turns the bytes of one connection into the one response that is fetched over it. Knows nothing of sockets or time.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace rockpool::http::beast {

struct ReceivedResponse {
  int status = 0;
  std::string location;  // of a redirect; empty if there is none
  std::string body;
};

class ResponseReader {
 public:
  explicit ResponseReader(std::size_t max_body_bytes);
  ~ResponseReader();
  ResponseReader(const ResponseReader&) = delete;
  ResponseReader& operator=(const ResponseReader&) = delete;

  // True once the response is whole. Throws FetchError for what is no HTTP response, and for one whose header or body is too large.
  bool Received(std::string_view bytes);

  // To be called when no more bytes come and Received has not said true: throws FetchError unless the response ends that way.
  void Ended();

  // The whole response; called once.
  ReceivedResponse Take();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace rockpool::http::beast
