#include <string>

#include "server/api/handlers.h"
#include "server/clients/app_clients.h"
#include "server/operations/context.h"
#include "server/pools/records.h"
#include "server/pools/replicas/replica_settings.h"
#include "server/risk/risk_configurations.h"
#include "server/util/lists.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

using api::EventFilterType;

// The document: all but what the record knows. nullopt for a request of ids alone, which takes the configuration back.
std::optional<api::RiskConfigurationType> ConfigurationIn(const api::SetRiskConfigurationRequest& request) {
  api::RiskConfigurationType configuration;
  configuration.CompromisedCredentialsRiskConfiguration = request.CompromisedCredentialsRiskConfiguration;
  configuration.AccountTakeoverRiskConfiguration = request.AccountTakeoverRiskConfiguration;
  configuration.RiskExceptionConfiguration = request.RiskExceptionConfiguration;
  if (configuration == api::RiskConfigurationType()) {
    return std::nullopt;
  }
  auto& compromised = configuration.CompromisedCredentialsRiskConfiguration;
  if (compromised) {
    compromised->EventFilter = util::MembersOf(compromised->EventFilter).empty()
                                   ? std::vector{EventFilterType::SIGN_IN, EventFilterType::PASSWORD_CHANGE, EventFilterType::SIGN_UP}
                                   : util::EachOnce(compromised->EventFilter);
  }
  return configuration;
}

}  // namespace

// A pool without threat protection takes it, too, although the documentation asks for it (terraform-provider-aws,
// risk_configuration_test.go). Assumed: that what a request leaves out is gone, and that the answer to taking a configuration back is what
// is in force then.
api::SetRiskConfigurationResponse SetRiskConfiguration(const Context& context, const api::SetRiskConfigurationRequest& request) {
  const auto configuration = ConfigurationIn(request);
  const util::EpochMillis now = context.world.clock.Now();
  const std::string& replica = context.caller.replica;
  return context.world.store.Write([&](storage::Transaction& transaction) {
    pools::RequirePool(transaction, context.caller, request.UserPoolId);
    clients::RequireClientIfNamed(transaction, request.UserPoolId, request.ClientId);
    risk::CheckRiskConfiguration(request, pools::AtReplica(context.caller));
    auto& configurations = transaction.resources(storage::ResourceKind::kRiskConfiguration);
    if (!replica.empty()) {
      risk::SetSenderOfNotices(transaction, replica, request, configuration, now);
    } else if (configuration) {
      pools::Upsert(configurations, pools::NewConfiguration(now, request.UserPoolId, request.ClientId, *configuration));
    } else {
      configurations.Delete(request.UserPoolId, pools::KeyOfConfiguration(request.ClientId));
    }
    return api::SetRiskConfigurationResponse{risk::RiskConfigurationInForce(transaction, request.UserPoolId, request.ClientId, replica)};
  });
}

}  // namespace rockpool::operations
