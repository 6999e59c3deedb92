#include "server/risk/risk_configurations.h"

#include <utility>

#include "server/pools/configurations.h"
#include "server/pools/records.h"

namespace rockpool::risk {

api::RiskConfigurationType RiskConfigurationInForce(const storage::Transaction& transaction, const std::string& user_pool_id,
                                                    const std::optional<std::string>& client_id) {
  auto record = pools::FindConfigurationRecord(transaction, storage::ResourceKind::kRiskConfiguration, user_pool_id, client_id);
  if (!record && client_id) {
    record = pools::FindConfigurationRecord(transaction, storage::ResourceKind::kRiskConfiguration, user_pool_id);
  }
  api::RiskConfigurationType shown;
  if (record) {
    shown = pools::ContentOf<api::RiskConfigurationType>(*record);
    shown.LastModifiedDate = api::Timestamp{record->last_modified_millis};
    if (!record->client_id.empty()) {
      shown.ClientId = std::move(record->client_id);
    }
  }
  shown.UserPoolId = user_pool_id;
  return shown;
}

}  // namespace rockpool::risk
