#include "server/identity_providers/provider_in_use.h"

#include <optional>
#include <utility>

#include "server/util/strings.h"
#include "storage/transaction.h"

namespace rockpool::identity_providers {
namespace {

ProviderInUse Decoded(storage::IdentityProvider record, std::int64_t generation) {
  ProviderInUse provider;
  provider.type = &TypeOf(record);
  provider.settings = SettingsOf(record);
  provider.user_pool_id = std::move(record.user_pool_id);
  provider.name = std::move(record.name);
  provider.identifiers = std::move(record.identifiers);
  provider.encryption_key = std::move(record.encryption_key);
  provider.creation_millis = record.creation_millis;
  provider.generation = generation;
  provider.revision = record.revision;
  return provider;
}

SharedProvider Use(const world::World& world, const storage::Transaction& transaction, std::optional<storage::IdentityProvider> record) {
  if (!record) {
    return nullptr;
  }
  const std::string id = record->user_pool_id + "/" + record->name;
  const world::RecordVersion version{transaction.generation(), id, record->revision};
  return world.caches.Of<ProviderInUse>().Get(version, [&] { return Decoded(*std::move(record), version.generation); });
}

}  // namespace

const std::string& ProviderInUse::Detail(std::string_view key) const {
  static const std::string none;
  const auto found = settings.details.find(key);
  return found == settings.details.end() ? none : found->second;
}

bool ProviderInUse::IsOn(std::string_view key) const { return util::EqualsIgnoringCase(Detail(key), "true"); }

SharedProvider FindProvider(const world::World& world, const storage::Transaction& transaction, std::string_view user_pool_id,
                            std::string_view name) {
  return Use(world, transaction, transaction.identity_providers().Find(user_pool_id, name));
}

SharedProvider FindProviderByIdentifier(const world::World& world, const storage::Transaction& transaction, std::string_view user_pool_id,
                                        std::string_view identifier) {
  return Use(world, transaction, transaction.identity_providers().FindByIdentifier(user_pool_id, identifier));
}

}  // namespace rockpool::identity_providers
