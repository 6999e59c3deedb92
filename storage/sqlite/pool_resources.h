// The table `pool_resources`, as the repository of one kind sees it.
#pragma once

#include "storage/pool_resources.h"
#include "storage/sqlite/connection.h"
#include "storage/sqlite/graveyard.h"
#include "storage/sqlite/statement.h"

namespace rockpool::storage::sqlite {

// The columns that AllResources reads, of `r` in the pool `p`.
inline constexpr std::string_view kResourceColumns =
    "p.pool_id, r.key, (SELECT c.key FROM pool_resources AS c WHERE c.id = r.app_client), "
    "r.creation_millis, r.last_modified_millis, r.document, r.counted_account IS NOT NULL, r.revision";

std::vector<PoolResource> AllResources(Statement& rows);

class PoolResources final : public storage::PoolResources {
 public:
  // What owns too much to be deleted at once goes to the graveyard.
  PoolResources(Connection& connection, Graveyard& graveyard, ResourceKind kind)
      : connection_(connection), graveyard_(graveyard), kind_(kind) {}

  void Insert(const PoolResource& resource) override;
  bool Update(const PoolResource& resource) override;
  std::optional<PoolResource> Find(std::string_view user_pool_id, std::string_view key) const override;
  std::optional<PoolResource> FindInStore(std::string_view key) const override;
  std::vector<PoolResource> List(std::string_view user_pool_id, std::string_view after, std::size_t limit) const override;
  std::vector<PoolResource> ListOfClient(std::string_view user_pool_id, std::string_view client_id) const override;
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

}  // namespace rockpool::storage::sqlite
