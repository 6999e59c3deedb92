#include "server/http/owner.h"

#include <string>

namespace rockpool::http {

Response JsonOwner::Refuse(const Request& /*request*/, const Refusal& refusal) const {
  Response response;
  response.status = refusal.status;
  response.headers.Add("Content-Type", "application/x-amz-json-1.1");
  response.headers.Add("x-amzn-RequestId", util::RandomUuid(random_));
  response.headers.Add("x-amzn-ErrorType", std::string(refusal.type) + ":");
  response.headers.Add("x-amzn-ErrorMessage", refusal.message);
  response.body.append(R"({"__type":")").append(refusal.type).append(R"(","message":")").append(refusal.message).append(R"("})");
  return response;
}

}  // namespace rockpool::http
