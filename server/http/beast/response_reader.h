// Turns the bytes of one connection into the one response that is fetched over it: Beast's response parser, held to limits. Knows nothing
// of sockets or time.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "server/http/client.h"

namespace rockpool::http::beast {

class ResponseReader {
 public:
  // `to_head`: the request was HEAD, whose answer has no body whatever its header says. A header may have 32 KiB.
  explicit ResponseReader(std::size_t max_body_bytes, bool to_head = false);
  ~ResponseReader();
  ResponseReader(const ResponseReader&) = delete;
  ResponseReader& operator=(const ResponseReader&) = delete;

  // True once the response is whole. Throws FetchError for what is no HTTP response, and for one whose header or body is too large.
  bool Received(std::string_view bytes);

  // To be called when no more bytes come and Received has not said true: throws FetchError unless the response ends that way.
  void Ended();

  // What the body takes of memory so far.
  std::size_t BodyBytes() const;

  // The whole response; called once.
  FetchResponse Take();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace rockpool::http::beast
