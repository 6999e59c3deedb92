#include "server/clients/branding/managed_login_branding.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/api/codecs.h"
#include "server/api/errors.h"
#include "server/crypto/base64.h"
#include "server/pools/records.h"
#include "server/util/lists.h"
#include "server/util/strings.h"

namespace rockpool::clients {

const pools::ResourceFamily kManagedLoginBranding{storage::ResourceKind::kManagedLoginBranding, [](std::string_view) {
                                                    throw api::ResourceNotFoundException("ManagedLoginBranding does not exist.");
                                                  }};

storage::PoolResource FindBrandingOfClient(const storage::Transaction& transaction, std::string_view user_pool_id,
                                           std::string_view client_id) {
  auto records = transaction.resources(kManagedLoginBranding.kind).ListOfClient(user_pool_id, client_id);
  if (records.empty()) {
    throw api::ResourceNotFoundException("ManagedLoginBranding for client " + std::string(client_id) + " does not exist.");
  }
  return std::move(records.front());
}

api::ManagedLoginBrandingType ShownBranding(const storage::PoolResource& record, bool merged) {
  auto style = pools::ContentOf<api::ManagedLoginBrandingType>(record);
  style.ManagedLoginBrandingId = record.key;
  style.UserPoolId = record.user_pool_id;
  pools::ShowDates(record, style);
  if (merged && !style.Settings) {
    // Assumed: Cognito's own settings are not published, so the document that they would fill stays empty.
    style.Settings = api::Document{"{}"};
  }
  return style;
}

namespace {

constexpr std::size_t kMaxBytes = 2UL * 1024 * 1024;

// Assumed: both texts. That ICO is for FAVICON_ICO alone, and that the bytes have to be what the extension says, was seen.
std::string_view FaultOfAsset(const api::AssetType& asset) {
  using enum api::AssetCategoryType;
  using enum api::AssetExtensionType;
  const bool fits = asset.Category == FAVICON_SVG ? asset.Extension == SVG : (asset.Category == FAVICON_ICO) == (asset.Extension == ICO);
  if (!fits) {
    return "Invalid file extension.";
  }
  return asset.Bytes && FormatOfImage(*asset.Bytes) != asset.Extension ? "Invalid file content." : "";
}

std::string Told(const api::AssetType& asset, std::string_view fault) {
  std::string text = "{category: ";
  text.append(api::ToText(asset.Category)).append(", extension: ").append(api::ToText(asset.Extension));
  return text.append(", colorMode: ").append(api::ToText(asset.ColorMode)).append(", errorMessage: \"").append(fault).append("\"}");
}

// Recorded (badmintoncryer/cdk-preflight, 2026-09), but for the messages inside.
std::optional<std::string> FaultOfAssets(std::span<const api::AssetType> assets) {
  std::vector<std::string> faults;
  for (const api::AssetType& asset : assets) {
    if (const std::string_view fault = FaultOfAsset(asset); !fault.empty()) {
      faults.push_back(Told(asset, fault));
    }
  }
  return faults.empty() ? std::nullopt : std::optional("Invalid assets provided. Validation errors: [" + util::Join(faults, ", ") + "]");
}

std::optional<std::string> FaultOfContent(const std::optional<api::Document>& settings, std::span<const api::AssetType> assets) {
  if (settings && !settings->json.starts_with('{')) {
    return "Invalid settings provided.";  // Assumed: what else than an object it may be.
  }
  std::size_t bytes = settings ? settings->json.size() : 0;
  for (const api::AssetType& asset : assets) {
    bytes += asset.Bytes ? asset.Bytes->base64.size() : 0;
  }
  // Assumed: the limit is documented, its text is not.
  return bytes > kMaxBytes ? "Settings and assets exceed the limit of 2 megabytes for a request." : FaultOfAssets(assets);
}

}  // namespace

std::optional<std::string> FaultOfStyle(const std::optional<bool>& use_cognito_provided_values,
                                        const std::optional<api::Document>& settings, const std::optional<Assets>& assets) {
  if (use_cognito_provided_values.value_or(false) == settings.has_value()) {
    return "useCognitoProvidedValues or settings should be specified (but not both)";
  }
  return FaultOfContent(settings, util::MembersOf(assets));
}

Assets WithAssets(Assets assets, const Assets& submitted) {
  constexpr std::size_t kMost = 40;
  for (const api::AssetType& asset : submitted) {
    const auto same = std::ranges::find_if(
        assets, [&asset](const api::AssetType& other) { return other.Category == asset.Category && other.ColorMode == asset.ColorMode; });
    if (same == assets.end()) {
      assets.push_back(asset);
    } else {
      *same = asset;
    }
  }
  if (assets.size() > kMost) {
    // Assumed: the limit of a request is that of the style, and the text.
    throw api::InvalidParameterException("A style cannot have more than " + std::to_string(kMost) + " assets.");
  }
  return assets;
}

namespace {

// A prolog, a document type and a licence may stand before the root element of an SVG.
constexpr std::size_t kLookedAt = 16 * 1024;  // characters of base64, whole groups of four

}  // namespace

std::optional<api::AssetExtensionType> FormatOfImage(const api::Blob& file) {
  using enum api::AssetExtensionType;
  using namespace std::string_view_literals;
  const auto decoded = crypto::Base64Decode(std::string_view(file.base64).substr(0, kLookedAt));
  if (!decoded) {
    return std::nullopt;
  }
  const std::string_view bytes = *decoded;
  if (bytes.starts_with("\x89PNG\r\n\x1a\n"sv)) {
    return PNG;
  }
  if (bytes.starts_with("\xff\xd8\xff"sv)) {
    return JPEG;
  }
  if (bytes.starts_with("\0\0\1\0"sv)) {
    return ICO;
  }
  if (bytes.starts_with("RIFF"sv) && bytes.size() >= 12 && bytes.substr(8, 4) == "WEBP"sv) {
    return WEBP;
  }
  if (bytes.find("<svg"sv) != std::string_view::npos) {
    return SVG;
  }
  return std::nullopt;
}

}  // namespace rockpool::clients
