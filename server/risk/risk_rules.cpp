#include "server/risk/risk_rules.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "server/api/errors.h"
#include "server/pools/rules/email_rules.h"
#include "server/risk/ip_range.h"

namespace rockpool::risk {
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
