#include "server/http/cors.h"

#include <algorithm>
#include <utility>

#include "server/http/tokens.h"

namespace rockpool::http {
namespace {

constexpr std::size_t kMaxRequestedHeadersBytes = 4096;

bool IsListOfNames(std::string_view list) {
  return list.size() <= kMaxRequestedHeadersBytes &&
         std::ranges::all_of(list, [](char c) { return IsTokenCharacter(c) || c == ',' || c == ' '; });
}

}  // namespace

void AddCorsHeaders(Response& response, std::string_view exposed) {
  response.headers.Add("Access-Control-Allow-Origin", "*");
  if (!exposed.empty()) {
    response.headers.Add("Access-Control-Expose-Headers", std::string(exposed));
  }
}

Response PreflightResponse(const Headers& request, std::string methods) {
  Response response;
  response.headers.Add("Access-Control-Allow-Methods", std::move(methods));
  const auto requested = request.Find("Access-Control-Request-Headers");
  if (requested && IsListOfNames(*requested)) {
    response.headers.Add("Access-Control-Allow-Headers", std::string(*requested));
  }
  response.headers.Add("Access-Control-Max-Age", "172800");
  return response;
}

}  // namespace rockpool::http
