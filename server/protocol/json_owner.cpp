#include "server/protocol/json_owner.h"

#include <cstdint>
#include <string>

#include "server/util/log.h"

namespace rockpool::protocol {

RefusalWords WordsFor(http::Reason reason) {
  using http::Reason;
  switch (reason) {
    case Reason::kNotHttp:
      return {400, "BadRequestException"};
    case Reason::kTimedOut:
      return {408, "RequestTimeoutException"};
    case Reason::kHeadersTooLarge:
      return {431, "RequestHeaderFieldsTooLargeException"};
    case Reason::kBodyTooLarge:
      return {413, "RequestEntityTooLargeException"};
    case Reason::kNoRoom:
      return {503, "ServiceUnavailableException"};
    case Reason::kNoThread:
      return {400, "TooManyRequestsException"};
    case Reason::kNotKept:
      return {500, "InternalErrorException"};
    case Reason::kUnknownPath:
      return {404, "UnknownOperationException"};
    case Reason::kUnknownMethod:
      return {405, "UnknownOperationException"};
    case Reason::kForbidden:
      return {403, "ForbiddenException"};
    case Reason::kInvalid:
      break;
  }
  return {400, "InvalidParameterException"};
}

http::Response JsonOwner::Refuse(const http::Request& /*request*/, const http::Refusal& refusal) const {
  const RefusalWords words = WordsFor(refusal.reason);
  const std::string request_id = util::RandomUuid(random_);
  http::Response response;
  response.status = words.status;
  response.headers.Add("Content-Type", "application/x-amz-json-1.1");
  response.headers.Add("x-amzn-RequestId", request_id);
  response.headers.Add("x-amzn-ErrorType", std::string(words.type) + ":");
  response.headers.Add("x-amzn-ErrorMessage", refusal.message);
  response.body.append(R"({"__type":")").append(words.type).append(R"(","message":")").append(refusal.message).append(R"("})");
  util::Log(util::LogLevel::kInfo, "request",
            {{"operation", "-"}, {"status", static_cast<std::int64_t>(words.status)}, {"error", words.type}, {"request_id", request_id}});
  return response;
}

std::string_view JsonOwner::ExposedHeaders() const { return "x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date"; }

}  // namespace rockpool::protocol
