#include "server/operations/managed_login_branding/style_rules.h"

#include <cstddef>
#include <string>

#include "server/api/codecs.h"
#include "server/api/errors.h"
#include "server/operations/image_format.h"

namespace rockpool::operations {
namespace {

constexpr std::size_t kMaxBytes = 2UL * 1024 * 1024;

std::string NameOf(const api::AssetType& asset) {
  return std::string(api::ToText(asset.Category)) + " (" + std::string(api::ToText(asset.ColorMode)) + ")";
}

// Assumed: all texts about assets. That ICO is for FAVICON_ICO alone, and that the bytes have to be what the extension says, was seen.
void CheckAsset(const api::AssetType& asset) {
  using enum api::AssetCategoryType;
  using enum api::AssetExtensionType;
  const bool fits = asset.Category == FAVICON_SVG ? asset.Extension == SVG : (asset.Category == FAVICON_ICO) == (asset.Extension == ICO);
  const std::string extension(api::ToText(asset.Extension));
  if (!fits) {
    throw api::InvalidParameterException("Invalid extension " + extension + " for asset " + NameOf(asset) + ".");
  }
  if (asset.Bytes && FormatOfImage(*asset.Bytes) != asset.Extension) {
    throw api::InvalidParameterException("The bytes of asset " + NameOf(asset) + " are not an image of type " + extension + ".");
  }
}

void CheckSize(const std::optional<api::Document>& settings, const std::optional<std::vector<api::AssetType>>& assets) {
  std::size_t bytes = settings ? settings->json.size() : 0;
  for (const api::AssetType& asset : assets.value_or(std::vector<api::AssetType>())) {
    bytes += asset.Bytes ? asset.Bytes->base64.size() : 0;
  }
  if (bytes > kMaxBytes) {
    // Assumed: the limit is documented, its text is not.
    throw api::InvalidParameterException("Settings and assets exceed the limit of 2 megabytes for a request.");
  }
}

}  // namespace

void CheckStyle(const std::optional<bool>& use_cognito_provided_values, const std::optional<api::Document>& settings,
                const std::optional<std::vector<api::AssetType>>& assets) {
  if (use_cognito_provided_values.value_or(false) == settings.has_value()) {
    throw api::InvalidParameterException("useCognitoProvidedValues or settings should be specified (but not both)");
  }
  if (settings && !settings->json.starts_with('{')) {
    // Assumed: what else than an object it may be.
    throw api::InvalidParameterException("Invalid settings provided.");
  }
  CheckSize(settings, assets);
  for (const api::AssetType& asset : assets.value_or(std::vector<api::AssetType>())) {
    CheckAsset(asset);
  }
}

}  // namespace rockpool::operations
