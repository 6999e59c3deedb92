// The endpoints that the workbench is made of.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "server/http/endpoint.h"
#include "server/http/message.h"
#include "server/util/random.h"

namespace rockpool::workbench {

// A function from a request to JSON text, as an endpoint.
class JsonEndpoint final : public http::Endpoint {
 public:
  // May throw: an api::ServiceException is answered as one, all else as an internal error. Any thread.
  using Function = std::function<std::string(const http::Request& request)>;

  // Where a request runs, by what it says. Throws nothing. Asked on an I/O thread, of a body that is not large.
  using RunsOf = std::function<http::Runs(const http::Request& request)>;

  // `runs` is where the function runs; for a large body it computes at least. `random` makes request ids and outlives the endpoint; the
  // endpoint outlives the work that it hands out.
  JsonEndpoint(Function function, http::Runs runs, util::Random& random) : function_(std::move(function)), runs_(runs), random_(random) {}
  // Where `runs_of` says. A large body waits.
  JsonEndpoint(Function function, RunsOf runs_of, util::Random& random)
      : function_(std::move(function)), runs_(http::Runs::kWaits), runs_of_(std::move(runs_of)), random_(random) {}

  std::unique_ptr<http::Work> Accept(http::Request request) noexcept override;

 private:
  const Function function_;
  const http::Runs runs_;
  const RunsOf runs_of_ = nullptr;  // may be empty
  util::Random& random_;
};

// 200 with the JSON text that `work` returns, or, for what it throws, an error as the API's own are, so that every AWS SDK could read it;
// and a line in the log. Does not throw.
http::Response AnswerOf(const std::function<std::string()>& work, const http::Request& request, util::Random& random) noexcept;

// Always the same JSON: what compose files, testcontainers and people wait for. It is true whenever it can be asked, since the server takes
// no request before its store is open and its seed applied.
class FixedJson final : public http::Endpoint {
 public:
  explicit FixedJson(std::string json) : json_(std::move(json)) {}
  std::unique_ptr<http::Work> Accept(http::Request request) noexcept override;

 private:
  const std::string json_;
};

// GET /health; `tls_port` for those who let the server choose it.
std::string HealthJson(const std::string& version, std::optional<std::uint16_t> tls_port);

// GET /_localstack/health and GET /_localstack/init/ready, in the shapes that LocalStack made common.
std::string LocalStackHealthJson(const std::string& version);
std::string LocalStackReadyJson();

// GET /_rockpool/ca.pem: whom a client must trust so that it believes the TLS port.
class AuthorityCertificate final : public http::Endpoint {
 public:
  explicit AuthorityCertificate(std::string pem) : pem_(std::move(pem)) {}
  std::unique_ptr<http::Work> Accept(http::Request request) noexcept override;

 private:
  const std::string pem_;
};

}  // namespace rockpool::workbench
