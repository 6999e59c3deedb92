#include "server/http/beast/session.h"

#include <chrono>
#include <optional>
#include <span>
#include <utility>

#include "server/http/beast/offload.h"

namespace rockpool::http::beast {
namespace {

constexpr std::chrono::seconds kLingerTime{2};
constexpr std::size_t kLingerBytes = 32UL * 1024 * 1024;
constexpr std::size_t kLingerRead = 64UL * 1024;
constexpr std::size_t kStreamedPiece = 256UL * 1024;

// With 400, so that an SDK backs off as it does for AWS: its retries of a 5xx come at once.
constexpr std::string_view kTooManyWait = "Too many requests wait for other servers; try again when some of them have been answered.";
constexpr std::string_view kNotKept = "The disk fails to keep what was written.";

std::string PeerOf(const tcp::socket& socket) {
  ErrorCode ec;
  const tcp::endpoint peer = socket.remote_endpoint(ec);
  return ec ? std::string() : peer.address().to_string();
}

std::string LargerThan(std::string_view part, std::size_t limit) {
  return "The " + std::string(part) + " is larger than the " + std::to_string(limit) + " bytes that this server takes.";
}

}  // namespace

// While a request is worked out elsewhere its connection already reads on, so that an answer which the kernel takes at once needs nobody
// to wake for it; most do. Of what the session has, the computing thread touches only what nobody else does meanwhile.
class Session::SendsAtOnce final : public Shortcut {
 public:
  // All outlive it.
  SendsAtOnce(Session& session, Routed& routed, Connection kept, bool with_body)
      : session_(session), routed_(routed), kept_(kept), with_body_(with_body), socket_(session.stream_.socket().native_handle()) {}

  // Nothing that has come waits to be read, and nothing stands between the answer and the kernel.
  bool is_open() const { return !session_.stream_.is_tls() && session_.reader_.state() == State::kEmpty && !session_.lane_.draining; }

  bool Send(Response& response) noexcept override try {
    Finish(response);
    said_ = session_.lane_.draining ? Connection::kClose : kept_;
    answer_.emplace(response, said_, with_body_);
    if (!answer_->SendNow(socket_)) {
      return false;
    }
    answer_.reset();
    routed_.work.reset();
    response = {};
    session_.body_memory_.Hold(0);
    return true;
  } catch (const std::exception&) {
    return false;  // no memory; the connection's own thread tries again
  }

  asio::awaitable<void> Meanwhile() override { return session_.ReadAhead(); }

  void Wake() override {
    asio::post(session_.lane_.context, [&lane = session_.lane_, session = &session_] {
      if (lane.sessions.contains(session)) {
        session->EndReadingAhead();
      }
    });
  }

  // Whether an answer that was sent says that the connection ends with it.
  bool has_said_close() const { return said_ == Connection::kClose; }

  // What is left of the answer.
  const Answer& Rest(Response& response, Connection connection) {
    if (!answer_) {
      Finish(response);
      answer_.emplace(response, connection, with_body_);
    }
    return *answer_;
  }

 private:
  void Finish(Response& response) {
    if (!is_finished_) {
      routed_.Finish(response);
      is_finished_ = true;
    }
  }

  Session& session_;
  Routed& routed_;
  const Connection kept_;
  const bool with_body_;
  const tcp::socket::native_handle_type socket_;
  std::optional<Answer> answer_;
  bool is_finished_ = false;
  Connection said_ = Connection::kDefault;
};

Session::Session(tcp::socket socket, const TlsIdentity* identity, Connections::Slot slot, Lane& lane, const Shared& shared)
    : slot_(std::move(slot)),
      lane_(lane),
      shared_(shared),
      stream_(std::move(socket), identity),
      pause_(stream_.socket().get_executor()),
      watchdog_(stream_.socket()),
      reader_({shared.settings.max_header_bytes, shared.settings.max_body_bytes,
               [&router = shared.router](const Request& head) {
                 const Endpoint* endpoint = router.EndpointOf(head);
                 if (endpoint == nullptr) {
                   return kUsualBodyLimit;
                 }
                 return endpoint->StreamsBody() ? kStreamedBody : endpoint->BodyLimit(head);
               }}),
      body_memory_(shared.body_memory),
      peer_(PeerOf(stream_.socket())) {}

Session::~Session() { lane_.sessions.erase(this); }

asio::awaitable<void> Session::Serve() {
  lane_.sessions.insert(this);
  if (stream_.is_tls() && !co_await ShakeHands()) {
    co_return;
  }
  if (slot_.is_spare()) {
    co_await Refuse(Reason::kNoRoom, "The server has as many connections as it takes; close some or try again.");
    co_return;
  }
  bool open = true;
  while (open) {
    const Reading reading = co_await ReadRequest();
    if (reading == Reading::kRequest || reading == Reading::kEnough) {
      open = co_await AnswerRequest(reading);
    } else {
      co_await RefuseRequest(reading);
      open = false;
    }
  }
}

void Session::Drain() {
  if (idle_ || reads_ahead_) {
    ErrorCode ignored;
    stream_.socket().cancel(ignored);
  }
}

// Not closed: a computing thread may be about to send an answer to whoever the system gives its number next.
void Session::Cut() {
  ErrorCode ignored;
  stream_.socket().shutdown(tcp::socket::shutdown_both, ignored);
  stream_.socket().cancel(ignored);
  pause_.cancel();
}

asio::awaitable<bool> Session::ShakeHands() {
  watchdog_.Allow(shared_.settings.handshake_timeout);
  idle_ = true;
  const Handshake handshake = co_await stream_.ShakeHands();
  idle_ = false;
  if (handshake == Handshake::kPlainHttp) {
    co_await Refuse(Reason::kNotHttp, "This port speaks TLS: use https, or the port for http.");
  } else if (handshake == Handshake::kFailed && !watchdog_.expired() && !lane_.draining) {
    co_await Linger();  // so that the client can read the alert that says why
  }
  co_return handshake == Handshake::kDone;
}

asio::awaitable<Session::Reading> Session::ReadRequest() {
  constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
  bool told_to_continue = false;
  State state = reader_.state();
  sink_.reset();
  watchdog_.Allow(LimitOf(state));
  if (StreamsBody(state)) {  // of a request that came with the one before, if any
    co_await PassBodyOn(state);
  }
  body_memory_.Hold(reader_.body_bytes());  // likewise
  while (state == State::kEmpty || state == State::kHeader || state == State::kBody) {
    if (state == State::kEmpty && lane_.draining) {
      co_return Reading::kGone;
    }
    if (sink_ && sink_->IsDone()) {
      co_return Reading::kEnough;
    }
    ErrorCode ec;
    if (!told_to_continue && reader_.AwaitsContinue()) {
      told_to_continue = true;
      co_await stream_.Write(kContinue, {}, ec);
    }
    idle_ = state == State::kEmpty;
    const auto [bytes, failure] = ahead_ ? *std::exchange(ahead_, std::nullopt) : co_await ReadSome();
    ec = failure;
    idle_ = false;
    if (ec) {
      co_return watchdog_.expired() && state != State::kEmpty ? Reading::kTimedOut : Reading::kGone;
    }
    const State before = std::exchange(state, reader_.Received(bytes));
    if (state != before && (state == State::kHeader || state == State::kBody)) {
      watchdog_.Allow(LimitOf(state));
    }
    if (StreamsBody(state)) {
      co_await PassBodyOn(state);
    }
    // What is announced is looked at but not held: it would be a slow client's to hold without having sent a byte of it.
    const bool is_announced = state == State::kBody && before != State::kBody && !sink_;
    if (!body_memory_.Hold(reader_.body_bytes()) || (is_announced && !body_memory_.HasRoomFor(reader_.announced_body_bytes()))) {
      co_return Reading::kNoRoom;
    }
  }
  co_return state == State::kDone ? Reading::kRequest : Reading::kRefused;
}

asio::awaitable<Session::Received> Session::ReadSome() {
  Received received;
  const std::span<char> space = reader_.Space();
  received.bytes = co_await stream_.ReadSome(space, received.ec);
  co_return received;
}

// Of two that a request makes, as where it has to wait after all, the second must not read over what the first has got; and once the server
// drains nobody would end it.
asio::awaitable<void> Session::ReadAhead() {
  if (ahead_ || lane_.draining) {
    co_return;
  }
  watchdog_.Allow(shared_.settings.idle_timeout);
  reads_ahead_ = true;
  const Received received = co_await ReadSome();
  reads_ahead_ = false;
  watchdog_.Rest();
  // What it was interrupted for is the caller's to see, or that nothing came for long, which counts from the answer on.
  if (received.ec != asio::error::operation_aborted) {
    ahead_ = received;
  }
}

void Session::EndReadingAhead() {
  if (reads_ahead_) {
    ErrorCode ignored;
    stream_.socket().cancel(ignored);
  }
}

bool Session::StreamsBody(State state) const {
  return (state == State::kBody || state == State::kDone) && reader_.body_limit() == kStreamedBody;
}

// What has come of a body that is not kept goes to its sink, a large piece at a time and the last one, so that a sender who stops has to
// bring as much again in the time for a whole body of another request.
asio::awaitable<void> Session::PassBodyOn(State state) {
  if (!sink_) {
    sink_ = shared_.router.SinkFor(reader_.Unfinished());
  }
  const std::size_t bytes = reader_.body_bytes();
  if (!sink_ || sink_->IsDone() || bytes == 0 || (state == State::kBody && bytes < kStreamedPiece)) {
    co_return;
  }
  watchdog_.Rest();
  auto job = [sink = sink_.get(), piece = reader_.TakeBody()] { sink->Take(piece); };
  co_await Offload(shared_.places.computing, std::move(job));
  watchdog_.Allow(LimitOf(state));
}

asio::awaitable<bool> Session::AnswerRequest(Reading reading) {
  watchdog_.Rest();
  // What is left of the body, and could not be told from a next request, is not read.
  ReceivedRequest received = reading == Reading::kRequest ? reader_.Take() : ReceivedRequest{reader_.Unfinished()};
  received.request.body = sink_ ? std::string() : std::move(received.request.body);
  received.request.peer = peer_;
  received.request.is_tls = stream_.is_tls();
  const bool with_body = received.request.method != "HEAD";
  const Connection kept = received.is_http10 ? Connection::kKeepAlive : Connection::kDefault;
  Routed routed = shared_.router.Route(std::move(received.request), std::move(sink_));
  Response response;
  SendsAtOnce shortcut(*this, routed, kept, with_body);
  Shortcut none;
  Shortcut& way = reading == Reading::kRequest && received.keep_alive && shortcut.is_open() ? shortcut : none;
  const Outcome outcome = co_await WorkOut(*routed.work, shared_.places, pause_, response, way);
  if (outcome == Outcome::kNoThread) {
    response = routed.Refuse({Reason::kNoThread, std::string(kTooManyWait)});
  } else if (outcome == Outcome::kNotKept) {
    response = routed.Refuse({Reason::kNotKept, std::string(kNotKept)});
  }
  const bool keep = outcome == Outcome::kSent ? !shortcut.has_said_close() : received.keep_alive && !lane_.draining;
  if (outcome != Outcome::kSent && !co_await Write(shortcut.Rest(response, keep ? kept : Connection::kClose))) {
    co_return false;
  }
  if (!keep) {
    co_await Linger();
  }
  co_return keep;
}

// In the words of whoever owns the path, if the request came as far as that.
asio::awaitable<void> Session::Refuse(Reason reason, std::string_view message) {
  const Response response = shared_.router.Refuse(reader_.Unfinished(), {reason, std::string(message)});
  const Answer answer(response, Connection::kClose, true);
  if (co_await Write(answer)) {
    co_await Linger();
  }
}

asio::awaitable<void> Session::RefuseRequest(Reading reading) {
  const Settings& settings = shared_.settings;
  if (reading == Reading::kGone) {
    co_return co_await Part();
  }
  if (reading == Reading::kNoRoom) {
    reader_.Abandon();
    body_memory_.Hold(0);
    co_await Refuse(Reason::kNoRoom, "The bodies of all requests together take as much memory as they may; try again.");
  } else if (reading == Reading::kTimedOut) {
    co_await Refuse(Reason::kTimedOut, "The request took too long to arrive.");
  } else if (reader_.state() == State::kBodyTooLarge) {
    const std::string message = LargerThan("body", reader_.body_limit());
    co_await Refuse(Reason::kBodyTooLarge, message);
  } else if (reader_.state() == State::kHeaderTooLarge) {
    const std::string message = LargerThan("header", settings.max_header_bytes);
    co_await Refuse(Reason::kHeadersTooLarge, message);
  } else {
    co_await Refuse(Reason::kNotHttp, "What was sent is no HTTP/1.1 request.");
  }
}

asio::awaitable<bool> Session::Write(const Answer& answer) {
  watchdog_.Allow(shared_.settings.idle_timeout);
  ErrorCode ec;
  co_await stream_.Write(answer.head(), answer.body(), ec);
  co_return !ec;
}

// A client of TLS that finds the connection closed without a word must suspect that somebody cut it.
asio::awaitable<void> Session::Part() {
  watchdog_.Allow(kLingerTime);
  co_await stream_.FinishWriting();
}

// To close while the client still sends makes the kernel reset the connection, and the client then loses the answer unread.
asio::awaitable<void> Session::Linger() {
  co_await Part();
  ErrorCode ec;
  std::string thrown_away(kLingerRead, '\0');
  std::size_t total = 0;
  while (!ec && total < kLingerBytes && !watchdog_.expired()) {
    total += co_await stream_.Discard(thrown_away, ec);
  }
}

std::chrono::milliseconds Session::LimitOf(State state) const {
  const Settings& settings = shared_.settings;
  if (state == State::kHeader) {
    return settings.header_timeout;
  }
  return state == State::kBody ? settings.read_timeout : settings.idle_timeout;
}

}  // namespace rockpool::http::beast
