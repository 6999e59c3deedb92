// A provider as a sign-in uses it: decoded once for each of its revisions.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/identity_providers/provider_records.h"
#include "server/identity_providers/provider_type.h"
#include "server/world/world.h"
#include "storage/transaction.h"

namespace rockpool::identity_providers {

struct ProviderInUse {
  std::string user_pool_id;
  std::string name;
  const ProviderType* type = nullptr;
  ProviderSettings settings;
  std::vector<std::string> identifiers;
  std::string encryption_key;  // PEM, or empty
  std::int64_t generation = 0;
  std::int64_t revision = 0;

  // The value of a key of its details; empty if it has none.
  const std::string& Detail(std::string_view key) const;
  // Whether the value, `true` or `false` in any case, is true.
  bool IsOn(std::string_view key) const;
};

using SharedProvider = std::shared_ptr<const ProviderInUse>;

// Null if the pool has no provider of that name, or with that identifier.
SharedProvider FindProvider(const world::World& world, const storage::Transaction& transaction, std::string_view user_pool_id,
                            std::string_view name);
SharedProvider FindProviderByIdentifier(const world::World& world, const storage::Transaction& transaction, std::string_view user_pool_id,
                                        std::string_view identifier);

}  // namespace rockpool::identity_providers
