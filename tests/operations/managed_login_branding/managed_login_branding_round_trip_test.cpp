// What Describe shows of a style can be sent back, and makes another one like it.
#include <gtest/gtest.h>

#include "tests/operations/drawn_round_trips.h"
#include "tests/operations/managed_login_branding/styled_pool.h"

namespace rockpool {
namespace {

using support::DrawnObject;
using support::DrawnSettings;
using support::RoundTrip;
using support::SetText;
using support::StyledPool;

std::string DrawDocument(DrawnSettings& drawn, int depth);

std::string DrawNumber(DrawnSettings& drawn) {
  const std::string whole = std::to_string(drawn.Number(-1000, 1000));
  return whole + drawn.OneOf("0 .0 .5");
}

std::string DrawValue(DrawnSettings& drawn, int depth) {
  switch (drawn.Number(0, depth == 0 ? 3 : 5)) {
    case 0:
      return drawn.OneOf("true false null");
    case 1:
      return DrawNumber(drawn);
    case 2:
      return support::Quoted(drawn.Words(3));
    case 3:
      return R"("\"\\ \u0007")";
    case 4:
      return "[" + DrawValue(drawn, depth - 1) + "]";
    default:
      return DrawDocument(drawn, depth - 1);
  }
}

std::string DrawDocument(DrawnSettings& drawn, int depth) {
  DrawnObject document(drawn);
  for (const char* name : {"a", "b", "c", "\u00e9"}) {
    document.Perhaps(name, DrawValue(drawn, depth));
  }
  return document.Json();
}

struct Image {
  const char* extension;
  const char* bytes;
};

Image DrawImage(DrawnSettings& drawn, std::string_view category) {
  if (category.starts_with("FAVICON")) {
    return category == "FAVICON_ICO" ? Image{"ICO", support::kIco} : Image{"SVG", support::kSvg};
  }
  static constexpr Image kImages[] = {{"PNG", support::kPng}, {"JPEG", support::kJpeg}, {"WEBP", support::kWebp}, {"SVG", support::kSvg}};
  return kImages[drawn.Number(0, 3)];
}

std::string DrawAsset(DrawnSettings& drawn, const std::string& category, const std::string& color_mode) {
  const Image image = DrawImage(drawn, category);
  DrawnObject asset(drawn);
  asset.SetText("Category", category);
  asset.SetText("ColorMode", color_mode);
  asset.SetText("Extension", image.extension);
  asset.PerhapsText("Bytes", image.bytes);
  asset.PerhapsText("ResourceId", drawn.OneOf({"a-1", "The logo_2"}));
  return asset.Json();
}

// No two of a category and a color mode, so that none takes the place of another one.
std::string DrawAssets(DrawnSettings& drawn) {
  std::string assets;
  for (const char* category : {"FAVICON_ICO", "FAVICON_SVG", "EMAIL_GRAPHIC", "SMS_GRAPHIC", "AUTH_APP_GRAPHIC", "PASSWORD_GRAPHIC",
                               "PASSKEY_GRAPHIC", "PAGE_HEADER_LOGO", "PAGE_HEADER_BACKGROUND", "PAGE_FOOTER_LOGO",
                               "PAGE_FOOTER_BACKGROUND", "PAGE_BACKGROUND", "FORM_BACKGROUND", "FORM_LOGO", "IDP_BUTTON_ICON"}) {
    for (const char* color_mode : {"LIGHT", "DARK", "DYNAMIC"}) {
      if (drawn.Number(0, 9) == 1) {
        assets.append(assets.empty() ? "" : ",").append(DrawAsset(drawn, category, color_mode));
      }
    }
  }
  return "[" + assets + "]";
}

std::string DrawStyle(DrawnSettings& drawn, const StyledPool& pool) {
  DrawnObject style(drawn);
  style.SetText("UserPoolId", pool.id());
  style.SetText("ClientId", pool.AddClient());
  if (drawn.Coin()) {
    style.Set("UseCognitoProvidedValues", "true");
  } else {
    style.Perhaps("UseCognitoProvidedValues", "false");
    style.Set("Settings", DrawDocument(drawn, 3));
  }
  style.Perhaps("Assets", DrawAssets(drawn));
  return style.Json();
}

RoundTrip TripTo(const StyledPool& other) {
  return {
      .thing = "ManagedLoginBranding",
      .create = "CreateManagedLoginBranding",
      .describe = "DescribeManagedLoginBranding",
      .update = "UpdateManagedLoginBranding",
      .key = {"UserPoolId", "ManagedLoginBrandingId"},
      .dates = {"LastModifiedDate"},
      .own = {"UserPoolId", "ManagedLoginBrandingId", "CreationDate", "LastModifiedDate"},
      .shown_otherwise = {{"ClientId", "no answer has it"}},
      .prepare_copy =
          [&other](rapidjson::Document& style) {
            SetText(style, "UserPoolId", other.id());
            SetText(style, "ClientId", other.AddClient());
          },
  };
}

TEST(ManagedLoginBranding, GoesRoundThroughDescribeUpdateAndCreate) {
  support::DrawnGoRoundBetween<StyledPool>("CreateManagedLoginBranding", 200, DrawStyle, TripTo);
}

}  // namespace
}  // namespace rockpool
