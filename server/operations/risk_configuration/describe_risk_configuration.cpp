#include "server/api/handlers.h"
#include "server/clients/app_clients.h"
#include "server/operations/context.h"
#include "server/pools/user_pools.h"
#include "server/risk/risk_configurations.h"
#include "storage/store.h"

namespace rockpool::operations {

api::DescribeRiskConfigurationResponse DescribeRiskConfiguration(const Context& context,
                                                                 const api::DescribeRiskConfigurationRequest& request) {
  return context.world.store.Read([&](const storage::Transaction& transaction) {
    pools::RequirePool(transaction, context.caller, request.UserPoolId);
    clients::RequireClientIfNamed(transaction, request.UserPoolId, request.ClientId);
    return api::DescribeRiskConfigurationResponse{
        risk::RiskConfigurationInForce(transaction, request.UserPoolId, request.ClientId, context.caller.replica)};
  });
}

}  // namespace rockpool::operations
