#include <algorithm>

#include "server/api/errors.h"
#include "server/identity_providers/acr_mapping.h"
#include "server/identity_providers/attribute_mapping.h"
#include "server/identity_providers/details_merge.h"
#include "server/identity_providers/names.h"
#include "server/identity_providers/remote_documents.h"
#include "server/operations/certificates.h"
#include "server/operations/groups/groups.h"
#include "server/operations/identity_providers/identity_providers.h"
#include "server/operations/quota.h"
#include "server/operations/user_pools/user_pools.h"
#include "server/util/clock.h"
#include "storage/store.h"

namespace rockpool::operations {

using identity_providers::Details;
using identity_providers::ProviderType;

namespace {

// Whether the pool exists and takes one more provider, of that type and name.
// Assumed: the order of these checks and of those that follow them (details, document, mapping, identifiers).
void CheckPoolTakes(const storage::Transaction& transaction, const Context& context, const api::CreateIdentityProviderRequest& request,
                    const ProviderType& type) {
  RequirePool(transaction, context, request.UserPoolId);
  identity_providers::CheckName(type, request.ProviderName);
  const auto& providers = transaction.identity_providers();
  if (providers.Find(request.UserPoolId, request.ProviderName)) {
    throw api::DuplicateProviderException(request.ProviderName + " already exists for tenant " + request.UserPoolId + ".");
  }
  RequireRoom(providers.Count(request.UserPoolId), context.world.settings.quotas.identity_providers, "identity providers",
              request.UserPoolId);
}

void CheckMappingAndIdentifiers(const storage::Transaction& transaction, const Context& context,
                                const api::CreateIdentityProviderRequest& request, const ProviderType& type) {
  const api::UserPoolType pool = LoadPool(transaction, context, request.UserPoolId);
  identity_providers::CheckAttributeMapping(type, identity_providers::MappingOnCreate(type, request.AttributeMapping),
                                            *pool.SchemaAttributes);
  identity_providers::AcrMappingAfter(type, std::nullopt, request.AcrMapping);
  CheckIdentifiers(transaction, context, request.UserPoolId, request.ProviderName,
                   request.IdpIdentifiers.value_or(std::vector<std::string>()));
}

// The key of ProviderDetails that shows the certificate for which the provider encrypts its assertions; empty for a type that has none.
std::string_view CertificateKey(const ProviderType& type) {
  const auto issued = std::ranges::find(type.keys, identity_providers::Role::kIssued, &identity_providers::KeyRule::role);
  return issued == type.keys.end() ? std::string_view() : issued->key;
}

// What takes time: the documents that the details name, and the certificate.
struct SlowParts {
  std::optional<Details> facts;
  std::optional<IssuedCertificate> certificate;
};

SlowParts FetchSlowParts(const Context& context, const api::CreateIdentityProviderRequest& request, const ProviderType& type) {
  if (!identity_providers::NamesDocument(type, request.ProviderDetails)) {
    return {};
  }
  const World& world = context.world;
  world.store.Read([&](const storage::Transaction& transaction) { CheckPoolTakes(transaction, context, request, type); });
  const Details merged = identity_providers::MergeDetails(type, nullptr, request.ProviderDetails, world.settings.identity_providers);
  SlowParts parts;
  parts.facts = world.remote_documents.Resolve(type, merged, request.ProviderDetails, world.clock.Now());
  if (!CertificateKey(type).empty()) {
    // A request that would be refused takes no key out of the stock.
    world.store.Read([&](const storage::Transaction& transaction) { CheckMappingAndIdentifiers(transaction, context, request, type); });
    parts.certificate = IssueCertificate(context, request.UserPoolId);
  }
  return parts;
}

ProviderSettings SettingsOnCreate(const Context& context, const api::CreateIdentityProviderRequest& request, const ProviderType& type,
                                  const SlowParts& parts) {
  ProviderSettings settings;
  settings.details = identity_providers::CompleteDetails(
      type, identity_providers::MergeDetails(type, nullptr, request.ProviderDetails, context.world.settings.identity_providers), nullptr,
      parts.facts);
  if (parts.certificate) {
    settings.details.insert_or_assign(std::string(CertificateKey(type)), parts.certificate->base64_der);
  }
  settings.attribute_mapping = identity_providers::MappingOnCreate(type, request.AttributeMapping);
  settings.acr_mapping = identity_providers::AcrMappingAfter(type, std::nullopt, request.AcrMapping);
  return settings;
}

}  // namespace

bool CreateIdentityProviderMayBlock(const api::CreateIdentityProviderRequest& request) {
  return identity_providers::MayNameDocument(request.ProviderDetails);
}

api::CreateIdentityProviderResponse CreateIdentityProvider(const Context& context, const api::CreateIdentityProviderRequest& request) {
  const ProviderType& type = identity_providers::TypeOf(request.ProviderType);
  const SlowParts parts = FetchSlowParts(context, request, type);
  const util::EpochMillis now = context.world.clock.Now();
  WrittenProvider created = context.world.store.Write([&](storage::Transaction& transaction) {
    CheckPoolTakes(transaction, context, request, type);
    ProviderSettings settings = SettingsOnCreate(context, request, type, parts);
    CheckMappingAndIdentifiers(transaction, context, request, type);
    storage::IdentityProvider provider;
    provider.user_pool_id = request.UserPoolId;
    provider.name = request.ProviderName;
    provider.type = type.name;
    provider.identifiers = request.IdpIdentifiers.value_or(std::vector<std::string>{});
    provider.encryption_key = parts.certificate ? parts.certificate->private_key : "";
    provider.document = ToDocument(settings);
    provider.creation_millis = now;
    provider.last_modified_millis = now;
    transaction.identity_providers().Insert(provider);
    EnsureProviderGroup(transaction, now, provider.user_pool_id, provider.name);
    return WrittenProvider{std::move(provider), std::move(settings)};
  });
  return {ShownAfterChange(std::move(created), request.IdpIdentifiers.has_value())};
}

}  // namespace rockpool::operations
