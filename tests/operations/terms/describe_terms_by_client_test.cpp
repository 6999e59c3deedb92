#include <gtest/gtest.h>

#include "tests/operations/terms/terms_pool.h"

namespace rockpool::support {
namespace {

using DescribeTermsByClient = PoolTest<TermsPool>;

TEST_F(DescribeTermsByClient, FindsTheTermsOfTheAppClientByName) {
  const std::string one = pool.AddClient();
  const std::string two = pool.AddClient();
  const std::string use = pool.Create(one, kUse).body;
  const std::string privacy = pool.Create(one, kPrivacy).body;
  const std::string other = pool.Create(two, kUse).body;
  EXPECT_EQ(pool.DescribeOf(one, kUse).body, use);
  EXPECT_EQ(pool.DescribeOf(one, kPrivacy).body, privacy);
  EXPECT_EQ(pool.DescribeOf(two, kUse).body, other);
}

TEST_F(DescribeTermsByClient, TellsAnAppClientWithoutThemFromAnUnknownOne) {
  const std::string client = pool.AddClient();
  pool.Add(client, kUse);
  EXPECT_EQ(OutcomeOf(pool.DescribeOf(client, kPrivacy)),
            "ResourceNotFoundException: Terms privacy-policy for client " + client + " does not exist.");
  EXPECT_EQ(OutcomeOf(pool.DescribeOf("nobody")), "ResourceNotFoundException: User pool client nobody does not exist.");
  EXPECT_EQ(OutcomeOf(service.Call("DescribeTermsByClient",
                                   R"({"UserPoolId":"us-east-1_Nowhere","ClientId":"nobody","TermsName":"terms-of-use"})")),
            "ResourceNotFoundException: User pool us-east-1_Nowhere does not exist.");
}

}  // namespace
}  // namespace rockpool::support
