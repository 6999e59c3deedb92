#include "server/operations/app_clients/client_rules.h"
#include "server/operations/lists.h"
#include "server/operations/quota.h"

namespace rockpool::operations {

void CheckClientQuotas(const Context& context, const api::UserPoolClientType& client) {
  constexpr std::string_view kOwner = "app client";  // a new one has no id yet
  const Quotas& quotas = context.world.settings.quotas;
  RequireAtMost(context, MembersOf(client.AllowedOAuthScopes).size(), quotas.client_scopes, "scopes", kOwner);
  RequireAtMost(context, MembersOf(client.CallbackURLs).size(), quotas.callback_urls, "callback URLs", kOwner);
  RequireAtMost(context, MembersOf(client.LogoutURLs).size(), quotas.logout_urls, "logout URLs", kOwner);
}

}  // namespace rockpool::operations
