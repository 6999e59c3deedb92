// Which endpoint answers a request: by its method and its exact path. Knows nothing of sockets.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "server/http/beast/cors.h"
#include "server/http/endpoint.h"
#include "server/http/message.h"
#include "server/util/random.h"

namespace rockpool::http::beast {

struct Routed {
  std::unique_ptr<Work> work;
  Cors cors = Cors::kNone;  // whether AddCorsHeaders is due on the answer
};

// Mounting ends before the server runs; from then on any thread may route.
class Router {
 public:
  // `random` makes the request ids of the errors and outlives the router.
  explicit Router(util::Random& random) : random_(random) {}

  // `method` as sent ("POST"), `path` as it stands in the request line. A GET endpoint answers HEAD too; the session leaves out the body.
  // `endpoint` outlives the router. Throws std::logic_error if that method and path are taken.
  void Mount(std::string_view method, std::string_view path, Endpoint& endpoint, Cors cors);

  // Always has work: an unknown path is a 404 that any origin may read, another method a 405 with Allow, both typed errors. Paths compare
  // byte by byte, so one that is percent-encoded or has dot segments is unknown. OPTIONS on a path that is open to other origins is
  // answered as a preflight.
  Routed Route(Request request) const;

  // The most bytes that the body of a request with this head may have: its endpoint says it.
  std::size_t BodyLimit(const Request& head) const;

  // A typed error for what no endpoint answers, and its line in the log.
  Response Error(int status, std::string_view type, std::string_view message) const;

 private:
  struct Mounted {
    Endpoint* endpoint;
    Cors cors;
  };
  using Methods = std::map<std::string, Mounted, std::less<>>;

  static Cors CorsOf(const Methods& methods);
  Routed RouteUnmounted(const Methods& methods, const Request& request) const;

  util::Random& random_;
  std::map<std::string, Methods, std::less<>> paths_;
};

}  // namespace rockpool::http::beast
