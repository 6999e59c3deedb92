#include "server/workbench/endpoints.h"

#include <algorithm>
#include <cstdint>
#include <exception>
#include <memory>
#include <utility>

#include "server/http/must_wait.h"
#include "server/protocol/answer.h"
#include "server/util/log.h"

namespace rockpool::workbench {
namespace {

class FunctionCall final : public http::Work {
 public:
  struct Place {
    http::Runs runs;
    const JsonEndpoint::RunsOf& runs_of;
  };

  FunctionCall(const JsonEndpoint::Function& function, Place place, http::Request request, util::Random& random)
      : function_(function), place_(place), request_(std::move(request)), random_(random) {}

  http::Runs Where() const override {
    if (request_.body.size() > http::kLargeBodyBytes) {
      return std::max(place_.runs, http::Runs::kComputes);
    }
    return place_.runs_of ? place_.runs_of(request_) : place_.runs;
  }
  http::Response Run() noexcept override {
    return AnswerOf([this] { return function_(request_); }, request_, random_);
  }

 private:
  const JsonEndpoint::Function& function_;
  const Place place_;
  const http::Request request_;
  util::Random& random_;
};

}  // namespace

std::unique_ptr<http::Work> JsonEndpoint::Accept(http::Request request) noexcept {
  return std::make_unique<FunctionCall>(function_, FunctionCall::Place{runs_, runs_of_}, std::move(request), random_);
}

namespace {

protocol::Answer Success(std::string json, const std::string& request_id) {
  protocol::Answer answer;
  answer.response.headers.Add("Content-Type", "application/json");
  answer.response.headers.Add("x-amzn-RequestId", request_id);
  answer.response.body = std::move(json);
  return answer;
}

}  // namespace

http::Response AnswerOf(const std::function<std::string()>& work, const http::Request& request, util::Random& random) noexcept {
  std::string request_id;
  protocol::Answer answer;
  try {
    request_id = util::RandomUuid(random);
    answer = Success(work(), request_id);
  } catch (const http::MustWait&) {
    return {};
  } catch (...) {
    answer = protocol::ErrorAnswer(std::current_exception(), nullptr, request_id);
  }
  util::Log(util::LogLevel::kInfo, "workbench",
            {{"method", request.method},
             {"path", request.path},
             {"status", static_cast<std::int64_t>(answer.response.status)},
             {"error", answer.error_type},
             {"request_id", request_id}});
  return std::move(answer.response);
}

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

std::unique_ptr<http::Work> AuthorityCertificate::Accept(http::Request) noexcept {
  http::Response response;
  response.headers.Add("Content-Type", "application/x-pem-file");
  response.body = pem_;
  return std::make_unique<http::Answered>(std::move(response));
}

}  // namespace rockpool::workbench
