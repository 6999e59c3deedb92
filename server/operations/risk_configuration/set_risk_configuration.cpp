#include "server/operations/lists.h"
#include "server/operations/pool_configurations.h"
#include "server/operations/risk_configuration/risk_configurations.h"
#include "server/operations/risk_configuration/rules.h"
#include "server/operations/user_pools/user_pools.h"
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
    compromised->EventFilter = MembersOf(compromised->EventFilter).empty()
                                   ? std::vector{EventFilterType::SIGN_IN, EventFilterType::PASSWORD_CHANGE, EventFilterType::SIGN_UP}
                                   : EachOnce(compromised->EventFilter);
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
  return context.world.store.Write([&](storage::Transaction& transaction) {
    RequirePool(transaction, context, request.UserPoolId);
    RequireClientIfNamed(transaction, request.UserPoolId, request.ClientId);
    CheckRiskConfiguration(request, context);
    auto& configurations = transaction.resources(storage::ResourceKind::kRiskConfiguration);
    if (configuration) {
      Upsert(configurations, NewConfiguration(now, request.UserPoolId, request.ClientId, *configuration));
    } else {
      configurations.Delete(request.UserPoolId, KeyOfConfiguration(request.ClientId));
    }
    return api::SetRiskConfigurationResponse{RiskConfigurationInForce(transaction, request.UserPoolId, request.ClientId)};
  });
}

}  // namespace rockpool::operations
