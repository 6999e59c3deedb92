#include "server/identity_providers/provider_records.h"

#include <set>
#include <stdexcept>
#include <utility>

#include "server/api/codecs.h"
#include "server/api/errors.h"
#include "server/identity_providers/details_merge.h"
#include "server/pools/records.h"

namespace rockpool::identity_providers {

std::string ToDocument(ProviderSettings& settings) {
  // Lent: to copy them would cost as much as to write them.
  api::IdentityProviderType document;
  document.ProviderDetails = std::move(settings.details);
  document.AttributeMapping = std::move(settings.attribute_mapping);
  document.AcrMapping = std::move(settings.acr_mapping);
  std::string text = api::ToJson(document);
  settings.details = *std::move(document.ProviderDetails);
  settings.attribute_mapping = *std::move(document.AttributeMapping);
  settings.acr_mapping = std::move(document.AcrMapping);
  return text;
}

ProviderSettings SettingsOf(const storage::IdentityProvider& record) {
  auto document = api::FromStoredJson<api::IdentityProviderType>(record.document);
  ProviderSettings settings;
  settings.details = std::move(document.ProviderDetails).value_or(identity_providers::Details());
  settings.attribute_mapping = std::move(document.AttributeMapping).value_or(identity_providers::AttributeMapping());
  settings.acr_mapping = std::move(document.AcrMapping);
  return settings;
}

namespace {

const identity_providers::ProviderType& StoredType(const std::string& name) {
  const auto* type = identity_providers::FindType(name);
  if (type == nullptr) {
    throw std::runtime_error("a stored provider is of no known type: " + name);
  }
  return *type;
}

}  // namespace

const identity_providers::ProviderType& TypeOf(const storage::IdentityProvider& record) { return StoredType(record.type); }
const identity_providers::ProviderType& TypeOf(const storage::IdentityProviderSummary& record) { return StoredType(record.type); }

api::IdentityProviderType Shown(const storage::IdentityProvider& record) { return ShownAfterChange({record, SettingsOf(record)}, true); }

api::IdentityProviderType ShownAfterChange(WrittenProvider&& written, bool identifiers_submitted) {
  auto& [record, settings] = written;
  const auto& type = TypeOf(record);
  api::IdentityProviderType shown;
  shown.UserPoolId = std::move(record.user_pool_id);
  shown.ProviderName = std::move(record.name);
  shown.ProviderType = type.api_type;
  shown.ProviderDetails = identity_providers::EchoOf(type, std::move(settings.details));
  shown.AttributeMapping = std::move(settings.attribute_mapping);
  shown.AcrMapping = std::move(settings.acr_mapping);
  if (identifiers_submitted) {
    shown.IdpIdentifiers = std::move(record.identifiers);
  }
  pools::ShowDates(record, shown);
  return shown;
}

void ThrowProviderNotFound(std::string_view name, std::string_view user_pool_id) {
  throw api::ResourceNotFoundException("Identity provider " + std::string(name) + " for tenantId " + std::string(user_pool_id) +
                                       " does not exist.");
}

void CheckIdentifiers(const storage::Transaction& transaction, const pools::Quotas& quotas, const api::Operation& operation,
                      std::string_view user_pool_id, std::string_view name, const std::vector<std::string>& identifiers) {
  pools::RequireAtMost(operation, identifiers.size(), quotas.provider_identifiers, "identifiers", "identity provider " + std::string(name));
  std::set<std::string_view> seen;
  for (const std::string& identifier : identifiers) {
    const auto owner = transaction.identity_providers().FindByIdentifier(user_pool_id, identifier);
    if (!seen.insert(identifier).second || (owner && owner->name != name)) {
      // Assumed: the rule is documented, its text is not.
      throw api::InvalidParameterException("Identifier " + identifier + " is already in use.");
    }
  }
}

}  // namespace rockpool::identity_providers
