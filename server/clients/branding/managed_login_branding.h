// What the operations on the styles of managed login share. A style is a resource under its id that belongs to one app client.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/api/types.h"
#include "server/pools/records.h"

namespace rockpool::clients {

extern const pools::ResourceFamily kManagedLoginBranding;  // under their ids

// Throws api::ResourceNotFoundException if there is none. Requires: the pool and the app client exist.
storage::PoolResource FindBrandingOfClient(const storage::Transaction& transaction, std::string_view user_pool_id,
                                           std::string_view client_id);

// The style as answers show it. `merged`: with what Cognito gives where the style says nothing, as far as that is known (fidelity.md).
api::ManagedLoginBrandingType ShownBranding(const storage::PoolResource& record, bool merged);

// What may be in a style of managed login although the model lets it pass. Looks at up to two megabytes: not for a transaction.

using Assets = std::vector<api::AssetType>;

// What is wrong with what a request says of a style; nullopt if nothing.
std::optional<std::string> FaultOfStyle(const std::optional<bool>& use_cognito_provided_values,
                                        const std::optional<api::Document>& settings, const std::optional<Assets>& assets);

// An asset takes the place of the one of its category and color mode, and stands beside the others (terraform-provider-aws,
// managed_login_branding.go; documented: what is not named is preserved). Throws api::InvalidParameterException if they are too many.
Assets WithAssets(Assets assets, const Assets& submitted);

// What kind of image a file is, judged by how it begins.

// nullopt for what is none of the kinds, and for what is no base64. Looks at the first few kilobytes alone.
std::optional<api::AssetExtensionType> FormatOfImage(const api::Blob& file);

}  // namespace rockpool::clients
