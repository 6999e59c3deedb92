// Keeps web pages of other origins away from the workbench: a browser on the machine of a developer reaches loopback, whatever page it
// shows. What an endpoint does is not looked at.
//
// A page can send a request without an Origin header only where it changes nothing and the browser keeps the answer from it (GET).
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "server/http/endpoint.h"
#include "server/util/random.h"

namespace rockpool::workbench {

// Throws api::ForbiddenException if the request names another origin than the one that it goes to, or if its Host is a name that anyone
// could point at this machine (DNS rebinding). Names that nobody else can are: IP addresses, localhost and its subdomains,
// host.docker.internal, names without a dot, and `allowed_hosts` (in lower case, without ports). Throws api::InvalidParameterException for
// the body of a PUT or POST that is not declared as JSON, since a form of any page could send it.
void CheckAccess(const http::Request& request, const std::vector<std::string>& allowed_hosts);

// Lets through to `guarded` what CheckAccess does not refuse.
class Guard final : public http::Endpoint {
 public:
  // `random` makes the request ids of refusals and outlives the guard.
  Guard(std::unique_ptr<http::Endpoint> guarded, std::vector<std::string> allowed_hosts, util::Random& random)
      : guarded_(std::move(guarded)), allowed_hosts_(std::move(allowed_hosts)), random_(random) {}

  std::size_t BodyLimit(const http::Request& head) const noexcept override { return guarded_->BodyLimit(head); }
  std::unique_ptr<http::Work> Accept(http::Request request) noexcept override;

 private:
  const std::unique_ptr<http::Endpoint> guarded_;
  const std::vector<std::string> allowed_hosts_;
  util::Random& random_;
};

}  // namespace rockpool::workbench
