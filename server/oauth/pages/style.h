// A branding style of managed login as pages need it: the sheet of its colours, radii and images, and what it says of the frame.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "server/api/types.h"
#include "storage/transaction.h"

namespace rockpool::world {
class Caches;
}

namespace rockpool::oauth {

// An image of a style, and the one that takes its place where the browser is dark; addresses that the pages' own sheet and frame may name.
struct StyleImage {
  std::string address;
  std::string dark_address;  // empty if it is one for both
};

struct Style {
  std::string sheet;          // CSS: variables of managed/managed.css
  std::string sheet_address;  // where it is served; changes with what the style says
  std::string version;        // a part of that address
  std::string layout;         // classes of the body
  bool has_header = false;
  bool has_footer = false;
  bool shows_instructions = false;
  bool shows_graphics = false;
  bool shows_languages = false;
  bool puts_providers_first = false;
  bool searches_domains = false;  // the corporate providers are found by a domain that is typed, and not by their buttons
  bool puts_logo_outside = false;
  std::optional<StyleImage> logo;
  std::optional<StyleImage> header_logo;
  std::optional<StyleImage> footer_logo;
  std::optional<StyleImage> favicon;
  std::optional<StyleImage> provider_icon;
  std::optional<StyleImage> graphic_of_email;
  std::optional<StyleImage> graphic_of_sms;
  std::optional<StyleImage> graphic_of_app;
};

// `path` is where the style's files are served, without a slash at its end; its last part is the version. What of the settings is missing,
// or is not of its form, is as Cognito's own style has it. No text of the settings reaches the sheet: colours and lengths are read and
// written anew.
Style StyleOf(const api::ManagedLoginBrandingType& branding, std::string_view path);

// Where the files of an app client's style are served: kStylesPath/{client}/{version}/{name}.
inline constexpr std::string_view kStylesPath = "/assets/styles";
inline constexpr std::string_view kSheetName = "style.css";

// The last part of an image's address.
std::string ImageName(const api::AssetType& image);

// The app client's style, decoded once for each change of it; null if it has none. The record's document has megabytes, and is read for
// decoding alone. `is_here`: throws TakesLong in the place of that.
std::shared_ptr<const Style> FindStyle(const storage::Transaction& transaction, const world::Caches& caches, std::string_view user_pool_id,
                                       std::string_view client_id, bool is_here);

// Cognito's own, for pages that are about no app client.
const Style& DefaultStyle();

}  // namespace rockpool::oauth
