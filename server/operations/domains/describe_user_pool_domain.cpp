#include <optional>
#include <string>
#include <string_view>

#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/pools/records.h"
#include "server/pools/replicas/replicas.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

// From where the caller stands: the pool's own region, or that of a replica which serves this.
bool Sees(const storage::Transaction& transaction, const Context& context, const std::string& user_pool_id) {
  const world::Caller& caller = context.caller;
  const auto is_of = [&](std::string_view region) { return transaction.user_pools().Exists(caller.account, region, user_pool_id); };
  if (is_of(caller.region)) {
    return true;
  }
  const auto replica = is_of(pools::RegionOfPoolId(user_pool_id))
                           ? pools::StatusOfReplica(transaction, user_pool_id, caller.region, context.world.clock.Now())
                           : std::nullopt;
  return replica == api::ReplicaStatusType::ACTIVE || replica == api::ReplicaStatusType::INACTIVE;
}

}  // namespace

// A domain that nobody has is no error. Assumed: neither is one of another account or region, which looks the same.
api::DescribeUserPoolDomainResponse DescribeUserPoolDomain(const Context& context, const api::DescribeUserPoolDomainRequest& request) {
  api::DescribeUserPoolDomainResponse response;
  response.DomainDescription = context.world.store.Read([&](const storage::Transaction& transaction) {
    const auto record = transaction.resources(storage::ResourceKind::kDomain).FindInStore(request.Domain);
    if (!record || !Sees(transaction, context, record->user_pool_id)) {
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
