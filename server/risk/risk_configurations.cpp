#include "server/risk/risk_configurations.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/api/errors.h"
#include "server/pools/records.h"
#include "server/pools/replicas/replica_settings.h"
#include "server/pools/rules/message_rules.h"
#include "server/risk/addresses.h"

namespace rockpool::risk {

namespace {

using storage::ResourceKind;

// At the replica, of the configuration with that key.
std::string KeyOfSender(const std::string& replica, const std::string& key) { return pools::KeyAtReplica(replica, "risk/" + key); }

api::NotifyConfigurationType* NoticesOf(api::RiskConfigurationType& configuration) {
  auto& takeover = configuration.AccountTakeoverRiskConfiguration;
  return takeover && takeover->NotifyConfiguration ? &*takeover->NotifyConfiguration : nullptr;
}

void TakeSender(api::NotifyConfigurationType& notices, const api::NotifyConfigurationType& sender) {
  notices.SourceArn = sender.SourceArn;
  notices.From = sender.From;
}

void ShowSender(const storage::Transaction& transaction, const std::string& replica, const storage::PoolResource& record,
                api::RiskConfigurationType& shown) {
  api::NotifyConfigurationType* notices = NoticesOf(shown);
  const auto own = notices == nullptr || replica.empty()
                       ? std::nullopt
                       : transaction.resources(ResourceKind::kReplicaTags).Find(record.user_pool_id, KeyOfSender(replica, record.key));
  if (own) {
    TakeSender(*notices, pools::ContentOf<api::NotifyConfigurationType>(*own));
    shown.LastModifiedDate = api::Timestamp{std::max(record.last_modified_millis, own->last_modified_millis)};
  }
}

}  // namespace

api::RiskConfigurationType RiskConfigurationInForce(const storage::Transaction& transaction, const std::string& user_pool_id,
                                                    const std::optional<std::string>& client_id, const std::string& replica) {
  auto record = pools::FindConfigurationRecord(transaction, ResourceKind::kRiskConfiguration, user_pool_id, client_id);
  if (!record && client_id) {
    record = pools::FindConfigurationRecord(transaction, ResourceKind::kRiskConfiguration, user_pool_id);
  }
  api::RiskConfigurationType shown;
  if (record) {
    shown = pools::ContentOf<api::RiskConfigurationType>(*record);
    shown.LastModifiedDate = api::Timestamp{record->last_modified_millis};
    ShowSender(transaction, replica, *record, shown);
    if (!record->client_id.empty()) {
      shown.ClientId = std::move(record->client_id);
    }
  }
  shown.UserPoolId = user_pool_id;
  return shown;
}

void SetSenderOfNotices(storage::Transaction& transaction, const std::string& replica, const api::SetRiskConfigurationRequest& request,
                        const std::optional<api::RiskConfigurationType>& configuration, util::EpochMillis now) {
  auto primary = pools::FindConfiguration<api::RiskConfigurationType>(transaction, ResourceKind::kRiskConfiguration, request.UserPoolId,
                                                                      request.ClientId);
  auto given = configuration;
  api::NotifyConfigurationType* kept = primary ? NoticesOf(*primary) : nullptr;
  api::NotifyConfigurationType* named = given ? NoticesOf(*given) : nullptr;
  if (kept == nullptr || named == nullptr) {
    pools::RequireSame(given == primary);
    return;
  }
  api::NotifyConfigurationType sender;
  TakeSender(sender, *named);
  TakeSender(*named, *kept);
  pools::RequireSame(given == primary);
  auto record = pools::NewConfiguration(now, request.UserPoolId, request.ClientId, sender);
  record.key = KeyOfSender(replica, record.key);
  pools::Upsert(transaction.resources(ResourceKind::kReplicaTags), std::move(record));
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
