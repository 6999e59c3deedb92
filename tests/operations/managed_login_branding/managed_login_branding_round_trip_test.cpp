// Create from generated values, update with Describe's answer, describe again: equal but for the date of the change.
#include <gtest/gtest.h>

#include "tests/operations/drawn_settings.h"
#include "tests/operations/managed_login_branding/styled_pool.h"

namespace rockpool {
namespace {

using support::Answer;
using support::AssetJson;
using support::DrawnSettings;
using support::kOk;
using support::MembersAt;
using support::OutcomeOf;
using support::StyledPool;
using support::TestService;

std::string DrawnObject(DrawnSettings& drawn, int depth);

std::string DrawnValue(DrawnSettings& drawn, int depth) {
  switch (drawn.Number(0, depth == 0 ? 3 : 5)) {
    case 0:
      return drawn.OneOf("true false null");
    case 1:
      return std::to_string(drawn.Number(-1000, 1000)) + drawn.OneOf("0 .0 .5");
    case 2:
      return '"' + drawn.Words(3) + '"';
    case 3:
      return R"("\"\\ \u0007")";
    case 4:
      return "[" + DrawnValue(drawn, depth - 1) + "," + DrawnValue(drawn, depth - 1) + "]";
    default:
      return DrawnObject(drawn, depth - 1);
  }
}

std::string DrawnObject(DrawnSettings& drawn, int depth) {
  std::string members;
  for (char name = 'a'; drawn.Coin() && name < 'f'; ++name) {
    members += (members.empty() ? "\"" : ",\"") + std::string(1, name) + "\":" + DrawnValue(drawn, depth);
  }
  return "{" + members + "}";
}

std::string DrawnAssets(DrawnSettings& drawn) {
  static constexpr const char* kImages[][2] = {
      {"PNG", support::kPng}, {"JPEG", support::kJpeg}, {"WEBP", support::kWebp}, {"SVG", support::kSvg}};
  std::string assets;
  // One for a color mode at most: of a category and a color mode a style has one asset.
  for (const char* color_mode : {"LIGHT", "DARK", "DYNAMIC"}) {
    const auto& [extension, bytes] = kImages[drawn.Number(0, 3)];
    if (drawn.Coin()) {
      assets +=
          (assets.empty() ? "" : ",") + AssetJson(drawn.OneOf("FORM_LOGO PAGE_BACKGROUND EMAIL_GRAPHIC"), color_mode, extension, bytes);
    }
  }
  return "[" + assets + "]";
}

std::string DrawnStyle(DrawnSettings& drawn) {
  const std::string source = drawn.Coin() ? support::kProvided : R"("Settings":)" + DrawnObject(drawn, 3);
  return drawn.Coin() ? source : source + R"(,"Assets":)" + DrawnAssets(drawn);
}

// The members of an answer that Update takes back.
std::string Sendable(const Answer& described) {
  return MembersAt(described, "ManagedLoginBranding", {"UseCognitoProvidedValues", "Settings", "Assets"});
}

TEST(ManagedLoginBrandingRoundTrip, UpdatesToWhatDescribeShows) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    DrawnSettings drawn(seed);
    TestService service;
    StyledPool pool(service);
    const std::string style = DrawnStyle(drawn);
    const Answer created = pool.Create(pool.AddClient(), style);
    ASSERT_EQ(OutcomeOf(created), kOk) << seed << ": " << style;
    const std::string id = created.TextAt("ManagedLoginBranding.ManagedLoginBrandingId");
    const std::string before = Sendable(pool.Describe(id));
    ASSERT_EQ(OutcomeOf(pool.Update(id, before)), kOk) << seed << ": " << before;
    EXPECT_EQ(Sendable(pool.Describe(id)), before) << seed << ": " << style;
  }
}

}  // namespace
}  // namespace rockpool
