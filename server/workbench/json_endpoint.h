// A function from a request to JSON text, as an endpoint.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "server/http/endpoint.h"
#include "server/util/random.h"

namespace rockpool::workbench {

class JsonEndpoint final : public http::Endpoint {
 public:
  // May throw: an api::ServiceException is answered as one, all else as an internal error. Any thread.
  using Function = std::function<std::string(const http::Request& request)>;

  // `runs` is where the function runs; for a large body it computes at least. `random` makes request ids and outlives the endpoint; the
  // endpoint outlives the work that it hands out.
  JsonEndpoint(Function function, http::Runs runs, util::Random& random) : function_(std::move(function)), runs_(runs), random_(random) {}

  std::unique_ptr<http::Work> Accept(http::Request request) noexcept override;

 private:
  const Function function_;
  const http::Runs runs_;
  util::Random& random_;
};

}  // namespace rockpool::workbench
