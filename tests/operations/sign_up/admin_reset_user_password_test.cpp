#include <gtest/gtest.h>

#include "tests/operations/sign_up/sign_up_pool.h"

namespace rockpool::support {
namespace {

class AdminResetUserPassword : public PoolTest<SignUpPool> {
 protected:
  static std::string Reset(const SignUpPool& of, std::string_view username) {
    return of.Try("AdminResetUserPassword", TextMember("Username", username));
  }
};

TEST_F(AdminResetUserPassword, SendsACodeAndAsksForANewPassword) {
  pool.CreateReachable("alice");
  EXPECT_EQ(pool.Call("AdminResetUserPassword", R"("Username":"alice")").body, "{}");
  EXPECT_EQ(pool.Status("alice"), "RESET_REQUIRED");
  const storage::Message message = pool.LastMessage();
  EXPECT_EQ(message.purpose, "CustomMessage_ForgotPassword");
  EXPECT_EQ(message.destination, "a@example.com");
  EXPECT_EQ(message.client_id, "");
  EXPECT_EQ(pool.TryRecover("alice", message.code), kOk);
}

TEST_F(AdminResetUserPassword, SendsACodeThatLivesAnHour) {
  pool.CreateReachable("alice");
  Reset(pool, "alice");
  service.clock.Advance(kHour);
  EXPECT_EQ(pool.TryRecover("alice", pool.LastCode()), kExpiredCode);
  EXPECT_EQ(pool.TryFor("ForgotPassword", "alice"), kOk) << "the user asks for another one";
  EXPECT_EQ(pool.TryRecover("alice", pool.LastCode()), kOk);
}

TEST_F(AdminResetUserPassword, EndsAccessTokens) {
  pool.CreateReachable("alice");
  const std::string token = TokenOf(service, pool.client(), "alice");
  Reset(pool, "alice");
  EXPECT_EQ(OutcomeOf(service.Call("GetUser", "{" + TextMember("AccessToken", token) + "}")),
            "PasswordResetRequiredException: Password reset required for the user");
}

TEST_F(AdminResetUserPassword, LooksForThePoolThenForTheUser) {
  EXPECT_EQ(OutcomeOf(service.Call("AdminResetUserPassword", R"({"UserPoolId":"us-east-1_unknown","Username":"nobody"})")),
            NoSuchPool("us-east-1_unknown"));
  EXPECT_EQ(Reset(pool, "nobody"), "UserNotFoundException: User does not exist.");
}

TEST_F(AdminResetUserPassword, TellsOfADisabledUserThenOfTheStateThenOfTheAddress) {
  pool.Create("alice");
  EXPECT_EQ(Reset(pool, "alice"), kUnreachable);
  for (const auto status : {api::UserStatusType::FORCE_CHANGE_PASSWORD, api::UserStatusType::EXTERNAL_PROVIDER}) {
    SetStatus(service, pool.id(), "alice", status);
    EXPECT_EQ(Reset(pool, "alice"), "NotAuthorizedException: User password cannot be reset in the current state.");
  }
  pool.Disable("alice");
  EXPECT_EQ(Reset(pool, "alice"), "NotAuthorizedException: User is disabled.");
  EXPECT_EQ(pool.CountMessages(), 0);
}

TEST_F(AdminResetUserPassword, NeedsAConfirmedUser) {
  pool.SignUp("alice", {{"email", "a@example.com"}});
  pool.Change("alice", {{"email_verified", "true"}});
  EXPECT_EQ(Reset(pool, "alice"), kUnreachable);
  EXPECT_EQ(pool.Status("alice"), "UNCONFIRMED");
}

// Assumed: the code would be no use, and who else should be asked?
TEST_F(AdminResetUserPassword, ReachesNobodyWhereAdministratorsAloneRecover) {
  const SignUpPool closed(service, {.pool = R"(,"AccountRecoverySetting":{"RecoveryMechanisms":[{"Priority":1,"Name":"admin_only"}]})"});
  closed.CreateReachable("alice");
  EXPECT_EQ(Reset(closed, "alice"), kUnreachable);
}

TEST_F(AdminResetUserPassword, IsRepeatedAndTheFirstCodeIsVoid) {
  pool.CreateReachable("alice");
  Reset(pool, "alice");
  const std::string old = pool.LastCode();
  EXPECT_EQ(Reset(pool, "alice"), kOk);
  ASSERT_NE(pool.LastCode(), old);
  EXPECT_EQ(pool.TryRecover("alice", old), kWrongCode);
}

}  // namespace
}  // namespace rockpool::support
