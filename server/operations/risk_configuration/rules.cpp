#include "server/operations/risk_configuration/rules.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "server/api/errors.h"
#include "server/operations/risk_configuration/ip_range.h"
#include "server/operations/user_pools/email_rules.h"

namespace rockpool::operations {
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

void CheckTakeover(const api::AccountTakeoverRiskConfigurationType& takeover, const Context& context) {
  if (!takeover.NotifyConfiguration) {
    if (Notifies(takeover.Actions)) {
      // Assumed: the rule and its text.
      throw api::InvalidParameterException("NotifyConfiguration is required when an action notifies users.");
    }
    return;
  }
  CheckSender(context, "NotifyConfiguration", takeover.NotifyConfiguration->SourceArn, takeover.NotifyConfiguration->From);
}

}  // namespace

void CheckRiskConfiguration(const api::SetRiskConfigurationRequest& request, const Context& context) {
  if (request.AccountTakeoverRiskConfiguration) {
    CheckTakeover(*request.AccountTakeoverRiskConfiguration, context);
  }
  if (request.RiskExceptionConfiguration) {
    CheckRanges(request.RiskExceptionConfiguration->BlockedIPRangeList);
    CheckRanges(request.RiskExceptionConfiguration->SkippedIPRangeList);
  }
}

}  // namespace rockpool::operations
