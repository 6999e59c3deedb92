#include "server/risk/risk_configurations.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/api/errors.h"
#include "server/pools/records.h"
#include "server/pools/rules/message_rules.h"
#include "server/risk/addresses.h"

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

namespace {

void CheckRanges(const std::optional<std::vector<std::string>>& ranges) {
  if (ranges && !std::ranges::all_of(*ranges, IsIpRange)) {
    throw api::InvalidParameterException("Incorrect CIDR format");
  }
}

bool Notifies(const api::AccountTakeoverActionsType& actions) {
  const auto notifies = [](const std::optional<api::AccountTakeoverActionType>& action) { return action && action->Notify; };
  return notifies(actions.LowAction) || notifies(actions.MediumAction) || notifies(actions.HighAction);
}

void CheckTakeover(const api::AccountTakeoverRiskConfigurationType& takeover, const world::Caller& caller) {
  if (!takeover.NotifyConfiguration) {
    if (Notifies(takeover.Actions)) {
      // Assumed: the rule and its text.
      throw api::InvalidParameterException("NotifyConfiguration is required when an action notifies users.");
    }
    return;
  }
  pools::CheckSender(caller, "NotifyConfiguration", takeover.NotifyConfiguration->SourceArn, takeover.NotifyConfiguration->From);
}

}  // namespace

void CheckRiskConfiguration(const api::SetRiskConfigurationRequest& request, const world::Caller& caller) {
  if (request.AccountTakeoverRiskConfiguration) {
    CheckTakeover(*request.AccountTakeoverRiskConfiguration, caller);
  }
  if (request.RiskExceptionConfiguration) {
    CheckRanges(request.RiskExceptionConfiguration->BlockedIPRangeList);
    CheckRanges(request.RiskExceptionConfiguration->SkippedIPRangeList);
  }
}

}  // namespace rockpool::risk
