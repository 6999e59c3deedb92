#include "server/protocol/request_log.h"

#include "server/util/log.h"

namespace rockpool::protocol {

void RequestLog::NotePool(const api::JsonValue& request) {
  const auto pool = request.FindMember("UserPoolId");
  if (pool != request.MemberEnd() && pool->value.IsString() && util::LogEnabled(util::LogLevel::kInfo)) {
    pool_ = api::TextOf(pool->value);
  }
}

void RequestLog::Write(const api::Operation* operation, const Answer& answer, const std::string& request_id) const {
  if (!util::LogEnabled(util::LogLevel::kInfo)) {
    return;
  }
  const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start_).count();
  const std::string_view name = operation == nullptr ? "-" : operation->name;
  util::Log(util::LogLevel::kInfo, "request",
            {{"operation", name},
             {"status", static_cast<std::int64_t>(answer.response.status)},
             {"error", answer.error_type},
             {"micros", static_cast<std::int64_t>(micros)},
             {"request_id", request_id},
             {"pool", pool_}});
}

}  // namespace rockpool::protocol
