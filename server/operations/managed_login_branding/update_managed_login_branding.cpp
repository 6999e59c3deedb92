#include <algorithm>
#include <string>
#include <utility>

#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/clients/branding/managed_login_branding.h"
#include "server/operations/context.h"
#include "server/operations/named_resources.h"

namespace rockpool::operations {
namespace {

constexpr std::size_t kMostAssets = 40;

// An asset takes the place of the one of its category and color mode, and stands beside the others (terraform-provider-aws,
// managed_login_branding.go; documented: what is not named is preserved).
clients::Assets Patched(clients::Assets assets, const clients::Assets& submitted) {
  for (const api::AssetType& asset : submitted) {
    const auto same = std::ranges::find_if(
        assets, [&asset](const api::AssetType& other) { return other.Category == asset.Category && other.ColorMode == asset.ColorMode; });
    if (same == assets.end()) {
      assets.push_back(asset);
    } else {
      *same = asset;
    }
  }
  if (assets.size() > kMostAssets) {
    // Assumed: the limit of a request is that of the style, and the text.
    throw api::InvalidParameterException("A style cannot have more than " + std::to_string(kMostAssets) + " assets.");
  }
  return assets;
}

}  // namespace

api::UpdateManagedLoginBrandingResponse UpdateManagedLoginBranding(const Context& context,
                                                                   const api::UpdateManagedLoginBrandingRequest& request) {
  if (!request.UserPoolId || !request.ManagedLoginBrandingId) {
    // Assumed: the model requires neither, but there is no style without them.
    throw api::InvalidParameterException("userPoolId and managedLoginBrandingId should be specified");
  }
  const auto fault = clients::FaultOfStyle(request.UseCognitoProvidedValues, request.Settings, request.Assets);
  const auto edit = [&](const storage::Transaction&, const storage::PoolResource&, api::ManagedLoginBrandingType& style) {
    if (fault) {
      throw api::InvalidParameterException(*fault);
    }
    // Assumed: settings replace settings, they are not merged; and Cognito's values take the place of all of them.
    style.UseCognitoProvidedValues = request.UseCognitoProvidedValues.value_or(false);
    style.Settings = request.Settings;
    if (request.Assets) {
      style.Assets = Patched(std::move(style.Assets).value_or(clients::Assets()), *request.Assets);
    }
  };
  return {clients::ShownBranding(UpdateResource<api::ManagedLoginBrandingType>(context, clients::kManagedLoginBranding, *request.UserPoolId,
                                                                               *request.ManagedLoginBrandingId, edit),
                                 false)};
}

}  // namespace rockpool::operations
