// What the operations on identity providers share: between the record that is kept and the API's answer.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/api/types.h"
#include "server/identity_providers/mappings.h"
#include "server/identity_providers/provider_type.h"
#include "server/pools/quotas.h"
#include "storage/transaction.h"

namespace rockpool::identity_providers {

// What the record's document holds of a provider. The details are all of them, those included that no answer shows.
struct ProviderSettings {
  identity_providers::Details details;
  identity_providers::AttributeMapping attribute_mapping;
  std::optional<identity_providers::AcrMapping> acr_mapping;
};

// `settings` is the same afterwards.
std::string ToDocument(ProviderSettings& settings);
ProviderSettings SettingsOf(const storage::IdentityProvider& record);

const identity_providers::ProviderType& TypeOf(const storage::IdentityProvider& record);
const identity_providers::ProviderType& TypeOf(const storage::IdentityProviderSummary& record);

// The provider as answers show it, identifiers included.
api::IdentityProviderType Shown(const storage::IdentityProvider& record);

// A provider as it was just written, with the settings that its document holds.
struct WrittenProvider {
  storage::IdentityProvider record;
  ProviderSettings settings;
};

// The same for Create and Update, whose answers show the identifiers only if the request carried the member (recorded, floci PR 2858).
api::IdentityProviderType ShownAfterChange(WrittenProvider&& written, bool identifiers_submitted);

// Throws api::ResourceNotFoundException, in the words that Describe, Delete and GetIdentityProviderByIdentifier share.
[[noreturn]] void ThrowProviderNotFound(std::string_view name, std::string_view user_pool_id);

// Identifiers are unique in a pool. Throws api::InvalidParameterException if one is given twice, or belongs to another provider than
// `name`; as RequireAtMost does if there are more than the quota allows.
void CheckIdentifiers(const storage::Transaction& transaction, const pools::Quotas& quotas, const api::Operation& operation,
                      std::string_view user_pool_id, std::string_view name, const std::vector<std::string>& identifiers);

}  // namespace rockpool::identity_providers
