#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "server/accounts/import/import_jobs.h"
#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/clients/rules/client_rules.h"
#include "server/operations/context.h"
#include "server/pools/mfa.h"
#include "server/pools/records.h"
#include "server/pools/replicas/replica_settings.h"
#include "server/pools/replicas/replicas.h"
#include "server/pools/rules/pool_rules.h"
#include "server/pools/tier.h"
#include "server/pools/user_pools.h"
#include "server/tokens/session_configuration.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

// Either half stays by itself (recorded, cdkd, pull request 1982).
void KeepPolicies(api::UpdateUserPoolRequest& request, const api::UserPoolPolicyType& stored) {
  pools::Keep(request.Policies, std::optional(api::UserPoolPolicyType()));
  pools::Keep(request.Policies->SignInPolicy, stored.SignInPolicy);
  if (!request.Policies->PasswordPolicy) {
    request.Policies->PasswordPolicy = stored.PasswordPolicy;
    if (request.AdminCreateUserConfig && request.AdminCreateUserConfig->UnusedAccountValidityDays) {
      // Assumed: of the setting with two names the one that the request gives counts.
      request.Policies->PasswordPolicy->TemporaryPasswordValidityDays.reset();
    }
  }
}

// The request with what an update keeps where it says nothing of it. All else goes back to its default. The documentation has only the
// tier and the client registration stay; for the others what AWS was seen to do counts.
api::UpdateUserPoolRequest Complete(api::UpdateUserPoolRequest request, const api::UserPoolType& stored) {
  pools::Keep(request.UserPoolTier, stored.UserPoolTier);
  pools::Keep(request.DcrConfiguration, stored.DcrConfiguration);
  pools::Keep(request.MfaConfiguration, stored.MfaConfiguration);  // recorded, cdkd#1965
  KeepPolicies(request, *stored.Policies);
  pools::Keep(request.UserAttributeUpdateSettings, stored.UserAttributeUpdateSettings);  // recorded, aws-nuke#477
  // Assumed, as Terraform's users lose no tags: its provider (5.100, user_pool.go) tags by TagResource, then updates without UserPoolTags.
  pools::Keep(request.UserPoolTags, stored.UserPoolTags);
  const auto custom_id = stored.UserPoolTags->find(pools::kCustomIdTag);
  if (custom_id != stored.UserPoolTags->end()) {
    request.UserPoolTags->insert(*custom_id);
  }
  return request;
}

// Recorded of pools without MFA and with OPTIONAL MFA, and before the rules of SMS (cloudformation-coverage-roadmap#1176,
// amplify-cli#3268). SetUserPoolMfaConfig can.
void CheckDoesNotRequireMfa(const api::UserPoolType& stored, const api::UpdateUserPoolRequest& request) {
  if (request.MfaConfiguration == api::UserPoolMfaType::ON && stored.MfaConfiguration != api::UserPoolMfaType::ON) {
    throw api::InvalidParameterException("Cannot turn MFA functionality ON, once the user pool has been created.");
  }
}

// Whatever uses the pool's present tier must have gone before a lower one.
void CheckTierChange(const storage::Transaction& transaction, const std::string& user_pool_id, api::UserPoolTierType from,
                     api::UserPoolTierType to) {
  if (to >= from) {
    return;
  }
  std::vector<pools::Feature> in_use = clients::FeaturesInUse(transaction, user_pool_id);
  std::ranges::copy(tokens::FeaturesInUse(transaction, user_pool_id), std::back_inserter(in_use));
  std::ranges::copy(pools::FeaturesInUse(transaction, user_pool_id), std::back_inserter(in_use));
  pools::RefuseTier(to, in_use);
}

// At a secondary replica: what is its own, its tags among it (documented).
void UpdateReplica(storage::Transaction& transaction, const world::Caller& caller, const storage::UserPool& record,
                   const api::UpdateUserPoolRequest& request, util::EpochMillis now) {
  const api::UserPoolType primary = pools::SettingsOf(record);
  api::UpdateUserPoolRequest complete = Complete(request, primary);
  complete.UserPoolTags = primary.UserPoolTags;
  pools::RequireSame(request.PoolName.value_or(record.name) == record.name);
  pools::SetReplicaSettings(transaction, caller, primary, complete, now);
  if (request.UserPoolTags) {
    pools::CheckTags(*request.UserPoolTags, record.id);
    pools::ChangeTags(transaction, pools::AtReplica(caller), record.id, now, [&](pools::Tags& tags) { tags = *request.UserPoolTags; });
  }
}

}  // namespace

api::UpdateUserPoolResponse UpdateUserPool(const Context& context, const api::UpdateUserPoolRequest& request) {
  const util::EpochMillis now = context.world.clock.Now();
  context.world.store.Write([&](storage::Transaction& transaction) {
    storage::UserPool record = pools::FindPool(transaction, context.caller, request.UserPoolId);
    if (!context.caller.replica.empty()) {
      UpdateReplica(transaction, context.caller, record, request, now);
      return;
    }
    accounts::RequireNoImport(transaction, record);  // declared by the model
    api::UserPoolType settings = pools::SettingsOf(record);
    const api::UpdateUserPoolRequest complete = Complete(request, settings);
    CheckDoesNotRequireMfa(settings, complete);
    pools::CheckPoolRules(complete, context.caller, pools::LoadFactors(transaction, record.id));
    CheckTierChange(transaction, record.id, *settings.UserPoolTier, *complete.UserPoolTier);
    pools::CheckTags(*complete.UserPoolTags, record.id);
    pools::TakeSettings(settings, complete);
    pools::CheckStaysReplicable(transaction, record, settings, now);
    record.name = request.PoolName.value_or(record.name);
    pools::SaveChange(transaction, now, std::move(record), settings);
  });
  return {};
}

}  // namespace rockpool::operations
