// Turns the bytes of one connection into requests, one after the other. Owns the bytes that have come but are not read yet, so that
// requests sent without waiting (pipelining) are found in order. Knows nothing of sockets or time.
#pragma once

#include <cstddef>
#include <functional>
#include <limits>
#include <memory>
#include <span>
#include <string>

#include "server/http/message.h"

namespace rockpool::http::beast {

// In the place of a limit: somebody takes the body as it comes (TakeBody), and says himself how much is enough.
inline constexpr std::size_t kStreamedBody = std::numeric_limits<std::size_t>::max();

struct RequestLimits {
  std::size_t header_bytes = 32UL * 1024;
  std::size_t body_bytes = 4UL * 1024 * 1024;
  // A lower limit for the body that follows this head, or kStreamedBody; may be empty.
  std::function<std::size_t(const Request& head)> body_limit_of = {};
};

struct ReceivedRequest {
  Request request;          // without `peer`
  bool keep_alive = false;  // the client expects the connection to stay open after the answer
  bool is_http10 = false;   // where staying open must be said
};

class RequestReader {
 public:
  enum class State {
    kEmpty,   // between two requests: no byte of the next has come
    kHeader,  // more bytes are needed for the header
    kBody,    // more bytes are needed for the body
    kDone,    // Take hands out the request
    // The rest is final: the connection has no further request that could be trusted.
    kMalformed,
    kHeaderTooLarge,
    kBodyTooLarge,
  };

  explicit RequestReader(RequestLimits limits);
  ~RequestReader();
  RequestReader(const RequestReader&) = delete;
  RequestReader& operator=(const RequestReader&) = delete;

  State state() const;

  // True in kBody if the client sends the body only when it is told to (`Expect: 100-continue`).
  bool AwaitsContinue() const;

  // What is known of the request that is being read, or could not be: from its first line on, then its headers. Until Take or Received.
  const Request& Unfinished() const;
  // Of the request that is being read: how much of its body has come, how much is announced (nothing if it comes in chunks), and how much
  // it may have.
  std::size_t body_bytes() const;
  std::size_t announced_body_bytes() const;
  std::size_t body_limit() const;  // or kStreamedBody

  // Room for bytes from the wire; never empty in kEmpty, kHeader and kBody.
  std::span<char> Space();

  // Reads the first `bytes` bytes that were put into the last Space.
  State Received(std::size_t bytes);

  // What has come of the body since the last time, which from now on is the caller's: body_bytes() is 0 after it. In kBody and kDone.
  std::string TakeBody();

  // Frees what has come; the state is kMalformed then.
  void Abandon();

  // In kDone only. Reads on in the bytes that have come already, so state() may be kDone again.
  ReceivedRequest Take();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace rockpool::http::beast
