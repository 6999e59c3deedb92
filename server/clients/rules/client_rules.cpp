#include "server/clients/rules/client_rules.h"

#include <string>

#include "server/api/errors.h"
#include "server/clients/app_clients.h"
#include "server/pools/identifiers.h"
#include "server/pools/quotas.h"
#include "server/pools/records.h"
#include "server/pools/user_pools.h"
#include "server/util/lists.h"
#include "server/world/caller.h"

namespace rockpool::clients {
namespace {

void CheckContextData(const api::UserPoolClientType& client, bool has_secret) {
  if (client.EnablePropagateAdditionalUserContextData == true && !has_secret) {
    throw api::InvalidParameterException("Client Secret is required to set EnablePropagateAdditionalUserContextData as true");
  }
}

}  // namespace

void CheckClient(const storage::Transaction& transaction, const world::Caches& caches, const world::Caller& caller,
                 const pools::Quotas& quotas, const api::Operation& operation, const std::string& user_pool_id,
                 const api::UserPoolClientType& client, bool has_secret, ClientChange change) {
  // Assumed: the order of the rules.
  CheckTokenValidity(client);
  CheckAuthFlows(client);
  CheckContextData(client, has_secret);
  if (client.AnalyticsConfiguration) {
    CheckAnalytics(caller, *client.AnalyticsConfiguration);
  }
  CheckOAuthFlows(client, has_secret);
  CheckRedirects(client);
  // To read the pool's settings costs as much as the rest of creating a client, and most clients have nothing that depends on them.
  if (RotatesRefreshTokens(client) || client.ReadAttributes || client.WriteAttributes) {
    const auto pool = pools::LoadPool(transaction, caches, caller, user_pool_id);
    CheckClientTier(client, *pool);
    CheckAttributePermissions(client, util::MembersOf(pool->SchemaAttributes), change);
  }
  CheckSupportedProviders(transaction, user_pool_id, client);
  CheckClientQuotas(quotas, operation, client);
  CheckScopes(transaction, caches, user_pool_id, client);
}

namespace {

[[noreturn]] void ThrowUnknownProvider(const std::string& name, const std::string& user_pool_id) {
  throw api::InvalidParameterException("The provider " + name + " does not exist for User Pool " + user_pool_id + ".");
}

}  // namespace

void CheckSupportedProviders(const storage::Transaction& transaction, const std::string& user_pool_id,
                             const api::UserPoolClientType& client) {
  for (const std::string& name : util::MembersOf(client.SupportedIdentityProviders)) {
    if (name != "COGNITO" && !transaction.identity_providers().Find(user_pool_id, name)) {
      ThrowUnknownProvider(name, user_pool_id);
    }
  }
}

void CheckClientQuotas(const pools::Quotas& quotas, const api::Operation& operation, const api::UserPoolClientType& client) {
  constexpr std::string_view kOwner = "app client";  // a new one has no id yet
  pools::RequireAtMost(operation, util::MembersOf(client.AllowedOAuthScopes).size(), quotas.client_scopes, "scopes", kOwner);
  pools::RequireAtMost(operation, util::MembersOf(client.CallbackURLs).size(), quotas.callback_urls, "callback URLs", kOwner);
  pools::RequireAtMost(operation, util::MembersOf(client.LogoutURLs).size(), quotas.logout_urls, "logout URLs", kOwner);
}

using storage::ResourceKind;

std::vector<pools::Feature> FeaturesInUse(const storage::Transaction& transaction, const std::string& user_pool_id) {
  constexpr auto kLeast = api::UserPoolTierType::ESSENTIALS;
  const auto has_managed_login = [](const api::DomainDescriptionType& domain) { return domain.ManagedLoginVersion == 2; };
  std::vector<pools::Feature> features;
  if (pools::HasAny<api::DomainDescriptionType>(transaction, ResourceKind::kDomain, user_pool_id, has_managed_login)) {
    features.push_back({pools::kManagedLogin, kLeast});
  }
  if (pools::HasAny<api::UserPoolClientType>(transaction, ResourceKind::kAppClient, user_pool_id, RotatesRefreshTokens)) {
    features.push_back({pools::kTokenRotation, kLeast});
  }
  return features;
}

namespace {

// Recorded (badmintoncryer/cdk-preflight, 2026-09) of an id alone, and of an id and a role beside an ARN. Assumed: of the rest.
// Assumed, too: that the role which answers show beside an ARN may be sent back with it.
void CheckApplication(const world::Caller& caller, const api::AnalyticsConfigurationType& analytics) {
  const auto is_own = [&](const std::string& role) { return role == pools::ServiceLinkedRole(caller, *analytics.ApplicationArn); };
  const bool says_arn_alone =
      analytics.ApplicationArn && !analytics.ApplicationId && !analytics.ExternalId && (!analytics.RoleArn || is_own(*analytics.RoleArn));
  const bool says_id_and_role = !analytics.ApplicationArn && analytics.ApplicationId && analytics.RoleArn && analytics.ExternalId;
  if (!says_arn_alone && !says_id_and_role) {
    throw api::InvalidParameterException(
        "Invalid analytics configuration given, either <application arn> or <application id, role arn, external id> are valid");
  }
}

// Recorded (the same). Assumed: that a pool's own region and us-east-1, to which pools of regions without Pinpoint send, are taken.
void CheckPinpointRegion(const std::string& application_arn, std::string_view region) {
  const std::string requested(pools::RegionOfArn(application_arn));
  if (requested != region && requested != "us-east-1") {
    throw api::InvalidParameterException("The integration with Pinpoint is not supported for the requested " + requested + " region.");
  }
}

}  // namespace

void CheckAnalytics(const world::Caller& caller, const api::AnalyticsConfigurationType& analytics) {
  CheckApplication(caller, analytics);
  if (analytics.ApplicationArn) {
    CheckPinpointRegion(*analytics.ApplicationArn, caller.region);
  }
  if (analytics.RoleArn) {
    pools::RequireOwnRole(caller, *analytics.RoleArn);
  }
}

}  // namespace rockpool::clients
