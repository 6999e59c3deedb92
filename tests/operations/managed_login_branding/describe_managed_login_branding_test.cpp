#include <gtest/gtest.h>

#include "tests/operations/managed_login_branding/styled_pool.h"
#include "tests/operations/user_pools/json_text.h"

namespace rockpool::support {
namespace {

using DescribeManagedLoginBranding = PoolTest<StyledPool>;

constexpr const char* kMerged = R"(,"ReturnMergedResources":true)";

TEST_F(DescribeManagedLoginBranding, MergesNoMoreThanAnEmptyDocumentIntoProvidedValues) {
  const std::string provided = pool.Add(pool.AddClient());
  const std::string own = pool.Add(pool.AddClient(), R"("Settings":{"categories":{}})");
  EXPECT_FALSE(pool.Describe(provided, R"(,"ReturnMergedResources":false)").Has("ManagedLoginBranding.Settings"));
  EXPECT_EQ(JsonAt(pool.Describe(provided, kMerged), "ManagedLoginBranding.Settings"), "{}");
  EXPECT_EQ(pool.Describe(own, kMerged).body, pool.Describe(own).body);
}

}  // namespace
}  // namespace rockpool::support
