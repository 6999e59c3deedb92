#include <gtest/gtest.h>

#include "server/identity_providers/mappings.h"
#include "tests/support/refusal.h"

namespace rockpool::identity_providers {
namespace {

const AcrMapping kTwoLevels = {{"Level1", "urn:low"}, {"Level4", "urn:high"}};

TEST(AcrMappings, AreAbsentUntilTheyAreSet) { EXPECT_EQ(AcrMappingAfter(kOidc, std::nullopt, std::nullopt), std::nullopt); }

TEST(AcrMappings, AreKeptWhenLeftOut) { EXPECT_EQ(AcrMappingAfter(kOidc, kTwoLevels, std::nullopt), kTwoLevels); }

TEST(AcrMappings, AreReplacedWhole) {
  const AcrMapping submitted = {{"Level2", "urn:middle"}};
  EXPECT_EQ(AcrMappingAfter(kOidc, kTwoLevels, submitted), submitted);
}

TEST(AcrMappings, AreClearedByAnEmptyOne) { EXPECT_EQ(AcrMappingAfter(kOidc, kTwoLevels, AcrMapping{}), AcrMapping{}); }

TEST(AcrMappings, KnowFourLevels) {
  EXPECT_EQ(support::RefusalOf([] {
              AcrMappingAfter(kOidc, std::nullopt, AcrMapping{{"Level0", "a"}, {"Level1", "b"}, {"level2", "c"}});
            }),
            "InvalidParameterException: AcrMapping contains invalid levels: [Level0, level2]");
}

TEST(AcrMappings, BelongToOidcAlone) {
  for (const ProviderType* type : ProviderTypes()) {
    const std::string refusal = support::RefusalOf([type] { AcrMappingAfter(*type, std::nullopt, kTwoLevels); });
    const std::string expected =
        "InvalidParameterException: AcrMapping is not supported for " + std::string(type->name) + " identity providers.";
    EXPECT_EQ(refusal, type == &kOidc ? "accepted" : expected);
  }
}

}  // namespace
}  // namespace rockpool::identity_providers
