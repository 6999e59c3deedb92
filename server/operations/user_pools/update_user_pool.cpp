#include "server/api/errors.h"
#include "server/operations/pool_resources.h"
#include "server/operations/replicas/replicable.h"
#include "server/operations/user_pools/mfa.h"
#include "server/operations/user_pools/pool_rules.h"
#include "server/operations/user_pools/pool_settings.h"
#include "server/operations/user_pools/tags.h"
#include "server/operations/user_pools/tier_change.h"
#include "server/operations/user_pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

// Either half stays by itself (recorded, cdkd, pull request 1982).
void KeepPolicies(api::UpdateUserPoolRequest& request, const api::UserPoolPolicyType& stored) {
  Keep(request.Policies, std::optional(api::UserPoolPolicyType()));
  Keep(request.Policies->SignInPolicy, stored.SignInPolicy);
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
  Keep(request.UserPoolTier, stored.UserPoolTier);
  Keep(request.DcrConfiguration, stored.DcrConfiguration);
  Keep(request.MfaConfiguration, stored.MfaConfiguration);  // recorded, cdkd#1965
  KeepPolicies(request, *stored.Policies);
  Keep(request.UserAttributeUpdateSettings, stored.UserAttributeUpdateSettings);  // recorded, aws-nuke#477
  // Assumed, as Terraform's users lose no tags: its provider (5.100, user_pool.go) tags by TagResource, then updates without UserPoolTags.
  Keep(request.UserPoolTags, stored.UserPoolTags);
  const auto custom_id = stored.UserPoolTags->find(kCustomIdTag);
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

}  // namespace

api::UpdateUserPoolResponse UpdateUserPool(const Context& context, const api::UpdateUserPoolRequest& request) {
  const util::EpochMillis now = context.world.clock.Now();
  context.world.store.Write([&](storage::Transaction& transaction) {
    storage::UserPool record = FindPool(transaction, context, request.UserPoolId);
    api::UserPoolType settings = SettingsOf(record);
    const api::UpdateUserPoolRequest complete = Complete(request, settings);
    CheckDoesNotRequireMfa(settings, complete);
    CheckPoolRules(complete, context, LoadFactors(transaction, record.id));
    CheckTierChange(transaction, record.id, *settings.UserPoolTier, *complete.UserPoolTier);
    CheckTags(*complete.UserPoolTags, record.id);
    TakeSettings(settings, complete);
    CheckStaysReplicable(transaction, record, settings, now);
    record.name = request.PoolName.value_or(record.name);
    SaveChange(transaction, now, std::move(record), settings);
  });
  return {};
}

}  // namespace rockpool::operations
