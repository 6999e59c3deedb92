#include <gtest/gtest.h>

#include "tests/operations/managed_login_branding/styled_pool.h"

namespace rockpool {
namespace {

using support::Answer;
using support::JsonAt;
using support::OutcomeOf;
using support::StyledPool;
using support::TestService;

constexpr const char* kMerged = R"(,"ReturnMergedResources":true)";

TEST(DescribeManagedLoginBranding, ShowsWhatCreateShowed) {
  TestService service;
  StyledPool pool(service);
  const Answer created = pool.Create(pool.AddClient(), R"("Settings":{"components":{}})");
  service.clock.Advance(1000);
  EXPECT_EQ(pool.Describe(created.TextAt("ManagedLoginBranding.ManagedLoginBrandingId")).body, created.body);
}

TEST(DescribeManagedLoginBranding, MergesNoMoreThanAnEmptyDocumentIntoProvidedValues) {
  TestService service;
  StyledPool pool(service);
  const std::string provided = pool.Add(pool.AddClient());
  const std::string own = pool.Add(pool.AddClient(), R"("Settings":{"categories":{}})");
  EXPECT_FALSE(pool.Describe(provided, R"(,"ReturnMergedResources":false)").Has("ManagedLoginBranding.Settings"));
  EXPECT_EQ(JsonAt(pool.Describe(provided, kMerged), "ManagedLoginBranding.Settings"), "{}");
  EXPECT_EQ(pool.Describe(own, kMerged).body, pool.Describe(own).body);
}

TEST(DescribeManagedLoginBranding, TellsAnUnknownStyle) {
  TestService service;
  StyledPool pool(service);
  StyledPool other(service);
  for (const std::string& id : {std::string(support::kStrangeStyle), other.Add(other.AddClient())}) {
    EXPECT_EQ(OutcomeOf(pool.Describe(id)), "ResourceNotFoundException: ManagedLoginBranding does not exist.");
  }
}

TEST(DescribeManagedLoginBranding, ShowsNothingToOtherAccountsAndRegions) {
  TestService service;
  StyledPool pool(service);
  const std::string members = support::TextMember("ManagedLoginBrandingId", pool.Add(pool.AddClient()));
  for (const support::CallerKey& stranger : {support::CallerKey{.access_key = "123456789012"}, support::CallerKey{.region = "eu-west-1"}}) {
    EXPECT_EQ(OutcomeOf(pool.CallAs(stranger, "DescribeManagedLoginBranding", members)),
              "ResourceNotFoundException: User pool " + pool.id() + " does not exist.");
  }
}

}  // namespace
}  // namespace rockpool
