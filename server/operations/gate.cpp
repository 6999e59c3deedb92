#include "server/operations/gate.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "server/api/operation.h"
#include "server/pools/rates.h"
#include "server/pools/replicas/replicas.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

constexpr auto kServed = std::to_array<std::string_view>({
    "AdminGetDevice",
    "AdminGetUser",
    "AdminGetUserAuthFactors",
    "AdminInitiateAuth",
    "AdminListDevices",
    "AdminListGroupsForUser",
    "AdminListUserAuthEvents",
    "AdminListUserSessions",
    "AdminRespondToAuthChallenge",
    "AdminRevokeUserSession",
    "AdminUserGlobalSignOut",
    "DescribeIdentityProvider",
    "DescribeManagedLoginBranding",
    "DescribeManagedLoginBrandingByClient",
    "DescribeResourceServer",
    "DescribeRiskConfiguration",
    "DescribeTerms",
    "DescribeTermsByClient",
    "DescribeUserImportJob",
    "DescribeUserPoolClient",
    "GetCSVHeader",
    "GetClientToken",
    "GetDevice",
    "GetGroup",
    "GetIdentityProviderByIdentifier",
    "GetSigningCertificate",
    "GetTokensFromRefreshToken",
    "GetUICustomization",
    "GetUser",
    "GetUserAuthFactors",
    "GetUserPoolClientSessionConfiguration",
    "GetUserPoolMfaConfig",
    "GetUserPoolSessionConfiguration",
    "GlobalSignOut",
    "InitiateAuth",
    "ListDevices",
    "ListGroups",
    "ListIdentityProviders",
    "ListResourceServers",
    "ListTerms",
    "ListUserImportJobs",
    "ListUserPoolClientSecrets",
    "ListUserPoolClients",
    "ListUserSessions",
    "ListUsers",
    "ListUsersInGroup",
    "ListWebAuthnCredentials",
    "RespondToAuthChallenge",
    "RevokeToken",
    "RevokeUserSession",
});
static_assert(std::ranges::is_sorted(kServed));

constexpr auto kItself = std::to_array<std::string_view>({
    "CreateUserPoolReplica",
    "DeleteUserPoolReplica",
    "ListUserPoolReplicas",
    "UpdateUserPoolReplica",
});

// The developer guide has e-mail, SMS, functions and log delivery set for each replica before it is made ACTIVE; CloudFormation's
// UserPoolRegionalConfigurationAttachment does so in the replica's region. Assumed: by which operations, and that they are shown there too.
constexpr auto kSet = std::to_array<std::string_view>({
    "DescribeUserPool",
    "GetLogDeliveryConfiguration",
    "SetLogDeliveryConfiguration",
    "UpdateUserPool",
});

bool DeclaresRefusal(const api::Operation& operation) {
  return std::ranges::find(operation.errors, "OperationNotEnabledException") != operation.errors.end();
}

// A pool that a call names from the region of one of its replicas.
struct Replicated {
  std::string region;  // of the primary
  api::ReplicaStatusType status;
};

std::optional<storage::UserPool> FindNamed(const storage::Transaction& transaction, const NamedPool& named, std::string_view id_in_token) {
  const auto& pools = transaction.user_pools();
  if (!named.user_pool_id.empty()) {
    return pools.FindById(named.user_pool_id);
  }
  if (!named.client_id.empty()) {
    const auto client = transaction.resources(storage::ResourceKind::kAppClient).FindInStore(named.client_id);
    return client ? pools.FindById(client->user_pool_id) : std::nullopt;
  }
  return pools.FindById(id_in_token);
}

std::optional<Replicated> FindFromReplica(const storage::Transaction& transaction, const Context& context, const NamedPool& named,
                                          std::string_view id_in_token) {
  const auto pool = FindNamed(transaction, named, id_in_token);
  const bool is_the_callers = pool && (!context.operation.is_signed || pool->account == context.caller.account);
  const auto status = is_the_callers && pool->region != context.caller.region
                          ? pools::StatusOfReplica(transaction, pool->id, context.caller.region, context.world.clock.Now())
                          : std::nullopt;
  return status ? std::optional(Replicated{pool->region, *status}) : std::nullopt;
}

}  // namespace

void RequireRate(const Context& context, std::optional<api::ChallengeNameType> answered) {
  pools::RequireRate(context.world, context.caller, context.operation, answered);
}

AtSecondary WhatSecondaryDoes(const api::Operation& operation) {
  if (std::ranges::find(kSet, operation.name) != kSet.end()) {
    return AtSecondary::kSet;
  }
  if (std::ranges::binary_search(kServed, operation.name)) {
    return AtSecondary::kServed;
  }
  if (std::ranges::find(kItself, operation.name) != kItself.end()) {
    return AtSecondary::kItself;
  }
  return DeclaresRefusal(operation) ? AtSecondary::kRefused : AtSecondary::kUnknown;
}

std::optional<world::Caller> ServedBySecondary(const Context& context, const NamedPool& named) {
  if (!context.caller.names_region) {
    return std::nullopt;
  }
  const bool is_by_token = named.user_pool_id.empty() && named.client_id.empty();
  const std::string id_in_token = is_by_token ? PoolIdIn(named.access_token) : "";
  const std::string_view id = is_by_token ? std::string_view(id_in_token) : named.user_pool_id;
  if ((id.empty() && named.client_id.empty()) || (!id.empty() && pools::RegionOfPoolId(id) == context.caller.region)) {
    return std::nullopt;
  }
  const AtSecondary does = WhatSecondaryDoes(context.operation);
  if (does == AtSecondary::kItself || does == AtSecondary::kUnknown) {
    return std::nullopt;
  }
  auto found = context.world.store.Read(
      [&](const storage::Transaction& transaction) { return FindFromReplica(transaction, context, named, id_in_token); });
  if (!found) {
    return std::nullopt;
  }
  const bool may_set = does == AtSecondary::kSet && found->status == api::ReplicaStatusType::INACTIVE;
  const bool is_active = found->status == api::ReplicaStatusType::ACTIVE || may_set;
  if (does == AtSecondary::kRefused || (!is_active && DeclaresRefusal(context.operation))) {
    pools::RefuseAtSecondary();
  }
  if (!is_active) {
    return std::nullopt;
  }
  world::Caller caller = context.caller;
  caller.replica = std::exchange(caller.region, std::move(found->region));
  return caller;
}

}  // namespace rockpool::operations
