#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/pools/records.h"
#include "storage/store.h"

namespace rockpool::operations {

// A domain that nobody has is no error. Assumed: neither is one of another account or region, which looks the same.
api::DescribeUserPoolDomainResponse DescribeUserPoolDomain(const Context& context, const api::DescribeUserPoolDomainRequest& request) {
  api::DescribeUserPoolDomainResponse response;
  response.DomainDescription = context.world.store.Read([&](const storage::Transaction& transaction) {
    const auto record = transaction.resources(storage::ResourceKind::kDomain).FindInStore(request.Domain);
    if (!record || !transaction.user_pools().Exists(context.caller.account, context.caller.region, record->user_pool_id)) {
      return api::DomainDescriptionType();
    }
    auto description = pools::ContentOf<api::DomainDescriptionType>(*record);
    if (!description.CustomDomainConfig) {
      description.CustomDomainConfig.emplace();
    }
    return description;
  });
  return response;
}

}  // namespace rockpool::operations
