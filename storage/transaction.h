// All repositories as they stand inside one transaction. A reading transaction is const, and so offers only what reads.
#pragma once

#include <cstddef>
#include <cstdint>

#include "storage/identity_providers.h"
#include "storage/pool_resources.h"
#include "storage/server_records.h"
#include "storage/user_pools.h"

namespace rockpool::storage {

class Transaction {
 public:
  virtual ~Transaction() = default;

  virtual UserPools& user_pools() = 0;
  virtual const UserPools& user_pools() const = 0;
  virtual IdentityProviders& identity_providers() = 0;
  virtual const IdentityProviders& identity_providers() const = 0;
  virtual PoolResources& resources(ResourceKind kind) = 0;
  virtual const PoolResources& resources(ResourceKind kind) const = 0;
  virtual KeyPairs& key_pairs() = 0;
  virtual const KeyPairs& key_pairs() const = 0;
  virtual Properties& properties() = 0;
  virtual const Properties& properties() const = 0;
  virtual ProvisionedLimits& provisioned_limits() = 0;
  virtual const ProvisionedLimits& provisioned_limits() const = 0;

  // Of the contents: another number since each Store::ReplaceContentsWith, never one that the store has had before. Survives a restart.
  virtual std::int64_t generation() const = 0;

  // Removes about `limit` rows (at least 1) of what was deleted before and was too much to go in one write. True if there may be more.
  // Readers see no difference. A store calls it by itself, in writes of its own between those of others.
  virtual bool SweepSome(std::size_t limit) = 0;
};

}  // namespace rockpool::storage
