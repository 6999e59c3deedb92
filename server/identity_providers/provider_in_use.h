// A provider as a sign-in uses it: decoded once for each of its revisions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/identity_providers/provider_records.h"
#include "server/identity_providers/provider_type.h"
#include "server/util/clock.h"
#include "server/world/world.h"
#include "storage/transaction.h"

namespace rockpool::identity_providers {

// How many providers' decoded values are kept, here and in server/federation: 1,000 whose sign-ins interleave, and room for shards that get
// more than their share. Of each type some 4 to 10 KiB a provider, so 20 MiB where all are full; a provider of a metadata file has that
// too.
inline constexpr std::size_t kCachedProviders = 2048;

struct ProviderInUse {
  static constexpr std::size_t kCachedRecords = kCachedProviders;

  std::string user_pool_id;
  std::string name;
  const ProviderType* type = nullptr;
  ProviderSettings settings;
  std::vector<std::string> identifiers;
  std::string encryption_key;  // PEM, or empty
  util::EpochMillis creation_millis = 0;
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
