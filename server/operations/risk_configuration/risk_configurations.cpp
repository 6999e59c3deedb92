#include "server/operations/risk_configuration/risk_configurations.h"

#include <utility>

#include "server/operations/pool_configurations.h"

namespace rockpool::operations {

api::RiskConfigurationType RiskConfigurationInForce(const storage::Transaction& transaction, const std::string& user_pool_id,
                                                    const std::optional<std::string>& client_id) {
  auto record = FindConfigurationRecord(transaction, storage::ResourceKind::kRiskConfiguration, user_pool_id, client_id);
  if (!record && client_id) {
    record = FindConfigurationRecord(transaction, storage::ResourceKind::kRiskConfiguration, user_pool_id);
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
