#include "server/oauth/pages/style.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "server/pages/pages.h"

namespace rockpool::oauth {
namespace {

constexpr const char* kPath = "/assets/styles/client/v1";

api::AssetType Asset(api::AssetCategoryType category, api::ColorSchemeModeType mode) {
  api::AssetType asset;
  asset.Category = category;
  asset.ColorMode = mode;
  asset.Bytes = api::Blob{"iVBORw0KGgo="};
  return asset;
}

Style StyleWith(const std::string& settings, std::vector<api::AssetType> assets = {}) {
  api::ManagedLoginBrandingType branding;
  branding.Settings = api::Document{settings};
  branding.Assets = std::move(assets);
  return StyleOf(branding, kPath);
}

std::string Scheme(const char* mode, const std::string& components) {
  return R"({"categories":{"global":{"colorSchemeMode":")" + std::string(mode) + R"("}},"components":)" + components + "}";
}

bool Has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(Style, SaysColoursOfTheModeThatIsSeen) {
  const std::string page = R"({"pageBackground":{"lightMode":{"color":"aabbccff"},"darkMode":{"color":"112233"}}})";
  const std::string light = StyleWith(Scheme("LIGHT", page)).sheet;
  EXPECT_TRUE(Has(light, "color-scheme:light;"));
  EXPECT_TRUE(Has(light, "--page:#aabbccff;"));
  EXPECT_FALSE(Has(light, "#112233"));
  EXPECT_FALSE(Has(light, "@media"));
  const std::string dark = StyleWith(Scheme("DARK", page)).sheet;
  EXPECT_TRUE(Has(dark, "color-scheme:dark;"));
  EXPECT_TRUE(Has(dark, "--page:#112233;"));
  EXPECT_FALSE(Has(dark, "#aabbccff"));
  const std::string both = StyleWith(Scheme("DYNAMIC", page)).sheet;
  EXPECT_LT(both.find("--page:#aabbccff;"), both.find("@media (prefers-color-scheme:dark)"));
  EXPECT_GT(both.find("--page:#112233;"), both.find("@media (prefers-color-scheme:dark)"));
}

TEST(Style, IsCognitosOwnWhereTheSettingsSayNothing) {
  const Style style = StyleWith("{}");
  EXPECT_EQ(style.sheet, DefaultStyle().sheet);
  EXPECT_TRUE(Has(style.sheet, "--page:#ffffffff;"));
  EXPECT_TRUE(Has(style.sheet, "--primary:#0972d3ff;"));
  EXPECT_TRUE(Has(style.sheet, "--card-radius:8.0px;"));
  EXPECT_EQ(style.layout, "across-center down-center density-regular logo-center logo-top header-logo-start footer-logo-start");
  EXPECT_EQ(style.sheet_address, "/assets/styles/client/v1/style.css");
  EXPECT_EQ(style.version, "v1");
  EXPECT_FALSE(style.has_header || style.has_footer || style.shows_languages || style.searches_domains || style.puts_providers_first);
  EXPECT_FALSE(style.logo || style.favicon);
}

// Each of the table: a setting of its own, and the variable that it becomes.
TEST(Style, TakesColoursAndRadiiOfEachPart) {
  const std::string sheet = StyleWith(R"({
    "components":{
      "form":{"borderRadius":12.5,"lightMode":{"backgroundColor":"000001ff","borderColor":"000002ff"}},
      "alert":{"borderRadius":0,"lightMode":{"error":{"backgroundColor":"000003ff","borderColor":"000004ff"}}},
      "primaryButton":{"lightMode":{"defaults":{"backgroundColor":"000005ff","textColor":"000006ff"},"hover":{"backgroundColor":"000007ff"}}},
      "idpButton":{"standard":{"lightMode":{"defaults":{"backgroundColor":"000008ff","borderColor":"000009ff"}}}}},
    "componentClasses":{
      "buttons":{"borderRadius":3},"input":{"borderRadius":4.25,"lightMode":{"defaults":{"borderColor":"00000aff"},"placeholderColor":"00000bff"}},
      "link":{"lightMode":{"defaults":{"textColor":"00000cff"}}},"focusState":{"lightMode":{"borderColor":"00000dff"}}}})")
                                .sheet;
  for (const char* variable :
       {"--card:#000001ff;", "--card-border:#000002ff;", "--alert:#000003ff;", "--alert-border:#000004ff;", "--primary:#000005ff;",
        "--primary-text:#000006ff;", "--primary-hover:#000007ff;", "--provider:#000008ff;", "--provider-border:#000009ff;",
        "--input-border:#00000aff;", "--placeholder:#00000bff;", "--link:#00000cff;", "--focus:#00000dff;", "--card-radius:12.5px;",
        "--alert-radius:0.0px;", "--button-radius:3.0px;", "--input-radius:4.3px;"}) {
    EXPECT_TRUE(Has(sheet, variable)) << variable << "\n" << sheet;
  }
}

TEST(Style, TakesTheColoursOfAButtonInEachOfItsStates) {
  for (const std::string button : {"primaryButton", "secondaryButton", "idpButton"}) {
    for (const std::string state : {"defaults", "hover", "active"}) {
      std::string colours = R"({"lightMode":{")" + state + R"(":{"backgroundColor":"0a0b0cff","textColor":"0d0e0fff"}}})";
      colours = button == "idpButton" ? R"({"standard":)" + colours + "}" : colours;
      const std::string sheet = StyleWith(R"({"components":{")" + button + R"(":)" + colours + "}}").sheet;
      EXPECT_TRUE(Has(sheet, ":#0a0b0cff;")) << button << " " << state;
      EXPECT_TRUE(Has(sheet, ":#0d0e0fff;")) << button << " " << state;
    }
  }
}

// A variable that the page's own sheet does not use would be a setting without effect.
TEST(Style, SetsNothingThatTheSheetOfManagedLoginDoesNotUse) {
  const std::string used(pages::EmbeddedText("managed/managed.css"));
  const std::string& sheet = DefaultStyle().sheet;
  int count = 0;
  for (std::size_t at = sheet.find("--"); at != std::string::npos; at = sheet.find("--", at + 2)) {
    const std::string variable = sheet.substr(at, sheet.find(':', at) - at);
    EXPECT_TRUE(Has(used, "var(" + variable + ")")) << variable;
    ++count;
  }
  EXPECT_GT(count, 50);
}

TEST(Style, ReadsNothingIntoItsSheetButColoursAndLengths) {
  for (const char* hostile : {R"_("red;}body{display:none")_", R"("#fff")", R"_("url(https://evil.example)")_", R"("</style><script>")",
                              "7", "null", R"({"a":1})", R"("fffff")", R"("ffffffg")"}) {
    const std::string settings = R"({"components":{"pageBackground":{"lightMode":{"color":)" + std::string(hostile) +
                                 R"(}},"form":{"borderRadius":)" + hostile + "}}}";
    const std::string sheet = StyleWith(settings).sheet;
    EXPECT_TRUE(Has(sheet, "--page:#ffffffff;")) << hostile;
    EXPECT_TRUE(Has(sheet, std::string(hostile) == "7" ? "--card-radius:7.0px;" : "--card-radius:8.0px;")) << hostile;
  }
  EXPECT_TRUE(Has(StyleWith(R"({"components":{"form":{"borderRadius":-1}}})").sheet, "--card-radius:8.0px;"));
  EXPECT_TRUE(Has(StyleWith(R"({"components":{"form":{"borderRadius":1e9}}})").sheet, "--card-radius:8.0px;"));
  for (const char* odd : {"[]", "7", R"({"components":[]})", R"({"components":{"form":null}})", "{"}) {
    EXPECT_EQ(StyleWith(odd).sheet, DefaultStyle().sheet) << odd;
  }
}

TEST(Style, PlacesTheFormWhereItIsTold) {
  const auto layout = [](const std::string& horizontal, const std::string& vertical) {
    return StyleWith(R"({"categories":{"form":{"location":{"horizontal":")" + horizontal + R"(","vertical":")" + vertical + R"("}}}})")
        .layout;
  };
  EXPECT_TRUE(layout("END", "START").starts_with("across-end down-start "));
  EXPECT_TRUE(layout("START", "END").starts_with("across-start down-end "));
  EXPECT_TRUE(layout("x onload", "CENTER").starts_with("across-center down-center ")) << "what is no place is none";
}

TEST(Style, SaysWhatTheFrameHas) {
  const Style style = StyleWith(R"({"categories":{
    "auth":{"authMethodOrder":[[{"display":"BUTTON","type":"FEDERATED"},{"display":"INPUT","type":"USERNAME_PASSWORD"}]],
            "federation":{"interfaceStyle":"SEARCH_INPUT"}},
    "form":{"instructions":{"enabled":true},"languageSelector":{"enabled":true}},
    "global":{"pageHeader":{"enabled":true},"pageFooter":{"enabled":true}}}})");
  EXPECT_TRUE(style.puts_providers_first);
  EXPECT_TRUE(style.searches_domains);
  EXPECT_TRUE(style.shows_instructions);
  EXPECT_TRUE(style.shows_languages);
  EXPECT_TRUE(style.has_header);
  EXPECT_TRUE(style.has_footer);
  EXPECT_FALSE(StyleWith(R"({"categories":{"auth":{"authMethodOrder":[[{"type":"USERNAME_PASSWORD"},{"type":"FEDERATED"}]]}}})")
                   .puts_providers_first);
}

TEST(Style, ShowsImagesThatAreEnabledAndThere) {
  using enum api::AssetCategoryType;
  using enum api::ColorSchemeModeType;
  const std::string enabled = R"({"form":{"logo":{"enabled":true}},"pageBackground":{"image":{"enabled":true}}})";
  EXPECT_FALSE(StyleWith(Scheme("LIGHT", enabled)).logo) << "there is none";
  EXPECT_FALSE(StyleWith(Scheme("LIGHT", "{}"), {Asset(FORM_LOGO, LIGHT)}).logo) << "it is not enabled";

  const std::vector<api::AssetType> pair{Asset(FORM_LOGO, LIGHT), Asset(FORM_LOGO, DARK), Asset(PAGE_BACKGROUND, DYNAMIC)};
  const Style dynamic = StyleWith(Scheme("DYNAMIC", enabled), pair);
  ASSERT_TRUE(dynamic.logo);
  EXPECT_EQ(dynamic.logo->address, "/assets/styles/client/v1/form_logo-light");
  EXPECT_EQ(dynamic.logo->dark_address, "/assets/styles/client/v1/form_logo-dark");
  EXPECT_TRUE(Has(dynamic.sheet, "--page-image:url(/assets/styles/client/v1/page_background-dynamic);"));
  EXPECT_TRUE(Has(dynamic.sheet, "--card-image:none;"));

  EXPECT_EQ(StyleWith(Scheme("DARK", enabled), pair).logo->address, "/assets/styles/client/v1/form_logo-dark");
  EXPECT_EQ(StyleWith(Scheme("LIGHT", enabled), pair).logo->address, "/assets/styles/client/v1/form_logo-light");
  EXPECT_EQ(StyleWith(Scheme("LIGHT", enabled), pair).logo->dark_address, "");
}

TEST(Style, PrefersADrawnFaviconOfTheTypesThatAreEnabled) {
  using enum api::AssetCategoryType;
  using enum api::ColorSchemeModeType;
  const std::vector<api::AssetType> both{Asset(FAVICON_ICO, DYNAMIC), Asset(FAVICON_SVG, DYNAMIC)};
  EXPECT_EQ(StyleWith("{}", both).favicon->address, "/assets/styles/client/v1/favicon_svg-dynamic");
  EXPECT_EQ(StyleWith(R"({"components":{"favicon":{"enabledTypes":["ICO"]}}})", both).favicon->address,
            "/assets/styles/client/v1/favicon_ico-dynamic");
  EXPECT_FALSE(StyleWith(R"({"components":{"favicon":{"enabledTypes":[]}}})", both).favicon);
}

}  // namespace
}  // namespace rockpool::oauth
