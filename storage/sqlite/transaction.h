// The repositories over one connection. Beginning and ending the transaction is the store's.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "storage/sqlite/connection.h"
#include "storage/sqlite/graveyard.h"
#include "storage/sqlite/repositories.h"
#include "storage/sqlite/revision.h"
#include "storage/transaction.h"

namespace rockpool::storage::sqlite {

class Transaction final : public storage::Transaction {
 public:
  explicit Transaction(Connection& connection)
      : connection_(connection),
        graveyard_(connection),
        user_pools_(connection, graveyard_),
        identity_providers_(connection),
        resources_(ResourcesOf(connection, std::make_index_sequence<kResourceKinds>())),
        key_pairs_(connection),
        properties_(connection),
        provisioned_limits_(connection) {}

  storage::UserPools& user_pools() override { return user_pools_; }
  const storage::UserPools& user_pools() const override { return user_pools_; }
  storage::IdentityProviders& identity_providers() override { return identity_providers_; }
  const storage::IdentityProviders& identity_providers() const override { return identity_providers_; }
  storage::PoolResources& resources(ResourceKind kind) override { return resources_.at(static_cast<std::size_t>(kind)); }
  const storage::PoolResources& resources(ResourceKind kind) const override { return resources_.at(static_cast<std::size_t>(kind)); }
  storage::KeyPairs& key_pairs() override { return key_pairs_; }
  const storage::KeyPairs& key_pairs() const override { return key_pairs_; }
  storage::Properties& properties() override { return properties_; }
  const storage::Properties& properties() const override { return properties_; }
  storage::ProvisionedLimits& provisioned_limits() override { return provisioned_limits_; }
  const storage::ProvisionedLimits& provisioned_limits() const override { return provisioned_limits_; }
  std::int64_t generation() const override { return GenerationOf(connection_); }

  bool SweepSome(std::size_t limit) override { return graveyard_.SweepSome(limit); }

  // Whether it has left something to sweep once it is committed.
  bool has_buried() const { return graveyard_.has_buried(); }

 private:
  template <std::size_t... Kinds>
  static std::array<PoolResources, kResourceKinds> ResourcesOf(Connection& connection, std::index_sequence<Kinds...>) {
    return {PoolResources(connection, static_cast<ResourceKind>(Kinds))...};
  }

  Connection& connection_;
  Graveyard graveyard_;
  UserPools user_pools_;
  IdentityProviders identity_providers_;
  std::array<PoolResources, kResourceKinds> resources_;
  KeyPairs key_pairs_;
  Properties properties_;
  ProvisionedLimits provisioned_limits_;
};

}  // namespace rockpool::storage::sqlite
