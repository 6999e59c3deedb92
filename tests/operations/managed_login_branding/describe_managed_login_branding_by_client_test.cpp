#include <gtest/gtest.h>

#include "tests/operations/managed_login_branding/styled_pool.h"
#include "tests/operations/user_pools/json_text.h"

namespace rockpool::support {
namespace {

using DescribeManagedLoginBrandingByClient = PoolTest<StyledPool>;

TEST_F(DescribeManagedLoginBrandingByClient, FindsTheStyleOfTheAppClient) {
  const std::string one = pool.AddClient();
  const std::string two = pool.AddClient();
  const std::string first = pool.Create(one).body;
  const std::string second = pool.Create(two, R"("Settings":{"components":{}})").body;
  EXPECT_EQ(pool.DescribeOf(one).body, first);
  EXPECT_EQ(pool.DescribeOf(two).body, second);
}

TEST_F(DescribeManagedLoginBrandingByClient, MergesAsDescribeDoes) {
  const std::string client = pool.AddClient();
  const std::string id = pool.Add(client);
  const std::string merged = R"(,"ReturnMergedResources":true)";
  EXPECT_EQ(JsonAt(pool.DescribeOf(client, merged), "ManagedLoginBranding.Settings"), "{}");
  EXPECT_EQ(pool.DescribeOf(client, merged).body, pool.Describe(id, merged).body);
}

TEST_F(DescribeManagedLoginBrandingByClient, TellsAnAppClientWithoutAStyleFromAnUnknownOne) {
  const std::string client = pool.AddClient();
  EXPECT_EQ(OutcomeOf(pool.DescribeOf(client)),
            "ResourceNotFoundException: ManagedLoginBranding for client " + client + " does not exist.");
  EXPECT_EQ(OutcomeOf(pool.DescribeOf("nobody")), "ResourceNotFoundException: User pool client nobody does not exist.");
  EXPECT_EQ(OutcomeOf(service.Call("DescribeManagedLoginBrandingByClient", R"({"UserPoolId":"us-east-1_Nowhere","ClientId":"nobody"})")),
            "ResourceNotFoundException: User pool us-east-1_Nowhere does not exist.");
}

}  // namespace
}  // namespace rockpool::support
