#include "server/oauth/client_site.h"

#include <utility>

#include "server/oauth/authorization_parameters.h"
#include "server/oauth/errors.h"
#include "storage/store.h"

namespace rockpool::oauth {

ClientSite RequireClientSite(const Exchange& exchange) {
  const auto id = Parameter(exchange.query, "client_id");
  if (!id) {
    throw PageError("Required String parameter 'client_id' is not present");
  }
  if (exchange.query.Count("client_id") > 1 || id->size() > kMaxClientId) {
    throw PageError("invalid_request");
  }
  return exchange.world.store.ReadBriefly([&](const storage::Transaction& transaction) {
    if (!transaction.resources(storage::ResourceKind::kAppClient).FindInStore(*id)) {
      throw PageError("invalid_request", {{"client_id", *id}});
    }
    auto client = clients::UseClient(transaction, exchange.world.caches, *id);
    Site site = SiteOf(transaction, exchange, *client);
    return ClientSite{std::move(client), std::move(site)};
  });
}

}  // namespace rockpool::oauth
