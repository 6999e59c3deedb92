#include "server/operations/gate.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "server/api/operation.h"
#include "server/clients/client_in_use.h"
#include "server/pools/rates.h"
#include "server/pools/replicas/replicas.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

// The guide's two lists ("Supported API operations in secondary Regions"), without those of tags and replicas. Assumed: the newer
// operations that they have not, which read, sign in or end sessions; and that those of domains are about the pool's own two, wherever they
// are called: of domains the guide says no more than that replicas have no other custom one.
constexpr auto kAlways = std::to_array<std::string_view>({
    "AdminGetDevice",
    "AdminGetUser",
    "AdminListDevices",
    "AdminListGroupsForUser",
    "AdminListUserAuthEvents",
    "CreateUserPoolDomain",
    "DeleteUserPoolDomain",
    "DescribeIdentityProvider",
    "DescribeManagedLoginBranding",
    "DescribeManagedLoginBrandingByClient",
    "DescribeResourceServer",
    "DescribeRiskConfiguration",
    "DescribeTerms",
    "DescribeTermsByClient",
    "DescribeUserPool",
    "DescribeUserPoolClient",
    "GetGroup",
    "GetLogDeliveryConfiguration",
    "GetSigningCertificate",
    "GetUICustomization",
    "GetUserPoolMfaConfig",
    "ListGroups",
    "ListIdentityProviders",
    "ListResourceServers",
    "ListTerms",
    "ListUserPoolClientSecrets",
    "ListUserPoolClients",
    "ListUsers",
    "ListUsersInGroup",
    "SetLogDeliveryConfiguration",
    "SetRiskConfiguration",
    "SetUserPoolMfaConfig",
    "UpdateUserPool",
    "UpdateUserPoolDomain",
});
static_assert(std::ranges::is_sorted(kAlways));

constexpr auto kWhileActive = std::to_array<std::string_view>({
    "AdminGetUserAuthFactors",
    "AdminInitiateAuth",
    "AdminListUserSessions",
    "AdminRespondToAuthChallenge",
    "AdminRevokeUserSession",
    "AdminUpdateAuthEventFeedback",
    "AdminUserGlobalSignOut",
    "GetClientToken",
    "GetDevice",
    "GetIdentityProviderByIdentifier",
    "GetTokensFromRefreshToken",
    "GetUser",
    "GetUserAuthFactors",
    "GetUserPoolClientSessionConfiguration",
    "GetUserPoolSessionConfiguration",
    "GlobalSignOut",
    "InitiateAuth",
    "ListDevices",
    "ListUserSessions",
    "ListWebAuthnCredentials",
    "RespondToAuthChallenge",
    "RevokeToken",
    "RevokeUserSession",
    "UpdateAuthEventFeedback",
});
static_assert(std::ranges::is_sorted(kWhileActive));

constexpr auto kItself = std::to_array<std::string_view>({
    "CreateUserPoolReplica",
    "DeleteUserPoolReplica",
    "DescribeUserPoolDomain",  // which names no pool
    "ListUserPoolReplicas",
    "UpdateUserPoolReplica",
});

bool DeclaresRefusal(const api::Operation& operation) {
  return std::ranges::find(operation.errors, "OperationNotEnabledException") != operation.errors.end();
}

// A pool that a call names from the region of one of its replicas.
struct Replicated {
  std::string region;  // of the primary
  api::ReplicaStatusType status;
};

// Empty if it names none.
std::string IdOfNamed(const storage::Transaction& transaction, const Context& context, const NamedPool& named,
                      std::string_view id_in_token) {
  if (!named.user_pool_id.empty()) {
    return std::string(named.user_pool_id);
  }
  if (named.client_id.empty()) {
    return std::string(id_in_token);
  }
  const bool is_there = transaction.FindAppClientVersion(named.client_id).has_value();
  return is_there ? clients::UseClient(transaction, context.world.caches, named.client_id)->pool->id : "";
}

std::optional<Replicated> FindFromReplica(const storage::Transaction& transaction, const Context& context, const NamedPool& named,
                                          std::string_view id_in_token) {
  const std::string id = IdOfNamed(transaction, context, named, id_in_token);
  if (pools::RegionOfPoolId(id) == context.caller.region) {
    return std::nullopt;
  }
  const auto pool = transaction.user_pools().FindById(id);
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
  if (std::ranges::binary_search(kAlways, operation.name)) {
    return AtSecondary::kServed;
  }
  if (std::ranges::binary_search(kWhileActive, operation.name)) {
    return AtSecondary::kServedWhileActive;
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
  auto found = context.world.store.ReadBriefly(
      [&](const storage::Transaction& transaction) { return FindFromReplica(transaction, context, named, id_in_token); });
  if (!found) {
    return std::nullopt;
  }
  const bool serves_already = does == AtSecondary::kServed && found->status == api::ReplicaStatusType::INACTIVE;
  const bool serves = found->status == api::ReplicaStatusType::ACTIVE || serves_already;
  if (does == AtSecondary::kRefused || (!serves && DeclaresRefusal(context.operation))) {
    pools::RefuseAtSecondary();
  }
  if (!serves) {
    return std::nullopt;
  }
  world::Caller caller = context.caller;
  caller.replica = std::exchange(caller.region, std::move(found->region));
  return caller;
}

}  // namespace rockpool::operations
