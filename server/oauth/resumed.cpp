#include "server/oauth/resumed.h"

#include <utility>

#include "server/http/form.h"
#include "server/oauth/errors.h"

namespace rockpool::oauth {
namespace {

http::Request RequestFor(const http::Request& outer, std::string query) {
  http::Request request;
  request.method = "GET";
  request.authority = outer.authority;
  request.path = "/oauth2/authorize";
  request.query = std::move(query);
  request.headers = outer.headers;
  request.peer = outer.peer;
  request.is_tls = outer.is_tls;
  return request;
}

http::NamedValues FieldsOf(const std::string& query) {
  auto fields = IsCleanQuery(query) ? http::ParseForm(query, {kMaxQueryBytes, kMaxFields}) : std::nullopt;
  if (!fields) {
    throw PageError("invalid_request");
  }
  return *std::move(fields);
}

}  // namespace

Resumed::Resumed(const Exchange& exchange, std::string query)
    : outer_(exchange),
      request_(RequestFor(exchange.request, std::move(query))),
      exchange_{exchange.world, request_, exchange.caller, FieldsOf(request_.query), {}, false, exchange.cookies, exchange.xsrf,
                exchange.site,  {}} {}

Resumed::~Resumed() {
  outer_.site = exchange_.site ? exchange_.site : outer_.site;
  outer_.fault = exchange_.fault ? exchange_.fault : outer_.fault;
}

}  // namespace rockpool::oauth
