#include "server/clients/rules/client_rules.h"
#include "server/pools/quotas.h"
#include "server/util/lists.h"

namespace rockpool::clients {

void CheckClientQuotas(const pools::Quotas& quotas, const api::Operation& operation, const api::UserPoolClientType& client) {
  constexpr std::string_view kOwner = "app client";  // a new one has no id yet
  pools::RequireAtMost(operation, util::MembersOf(client.AllowedOAuthScopes).size(), quotas.client_scopes, "scopes", kOwner);
  pools::RequireAtMost(operation, util::MembersOf(client.CallbackURLs).size(), quotas.callback_urls, "callback URLs", kOwner);
  pools::RequireAtMost(operation, util::MembersOf(client.LogoutURLs).size(), quotas.logout_urls, "logout URLs", kOwner);
}

}  // namespace rockpool::clients
