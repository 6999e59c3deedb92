// A user pool as the rules of its users read it: decoded once for each change of it. By its id alone it is found by
// storage::UserPoolVersion: what is read from a further record must have its revision there.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "server/api/types.h"
#include "server/pools/mfa.h"
#include "server/world/caller.h"
#include "server/world/record_cache.h"
#include "storage/transaction.h"

namespace rockpool::pools {

struct PoolInUse {
  std::shared_ptr<const api::UserPoolType> decoded;  // never null
  const api::UserPoolType& settings;                 // the same
  std::string id;
  std::string account;
  std::string region;
  MfaFactors factors;              // SmsMfaConfiguration where codes by SMS are a factor: also at a replica that has no sender of them
  std::int64_t session_limit = 0;  // how many sessions a user may have; 0: the pool does not track them

  // What follows "_" in the id: what AWS calls the pool's name where it computes SRP.
  std::string_view srp_name() const { return std::string_view(id).substr(id.find('_') + 1); }
};

using SharedPool = std::shared_ptr<const PoolInUse>;

// Throws api::ResourceNotFoundException if the caller's account has no such pool in the caller's region.
SharedPool UsePool(const storage::Transaction& transaction, const world::Caches& caches, const world::Caller& caller, std::string_view id);

// For calls without a signature. Null if there is none.
SharedPool FindPoolOf(const storage::Transaction& transaction, const world::Caches& caches, std::string_view id);

// The same for those that have found something that belongs to the pool. Throws std::logic_error if there is none.
SharedPool UsePoolOf(const storage::Transaction& transaction, const world::Caches& caches, std::string_view id);

// Whether names and aliases of the pool's users are told apart by case. True where the pool does not say.
bool IsCaseSensitive(const PoolInUse& pool);

}  // namespace rockpool::pools
