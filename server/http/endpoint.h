// What a part of the server offers to HTTP: it accepts a request and hands back the work that answers it.
#pragma once

#include <chrono>
#include <memory>

#include "server/http/message.h"

namespace rockpool::http {

// The answer to one request, still to be worked out.
class Work {
 public:
  virtual ~Work() = default;

  // True if Run may wait (network, slow parsing, key generation): the session then runs it on a worker thread.
  virtual bool MayBlock() const { return false; }

  // How long the session waits before Run. Nothing ever sleeps inside Run.
  virtual std::chrono::milliseconds Delay() const { return std::chrono::milliseconds{0}; }

  // Called once, by any thread. Does not throw: whatever fails becomes a response.
  virtual Response Run() noexcept = 0;
};

class Endpoint {
 public:
  virtual ~Endpoint() = default;

  // Called on an I/O thread, by several at once: does not block and does not throw.
  virtual std::unique_ptr<Work> Accept(Request request) noexcept = 0;
};

// Work whose answer is already there.
class Answered final : public Work {
 public:
  explicit Answered(Response response) : response_(std::move(response)) {}
  Response Run() noexcept override { return std::move(response_); }

 private:
  Response response_;
};

}  // namespace rockpool::http
