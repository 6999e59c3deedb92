// Which endpoint answers a request: by its host, path and method. Knows nothing of sockets, and nothing of what an endpoint is for.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/http/endpoint.h"
#include "server/http/message.h"
#include "server/http/owner.h"
#include "server/http/pattern.h"

namespace rockpool::http {

// The way of one request, and of its answer back.
struct Routed {
  std::unique_ptr<Work> work;
  Cors cors = Cors::kNone;
  const Owner* owner = nullptr;

  // Adds what every answer at this place carries; once, to the answer of `work`.
  void Finish(Response& response) const;

  // The owner's answer where `work` could not be done. Not finished yet.
  Response Refuse(const Refusal& refusal) const;
};

// Mounting ends before the server runs; from then on any thread may route.
class Router {
 public:
  // `owner` has what nobody else owns, and outlives the router.
  explicit Router(const Owner& owner) : owner_(owner) {}
  Router(const Router&) = delete;
  Router& operator=(const Router&) = delete;

  // What `{name}` in a pattern stands for, from here on: a text that has not the form is not captured. Without a form any text is.
  void Define(std::string_view name, Form form) { forms_.insert_or_assign(std::string(name), form); }

  // Gives everything below `path` ("/_rockpool" is not "/_rockpools"; "/" is everything) to `owner`, which outlives the router. The longest
  // path counts; of two owners of one path the one that names the host. Throws std::logic_error if something is mounted there already, or
  // if another owner has just that.
  void Own(std::string_view host, std::string_view path, const Owner& owner);

  // Patterns are those of pattern.h. A path without names goes before one with them, and of those the one with fewer. Where a path is
  // mounted for some hosts and for all, each method is looked for with the former first. A GET endpoint answers HEAD too; the session
  // leaves out the body. `endpoint` outlives the router. Throws std::logic_error if that method, host and path are taken.
  void Mount(Entrance entrance, Endpoint& endpoint);
  void Mount(std::string_view method, std::string_view path, Endpoint& endpoint, Cors cors) {
    Mount({std::string(method), {}, std::string(path), cors}, endpoint);
  }

  void ForEachRoute(const std::function<void(const Entrance& entrance)>& visit) const;

  // Always has work. What its owner does not admit is refused; an unknown path is a 404 and another method a 405 with Allow, in the words
  // of the owner. Literal parts of paths compare byte by byte, so what is percent-encoded there or has dot segments is unknown. OPTIONS on
  // a path that is open to other origins is answered as a preflight.
  Routed Route(Request request) const { return Route(std::move(request), nullptr); }

  // The same of a request whose body went to the sink, if there is one.
  Routed Route(Request request, std::unique_ptr<BodySink> sink) const;

  // Where the body goes that follows this head; null unless the endpoint that Route would ask streams bodies. The sink's request has its
  // captures.
  std::unique_ptr<BodySink> SinkFor(const Request& head) const;

  // The endpoint that Route would ask, or null.
  Endpoint* EndpointOf(const Request& head) const;

  // The finished answer, of its owner, to a request that could not be read whole. `request` is what was read of it. A page of another
  // origin may read it where it may read what Route answers.
  Response Refuse(const Request& request, const Refusal& refusal) const;

 private:
  struct Mounted {
    Entrance entrance;
    Endpoint* endpoint;
    const Owner* owner;  // null for a path with names, where it depends on the request
  };
  // One path on one host, or on any.
  struct Site {
    Pattern host;  // empty: any
    std::vector<Mounted> methods;
  };
  struct Place {
    Pattern path;
    std::vector<Site> sites;  // those of any host last
  };
  struct Owned {
    Pattern host;
    std::string path;
    const Owner* owner;
  };
  struct Found {
    const Mounted* mounted = nullptr;
    std::vector<const Mounted*> others;  // if nothing is mounted for the method: what is for others, at this path and host
    std::vector<Capture> captures;
  };
  class Host;

  Place& PlaceOf(std::string_view path);
  Site& SiteOf(Place& place, std::string_view host);
  Found Find(const Request& request) const;
  void FindIn(const Place& place, const Request& request, Host& host, Found& found) const;
  bool IsOn(const Pattern& pattern, Host& host, std::vector<Capture>& captures) const;
  const Owner& OwnerOfPlain(const Entrance& entrance) const;
  const Owner& OwnerOf(const Request& request) const;
  Routed RouteUnmounted(const Found& found, const Owner& owner, const Request& request) const;

  const Owner& owner_;
  Forms forms_;
  std::vector<Owned> owned_;                         // in the order in which they count
  std::map<std::string, Place, std::less<>> plain_;  // paths without names
  std::vector<Place> patterned_;                     // in the order in which they count
};

}  // namespace rockpool::http
