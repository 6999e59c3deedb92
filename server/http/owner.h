// Who owns what lies below a path: it says whom it lets in, answers where nothing is mounted, and what every answer of it carries. So the
// API can refuse in AWS's JSON, a page in HTML, and nothing below a guarded path can be mounted past its guard.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/message.h"
#include "server/http/origin.h"

namespace rockpool::http {

// Where a request comes in.
struct Entrance {
  std::string method;       // as sent: "POST"
  std::string host;         // a pattern, or empty: any host
  std::string path;         // a pattern
  Cors cors = Cors::kNone;  // of the answers
  bool is_page = false;     // for people to look at: a link on any site may lead a browser there
};

// Why a request is not answered as it wishes.
enum class Reason {
  kNotHttp,   // or not the protocol of the port
  kTimedOut,  // it took too long to arrive
  kHeadersTooLarge,
  kBodyTooLarge,
  kNoRoom,    // for the connection, or for the body
  kNoThread,  // for work that waits
  kNotKept,   // the disk has not taken what was written
  kUnknownPath,
  kUnknownMethod,
  kForbidden,
  kInvalid,
};

// The owner knows the status that goes with the reason, and the name that its clients look for.
struct Refusal {
  Reason reason = Reason::kInvalid;
  std::string message;  // a sentence of ours that needs no escaping in JSON or HTML; nothing that a client sent belongs into it
  std::vector<std::string> methods{};  // of kUnknownMethod: those that the path has
};

// Any thread. No function throws.
class Owner {
 public:
  virtual ~Owner() = default;

  // Asked first for every request to what it owns. `entrance` is null where nothing is mounted for the request's path and method.
  virtual std::optional<Refusal> Admit(const Request& /*request*/, const Entrance* /*entrance*/) const { return std::nullopt; }

  // The answer to a request that is refused: by Admit, since nothing is mounted there, or because it was no whole request. `request` is
  // what was read of it. Called once for each such request, which is what the owner logs. Of kUnknownMethod the router adds an Allow header
  // unless the owner has.
  virtual Response Refuse(const Request& request, const Refusal& refusal) const = 0;

  // Of the answers that Refuse gives.
  virtual Cors cors() const { return Cors::kNone; }

  // A comma-separated list: which headers of its answers a page of another origin may read, where it may read an answer.
  virtual std::string_view ExposedHeaders() const { return {}; }

  // Adds the headers that every answer has, an endpoint's own as well as a refusal.
  virtual void Finish(Response& /*response*/) const {}
};

}  // namespace rockpool::http
