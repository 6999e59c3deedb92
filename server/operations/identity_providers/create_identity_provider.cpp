#include <algorithm>

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
#include "server/operations/repeats.h"
#include "server/pools/certificates.h"
#include "server/pools/groups.h"
#include "server/pools/quotas.h"
#include "server/pools/user_pools.h"
#include "server/util/clock.h"
#include "server/world/look_call_commit.h"
#include "server/world/world.h"
#include "storage/store.h"

namespace rockpool::operations {

namespace {

// Whether the pool exists and takes one more provider, of that type and name.
// Assumed: the order of these checks and of those that follow them (details, document, mapping, identifiers).
void CheckPoolTakes(const storage::Transaction& transaction, const Context& context, const api::CreateIdentityProviderRequest& request,
                    const identity_providers::ProviderType& type) {
  pools::RequirePool(transaction, context.caller, request.UserPoolId);
  identity_providers::CheckName(type, request.ProviderName);
  const auto& providers = transaction.identity_providers();
  if (providers.Find(request.UserPoolId, request.ProviderName)) {
    throw api::DuplicateProviderException(request.ProviderName + " already exists for tenant " + request.UserPoolId + ".");
  }
  pools::RequireRoom(providers.Count(request.UserPoolId), QuotasOf(context).identity_providers, "identity providers", request.UserPoolId);
}

void CheckMappingAndIdentifiers(const storage::Transaction& transaction, const Context& context,
                                const api::CreateIdentityProviderRequest& request, const identity_providers::ProviderType& type) {
  const auto pool = pools::LoadPool(transaction, context.world.caches, context.caller, request.UserPoolId);
  identity_providers::CheckAttributeMapping(type, identity_providers::MappingOnCreate(type, request.AttributeMapping),
                                            *pool->SchemaAttributes);
  identity_providers::AcrMappingAfter(type, std::nullopt, request.AcrMapping);
  identity_providers::CheckIdentifiers(transaction, QuotasOf(context), context.operation, request.UserPoolId, request.ProviderName,
                                       request.IdpIdentifiers.value_or(std::vector<std::string>()));
}

// The key of ProviderDetails that shows the certificate for which the provider encrypts its assertions; empty for a type that has none.
std::string_view CertificateKey(const identity_providers::ProviderType& type) {
  const auto issued = std::ranges::find(type.keys, identity_providers::Role::kIssued, &identity_providers::KeyRule::role);
  return issued == type.keys.end() ? std::string_view() : issued->key;
}

// What takes time: the documents that the details name, and the certificate.
struct SlowParts {
  std::optional<identity_providers::Details> facts;
  std::optional<pools::IssuedCertificate> certificate;
};

SlowParts FetchSlowParts(world::LookCallCommit& rounds, const Context& context, const api::CreateIdentityProviderRequest& request,
                         const identity_providers::ProviderType& type) {
  if (!identity_providers::NamesDocument(type, request.ProviderDetails)) {
    return {};
  }
  const world::World& world = context.world;
  rounds.Look([&](const storage::Transaction& transaction) { CheckPoolTakes(transaction, context, request, type); });
  const identity_providers::Details merged =
      identity_providers::MergeDetails(type, nullptr, request.ProviderDetails, world.settings.Of<identity_providers::Settings>());
  SlowParts parts;
  parts.facts = identity_providers::RemoteDocuments(world.settings.Of<identity_providers::Settings>(), world.http_client)
                    .Resolve(type, merged, request.ProviderDetails, world.wall_clock.Now());
  if (!CertificateKey(type).empty()) {
    // A request that would be refused takes no key out of the stock.
    rounds.Look([&](const storage::Transaction& transaction) { CheckMappingAndIdentifiers(transaction, context, request, type); });
    parts.certificate.emplace(pools::IssueCertificate(context.world, request.UserPoolId));
  }
  return parts;
}

identity_providers::ProviderSettings SettingsOnCreate(const Context& context, const api::CreateIdentityProviderRequest& request,
                                                      const identity_providers::ProviderType& type, const SlowParts& parts) {
  identity_providers::ProviderSettings settings;
  settings.details = identity_providers::CompleteDetails(
      type,
      identity_providers::MergeDetails(type, nullptr, request.ProviderDetails, context.world.settings.Of<identity_providers::Settings>()),
      nullptr, parts.facts);
  if (parts.certificate) {
    settings.details.insert_or_assign(std::string(CertificateKey(type)), parts.certificate->base64_der);
  }
  settings.attribute_mapping = identity_providers::MappingOnCreate(type, request.AttributeMapping);
  settings.acr_mapping = identity_providers::AcrMappingAfter(type, std::nullopt, request.AcrMapping);
  return settings;
}

}  // namespace

http::Runs CreateIdentityProviderRuns(const api::CreateIdentityProviderRequest& request) {
  return identity_providers::ResolveRuns(request.ProviderDetails);
}

api::CreateIdentityProviderResponse CreateIdentityProvider(const Context& context, const api::CreateIdentityProviderRequest& request) {
  const identity_providers::ProviderType& type = identity_providers::TypeOf(request.ProviderType);
  world::LookCallCommit rounds(context.world.store);
  SlowParts parts = FetchSlowParts(rounds, context, request, type);
  const util::EpochMillis now = context.world.clock.Now();
  identity_providers::WrittenProvider created = rounds.Commit([&](storage::Transaction& transaction) {
    CheckPoolTakes(transaction, context, request, type);
    identity_providers::ProviderSettings settings = SettingsOnCreate(context, request, type, parts);
    CheckMappingAndIdentifiers(transaction, context, request, type);
    storage::IdentityProvider provider;
    provider.user_pool_id = request.UserPoolId;
    provider.name = request.ProviderName;
    provider.type = type.name;
    provider.identifiers = request.IdpIdentifiers.value_or(std::vector<std::string>{});
    provider.encryption_key = parts.certificate ? parts.certificate->private_key : "";
    provider.document = identity_providers::ToDocument(settings);
    provider.creation_millis = now;
    provider.last_modified_millis = now;
    transaction.identity_providers().Insert(provider);
    pools::EnsureProviderGroup(transaction, now, provider.user_pool_id, provider.name);
    return identity_providers::WrittenProvider{std::move(provider), std::move(settings)};
  });
  if (parts.certificate) {
    parts.certificate->key.Keep();
  }
  return {identity_providers::ShownAfterChange(std::move(created), request.IdpIdentifiers.has_value())};
}

Existence CreateIdentityProviderExists(const storage::Transaction& transaction, const Context& context,
                                       const api::CreateIdentityProviderRequest& request) {
  return InOwnPool(transaction, context, request.UserPoolId,
                   transaction.identity_providers().Find(request.UserPoolId, request.ProviderName).has_value());
}

}  // namespace rockpool::operations
