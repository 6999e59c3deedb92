#include "server/workbench/health.h"

#include <cstdint>
#include <memory>

#include "server/util/log.h"

namespace rockpool::workbench {

std::unique_ptr<http::Work> FixedJson::Accept(http::Request) noexcept {
  util::Log(util::LogLevel::kDebug, "request", {{"operation", "-"}, {"status", std::int64_t{200}}});
  http::Response response;
  response.headers.Add("Content-Type", "application/json");
  response.body = json_;
  return std::make_unique<http::Answered>(std::move(response));
}

std::string HealthJson(const std::string& version, std::optional<std::uint16_t> tls_port) {
  const std::string tls = tls_port ? R"(,"tls_port":)" + std::to_string(*tls_port) : "";
  return R"({"status":"ok","version":")" + version + '"' + tls + "}";
}

std::string LocalStackHealthJson(const std::string& version) {
  return R"({"services":{"cognito-idp":"running"},"edition":"rockpool","version":")" + version + R"("})";
}

std::string LocalStackReadyJson() { return R"({"completed":true,"stage":"READY","scripts":[]})"; }

}  // namespace rockpool::workbench
