#include "server/operations/risk_configuration/risk_configurations.h"

#include <utility>

#include "server/operations/pool_configurations.h"

namespace rockpool::operations {

api::RiskConfigurationType RiskConfigurationInForce(const storage::Transaction& transaction, const std::string& user_pool_id,
                                                    const std::optional<std::string>& client_id) {
  const auto& configurations = transaction.resources(storage::ResourceKind::kRiskConfiguration);
  auto record = configurations.Find(user_pool_id, KeyOfConfiguration(client_id));
  if (!record && client_id) {
    record = configurations.Find(user_pool_id, kPoolItself);
  }
  api::RiskConfigurationType shown;
  if (record) {
    shown = ContentOf<api::RiskConfigurationType>(*record);
    shown.LastModifiedDate = api::Timestamp{record->last_modified_millis};
    if (!record->client_id.empty()) {
      shown.ClientId = std::move(record->client_id);
    }
  }
  shown.UserPoolId = user_pool_id;
  return shown;
}

}  // namespace rockpool::operations
