#include "server/oauth/pages/style.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "server/api/codecs.h"
#include "server/clients/branding/managed_login_branding.h"
#include "server/crypto/digest.h"
#include "server/oauth/exchange.h"
#include "server/oauth/pages/style_settings.h"
#include "server/util/lists.h"
#include "server/util/strings.h"
#include "server/world/record_cache.h"

namespace rockpool::oauth {
namespace {

using Category = api::AssetCategoryType;
using ColorMode = api::ColorSchemeModeType;

// What is seen: one mode, or the one that the browser prefers.
enum class Scheme { kLight, kDark, kDynamic };

// Assumed: light where the settings do not say.
Scheme SchemeOf(const StyleSettings& settings) {
  const std::string_view mode = settings.Word("categories.global.colorSchemeMode", "LIGHT");
  return mode == "DYNAMIC" ? Scheme::kDynamic : mode == "DARK" ? Scheme::kDark : Scheme::kLight;
}

// A word of the settings as the class that managed.css knows it by; `by_default` for what is none of `known`.
std::string ClassOf(const StyleSettings& settings, std::string_view path, std::string_view prefix,
                    std::initializer_list<std::string_view> known, std::string_view by_default) {
  const std::string_view word = settings.Word(path, by_default);
  const bool is_known = std::ranges::find(known, word) != known.end();
  return std::string(prefix) + util::LowerCase(is_known ? word : by_default);
}

std::string LayoutOf(const StyleSettings& settings) {
  const auto places = {std::string_view("START"), std::string_view("CENTER"), std::string_view("END")};
  const std::string classes[] = {
      ClassOf(settings, "categories.form.location.horizontal", "across-", places, "CENTER"),
      ClassOf(settings, "categories.form.location.vertical", "down-", places, "CENTER"),
      ClassOf(settings, "categories.global.spacingDensity", "density-", {"COMPACT", "REGULAR", "SPACIOUS"}, "REGULAR"),
      ClassOf(settings, "components.form.logo.location", "logo-", places, "CENTER"),
      ClassOf(settings, "components.form.logo.position", "logo-", {"TOP", "BOTTOM"}, "TOP"),
      ClassOf(settings, "components.pageHeader.logo.location", "header-logo-", places, "START"),
      ClassOf(settings, "components.pageFooter.logo.location", "footer-logo-", places, "START"),
  };
  return util::Join(classes, " ");
}

// The images of a style by what they are for. One that is for both modes stands in for the one that is missing.
class Images {
 public:
  Images(std::span<const api::AssetType> assets, Scheme scheme, std::string_view path) : assets_(assets), scheme_(scheme), path_(path) {}

  // Empty if there is none.
  std::string AddressOf(Category category, Mode mode) const {
    const auto own = Find(category, mode == Mode::kLight ? ColorMode::LIGHT : ColorMode::DARK);
    const auto found = own != assets_.end() ? own : Find(category, ColorMode::DYNAMIC);
    return found == assets_.end() ? "" : path_ + "/" + ImageName(*found);
  }

  std::optional<StyleImage> ImageOf(Category category, bool is_enabled) const {
    const std::string light = AddressOf(category, Mode::kLight);
    const std::string dark = AddressOf(category, Mode::kDark);
    const std::string& shown = scheme_ == Scheme::kDark || light.empty() ? dark : light;
    if (!is_enabled || shown.empty()) {
      return std::nullopt;
    }
    return StyleImage{shown, scheme_ == Scheme::kDynamic && dark != shown ? dark : ""};
  }

 private:
  std::span<const api::AssetType>::iterator Find(Category category, ColorMode mode) const {
    return std::ranges::find_if(
        assets_, [&](const api::AssetType& asset) { return asset.Category == category && asset.ColorMode == mode && asset.Bytes; });
  }

  std::span<const api::AssetType> assets_;
  Scheme scheme_;
  std::string path_;
};

struct Background {
  std::string_view variable;
  std::string_view enabled;
  Category category;
};

constexpr Background kBackgrounds[] = {
    {"--page-image", "components.pageBackground.image.enabled", Category::PAGE_BACKGROUND},
    {"--card-image", "components.form.backgroundImage.enabled", Category::FORM_BACKGROUND},
    {"--header-image", "components.pageHeader.backgroundImage.enabled", Category::PAGE_HEADER_BACKGROUND},
    {"--footer-image", "components.pageFooter.backgroundImage.enabled", Category::PAGE_FOOTER_BACKGROUND},
};

std::string VariablesOf(const StyleSettings& settings, const Images& images, Mode mode) {
  std::string css = settings.Colours(mode);
  for (const Background& background : kBackgrounds) {
    const std::string address = settings.Flag(background.enabled, false) ? images.AddressOf(background.category, mode) : "";
    css.append(background.variable).append(":").append(address.empty() ? "none" : "url(" + address + ")").append(";");
  }
  return css;
}

std::string SheetOf(const StyleSettings& settings, const Images& images, Scheme scheme) {
  const std::string lengths = settings.Lengths();
  const std::string light = VariablesOf(settings, images, Mode::kLight);
  const std::string dark = VariablesOf(settings, images, Mode::kDark);
  switch (scheme) {
    case Scheme::kLight:
      return ":root{color-scheme:light;" + lengths + light + "}\n";
    case Scheme::kDark:
      return ":root{color-scheme:dark;" + lengths + dark + "}\n";
    case Scheme::kDynamic:
      break;
  }
  return ":root{color-scheme:light dark;" + lengths + light + "}\n@media (prefers-color-scheme:dark){:root{" + dark + "}}\n";
}

std::optional<StyleImage> FaviconOf(const StyleSettings& settings, const Images& images) {
  constexpr std::string_view kTypes = "components.favicon.enabledTypes";
  auto drawn = images.ImageOf(Category::FAVICON_SVG, settings.Lists(kTypes, "SVG"));
  return drawn ? drawn : images.ImageOf(Category::FAVICON_ICO, settings.Lists(kTypes, "ICO"));
}

// Changes with what the record says, and with nothing else.
std::string VersionOf(const storage::PoolResource& record) {
  constexpr std::size_t kDigits = 16;
  return util::HexEncode(crypto::Sha256(record.document)).substr(0, kDigits);
}

}  // namespace

std::string ImageName(const api::AssetType& image) {
  return util::LowerCase(api::ToText(image.Category)) + "-" + util::LowerCase(api::ToText(image.ColorMode));
}

Style StyleOf(const api::ManagedLoginBrandingType& branding, std::string_view path) {
  const StyleSettings settings(branding.Settings.value_or(api::Document{"{}"}));
  const auto assets = util::MembersOf(branding.Assets);
  const Scheme scheme = SchemeOf(settings);
  const Images images(assets, scheme, path);
  Style style;
  style.sheet = SheetOf(settings, images, scheme);
  style.sheet_address = std::string(path).append("/").append(kSheetName);
  style.version = path.substr(path.rfind('/') + 1);
  style.layout = LayoutOf(settings);
  style.has_header = settings.Flag("categories.global.pageHeader.enabled", false);
  style.has_footer = settings.Flag("categories.global.pageFooter.enabled", false);
  style.shows_instructions = settings.Flag("categories.form.instructions.enabled", false);
  style.shows_graphics = settings.Flag("categories.form.displayGraphics", true);
  style.shows_languages = settings.Flag("categories.form.languageSelector.enabled", false);
  style.puts_providers_first = settings.Precedes("categories.auth.authMethodOrder", "FEDERATED", "USERNAME_PASSWORD");
  // Assumed: the word for the buttons is known, the one for the search is not.
  style.searches_domains = settings.Word("categories.auth.federation.interfaceStyle", "BUTTON_LIST") != "BUTTON_LIST";
  style.puts_logo_outside = settings.Word("components.form.logo.formInclusion", "IN") == "OUT";
  style.logo = images.ImageOf(Category::FORM_LOGO, settings.Flag("components.form.logo.enabled", false));
  style.header_logo = images.ImageOf(Category::PAGE_HEADER_LOGO, settings.Flag("components.pageHeader.logo.enabled", false));
  style.footer_logo = images.ImageOf(Category::PAGE_FOOTER_LOGO, settings.Flag("components.pageFooter.logo.enabled", false));
  style.favicon = FaviconOf(settings, images);
  style.provider_icon = images.ImageOf(Category::IDP_BUTTON_ICON, settings.Flag("componentClasses.idpButtons.icons.enabled", true));
  style.graphic_of_email = images.ImageOf(Category::EMAIL_GRAPHIC, style.shows_graphics);
  style.graphic_of_sms = images.ImageOf(Category::SMS_GRAPHIC, style.shows_graphics);
  style.graphic_of_app = images.ImageOf(Category::AUTH_APP_GRAPHIC, style.shows_graphics);
  return style;
}

std::shared_ptr<const Style> FindStyle(const storage::Transaction& transaction, const world::Caches& caches, std::string_view user_pool_id,
                                       std::string_view client_id, bool is_here) {
  const auto& records = transaction.resources(clients::kManagedLoginBranding.kind);
  const auto versions = records.ListVersionsOfClient(user_pool_id, client_id);
  if (versions.empty()) {
    return nullptr;
  }
  const auto& [key, revision] = versions.front();
  const std::string id = std::string(user_pool_id).append("/").append(key);
  return caches.Of<Style>().Get({transaction.generation(), id, revision}, [&, &branding_key = key] {
    if (is_here) {
      throw TakesLong();
    }
    const storage::PoolResource record = records.Find(user_pool_id, branding_key).value();
    const std::string path = std::string(kStylesPath).append("/").append(client_id).append("/").append(VersionOf(record));
    return StyleOf(pools::ContentOf<api::ManagedLoginBrandingType>(record), path);
  });
}

const Style& DefaultStyle() {
  static const Style style = StyleOf({}, std::string(kStylesPath).append("/cognito/1"));
  return style;
}

}  // namespace rockpool::oauth
