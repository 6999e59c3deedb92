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

std::string IdOf(std::string_view user_pool_id, std::string_view name) { return std::string(user_pool_id).append("/").append(name); }

}  // namespace

const std::string& ProviderInUse::Detail(std::string_view key) const {
  static const std::string none;
  const auto found = settings.details.find(key);
  return found == settings.details.end() ? none : found->second;
}

bool ProviderInUse::IsOn(std::string_view key) const { return util::EqualsIgnoringCase(Detail(key), "true"); }

SharedProvider FindProvider(const world::World& world, const storage::Transaction& transaction, std::string_view user_pool_id,
                            std::string_view name) {
  const auto& providers = transaction.identity_providers();
  const auto revision = providers.FindRevision(user_pool_id, name);
  if (!revision) {
    return nullptr;
  }
  const std::string id = IdOf(user_pool_id, name);
  const world::RecordVersion version{transaction.generation(), id, *revision};
  return world.caches.Of<ProviderInUse>().Get(version,
                                              [&] { return Decoded(providers.Find(user_pool_id, name).value(), version.generation); });
}

SharedProvider FindProviderByIdentifier(const world::World& world, const storage::Transaction& transaction, std::string_view user_pool_id,
                                        std::string_view identifier) {
  auto record = transaction.identity_providers().FindByIdentifier(user_pool_id, identifier);
  if (!record) {
    return nullptr;
  }
  const std::string id = IdOf(record->user_pool_id, record->name);
  const world::RecordVersion version{transaction.generation(), id, record->revision};
  return world.caches.Of<ProviderInUse>().Get(version, [&] { return Decoded(*std::move(record), version.generation); });
}

}  // namespace rockpool::identity_providers
