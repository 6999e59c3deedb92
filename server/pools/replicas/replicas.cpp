#include "server/pools/replicas/replicas.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "server/api/codecs.h"
#include "server/api/errors.h"
#include "server/pools/identifiers.h"
#include "server/pools/records.h"
#include "server/pools/replicas/replica_settings.h"
#include "server/pools/tier.h"
#include "server/pools/user_pools.h"

namespace rockpool::pools {

using api::ReplicaStatusType;
using api::UserPoolReplicaType;
using storage::ResourceKind;

namespace {

// Minutes in AWS. Here long enough to be seen, and short enough to wait for.
constexpr util::EpochMillis kCreationTakes = 2000;
constexpr util::EpochMillis kDeletionTakes = 2000;

// The pool of that id, if it has a replica in the caller's region.
std::optional<storage::UserPool> FindFromReplica(const storage::Transaction& transaction, const world::Caller& caller,
                                                 const std::string& id, util::EpochMillis now) {
  auto pool = transaction.user_pools().Find(caller.account, RegionOfPoolId(id), id);
  const auto replica = transaction.resources(ResourceKind::kReplica).Find(id, caller.region);
  return pool && replica && ReplicaAt(*replica, now) ? std::move(pool) : std::nullopt;
}

}  // namespace

std::string_view RegionOfPoolId(std::string_view id) { return id.substr(0, id.rfind('_')); }

ReplicatedPool FindReplicatedPool(const storage::Transaction& transaction, const world::Caller& caller, const std::string& user_pool_id,
                                  util::EpochMillis now) {
  if (auto pool = FindFromReplica(transaction, caller, user_pool_id, now)) {
    return {*std::move(pool), false};
  }
  return {FindPool(transaction, caller, user_pool_id), true};
}

storage::UserPool FindPrimaryPool(const storage::Transaction& transaction, const world::Caller& caller, const std::string& user_pool_id,
                                  util::EpochMillis now) {
  ReplicatedPool found = FindReplicatedPool(transaction, caller, user_pool_id, now);
  if (!found.is_primary) {
    RefuseAtSecondary();
  }
  return std::move(found.pool);
}

void RefuseAtSecondary() {
  // Assumed: the text; the error's description speaks of secondary regions.
  throw api::OperationNotEnabledException("This operation is not enabled in this Region.");
}

void RequirePrimary(const world::Caller& caller) {
  if (!caller.replica.empty()) {
    RefuseAtSecondary();
  }
}

std::optional<ReplicaStatusType> StatusOfReplica(const storage::Transaction& transaction, const std::string& user_pool_id,
                                                 const std::string& region, util::EpochMillis now) {
  const auto record = transaction.resources(ResourceKind::kReplica).Find(user_pool_id, region);
  const auto replica = record ? ReplicaAt(*record, now) : std::nullopt;
  return replica ? replica->Status : std::nullopt;
}

UserPoolReplicaType ReplicaIn(const storage::UserPool& pool, const std::string& region, ReplicaStatusType status) {
  UserPoolReplicaType replica;
  replica.RegionName = region;
  replica.Role = region == pool.region ? api::ReplicaRoleType::PRIMARY : api::ReplicaRoleType::SECONDARY;
  replica.Status = status;
  replica.UserPoolArn = PoolArn(pool.account, region, pool.id);
  return replica;
}

UserPoolReplicaType PrimaryOf(const storage::UserPool& pool) { return ReplicaIn(pool, pool.region, ReplicaStatusType::ACTIVE); }

std::optional<UserPoolReplicaType> ReplicaAt(const storage::PoolResource& record, util::EpochMillis now) {
  auto replica = ContentOf<UserPoolReplicaType>(record);
  if (replica.Status == ReplicaStatusType::DELETING) {
    return now < record.last_modified_millis + kDeletionTakes ? std::optional(std::move(replica)) : std::nullopt;
  }
  if (now < record.creation_millis + kCreationTakes) {
    replica.Status = ReplicaStatusType::CREATING;
  }
  return replica;
}

std::vector<UserPoolReplicaType> ReplicasAt(const storage::Transaction& transaction, const storage::UserPool& pool, util::EpochMillis now) {
  std::vector<UserPoolReplicaType> replicas;
  for (const auto& record : ListAll(transaction.resources(ResourceKind::kReplica), pool.id)) {
    if (auto replica = ReplicaAt(record, now)) {
      replicas.push_back(*std::move(replica));
    }
  }
  return replicas;
}

void DeleteEndedReplicas(storage::Transaction& transaction, const storage::UserPool& pool, util::EpochMillis now) {
  for (const auto& record : ListAll(transaction.resources(ResourceKind::kReplica), pool.id)) {
    if (!ReplicaAt(record, now)) {
      transaction.resources(ResourceKind::kReplica).Delete(pool.id, record.key);
      transaction.resources(ResourceKind::kReplicaTags).Delete(pool.id, record.key);
      DeleteReplicaSettings(transaction, pool.id, record.key);
    }
  }
}

void RequireSecondaryRegion(const storage::UserPool& pool, const std::string& region) {
  if (region == pool.region) {
    // Assumed: the text, and that it is an invalid parameter.
    throw api::InvalidParameterException("Region " + region + " is the primary region of user pool " + pool.id + ".");
  }
}

storage::PoolResource FindReplica(const storage::Transaction& transaction, const storage::UserPool& pool, const std::string& region,
                                  util::EpochMillis now) {
  RequireSecondaryRegion(pool, region);
  auto record = transaction.resources(ResourceKind::kReplica).Find(pool.id, region);
  if (!record || !ReplicaAt(*record, now)) {
    // Assumed text
    throw api::ResourceNotFoundException("User pool " + pool.id + " has no replica in region " + region + ".");
  }
  return *std::move(record);
}

void RequireStatus(const storage::PoolResource& record, util::EpochMillis now, std::initializer_list<ReplicaStatusType> allowed,
                   std::string_view done) {
  const ReplicaStatusType status = *ReplicaAt(record, now)->Status;
  if (std::ranges::find(allowed, status) == allowed.end()) {
    // Assumed text. That only an INACTIVE replica can be deleted is documented.
    throw api::InvalidParameterException("Replica in region " + record.key + " cannot be " + std::string(done) + " in status " +
                                         std::string(api::ToText(status)) + ".");
  }
}

namespace {

bool HasMultiRegionKey(const api::UserPoolType& pool) {
  return pool.KeyConfiguration && pool.KeyConfiguration->KeyType == api::EncryptionKeyType::CUSTOMER_MANAGED_KEY &&
         pool.KeyConfiguration->KmsKeyArn && pool.KeyConfiguration->KmsKeyArn->find(":key/mrk-") != std::string::npos;
}

// What is missing, as the end of "The pool must ..."; empty if nothing is. Documented (the developer guide's page of multi-Region
// replication, which asks for the updated issuer, too; pools with another one were seen to be replicated: terraform-provider-aws,
// user_pool_replica_test.go). Assumed: the text.
std::string_view WhatIsMissing(const api::UserPoolType& settings) {
  if (!HasMultiRegionKey(settings)) {
    return "be encrypted with a multi-Region customer managed key";
  }
  return "";
}

std::string Sentence(const storage::UserPool& pool, std::string_view missing, std::string_view end) {
  return std::string("User pool ").append(pool.id).append(" must ").append(missing).append(end);
}

}  // namespace

void CheckReplicable(const storage::UserPool& pool, const api::UserPoolType& settings) {
  RequireTier(settings, api::UserPoolTierType::ESSENTIALS, kReplication);
  // From a replica's region the id leads to the primary; a tag may have fixed one that does not.
  const std::string_view missing =
      RegionOfPoolId(pool.id) == pool.region ? WhatIsMissing(settings) : "have an id that begins with its region";
  if (!missing.empty()) {
    // Assumed: which of the declared errors.
    throw api::OperationNotEnabledException(Sentence(pool, missing, " before it can be replicated."));
  }
}

void CheckStaysReplicable(const storage::Transaction& transaction, const storage::UserPool& pool, const api::UserPoolType& settings,
                          util::EpochMillis now) {
  const std::string_view missing = WhatIsMissing(settings);
  const auto stays = [](const api::UserPoolReplicaType& replica) { return replica.Status != api::ReplicaStatusType::DELETING; };
  if (!missing.empty() && std::ranges::any_of(ReplicasAt(transaction, pool, now), stays)) {
    throw api::InvalidParameterException(Sentence(pool, missing, " while it has replicas."));  // Assumed: that it is refused
  }
}

}  // namespace rockpool::pools
