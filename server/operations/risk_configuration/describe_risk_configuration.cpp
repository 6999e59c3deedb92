#include "server/operations/pool_configurations.h"
#include "server/operations/risk_configuration/risk_configurations.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {

api::DescribeRiskConfigurationResponse DescribeRiskConfiguration(const Context& context,
                                                                 const api::DescribeRiskConfigurationRequest& request) {
  return context.world.store.Read([&](const storage::Transaction& transaction) {
    RequirePool(transaction, context, request.UserPoolId);
    RequireClientIfNamed(transaction, request.UserPoolId, request.ClientId);
    return api::DescribeRiskConfigurationResponse{RiskConfigurationInForce(transaction, request.UserPoolId, request.ClientId)};
  });
}

}  // namespace rockpool::operations
