// GET /error: where a browser is led whose application cannot be told what is wrong.
#include <optional>
#include <string>
#include <utility>

#include "server/oauth/authorization_parameters.h"
#include "server/oauth/handlers.h"
#include "server/oauth/pages/look.h"
#include "server/oauth/site.h"
#include "storage/store.h"

namespace rockpool::oauth {
namespace {

constexpr std::size_t kMaxText = 512;

// The `error` parameter in words (recorded). It is absent where a sign-out led here that names no place to go.
std::string TextOf(const Exchange& exchange) {
  if (const auto error = Parameter(exchange.query, "error")) {
    return error->size() <= kMaxText ? *error : "invalid_request";
  }
  return exchange.query.Find("client_id") ? "Required String parameter 'redirect_uri' is not present" : "";
}

struct Place {
  std::optional<Site> site;
  clients::SharedClient client;  // null where none of the site's is named
};

Place FindPlace(const Exchange& exchange) {
  return exchange.world.store.Read([&](const storage::Transaction& transaction) {
    Place place{FindSite(transaction, exchange), nullptr};
    const auto id = exchange.query.Find("client_id");
    const auto record = id && place.site ? transaction.resources(storage::ResourceKind::kAppClient).FindInStore(*id) : std::nullopt;
    if (record && record->user_pool_id == place.site->pool->id) {
      place.client = clients::UseClientOf(transaction, place.site->pool, *id);
    }
    return place;
  });
}

}  // namespace

http::Response ShowError(const Exchange& exchange) {
  const Place place = FindPlace(exchange);
  if (!place.site) {
    return ShowPlainError(exchange, TextOf(exchange));
  }
  pages::Values values;
  values.Set("ERROR", TextOf(exchange));
  return ShowPage(exchange, *place.site, place.client.get(), PageName::kError, std::move(values), 400);
}

}  // namespace rockpool::oauth
