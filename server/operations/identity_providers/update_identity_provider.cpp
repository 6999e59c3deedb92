#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/http/endpoint.h"
#include "server/identity_providers/details_merge.h"
#include "server/identity_providers/mappings.h"
#include "server/identity_providers/provider_records.h"
#include "server/identity_providers/provider_type.h"
#include "server/identity_providers/remote_documents.h"
#include "server/identity_providers/settings.h"
#include "server/operations/context.h"
#include "server/operations/quotas.h"
#include "server/pools/records.h"
#include "server/pools/user_pools.h"
#include "server/util/clock.h"
#include "server/world/look_call_commit.h"
#include "server/world/world.h"
#include "storage/store.h"

namespace rockpool::operations {

namespace {

storage::IdentityProvider FindForUpdate(const storage::Transaction& transaction, const Context& context,
                                        const api::UpdateIdentityProviderRequest& request) {
  pools::RequirePool(transaction, context.caller, request.UserPoolId);
  auto record = transaction.identity_providers().Find(request.UserPoolId, request.ProviderName);
  if (!record) {
    // Not the words of Describe (recorded, floci PR 2858).
    throw api::ResourceNotFoundException("Identity provider " + request.ProviderName + " in User Pool " + request.UserPoolId +
                                         " does not exist.");
  }
  return *std::move(record);
}

// Reads the documents that the request names, before the transaction that writes.
std::optional<identity_providers::Details> FetchFacts(world::LookCallCommit& rounds, const Context& context,
                                                      const api::UpdateIdentityProviderRequest& request) {
  if (UpdateIdentityProviderRuns(request) == http::Runs::kHere) {
    return std::nullopt;
  }
  const world::World& world = context.world;
  const auto record = rounds.Look([&](const storage::Transaction& transaction) { return FindForUpdate(transaction, context, request); });
  const auto& type = identity_providers::TypeOf(record);
  const identity_providers::Details stored = identity_providers::SettingsOf(record).details;
  const identity_providers::Details merged =
      identity_providers::MergeDetails(type, &stored, *request.ProviderDetails, world.settings.Of<identity_providers::Settings>());
  return identity_providers::RemoteDocuments(world.settings.Of<identity_providers::Settings>(), world.http_client)
      .Resolve(type, merged, *request.ProviderDetails, world.wall_clock.Now());
}

// Changes what the request carries, and keeps what it leaves out. Returns the settings that the record's document holds then.
identity_providers::ProviderSettings Apply(const storage::Transaction& transaction, const Context& context,
                                           const api::UpdateIdentityProviderRequest& request,
                                           const std::optional<identity_providers::Details>& facts, storage::IdentityProvider& record) {
  const auto& type = identity_providers::TypeOf(record);
  identity_providers::ProviderSettings settings = identity_providers::SettingsOf(record);
  if (request.ProviderDetails) {
    identity_providers::UpdateDetails(type, settings.details, *request.ProviderDetails, facts,
                                      context.world.settings.Of<identity_providers::Settings>());
  }
  if (request.AttributeMapping) {
    settings.attribute_mapping = identity_providers::MappingOnUpdate(type, settings.attribute_mapping, request.AttributeMapping);
    const auto pool = pools::LoadPool(transaction, context.world.caches, context.caller, request.UserPoolId);
    identity_providers::CheckAttributeMapping(type, settings.attribute_mapping, *pool->SchemaAttributes);
  }
  settings.acr_mapping = identity_providers::AcrMappingAfter(type, settings.acr_mapping, request.AcrMapping);
  if (request.IdpIdentifiers) {
    identity_providers::CheckIdentifiers(transaction, QuotasOf(context), context.operation, record.user_pool_id, record.name,
                                         *request.IdpIdentifiers);
    record.identifiers = *request.IdpIdentifiers;
  }
  record.document = identity_providers::ToDocument(settings);
  return settings;
}

}  // namespace

http::Runs UpdateIdentityProviderRuns(const api::UpdateIdentityProviderRequest& request) {
  return request.ProviderDetails ? identity_providers::ResolveRuns(*request.ProviderDetails) : http::Runs::kHere;
}

api::UpdateIdentityProviderResponse UpdateIdentityProvider(const Context& context, const api::UpdateIdentityProviderRequest& request) {
  world::LookCallCommit rounds(context.world.store);
  const std::optional<identity_providers::Details> facts = FetchFacts(rounds, context, request);
  const util::EpochMillis now = context.world.clock.Now();
  identity_providers::WrittenProvider updated = rounds.Commit([&](storage::Transaction& transaction) {
    storage::IdentityProvider record = FindForUpdate(transaction, context, request);
    identity_providers::ProviderSettings settings = Apply(transaction, context, request, facts, record);
    record.last_modified_millis = pools::TimeOfChange(now, record.last_modified_millis);
    transaction.identity_providers().Update(record);
    return identity_providers::WrittenProvider{std::move(record), std::move(settings)};
  });
  return {identity_providers::ShownAfterChange(std::move(updated), request.IdpIdentifiers.has_value())};
}

}  // namespace rockpool::operations
