#include <gtest/gtest.h>

#include "tests/operations/managed_login_branding/styled_pool.h"
#include "tests/operations/user_pools/json_text.h"

namespace rockpool::support {
namespace {

constexpr const char* kOneSource = "InvalidParameterException: useCognitoProvidedValues or settings should be specified (but not both)";

class CreateManagedLoginBranding : public testing::Test {
 protected:
  std::string OutcomeWith(const std::string& members) { return OutcomeOf(pool_.Create(client_, members)); }
  std::string OutcomeWithAsset(const std::string& asset) { return OutcomeWith(std::string(kProvided) + R"(,"Assets":[)" + asset + "]"); }

  TestService service_;
  StyledPool pool_{service_};
  std::string client_ = pool_.AddClient();
};

TEST_F(CreateManagedLoginBranding, LeavesOutSettingsThatItWasNotGivenButShowsNoAssetsAsNone) {
  const Answer created = pool_.Create(client_);
  EXPECT_EQ(created.body, R"({"ManagedLoginBranding":{"Assets":[],"CreationDate":1700000000.000,"LastModifiedDate":1700000000.000,)" +
                              TextMember("ManagedLoginBrandingId", created.TextAt("ManagedLoginBranding.ManagedLoginBrandingId")) +
                              R"(,"UseCognitoProvidedValues":true,)" + TextMember("UserPoolId", pool_.id()) + "}}");
}

TEST_F(CreateManagedLoginBranding, GivesEachStyleAnIdOfItsOwn) { EXPECT_NE(pool_.Add(client_), pool_.Add(pool_.AddClient())); }

TEST_F(CreateManagedLoginBranding, ReturnsSettingsAndAssetsAsTheyCame) {
  const std::string settings =
      R"({"components":{"form":{"borderRadius":8.0,"logo":{"enabled":false}}},"categories":{"auth":{"order":[[],null,"\u00e9"]}}})";
  const std::string assets =
      "[" + AssetJson("PAGE_BACKGROUND", "DARK", "SVG", kSvg) + "," + AssetJson("FORM_LOGO", "DYNAMIC", "PNG", kPng) + "]";
  const Answer created = pool_.Create(client_, R"("Settings":)" + settings + R"(,"Assets":)" + assets);
  EXPECT_EQ(JsonAt(created, "ManagedLoginBranding.Settings"),
            R"({"components":{"form":{"borderRadius":8.0,"logo":{"enabled":false}}},"categories":{"auth":{"order":[[],null,"é"]}}})");
  EXPECT_EQ(JsonAt(created, "ManagedLoginBranding.Assets"), assets);
  EXPECT_FALSE(created.At("ManagedLoginBranding.UseCognitoProvidedValues").GetBool());
}

TEST_F(CreateManagedLoginBranding, TakesTheLastOfTwoAssetsOfOneCategoryAndColorMode) {
  const std::string last = AssetJson("PAGE_BACKGROUND", "DARK", "PNG", kPng);
  const Answer created =
      pool_.Create(client_, R"("Settings":{},"Assets":[)" + AssetJson("PAGE_BACKGROUND", "DARK", "SVG", kSvg) + "," + last + "]");
  EXPECT_EQ(JsonAt(created, "ManagedLoginBranding.Assets"), "[" + last + "]");
}

TEST_F(CreateManagedLoginBranding, WantsSettingsOrTheProvidedValuesButNotBoth) {
  EXPECT_EQ(OutcomeWith(R"("Assets":[])"), kOneSource);
  EXPECT_EQ(OutcomeWith(R"("UseCognitoProvidedValues":false)"), kOneSource);
  EXPECT_EQ(OutcomeWith(R"("UseCognitoProvidedValues":true,"Settings":{})"), kOneSource);
  EXPECT_EQ(OutcomeWith(R"("UseCognitoProvidedValues":false,"Settings":{})"), kOk);
}

TEST_F(CreateManagedLoginBranding, WantsSettingsToBeAnObject) {
  for (const char* settings : {R"("text")", "[]", "1", "true"}) {
    EXPECT_EQ(OutcomeWith(R"("Settings":)" + std::string(settings)), "InvalidParameterException: Invalid settings provided.") << settings;
  }
  EXPECT_EQ(OutcomeWith(kEmptySettings), kOk);
}

std::string Told(const std::string& category, const std::string& extension, const std::string& color_mode, const std::string& message) {
  return "InvalidParameterException: Invalid assets provided. Validation errors: [{category: " + category + ", extension: " + extension +
         ", colorMode: " + color_mode + ", errorMessage: \"" + message + "\"}]";
}

TEST_F(CreateManagedLoginBranding, TellsAllAssetsThatAreWrong) {
  EXPECT_EQ(OutcomeWithAsset(AssetJson("PAGE_BACKGROUND", "LIGHT", "ICO", kIco) + "," + AssetJson("FORM_LOGO", "LIGHT", "JPEG", kJpeg) +
                             "," + AssetJson("FORM_LOGO", "DARK", "PNG", kJpeg)),
            "InvalidParameterException: Invalid assets provided. Validation errors: [{category: PAGE_BACKGROUND, extension: ICO, "
            "colorMode: LIGHT, errorMessage: \"Invalid file extension.\"}, {category: FORM_LOGO, extension: PNG, colorMode: DARK, "
            "errorMessage: \"Invalid file content.\"}]");
}

TEST_F(CreateManagedLoginBranding, TakesAssetsOfTheRightExtensionAlone) {
  EXPECT_EQ(OutcomeWithAsset(AssetJson("PAGE_BACKGROUND", "LIGHT", "ICO", kIco)),
            Told("PAGE_BACKGROUND", "ICO", "LIGHT", "Invalid file extension."));
  EXPECT_EQ(OutcomeWithAsset(AssetJson("FAVICON_ICO", "DARK", "PNG", kPng)), Told("FAVICON_ICO", "PNG", "DARK", "Invalid file extension."));
  EXPECT_EQ(OutcomeWithAsset(AssetJson("FAVICON_SVG", "DYNAMIC", "ICO", kIco)),
            Told("FAVICON_SVG", "ICO", "DYNAMIC", "Invalid file extension."));
  EXPECT_EQ(OutcomeWithAsset(AssetJson("FAVICON_ICO", "DYNAMIC", "ICO", kIco) + "," + AssetJson("FAVICON_SVG", "DYNAMIC", "SVG", kSvg) +
                             "," + AssetJson("FORM_LOGO", "LIGHT", "JPEG", kJpeg) + "," + AssetJson("FORM_LOGO", "DARK", "WEBP", kWebp)),
            kOk);
}

TEST_F(CreateManagedLoginBranding, TakesBytesThatAreWhatTheExtensionSays) {
  EXPECT_EQ(OutcomeWithAsset(AssetJson("FORM_LOGO", "LIGHT", "PNG", kJpeg)), Told("FORM_LOGO", "PNG", "LIGHT", "Invalid file content."));
  EXPECT_EQ(OutcomeWithAsset(AssetJson("FORM_LOGO", "LIGHT", "SVG", "aVZCT1J3MEtHZ289")),
            Told("FORM_LOGO", "SVG", "LIGHT", "Invalid file content."))
      << "base64 twice over, a usual mistake";
  EXPECT_EQ(OutcomeWithAsset(AssetJson("FORM_LOGO", "LIGHT", "SVG", "")), Told("FORM_LOGO", "SVG", "LIGHT", "Invalid file content."));
}

TEST_F(CreateManagedLoginBranding, KeepsAnAssetThatNamesAResourceInsteadOfBytes) {
  const std::string asset = R"({"Category":"FORM_LOGO","ColorMode":"LIGHT","Extension":"PNG","ResourceId":"asset 1"})";
  const Answer created = pool_.Create(client_, std::string(kProvided) + R"(,"Assets":[)" + asset + "]");
  EXPECT_EQ(JsonAt(created, "ManagedLoginBranding.Assets"), "[" + asset + "]");
}

TEST_F(CreateManagedLoginBranding, TakesTwoMegabytesAtMost) {
  const auto settings_of = [](std::size_t bytes) { return R"("Settings":{"a":")" + std::string(bytes - 8, 'x') + R"("})"; };
  constexpr std::size_t kLimit = 2 * 1024 * 1024;
  EXPECT_EQ(OutcomeWith(settings_of(kLimit + 1)),
            "InvalidParameterException: Settings and assets exceed the limit of 2 megabytes for a request.");
  EXPECT_EQ(OutcomeWith(settings_of(kLimit) + R"(,"Assets":[)" + AssetJson("FORM_LOGO", "LIGHT", "PNG", kPng) + "]"),
            "InvalidParameterException: Settings and assets exceed the limit of 2 megabytes for a request.");
  EXPECT_EQ(OutcomeWith(settings_of(kLimit)), kOk);
}

TEST_F(CreateManagedLoginBranding, TakesFortyAssetsEvenOfOneKind) {
  std::string assets = AssetJson("FORM_LOGO", "LIGHT", "PNG", kPng);
  for (int more = 1; more < 40; ++more) {
    assets += "," + AssetJson("FORM_LOGO", "LIGHT", "PNG", kPng);
  }
  EXPECT_EQ(OutcomeWithAsset(assets), kOk);
}

TEST_F(CreateManagedLoginBranding, TellsAnUnknownAppClientBeforeAMissingSource) {
  EXPECT_EQ(OutcomeOf(pool_.Create("nobody", R"("Assets":[])")), "ResourceNotFoundException: User pool client nobody does not exist.");
}

}  // namespace
}  // namespace rockpool::support
