// GET /error: where a browser is led whose application cannot be told what is wrong.
#include <string>

#include "server/oauth/authorization_parameters.h"
#include "server/oauth/handlers.h"
#include "server/oauth/pages/plain_page.h"
#include "server/oauth/site.h"
#include "storage/store.h"

namespace rockpool::oauth {
namespace {

constexpr std::string_view kHeading = "An error was encountered with the requested page.";  // recorded
constexpr std::size_t kMaxText = 512;

// The `error` parameter in words (recorded). It is absent where a sign-out led here that names no place to go.
std::string TextOf(const Exchange& exchange) {
  if (const auto error = Parameter(exchange.query, "error")) {
    return error->size() <= kMaxText ? *error : "invalid_request";
  }
  return exchange.query.Find("client_id") ? "Required String parameter 'redirect_uri' is not present" : "";
}

}  // namespace

http::Response ShowError(const Exchange& exchange) {
  exchange.world.store.Read([&](const storage::Transaction& transaction) { FindSite(transaction, exchange); });
  return PlainPage(kHeading, TextOf(exchange), 400);
}

}  // namespace rockpool::oauth
