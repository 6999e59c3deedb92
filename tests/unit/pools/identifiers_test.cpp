#include "server/pools/identifiers.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/refusal.h"

namespace rockpool::pools {
namespace {

TEST(PoolArn, IsOfThePartitionOfItsRegion) {
  EXPECT_EQ(PoolArn("123456789012", "us-east-1", "us-east-1_a"), "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_a");
  EXPECT_EQ(PoolArn("123456789012", "us-gov-west-1", "us-gov-west-1_a"),
            "arn:aws-us-gov:cognito-idp:us-gov-west-1:123456789012:userpool/us-gov-west-1_a");
  EXPECT_EQ(PoolArn("123456789012", "cn-north-1", "cn-north-1_a"), "arn:aws-cn:cognito-idp:cn-north-1:123456789012:userpool/cn-north-1_a");
}

TEST(PoolIdOfArn, TakesNoOtherPartition) {
  world::Caller caller;
  caller.account = "123456789012";
  caller.region = "us-gov-west-1";
  EXPECT_EQ(PoolIdOfArn(caller, PoolArn(caller.account, caller.region, "us-gov-west-1_a")), "us-gov-west-1_a");
  const std::string other = "arn:aws:cognito-idp:us-gov-west-1:123456789012:userpool/us-gov-west-1_a";
  EXPECT_EQ(support::RefusalOf([&] { PoolIdOfArn(caller, other); }), "InvalidParameterException: Invalid user pool ARN: " + other);
}

}  // namespace
}  // namespace rockpool::pools
