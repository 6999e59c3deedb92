#include "server/workbench/answer.h"

#include <exception>
#include <utility>

#include "server/protocol/answer.h"
#include "server/util/log.h"

namespace rockpool::workbench {
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

}  // namespace rockpool::workbench
