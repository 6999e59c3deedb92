#include "server/triggers/places/requests.h"

#include <string>
#include <string_view>

#include "server/http/form.h"
#include "server/triggers/places/answers.h"
#include "server/triggers/places/function_name.h"
#include "server/triggers/places/signature_v4.h"

namespace rockpool::triggers {
namespace {

// Of the local Invoke APIs none verifies a signature; LocalStack reads the account from the key's id, and the region beside it.
constexpr const char* kSecret = "test";

constexpr std::string_view kFunctions = "/2015-03-31/functions/";
constexpr std::string_view kInvocations = "/invocations";

std::string Escaped(const std::string& segment) { return http::EncodeForm({{"", segment}}).substr(std::string_view("=").size()); }

std::string InvokeTarget(std::string_view base, const FunctionName& function) {
  std::string target(base);
  if (target.find(kFunctions) == std::string::npos || !target.ends_with(kInvocations)) {
    while (target.ends_with('/')) {
      target.pop_back();
    }
    target.append(kFunctions).append(Escaped(function.name)).append(kInvocations);
  }
  return function.qualifier.empty() ? target : http::WithQuery(target, {{"Qualifier", function.qualifier}});
}

http::FetchRequest Post(const http::Url& url, const Invocation& invocation, std::chrono::milliseconds time) {
  http::FetchRequest request{.method = "POST", .url = url};
  request.headers.Add("Content-Type", "application/json");
  request.body = invocation.event;
  request.times = {.resolve = time, .connect = time, .tls = time, .first_byte = time, .whole = time};
  request.max_body_bytes = kMaxAnswerBytes;
  request.max_redirects = 0;
  request.capped = false;  // all functions may be at one host, and may call back and have others called
  return request;
}

}  // namespace

http::FetchRequest RequestToLambda(const http::Url& endpoint, const Invocation& invocation, std::chrono::milliseconds time,
                                   util::EpochMillis now) {
  const FunctionName function = FunctionNameOf(invocation.function_arn);
  http::FetchRequest request = Post(endpoint, invocation, time);
  request.url.target = InvokeTarget(endpoint.target, function);
  request.headers.Add("X-Amz-Invocation-Type", invocation.is_asynchronous ? "Event" : "RequestResponse");
  Sign(request, {.access_key_id = function.account, .secret = kSecret, .region = function.region, .service = "lambda"}, now);
  return request;
}

http::FetchRequest RequestToWebhook(const http::Url& webhook, const Invocation& invocation, std::chrono::milliseconds time) {
  return Post(webhook, invocation, time);
}

}  // namespace rockpool::triggers
