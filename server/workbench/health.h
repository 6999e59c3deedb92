// The answers that compose files, testcontainers and people wait for. They are true whenever they can be asked: the server takes no
// request before its store is open and its seed applied.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "server/http/endpoint.h"

namespace rockpool::workbench {

// Always the same JSON.
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

}  // namespace rockpool::workbench
