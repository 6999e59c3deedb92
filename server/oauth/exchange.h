// One request to an OAuth endpoint or a page, read and bounded, and the endpoint that hands it to its handler.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "server/http/endpoint.h"
#include "server/http/message.h"
#include "server/http/url.h"
#include "server/world/caller.h"
#include "server/world/world.h"

namespace rockpool::oauth {

class RedirectError;
struct Site;

// Lives as long as its handler runs. One thread.
struct Exchange {
  const world::World& world;
  const http::Request& request;
  std::optional<http::Url> host;  // as the request names it, which nobody has to believe; absent if it names none
  world::Caller caller;           // of nobody: no account, and the region of the pool is not known yet; `replica` is by Routing

  // Decoded: valid UTF-8 without NUL, in the order sent, with duplicates.
  http::NamedValues query;
  http::NamedValues form;  // of a body that says it is a form; else empty
  bool has_form = false;
  http::NamedValues cookies;

  // The value that the cookie XSRF-TOKEN has from this answer on: for the forms of a page.
  std::string xsrf;

  // What SiteOf has found last, for who finishes the answer: under which name that cookie is set.
  mutable std::shared_ptr<const Site> site;

  // Whether it runs on an I/O thread, where what would take milliseconds throws TakesLong in its place, having written nothing.
  bool is_here = false;

  // How the application is told of a fault of the server's. Null until RequireAuthorizationRequest has proved where it is.
  mutable std::shared_ptr<const RedirectError> fault{};

  // Whether it has been held to a rate (rates.h): a handler may begin anew.
  mutable bool is_counted = false;

  // By the name that was typed, who the browser is in the midst of signing in, as FindFlow has found last: for the strip of the page.
  mutable std::string person{};
};

// Thrown by who finds that what he needs has to be made first, which is no work for an I/O thread: the handler runs anew on a computing
// thread. No exception of the library's, so that no handler takes it for a failure.
struct TakesLong {};

// Answers, or throws an error of errors.h, or an api::ServiceException.
using Handler = http::Response (*)(const Exchange& exchange);

// Where a request runs that is not the same for all of them. Asked once it is read, on an I/O thread; looks at the request, and at nothing
// of the store but whether its pool has Lambda functions (waiting.h). What else the store decides is decided by the handler: see
// Exchange::is_here. Throws nothing.
using RunsOf = http::Runs (*)(const Exchange& exchange);

// How what is thrown is told: a browser is led to the error page, a program reads JSON.
enum class ErrorForm { kPage, kJson };

// Assumed. What is longer is refused as what is no query is: pages carry it along in each link and form.
inline constexpr std::size_t kMaxQueryBytes = 8UL * 1024;
inline constexpr std::size_t kMaxFormBytes = 64UL * 1024;
inline constexpr std::size_t kMaxFields = 200;

// A SAML response: an assertion of 100,000 characters (documented), perhaps encrypted, in base64 twice, and that in a form.
inline constexpr std::size_t kMaxSamlFormBytes = 512UL * 1024;

// What browsers and libraries send; everything else would have to be escaped before it may stand in a Location.
bool IsCleanQuery(std::string_view query);

// What is no query or no form is refused before the handler runs, with `invalid_request`. Sets the cookie XSRF-TOKEN and the headers that
// depend on the request; the others are OAuthOwner's. Only what nobody foresaw is a 500, and it is logged. Pages answer HEAD without their
// handler, which may act (sign out, confirm, give a code) on a request that is to do nothing.
class OAuthEndpoint final : public http::Endpoint {
 public:
  // `world` outlives it. A handler that runs kHere reads the store alone, and little of it.
  OAuthEndpoint(const world::World& world, Handler handler, http::Runs runs, ErrorForm errors, std::size_t form_limit = kMaxFormBytes);
  OAuthEndpoint(const world::World& world, Handler handler, RunsOf runs_of, ErrorForm errors);

  std::size_t BodyLimit(const http::Request& head) const noexcept override;
  std::unique_ptr<http::Work> Accept(http::Request request) noexcept override;

 private:
  const world::World& world_;
  const Handler handler_;
  const http::Runs runs_;
  const RunsOf runs_of_ = nullptr;  // null: runs_
  const ErrorForm errors_;
  const std::size_t form_limit_;
};

// scheme://host[:port] as the request names it, which nobody has to believe; empty if it names none.
std::string OriginOf(const http::Request& request);

// The same for browsers: Settings::public_url, or else OriginOf. With it begin redirects to own pages: where it is empty they are relative.
std::string BrowserOriginOf(const Exchange& exchange);

}  // namespace rockpool::oauth
