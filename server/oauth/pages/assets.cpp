#include "server/oauth/pages/assets.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "server/api/codecs.h"
#include "server/clients/branding/managed_login_branding.h"
#include "server/clients/branding/ui_customization.h"
#include "server/clients/client_in_use.h"
#include "server/crypto/base64.h"
#include "server/crypto/digest.h"
#include "server/oauth/asset_endpoint.h"
#include "server/oauth/pages/style.h"
#include "server/pages/pages.h"
#include "server/util/strings.h"
#include "storage/store.h"

namespace rockpool::oauth {
namespace {

constexpr std::string_view kCss = "text/css; charset=utf-8";
constexpr std::string_view kScript = "text/javascript; charset=utf-8";
constexpr std::string_view kSvg = "image/svg+xml";
constexpr std::string_view kForever = "public, max-age=31536000, immutable";
constexpr std::string_view kAskAgain = "public, no-cache";  // where the address does not change with every change of the file

http::Response FileOf(std::string body, std::string_view type, std::string_view caching) {
  http::Response response;
  response.headers.Add("Content-Type", std::string(type));
  response.headers.Add("Cache-Control", std::string(caching));
  response.headers.Add("X-Content-Type-Options", "nosniff");
  // What somebody uploaded may be a document with scripts (SVG), and may be opened as one.
  response.headers.Add("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
  response.body = std::move(body);
  return response;
}

struct Embedded {
  std::string address;
  std::string_view text;
  std::string_view type;
};

Embedded EmbeddedFileOf(std::string_view name, std::string_view shown_name, std::string_view type) {
  constexpr std::size_t kDigits = 16;
  const std::string_view text = pages::EmbeddedText(name);
  const std::string digest = util::HexEncode(crypto::Sha256(text)).substr(0, kDigits);
  return {"/assets/" + digest + "-" + std::string(shown_name), text, type};
}

struct EmbeddedFiles {
  Embedded classic_sheet = EmbeddedFileOf("classic/classic.css", "classic.css", kCss);
  Embedded managed_sheet = EmbeddedFileOf("managed/managed.css", "managed.css", kCss);
  Embedded passkey_script = EmbeddedFileOf("managed/passkeys.js", "passkeys.js", kScript);
  Embedded icon = EmbeddedFileOf("icon.svg", "icon.svg", kSvg);
};

const EmbeddedFiles& Files() {
  static const EmbeddedFiles files;
  return files;
}

std::string_view TypeOf(api::AssetExtensionType extension) {
  using enum api::AssetExtensionType;
  switch (extension) {
    case ICO:
      return "image/x-icon";
    case JPEG:
      return "image/jpeg";
    case PNG:
      return "image/png";
    case SVG:
      return kSvg;
    case WEBP:
      return "image/webp";
  }
  return "application/octet-stream";
}

// By what it is, and not by what it was said to be.
std::optional<http::Response> ImageOf(const api::Blob& image, std::string_view caching) {
  const auto format = clients::FormatOfImage(image);
  auto bytes = crypto::Base64Decode(image.base64);
  return format && bytes ? std::optional(FileOf(std::move(*bytes), TypeOf(*format), caching)) : std::nullopt;
}

struct FoundStyle {
  std::shared_ptr<const Style> style;
  std::optional<storage::PoolResource> record;  // if it is about an image
};

FoundStyle FindStyleOf(const world::World& world, const std::string& client_id, bool is_sheet) {
  return world.store.Read([&](const storage::Transaction& transaction) -> FoundStyle {
    const auto client = transaction.resources(storage::ResourceKind::kAppClient).FindInStore(client_id);
    if (!client) {
      return {};
    }
    FoundStyle found{FindStyle(transaction, world.caches, client->user_pool_id, client_id, false), std::nullopt};
    if (found.style && !is_sheet) {
      found.record = clients::FindBrandingOfClient(transaction, client->user_pool_id, client_id);
    }
    return found;
  });
}

}  // namespace

const std::string& AddressOfClassicSheet() { return Files().classic_sheet.address; }

const std::string& AddressOfManagedSheet() { return Files().managed_sheet.address; }

const std::string& AddressOfIcon() { return Files().icon.address; }

const std::string& AddressOfPasskeyScript() { return Files().passkey_script.address; }

std::optional<http::Response> EmbeddedAsset(const world::World& /*world*/, const http::Request& request) {
  for (const Embedded* file : {&Files().classic_sheet, &Files().managed_sheet, &Files().passkey_script, &Files().icon}) {
    if (file->address == request.path) {
      return FileOf(std::string(file->text), file->type, kForever);
    }
  }
  return std::nullopt;
}

std::optional<http::Response> StyleAsset(const world::World& world, const http::Request& request) {
  if (request.path == DefaultStyle().sheet_address) {
    return FileOf(DefaultStyle().sheet, kCss, kAskAgain);
  }
  const std::string_view name = request.Captured("file");
  const FoundStyle found = FindStyleOf(world, std::string(request.Captured("client")), name == kSheetName);
  // Another version's address would keep what this one has in browsers that ask for that one.
  if (!found.style || found.style->version != request.Captured("version")) {
    return std::nullopt;
  }
  if (!found.record) {
    return FileOf(found.style->sheet, kCss, kForever);
  }
  const auto branding = pools::ContentOf<api::ManagedLoginBrandingType>(*found.record);
  for (const api::AssetType& asset : branding.Assets.value_or(std::vector<api::AssetType>())) {
    if (asset.Bytes && ImageName(asset) == name) {
      return ImageOf(*asset.Bytes, kForever);
    }
  }
  return std::nullopt;
}

std::optional<http::Response> CustomizationAsset(const world::World& world, const http::Request& request) {
  const std::string pool_id(request.Captured("pool"));
  const auto client_id = clients::ClientOf(std::string(request.Captured("client")));
  const auto record = world.store.Read([&](const storage::Transaction& transaction) {
    return pools::FindConfigurationRecord(transaction, storage::ResourceKind::kUiCustomization, pool_id, client_id);
  });
  if (!record) {
    return std::nullopt;
  }
  auto looks = pools::ContentOf<api::SetUICustomizationRequest>(*record);
  if (looks.CSS && request.path == clients::CssPathOf(*record)) {
    return FileOf(std::move(*looks.CSS), kCss, kAskAgain);
  }
  return looks.ImageFile && request.path == clients::ImagePathOf(*record) ? ImageOf(*looks.ImageFile, kAskAgain) : std::nullopt;
}

}  // namespace rockpool::oauth
