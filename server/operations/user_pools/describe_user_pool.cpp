#include "server/api/handlers.h"
#include "server/clients/domains/domains.h"
#include "server/operations/context.h"
#include "server/pools/replicas/replica_settings.h"
#include "server/pools/replicas/replicas.h"
#include "server/pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

// The attribute that holds a user's links to providers.
api::SchemaAttributeType Identities() {
  api::SchemaAttributeType attribute;
  attribute.Name = "identities";
  attribute.AttributeDataType = api::AttributeDataType::String;
  attribute.DeveloperOnlyAttribute = false;
  attribute.Mutable = true;
  attribute.Required = false;
  attribute.StringAttributeConstraints.emplace();
  return attribute;
}

}  // namespace

api::DescribeUserPoolResponse DescribeUserPool(const Context& context, const api::DescribeUserPoolRequest& request) {
  api::DescribeUserPoolResponse response;
  response.UserPool = context.world.store.Read([&](const storage::Transaction& transaction) {
    api::UserPoolType pool = *pools::LoadPool(transaction, context.world.caches, context.caller, request.UserPoolId);
    if (!transaction.identity_providers().List(request.UserPoolId, "", 1).empty()) {
      // Assumed: its place, and that it goes with the last provider. It is no target of mappings, so LoadPool has it not.
      pool.SchemaAttributes->push_back(Identities());
    }
    clients::ShowDomains(transaction, pool);
    if (!context.caller.replica.empty()) {
      pools::ShowAsReplica(transaction, context.caller, pool);
      pools::ShowReplicaSettings(transaction, context.caller, request.UserPoolId, pool);
    }
    pool.EstimatedNumberOfUsers = static_cast<std::int32_t>(transaction.users().Count(request.UserPoolId));
    return pool;
  });
  return response;
}

}  // namespace rockpool::operations
