#include "server/http/beast/error_response.h"

#include <string>

namespace rockpool::http::beast {

Response ErrorResponse(util::Random& random, int status, std::string_view type, std::string_view message) {
  Response response;
  response.status = status;
  response.headers.Add("Content-Type", "application/x-amz-json-1.1");
  response.headers.Add("x-amzn-RequestId", util::RandomUuid(random));
  response.headers.Add("x-amzn-ErrorType", std::string(type) + ":");
  response.headers.Add("x-amzn-ErrorMessage", std::string(message));
  response.body.append(R"({"__type":")").append(type).append(R"(","message":")").append(message).append(R"("})");
  return response;
}

}  // namespace rockpool::http::beast
