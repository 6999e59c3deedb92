// The repositories of the contract, each over its tables on one connection.
#pragma once

#include "storage/identity_providers.h"
#include "storage/pool_resources.h"
#include "storage/server_records.h"
#include "storage/sqlite/connection.h"
#include "storage/sqlite/graveyard.h"
#include "storage/sqlite/statement.h"
#include "storage/user_pools.h"

namespace rockpool::storage::sqlite {

// The table `user_pools`.
class UserPools final : public storage::UserPools {
 public:
  // What is too large to be deleted at once goes to the graveyard.
  UserPools(Connection& connection, Graveyard& graveyard) : connection_(connection), graveyard_(graveyard) {}

  void Insert(const UserPool& pool) override;
  bool Update(const UserPool& pool) override;
  bool Exists(std::string_view account, std::string_view region, std::string_view id) const override;
  std::optional<UserPool> Find(std::string_view account, std::string_view region, std::string_view id) const override;
  std::optional<UserPool> FindById(std::string_view id) const override;
  std::optional<UserPoolVersion> FindVersion(std::string_view id) const override;
  std::vector<UserPool> List(std::string_view account, std::string_view region, std::string_view after, std::size_t limit) const override;
  std::size_t Count(std::string_view account, std::string_view region) const override;
  bool IsEmpty() const override;
  bool Delete(std::string_view id) override;

 private:
  Connection& connection_;
  Graveyard& graveyard_;
};

// The tables `identity_providers` and `identity_provider_identifiers`.
class IdentityProviders final : public storage::IdentityProviders {
 public:
  explicit IdentityProviders(Connection& connection) : connection_(connection) {}

  void Insert(const IdentityProvider& provider) override;
  bool Update(const IdentityProvider& provider) override;
  std::optional<IdentityProvider> Find(std::string_view user_pool_id, std::string_view name) const override;
  std::optional<IdentityProviderSummary> FindSummary(std::string_view user_pool_id, std::string_view name) const override;
  std::optional<std::int64_t> FindRevision(std::string_view user_pool_id, std::string_view name) const override;
  std::optional<IdentityProvider> FindByIdentifier(std::string_view user_pool_id, std::string_view identifier) const override;
  std::vector<IdentityProviderSummary> List(std::string_view user_pool_id, std::string_view after, std::size_t limit) const override;
  std::size_t Count(std::string_view user_pool_id) const override;
  bool Delete(std::string_view user_pool_id, std::string_view name) override;

 private:
  // Of a provider that is there.
  std::int64_t RowOf(const IdentityProvider& provider) const;
  std::vector<std::string> IdentifiersOf(const IdentityProvider& provider) const;
  void InsertIdentifiers(std::int64_t provider_row, const std::vector<std::string>& identifiers);

  // The identifiers that the last Find of this transaction has read, so that an Update after it does not read them again.
  struct Seen {
    std::string user_pool_id;
    std::string name;
    std::vector<std::string> identifiers;
  };

  Connection& connection_;
  mutable std::optional<Seen> seen_;  // nullopt since a provider has changed
};

// The columns that AllResources reads, of `r` in the pool `p`.
inline constexpr std::string_view kResourceColumns =
    "p.pool_id, r.key, (SELECT c.key FROM pool_resources AS c WHERE c.id = r.app_client), "
    "r.creation_millis, r.last_modified_millis, r.document, r.counted_account IS NOT NULL, r.revision";

std::vector<PoolResource> AllResources(Statement& rows);

std::optional<AppClientVersion> FindAppClientVersion(Connection& connection, std::string_view client_id);

// The table `pool_resources`, as the repository of one kind sees it.
class PoolResources final : public storage::PoolResources {
 public:
  // What owns too much to be deleted at once goes to the graveyard.
  PoolResources(Connection& connection, Graveyard& graveyard, ResourceKind kind)
      : connection_(connection), graveyard_(graveyard), kind_(kind) {}

  void Insert(const PoolResource& resource) override;
  bool Update(const PoolResource& resource) override;
  std::optional<PoolResource> Find(std::string_view user_pool_id, std::string_view key) const override;
  std::optional<std::int64_t> FindRevision(std::string_view user_pool_id, std::string_view key) const override;
  std::optional<PoolResource> FindInStore(std::string_view key) const override;
  std::vector<PoolResource> List(std::string_view user_pool_id, std::string_view after, std::size_t limit) const override;
  std::vector<PoolResource> ListOfClient(std::string_view user_pool_id, std::string_view client_id) const override;
  std::vector<ResourceVersion> ListVersions(std::string_view user_pool_id, std::size_t limit) const override;
  std::vector<ResourceVersion> ListVersionsOfClient(std::string_view user_pool_id, std::string_view client_id) const override;
  std::size_t Count(std::string_view user_pool_id) const override;
  std::size_t CountOfAccount(std::string_view account) const override;
  bool Delete(std::string_view user_pool_id, std::string_view key) override;

 private:
  // A key that is unique in the store is free when its pool is deleted, though its row may still wait to be swept.
  void TakeFromDeadPool(std::string_view key);

  Connection& connection_;
  Graveyard& graveyard_;
  const ResourceKind kind_;
};

// The table `key_pairs`.
class KeyPairs final : public storage::KeyPairs {
 public:
  explicit KeyPairs(Connection& connection) : connection_(connection) {}

  void AddSpare(std::string_view private_key) override;
  KeyPair AddTaken(std::string_view private_key) override;
  std::optional<KeyPair> TakeSpare() override;
  std::optional<KeyPair> Share(std::string_view unlike) override;
  bool PutBack(const KeyPair& taken) override;
  void ForgetTakenBut(std::size_t most) override;
  std::size_t CountSpares() const override;

 private:
  Connection& connection_;
};

// Those of `to` are gone afterwards.
void CopyKeyPairs(Connection& from, Connection& to);

// The table `properties`.
class Properties final : public storage::Properties {
 public:
  explicit Properties(Connection& connection) : connection_(connection) {}

  std::optional<std::string> Find(std::string_view name) const override;
  void Put(std::string_view name, std::string_view value) override;

 private:
  Connection& connection_;
};

// The table `provisioned_limits`.
class ProvisionedLimits final : public storage::ProvisionedLimits {
 public:
  explicit ProvisionedLimits(Connection& connection) : connection_(connection) {}

  std::optional<std::int64_t> Find(std::string_view account, std::string_view region, std::string_view name) const override;
  void Put(const ProvisionedLimit& limit) override;

 private:
  Connection& connection_;
};

}  // namespace rockpool::storage::sqlite
