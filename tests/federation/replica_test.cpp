// Who signs in through a provider where a secondary replica answers: who is there already, as the primary has him.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/federation/users_pool.h"
#include "tests/operations/replicas/replicated_pool.h"
#include "tests/support/fake_invoker.h"
#include "tests/support/users.h"

namespace rockpool::federation {
namespace {

class FederatedAtReplica : public testing::Test {
 protected:
  FederatedAtReplica() {
    pool.AddOkta(R"("email":"mail","nickname":"nick")");
    EXPECT_EQ(pool.Try("CreateUserPoolReplica", R"("RegionName":"eu-west-1")"), kOk);
    service.clock.Advance(support::kLong);
    const support::CallerKey ireland{.region = "eu-west-1"};
    EXPECT_EQ(OutcomeOf(pool.CallAs(ireland, "UpdateUserPool",
                                    R"("LambdaConfig":{"PreSignUp":"arn:aws:lambda:eu-west-1:123456789012:function:own"})" +
                                        std::string(support::kReplicable))),
              kOk);
    EXPECT_EQ(pool.Try("UpdateUserPoolReplica", R"("RegionName":"eu-west-1","Status":"ACTIVE")"), kOk);
    at_replica.replica = "eu-west-1";
  }

  support::FederatedSignIn SignInAtReplica(const Claims& claims) {
    return support::SignInThrough(service, pool.client(), "Okta", claims, at_replica);
  }
  std::string Groups(std::string_view username) { return pool.Of("AdminListGroupsForUser", username).body; }

  support::TestService service;
  std::shared_ptr<support::FakeInvoker> functions = support::FakeInvoker::Of(service);
  ProvidersPool pool{service, support::kReplicable};
  world::Caller at_replica;
};

TEST_F(FederatedAtReplica, IsRefusedAtTheFirstSignInAndLeavesNothing) {
  EXPECT_EQ(SignInAtReplica(Said("1", {{"mail", "ada@example.com"}})).refusal,
            "invalid_request: This operation is not enabled in this Region.");
  EXPECT_EQ(pool.Try("AdminGetUser", R"("Username":"Okta_1")"), "UserNotFoundException: User does not exist.");
  EXPECT_EQ(functions->Sources(), std::vector<std::string>()) << "PreSignUp is not asked of who is refused anyhow";
  EXPECT_EQ(pool.Refusal("Okta", Said("1", {{"mail", "ada@example.com"}})), "");
  EXPECT_EQ(SignInAtReplica(Said("1", {{"mail", "ada@example.com"}})).refusal, "") << "once the primary has seen him";
}

TEST_F(FederatedAtReplica, KeepsTheAttributesThatThePrimaryWrote) {
  const Claims before = Said("1", {{"mail", "ada@example.com"}});
  const Claims after = Said("1", {{"mail", "countess@example.com"}, {"nick", "Countess"}});
  ASSERT_EQ(pool.Refusal("Okta", before), "");
  const std::string written = pool.AttributesOf("Okta_1");
  const auto signed_in = SignInAtReplica(after);
  EXPECT_EQ(signed_in.refusal, "");
  EXPECT_EQ(*accounts::FindAttribute(signed_in.user, "email"), "ada@example.com") << "which is what the tokens say";
  EXPECT_EQ(accounts::FindAttribute(signed_in.user, "nickname"), nullptr);
  EXPECT_EQ(pool.AttributesOf("Okta_1"), written);
  ASSERT_EQ(pool.Refusal("Okta", after), "");
  EXPECT_EQ(pool.MappedOf("Okta_1"), "email=countess@example.com email_verified=false nickname=Countess") << "as the primary would";
}

TEST_F(FederatedAtReplica, JoinsNoGroupThatIsGone) {
  ASSERT_EQ(pool.Refusal("Okta", Said("1")), "");
  const std::string member = Groups("Okta_1");
  ASSERT_EQ(pool.Try("DeleteGroup", support::TextMember("GroupName", pool.id() + "_Okta")), kOk);
  const std::string nowhere = Groups("Okta_1");
  ASSERT_NE(nowhere, member);
  EXPECT_EQ(SignInAtReplica(Said("1")).refusal, "");
  EXPECT_EQ(Groups("Okta_1"), nowhere);
  ASSERT_EQ(pool.Refusal("Okta", Said("1")), "");
  EXPECT_NE(Groups("Okta_1"), nowhere) << "as the primary would";
}

TEST_F(FederatedAtReplica, TiesNoSubjectToAUserWhoIsLinkedByAClaim) {
  support::CreateUser(service, pool.id(), "ada", {});
  ASSERT_EQ(pool.Link("ada", "Okta", "ada@example.com", "mail"), kOk);
  const std::string linked = pool.AttributesOf("ada");
  const auto signed_in = SignInAtReplica(Said("1", {{"mail", "ada@example.com"}}));
  EXPECT_EQ(signed_in.refusal + signed_in.user.username(), "ada");
  EXPECT_EQ(pool.AttributesOf("ada"), linked);
  EXPECT_EQ(pool.UsernameOf("Okta", Said("2", {{"mail", "ada@example.com"}})), "ada") << "whose subject is still to be seen";
}

}  // namespace
}  // namespace rockpool::federation
