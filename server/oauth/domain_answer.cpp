#include "server/oauth/domain_answer.h"

#include <exception>

#include "server/http/origin.h"
#include "server/oauth/cookies.h"
#include "server/oauth/site.h"
#include "server/util/log.h"
#include "server/util/random.h"
#include "storage/store.h"

namespace rockpool::oauth {

Exchange BeginExchange(const world::World& world, const http::Request& request) {
  Exchange exchange{world, request, http::HostOf(request, request.is_tls), {}, {}, {}, false, {}, {}, nullptr};
  exchange.caller.account = util::kNoAccount;
  exchange.caller.request_id = util::RandomUuid(world.random);
  exchange.caller.address = request.peer;
  exchange.caller.host = request.AskedHost();
  exchange.caller.is_tls = request.is_tls;
  exchange.caller.user_agent = request.headers.Find("User-Agent").value_or("");
  exchange.xsrf = util::RandomUuid(world.random);
  return exchange;
}

void FinishAnswer(const Exchange& exchange, http::Response& response) noexcept {
  response.headers.Add(kRequestIdHeader, exchange.caller.request_id);
  if (exchange.request.method == "HEAD") {
    return;  // nobody reads a form in it
  }
  try {
    if (!exchange.site) {
      exchange.world.store.ReadBriefly([&](const storage::Transaction& transaction) { FindSite(transaction, exchange); });
    }
  } catch (const std::exception& error) {
    util::Log(util::LogLevel::kError, "the domain of a request is not known", {{"error", error.what()}});
  }
  if (!exchange.site) {
    return;
  }
  SetCookie(response, *exchange.site, kXsrfCookie, exchange.xsrf);
  // Not for names of the machine itself: a browser would want https of whatever else runs at localhost.
  if (exchange.request.is_tls && exchange.site->is_own_host && !exchange.site->host.ends_with(".localhost")) {
    response.headers.Add("Strict-Transport-Security", "max-age=31536000 ; includeSubDomains");
  }
}

}  // namespace rockpool::oauth
