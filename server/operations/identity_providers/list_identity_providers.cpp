#include "server/api/handlers.h"
#include "server/identity_providers/provider_type.h"
#include "server/operations/context.h"
#include "server/operations/page.h"
#include "server/pools/records.h"
#include "server/pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

api::ProviderDescription Described(const storage::IdentityProviderSummary& summary) {
  api::ProviderDescription description;
  description.ProviderName = summary.name;
  if (const auto* type = identity_providers::FindType(summary.type)) {
    description.ProviderType = type->api_type;
  }
  pools::ShowDates(summary, description);
  return description;
}

}  // namespace

api::ListIdentityProvidersResponse ListIdentityProviders(const Context& context, const api::ListIdentityProvidersRequest& request) {
  const auto page = context.world.store.Read([&](const storage::Transaction& transaction) {
    pools::RequirePool(transaction, context.caller, request.UserPoolId);
    return ReadPage(
        context, request.UserPoolId, request.NextToken, PageSize(request.MaxResults, 60),
        [&](const std::string& after, std::size_t limit) {
          return transaction.identity_providers().List(request.UserPoolId, after, limit);
        },
        [](const storage::IdentityProviderSummary& summary) { return summary.name; });
  });
  api::ListIdentityProvidersResponse response;
  for (const auto& summary : page.entries) {
    response.Providers.push_back(Described(summary));
  }
  response.NextToken = page.next_token;
  return response;
}

}  // namespace rockpool::operations
