#include "server/operations/managed_login_branding/style_rules.h"

#include <cstddef>
#include <string>
#include <utility>

#include "server/api/codecs.h"
#include "server/operations/image_format.h"

namespace rockpool::operations {
namespace {

constexpr std::size_t kMaxBytes = 2UL * 1024 * 1024;

std::string NameOf(const api::AssetType& asset) {
  return std::string(api::ToText(asset.Category)) + " (" + std::string(api::ToText(asset.ColorMode)) + ")";
}

// Assumed: all texts about assets. That ICO is for FAVICON_ICO alone, and that the bytes have to be what the extension says, was seen.
std::optional<std::string> FaultOfAsset(const api::AssetType& asset) {
  using enum api::AssetCategoryType;
  using enum api::AssetExtensionType;
  const bool fits = asset.Category == FAVICON_SVG ? asset.Extension == SVG : (asset.Category == FAVICON_ICO) == (asset.Extension == ICO);
  const std::string extension(api::ToText(asset.Extension));
  if (!fits) {
    return "Invalid extension " + extension + " for asset " + NameOf(asset) + ".";
  }
  if (asset.Bytes && FormatOfImage(*asset.Bytes) != asset.Extension) {
    return "The bytes of asset " + NameOf(asset) + " are not an image of type " + extension + ".";
  }
  return std::nullopt;
}

std::optional<std::string> FaultOfContent(const std::optional<api::Document>& settings, const std::optional<Assets>& assets) {
  if (settings && !settings->json.starts_with('{')) {
    return "Invalid settings provided.";  // Assumed: what else than an object it may be.
  }
  std::size_t bytes = settings ? settings->json.size() : 0;
  std::optional<std::string> fault;
  if (assets) {
    for (const api::AssetType& asset : *assets) {
      bytes += asset.Bytes ? asset.Bytes->base64.size() : 0;
      fault = fault ? std::move(fault) : FaultOfAsset(asset);
    }
  }
  // Assumed: the limit is documented, its text is not.
  return bytes > kMaxBytes ? "Settings and assets exceed the limit of 2 megabytes for a request." : fault;
}

}  // namespace

std::optional<std::string> FaultOfStyle(const std::optional<bool>& use_cognito_provided_values,
                                        const std::optional<api::Document>& settings, const std::optional<Assets>& assets) {
  if (use_cognito_provided_values.value_or(false) == settings.has_value()) {
    return "useCognitoProvidedValues or settings should be specified (but not both)";
  }
  return FaultOfContent(settings, assets);
}

}  // namespace rockpool::operations
