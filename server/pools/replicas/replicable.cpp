#include "server/pools/replicas/replicable.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "server/api/errors.h"
#include "server/pools/replicas/replicas.h"
#include "server/pools/tier.h"

namespace rockpool::pools {
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
