#include <gtest/gtest.h>

#include "tests/operations/managed_login_branding/styled_pool.h"
#include "tests/operations/user_pools/json_text.h"

namespace rockpool::support {
namespace {

constexpr const char* kOneSource = "InvalidParameterException: useCognitoProvidedValues or settings should be specified (but not both)";

// Of different categories or color modes; those of three modes end with FORM_BACKGROUND.
std::string FortyAssets() {
  std::string assets = AssetJson("FORM_LOGO", "LIGHT", "PNG", kPng);
  for (const char* category :
       {"EMAIL_GRAPHIC", "SMS_GRAPHIC", "AUTH_APP_GRAPHIC", "PASSWORD_GRAPHIC", "PASSKEY_GRAPHIC", "PAGE_HEADER_LOGO",
        "PAGE_HEADER_BACKGROUND", "PAGE_FOOTER_LOGO", "PAGE_FOOTER_BACKGROUND", "PAGE_BACKGROUND", "FORM_BACKGROUND"}) {
    for (const char* mode : {"LIGHT", "DARK", "DYNAMIC"}) {
      assets.append(",").append(AssetJson(category, mode, "PNG", kPng));
    }
  }
  for (const char* mode : {"LIGHT", "DARK", "DYNAMIC"}) {
    assets.append(",").append(AssetJson("FAVICON_ICO", mode, "ICO", kIco)).append(",").append(AssetJson("FAVICON_SVG", mode, "SVG", kSvg));
  }
  return assets;
}

class UpdateManagedLoginBranding : public testing::Test {
 protected:
  TestService service_;
  StyledPool pool_{service_};
  std::string logo_ = AssetJson("FORM_LOGO", "LIGHT", "PNG", kPng);
  std::string id_ = pool_.Add(pool_.AddClient(), R"("Settings":{"components":{"form":{}}},"Assets":[)" + logo_ + "]");
};

TEST_F(UpdateManagedLoginBranding, ReplacesSettingsAndKeepsTheAssetsThatItLeavesOut) {
  service_.clock.Advance(1500);
  const Answer updated = pool_.Update(id_, R"("Settings":{"categories":{}})");
  EXPECT_EQ(updated.body, R"({"ManagedLoginBranding":{"Assets":[)" + logo_ +
                              R"(],"CreationDate":1700000000.000,"LastModifiedDate":1700000001.500,"ManagedLoginBrandingId":")" + id_ +
                              R"(","Settings":{"categories":{}},"UseCognitoProvidedValues":false,"UserPoolId":")" + pool_.id() + R"("}})");
  EXPECT_EQ(pool_.Describe(id_).body, updated.body);
}

TEST_F(UpdateManagedLoginBranding, PutsAssetsInThePlaceOfTheirLikeAndBesideTheOthers) {
  const std::string icon = AssetJson("FAVICON_ICO", "DYNAMIC", "ICO", kIco);
  EXPECT_EQ(JsonAt(pool_.Update(id_, std::string(kEmptySettings) + R"(,"Assets":[)" + icon + "]"), "ManagedLoginBranding.Assets"),
            "[" + logo_ + "," + icon + "]");
  const std::string jpeg = AssetJson("FORM_LOGO", "LIGHT", "JPEG", "/9j/");
  EXPECT_EQ(JsonAt(pool_.Update(id_, std::string(kEmptySettings) + R"(,"Assets":[)" + jpeg + "]"), "ManagedLoginBranding.Assets"),
            "[" + jpeg + "," + icon + "]");
  EXPECT_EQ(JsonAt(pool_.Update(id_, std::string(kEmptySettings) + R"(,"Assets":[])"), "ManagedLoginBranding.Assets"),
            "[" + jpeg + "," + icon + "]");
}

TEST_F(UpdateManagedLoginBranding, AddsNoAssetToFortyButReplacesThem) {
  const std::string id = pool_.Add(pool_.AddClient(), std::string(kProvided) + R"(,"Assets":[)" + FortyAssets() + "]");
  const std::string before = pool_.Describe(id).body;
  const auto update = [&](const char* category) {
    return OutcomeOf(pool_.Update(id, std::string(kProvided) + R"(,"Assets":[)" + AssetJson(category, "DYNAMIC", "PNG", kPng) + "]"));
  };
  EXPECT_EQ(update("IDP_BUTTON_ICON"), "InvalidParameterException: A style cannot have more than 40 assets.");
  EXPECT_EQ(pool_.Describe(id).body, before);
  EXPECT_EQ(update("FORM_BACKGROUND"), kOk);
}

TEST_F(UpdateManagedLoginBranding, GoesBackToProvidedValuesWithoutAnySettings) {
  const Answer updated = pool_.Update(id_, kProvided);
  EXPECT_TRUE(updated.At("ManagedLoginBranding.UseCognitoProvidedValues").GetBool());
  EXPECT_FALSE(updated.Has("ManagedLoginBranding.Settings"));
  EXPECT_EQ(JsonAt(updated, "ManagedLoginBranding.Assets"), "[" + logo_ + "]");
}

TEST_F(UpdateManagedLoginBranding, KeepsEverythingWhenItRefuses) {
  const std::string before = pool_.Describe(id_).body;
  EXPECT_EQ(OutcomeOf(pool_.Update(id_, R"("Assets":[])")), kOneSource);
  EXPECT_EQ(OutcomeOf(pool_.Update(id_, R"("UseCognitoProvidedValues":false)")), kOneSource);
  EXPECT_EQ(OutcomeOf(pool_.Update(id_, R"("UseCognitoProvidedValues":true,"Settings":{})")), kOneSource);
  EXPECT_EQ(
      OutcomeOf(pool_.Update(id_, std::string(kProvided) + R"(,"Assets":[)" + AssetJson("FORM_LOGO", "DARK", "SVG", kPng) + "]")),
      "InvalidParameterException: Invalid assets provided. Validation errors: [{category: FORM_LOGO, extension: SVG, colorMode: DARK, "
      "errorMessage: \"Invalid file content.\"}]");
  EXPECT_EQ(pool_.Describe(id_).body, before);
}

TEST_F(UpdateManagedLoginBranding, WantsBothIdsThoughTheModelDoesNot) {
  const std::string refusal = "InvalidParameterException: userPoolId and managedLoginBrandingId should be specified";
  EXPECT_EQ(OutcomeOf(pool_.Call("UpdateManagedLoginBranding", kProvided)), refusal);
  EXPECT_EQ(OutcomeOf(service_.Call("UpdateManagedLoginBranding", "{" + TextMember("ManagedLoginBrandingId", id_) + "}")), refusal);
}

}  // namespace
}  // namespace rockpool::support
