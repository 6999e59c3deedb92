// What a part of the server offers to HTTP: it accepts a request and hands back the work that answers it.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "server/http/message.h"

namespace rockpool::http {

// The three kinds of work, told apart by what they would keep waiting, in the order of what they cost: the larger of two holds for both
// together.
enum class Runs {
  kHere,      // microseconds (point reads, small writes): on the I/O thread that read the request
  kComputes,  // milliseconds of CPU (large bodies and writes, signatures, XML): on a computing thread, of which there is one a core
  kWaits,     // for another server: on a thread made for it, or not at all
};

// The answer to one request, still to be worked out: Prepare, then Delay, then Write, then Run. One thread at a time, not always the same
// one. Where Write, Run or RunHere meets MustWait (must_wait.h) it has changed nothing and what it returns is thrown away: Run is called
// next, on a waiting thread, and does all of it.
class Work {
 public:
  virtual ~Work() = default;

  // Where Prepare runs. kComputes for bodies over kLargeBodyBytes, which take milliseconds to read; never kWaits.
  virtual Runs Prepares() const { return Runs::kHere; }

  // Reads what was sent (parses, checks, decodes), once and before all that follows. What is wrong with it becomes Run's answer.
  virtual void Prepare() noexcept {}

  // Where Run runs. Asked after Prepare.
  virtual Runs Where() const { return Runs::kHere; }

  // Whether it writes to the store. Asked after Prepare. What writes and runs here has the turn to write (http::WriterGate) during Write.
  virtual bool Writes() const { return false; }

  // All of it that needs the turn to write, once and before Run, which then only renders what came of it: others wait for the turn
  // meanwhile. Where it is left out Run does it. What goes wrong becomes Run's answer.
  virtual void Write() noexcept {}

  // How long the session waits before Write and Run. Nothing ever sleeps inside them.
  virtual std::chrono::milliseconds Delay() const { return std::chrono::milliseconds{0}; }

  // Whether what the answer waits for has not come yet. Asked after the delay, and then every 20 ms until it says no. It holds no thread
  // meanwhile, so it must take microseconds.
  virtual bool IsWaiting() { return false; }

  // Called once, unless it meets MustWait, by any thread. Does not throw: whatever fails becomes a response.
  virtual Response Run() noexcept = 0;

  // Called in the place of Run on the I/O thread, for what runs here and does not write. nullopt, having changed nothing, where it turns
  // out on the way that the answer takes milliseconds (something is not in a cache yet): then Run is called, on a computing thread.
  virtual std::optional<Response> RunHere() noexcept { return Run(); }
};

// What is larger is read on a computing thread: JSON of 64 KiB takes up to a millisecond to parse, check and decode.
inline constexpr std::size_t kLargeBodyBytes = 64UL * 1024;

// What an endpoint takes that says nothing else.
inline constexpr std::size_t kUsualBodyLimit = 1024UL * 1024;

// Takes a large body piece by piece, in the order of its bytes, so that it never lies in memory as a whole. One thread at a time, not
// always the same one; it ends with its request, or with the connection if that breaks off.
class BodySink {
 public:
  virtual ~BodySink() = default;

  // Whether no more of the body is wanted, for the answer is known already: asked before each piece and by the I/O thread, so it must take
  // no time. The rest of the body is not read, and the connection ends after the answer.
  virtual bool IsDone() const noexcept = 0;

  // Called on a computing thread, which may write to a disk. Does not throw: what goes wrong becomes the answer.
  virtual void Take(std::string_view bytes) noexcept = 0;
};

class Endpoint {
 public:
  virtual ~Endpoint() = default;

  // Whether bodies go to a sink. Then the server's own limit of bodies does not hold, and of their memory what waits for the sink counts.
  virtual bool StreamsBody() const noexcept { return false; }

  // Of an endpoint that streams, where the head of a request has come; never null. Called as Accept is.
  virtual std::unique_ptr<BodySink> SinkFor(const Request& /*head*/) noexcept { return nullptr; }

  // In the place of Accept: the sink has had the whole body, or is done.
  virtual std::unique_ptr<Work> AcceptStreamed(Request request, std::unique_ptr<BodySink> /*sink*/) noexcept {
    return Accept(std::move(request));
  }

  // The most bytes that the body of such a request may have; the server's own limit may be lower. `head` has no body yet. Any thread.
  virtual std::size_t BodyLimit(const Request& /*head*/) const noexcept { return kUsualBodyLimit; }

  // Called on an I/O thread, by several at once: does not block and does not throw. Looks at the head alone, however large the body is.
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

// Works it out on the thread of the caller, who waits for whatever it waits for. A delay is left out.
inline Response WorkOutHere(Work& work) noexcept {
  work.Prepare();
  return work.Run();
}

}  // namespace rockpool::http
