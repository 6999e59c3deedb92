#include <gtest/gtest.h>

#include <string>

#include "tests/operations/user_pools/user_pool.h"

namespace rockpool {
namespace {

using support::Answer;
using support::kOk;
using support::OutcomeOf;
using support::TestService;
using support::UserPool;

TEST(TagResource, AddsTagsAndReplacesThoseOfTheSameKey) {
  TestService service;
  UserPool pool(service, R"("UserPoolTags":{"team":"rock","stage":"test"})");
  const Answer tagged = pool.CallOnArn("TagResource", R"("Tags":{"team":"pool","cost":""})");
  EXPECT_EQ(tagged.status, 200);
  EXPECT_EQ(tagged.body, "{}");
  EXPECT_EQ(pool.Shown("UserPoolTags"), R"({"cost":"","stage":"test","team":"pool"})");
  EXPECT_EQ(pool.Shown("LastModifiedDate"), "1700000000.0");
}

TEST(TagResource, TakesFiftyTagsInAll) {
  TestService service;
  UserPool pool(service, R"("UserPoolTags":{"team":"rock"})");
  std::string tags = R"("team":"pool")";
  for (int i = 1; i < 50; ++i) {
    tags += R"(,"k)" + std::to_string(i) + R"(":"v")";
  }
  EXPECT_EQ(OutcomeOf(pool.CallOnArn("TagResource", R"("Tags":{)" + tags + "}")), kOk);
  EXPECT_EQ(OutcomeOf(pool.CallOnArn("TagResource", R"("Tags":{"k1":"w"})")), kOk);
  EXPECT_EQ(OutcomeOf(pool.CallOnArn("TagResource", R"("Tags":{"k50":"v"})")),
            "InvalidParameterException: A user pool can have at most 50 tags.");
}

TEST(TagResource, LeavesItsPrefixToAws) {
  TestService service;
  UserPool pool(service);
  EXPECT_EQ(OutcomeOf(pool.CallOnArn("TagResource", R"("Tags":{"aws:stack":"x"})")),
            "InvalidParameterException: Tag keys that begin with aws: are reserved: aws:stack");
  EXPECT_EQ(OutcomeOf(pool.CallOnArn("TagResource", R"("Tags":{"aws":"x"})")), kOk);
}

TEST(TagResource, ChangesNoId) {
  TestService service;
  UserPool pool(service);
  EXPECT_EQ(OutcomeOf(pool.CallOnArn("TagResource", R"("Tags":{"_custom_id_":"us-east-1_Other"})")),
            "InvalidParameterException: The tag _custom_id_ cannot be changed.");
  EXPECT_EQ(OutcomeOf(pool.CallOnArn("TagResource", R"("Tags":{"_custom_id_":")" + pool.id() + "\"}")), kOk);
}

std::string Outcome(TestService& service, const std::string& arn) {
  return OutcomeOf(service.Call("TagResource", R"({"ResourceArn":")" + arn + R"(","Tags":{}})"));
}

TEST(TagResource, FindsThePoolsOfTheCallersAccountAndRegionAlone) {
  TestService service;
  const std::string nowhere = "ResourceNotFoundException: User pool us-east-1_Nowhere does not exist.";
  EXPECT_EQ(Outcome(service, "arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_Nowhere"), nowhere);
  UserPool pool(service, R"("UserPoolTags":{"_custom_id_":"us-east-1_Nowhere"})", {.access_key = "123456789012"});
  EXPECT_EQ(Outcome(service, pool.arn()), nowhere);
  EXPECT_EQ(Outcome(service, "arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_Nowhere"), nowhere);
  UserPool own(service);
  EXPECT_EQ(Outcome(service, "arn:aws:cognito-idp:eu-west-1:000000000000:userpool/" + own.id()),
            "ResourceNotFoundException: User pool " + own.id() + " does not exist.");
  EXPECT_EQ(Outcome(service, own.arn()), kOk);
}

TEST(TagResource, RefusesWhatIsNoPoolsArn) {
  TestService service;
  UserPool pool(service);
  for (const std::string& arn : {std::string("arn:aws:cognito-idp:us-east-1:000000000000:userpool/"),
                                 "arn:aws:cognito-idp:us-east-1:000000000000:identitypool/" + pool.id(),
                                 "arn:aws:iam:us-east-1:000000000000:userpool/" + pool.id(), pool.arn() + ":more"}) {
    EXPECT_EQ(Outcome(service, arn), "InvalidParameterException: Invalid user pool ARN: " + arn);
  }
}

}  // namespace
}  // namespace rockpool
