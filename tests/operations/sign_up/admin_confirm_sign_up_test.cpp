#include <gtest/gtest.h>

#include "tests/operations/sign_up/sign_up_pool.h"

namespace rockpool::support {
namespace {

class AdminConfirmSignUp : public PoolTest<SignUpPool> {
 protected:
  static std::string Confirm(const SignUpPool& of, std::string_view username) {
    return of.Try("AdminConfirmSignUp", TextMember("Username", username));
  }
};

TEST_F(AdminConfirmSignUp, ConfirmsAndVerifiesNothing) {
  pool.SignUp("alice", {{"email", "a@example.com"}});
  EXPECT_EQ(pool.Call("AdminConfirmSignUp", R"("Username":"alice")").body, "{}");
  EXPECT_EQ(pool.Status("alice"), "CONFIRMED");
  EXPECT_EQ(pool.Attribute("alice", "email_verified"), "false");
}

TEST_F(AdminConfirmSignUp, VoidsTheCodeThatWaits) {
  pool.SignUp("alice", {{"email", "a@example.com"}});
  const std::string code = pool.LastCode();
  Confirm(pool, "alice");
  SetStatus(service, pool.id(), "alice", api::UserStatusType::UNCONFIRMED);
  EXPECT_EQ(pool.TryConfirm("alice", code), kExpiredCode);
}

TEST_F(AdminConfirmSignUp, LooksForThePoolThenForTheUser) {
  EXPECT_EQ(OutcomeOf(service.Call("AdminConfirmSignUp", R"({"UserPoolId":"us-east-1_unknown","Username":"nobody"})")),
            NoSuchPool("us-east-1_unknown"));
  EXPECT_EQ(Confirm(pool, "nobody"), "UserNotFoundException: User does not exist.");
}

TEST_F(AdminConfirmSignUp, ConfirmsNobodyTwice) {
  pool.Create("alice");
  const std::string refused = "NotAuthorizedException: User cannot be confirmed. Current status is ";
  EXPECT_EQ(Confirm(pool, "alice"), refused + "CONFIRMED");
  SetStatus(service, pool.id(), "alice", api::UserStatusType::FORCE_CHANGE_PASSWORD);
  EXPECT_EQ(Confirm(pool, "alice"), refused + "FORCE_CHANGE_PASSWORD");
  SetStatus(service, pool.id(), "alice", api::UserStatusType::RESET_REQUIRED);
  EXPECT_EQ(Confirm(pool, "alice"), refused + "RESET_REQUIRED");
}

TEST_F(AdminConfirmSignUp, KnowsUsersByTheirSubAndTheirAddress) {
  const std::string sub = pool.SignUp("alice").TextAt("UserSub");
  EXPECT_EQ(Confirm(pool, sub), kOk);
  const SignUpPool named(service, {.pool = kNamesAreEmails});
  named.SignUp("a@example.com");
  EXPECT_EQ(Confirm(named, "a@example.com"), kOk);
}

TEST_F(AdminConfirmSignUp, DoesNotAskWhetherTheAddressIsAnotherUsersAlias) {
  const SignUpPool alias(service, {.pool = kEmailAlias});
  alias.CreateReachable("first");
  alias.SignUp("second", {{"email", "a@example.com"}});
  EXPECT_EQ(Confirm(alias, "second"), kOk) << "it verifies nothing, so there is no alias";
}

}  // namespace
}  // namespace rockpool::support
