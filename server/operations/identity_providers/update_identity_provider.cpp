#include "server/api/errors.h"
#include "server/identity_providers/acr_mapping.h"
#include "server/identity_providers/attribute_mapping.h"
#include "server/identity_providers/details_merge.h"
#include "server/identity_providers/remote_documents.h"
#include "server/operations/identity_providers/identity_providers.h"
#include "server/operations/pool_resources.h"
#include "server/operations/user_pools/user_pools.h"
#include "server/util/clock.h"
#include "storage/store.h"

namespace rockpool::operations {

using identity_providers::Details;

namespace {

storage::IdentityProvider FindForUpdate(const storage::Transaction& transaction, const Context& context,
                                        const api::UpdateIdentityProviderRequest& request) {
  RequirePool(transaction, context, request.UserPoolId);
  auto record = transaction.identity_providers().Find(request.UserPoolId, request.ProviderName);
  if (!record) {
    // Not the words of Describe (recorded, floci PR 2858).
    throw api::ResourceNotFoundException("Identity provider " + request.ProviderName + " in User Pool " + request.UserPoolId +
                                         " does not exist.");
  }
  return *std::move(record);
}

// Reads the documents that the request names, before the transaction that writes.
std::optional<Details> FetchFacts(const Context& context, const api::UpdateIdentityProviderRequest& request) {
  if (!UpdateIdentityProviderMayBlock(request)) {
    return std::nullopt;
  }
  const World& world = context.world;
  const auto record =
      world.store.Read([&](const storage::Transaction& transaction) { return FindForUpdate(transaction, context, request); });
  const auto& type = TypeOf(record);
  const Details stored = SettingsOf(record).details;
  const Details merged = identity_providers::MergeDetails(type, &stored, *request.ProviderDetails, world.settings.identity_providers);
  return world.remote_documents.Resolve(type, merged, *request.ProviderDetails, world.wall_clock.Now());
}

// Changes what the request carries, and keeps what it leaves out. Returns the settings that the record's document holds then.
ProviderSettings Apply(const storage::Transaction& transaction, const Context& context, const api::UpdateIdentityProviderRequest& request,
                       const std::optional<Details>& facts, storage::IdentityProvider& record) {
  const auto& type = TypeOf(record);
  ProviderSettings settings = SettingsOf(record);
  if (request.ProviderDetails) {
    Details merged =
        identity_providers::MergeDetails(type, &settings.details, *request.ProviderDetails, context.world.settings.identity_providers);
    settings.details = identity_providers::CompleteDetails(type, std::move(merged), &settings.details, facts);
  }
  if (request.AttributeMapping) {
    settings.attribute_mapping = identity_providers::MappingOnUpdate(type, settings.attribute_mapping, request.AttributeMapping);
    const api::UserPoolType pool = LoadPool(transaction, context, request.UserPoolId);
    identity_providers::CheckAttributeMapping(type, settings.attribute_mapping, *pool.SchemaAttributes);
  }
  settings.acr_mapping = identity_providers::AcrMappingAfter(type, settings.acr_mapping, request.AcrMapping);
  if (request.IdpIdentifiers) {
    CheckIdentifiers(transaction, context, record.user_pool_id, record.name, *request.IdpIdentifiers);
    record.identifiers = *request.IdpIdentifiers;
  }
  record.document = ToDocument(settings);
  return settings;
}

}  // namespace

bool UpdateIdentityProviderMayBlock(const api::UpdateIdentityProviderRequest& request) {
  return request.ProviderDetails && identity_providers::MayNameDocument(*request.ProviderDetails);
}

api::UpdateIdentityProviderResponse UpdateIdentityProvider(const Context& context, const api::UpdateIdentityProviderRequest& request) {
  const std::optional<Details> facts = FetchFacts(context, request);
  const util::EpochMillis now = context.world.clock.Now();
  WrittenProvider updated = context.world.store.Write([&](storage::Transaction& transaction) {
    storage::IdentityProvider record = FindForUpdate(transaction, context, request);
    ProviderSettings settings = Apply(transaction, context, request, facts, record);
    record.last_modified_millis = TimeOfChange(now, record.last_modified_millis);
    transaction.identity_providers().Update(record);
    return WrittenProvider{std::move(record), std::move(settings)};
  });
  return {ShownAfterChange(std::move(updated), request.IdpIdentifiers.has_value())};
}

}  // namespace rockpool::operations
