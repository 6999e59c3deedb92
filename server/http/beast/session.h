// One connection: reads requests in order, and has each worked out and its answer written before it looks at the next.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "server/http/beast/answer.h"
#include "server/http/beast/asio.h"
#include "server/http/beast/connections.h"
#include "server/http/beast/request_reader.h"
#include "server/http/beast/response_head.h"
#include "server/http/beast/server.h"
#include "server/http/beast/stream.h"
#include "server/http/beast/watchdog.h"
#include "server/http/beast/work_out.h"
#include "server/http/router.h"
#include "server/util/memory_budget.h"

namespace rockpool::http::beast {

// What all sessions of a server share; outlives them.
struct Shared {
  const Settings& settings;
  const Router& router;
  Places places;
  util::MemoryBudget& body_memory;
};

// Made by any thread, then used by its lane's thread, and by the one that works a request out as SendsAtOnce says.
class Session {
 public:
  // Through TLS with an `identity`, plain without.
  Session(tcp::socket socket, const TlsIdentity* identity, Connections::Slot slot, Lane& lane, const Shared& shared);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // Until the connection is over. A connection over the limit is told so and closed.
  asio::awaitable<void> Serve();

  // Ends the connection if it is between two requests; else the lane's `draining` ends it after the answer.
  void Drain();

  // Ends the connection whatever it does; work that runs or is queued on another thread ends in its own time, unheard.
  void Cut();

 private:
  using State = RequestReader::State;
  enum class Reading { kRequest, kEnough, kRefused, kNoRoom, kTimedOut, kGone };  // kEnough: its sink wants no more of the body

  struct Received {
    std::size_t bytes = 0;
    ErrorCode ec;
  };
  class SendsAtOnce;

  asio::awaitable<bool> ShakeHands();
  asio::awaitable<Reading> ReadRequest();
  asio::awaitable<Received> ReadSome();
  asio::awaitable<void> ReadAhead();
  void EndReadingAhead();
  bool StreamsBody(State state) const;
  asio::awaitable<void> PassBodyOn(State state);
  asio::awaitable<bool> AnswerRequest(Reading reading);
  asio::awaitable<void> Refuse(Reason reason, std::string_view message);
  asio::awaitable<void> RefuseRequest(Reading reading);
  asio::awaitable<bool> Write(const Answer& answer);
  asio::awaitable<void> Part();
  asio::awaitable<void> Linger();
  std::chrono::milliseconds LimitOf(State state) const;

  Connections::Slot slot_;  // given back last
  Lane& lane_;
  const Shared& shared_;
  Stream stream_;
  asio::steady_timer pause_;
  Watchdog watchdog_;
  RequestReader reader_;
  util::MemoryBudget::Share body_memory_;
  std::string peer_;
  std::unique_ptr<BodySink> sink_;  // of the request that is being read; null if its body is kept
  std::optional<Received> ahead_;   // what came while the request before was worked out; not given to the reader yet
  bool reads_ahead_ = false;
  bool idle_ = false;  // waits for the first byte of a request, or for TLS before it
};

}  // namespace rockpool::http::beast
