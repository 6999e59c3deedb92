#include "server/operations/context.h"
#include "server/operations/pool_resources.h"
#include "storage/store.h"

namespace rockpool::operations {

// A domain that nobody has is no error. Assumed: neither is one of another account or region, which looks the same.
api::DescribeUserPoolDomainResponse DescribeUserPoolDomain(const Context& context, const api::DescribeUserPoolDomainRequest& request) {
  api::DescribeUserPoolDomainResponse response;
  response.DomainDescription = context.world.store.Read([&](const storage::Transaction& transaction) {
    const auto record = transaction.resources(storage::ResourceKind::kDomain).FindInStore(request.Domain);
    const bool is_own = record && transaction.user_pools().Exists(context.account, context.region, record->user_pool_id);
    return is_own ? ContentOf<api::DomainDescriptionType>(*record) : api::DomainDescriptionType();
  });
  return response;
}

}  // namespace rockpool::operations
