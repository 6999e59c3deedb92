// When a PostConfirmation function is told, of whom, and that its error comes too late.
#include <gtest/gtest.h>

#include "tests/operations/sign_up/triggered_pool.h"

namespace rockpool::support {
namespace {

constexpr const char* kSignedUp = "PostConfirmation_ConfirmSignUp";
constexpr const char* kRecovered = "PostConfirmation_ConfirmForgotPassword";
const std::vector<NameAndValue> kEmail{{"email", "a@example.com"}};

class PostConfirmation : public TriggeredTest {
 protected:
  std::string ConfirmAsAdministrator(std::string_view username) const {
    return pool.Try("AdminConfirmSignUp", JoinedMembers(TextMember("Username", username), kMetadata));
  }

  SignUpPool pool = PoolWith({"PostConfirmation"});
};

TEST_F(PostConfirmation, IsToldOfWhoHasConfirmed) {
  const std::string sub = pool.SignUp("alice", kEmail).TextAt("UserSub");
  EXPECT_TRUE(functions->Sources().empty());
  EXPECT_EQ(pool.TryConfirm("alice", pool.LastCode(), kMetadata), kOk);
  EXPECT_EQ(functions->Sources(), std::vector<std::string>{kSignedUp});
  EXPECT_EQ(functions->In(kSignedUp, "userName"), "alice");
  EXPECT_EQ(functions->In(kSignedUp, "callerContext.clientId"), pool.client());
  EXPECT_EQ(functions->In(kSignedUp, "request.userAttributes.sub"), sub);
  EXPECT_EQ(functions->In(kSignedUp, "request.userAttributes.cognito:user_status"), "CONFIRMED");
  EXPECT_EQ(functions->In(kSignedUp, "request.userAttributes.email_verified"), "true");
  EXPECT_EQ(functions->In(kSignedUp, "request.clientMetadata.from"), "test");
}

TEST_F(PostConfirmation, IsToldOfWhomAnAdministratorHasConfirmed) {
  pool.SignUp("alice", kEmail);
  EXPECT_EQ(ConfirmAsAdministrator("alice"), kOk);
  EXPECT_EQ(functions->In(kSignedUp, "callerContext.clientId"), "CLIENT_ID_NOT_APPLICABLE");
  EXPECT_EQ(functions->In(kSignedUp, "request.userAttributes.email_verified"), "false");
  EXPECT_EQ(functions->In(kSignedUp, "request.clientMetadata.from"), "test");
}

TEST_F(PostConfirmation, IsToldOfWhomPreSignUpHasConfirmedInThePlaceOfAMessage) {
  const SignUpPool all = PoolWith({"PreSignUp", "CustomMessage", "PostConfirmation"});
  functions->Respond("PreSignUp", R"({"autoConfirmUser":true})");
  EXPECT_EQ(all.TrySignUp("alice", kEmail, kMetadata), kOk);
  EXPECT_EQ(functions->Sources(), (std::vector<std::string>{"PreSignUp_SignUp", kSignedUp}));
  EXPECT_EQ(functions->In(kSignedUp, "request.userAttributes.sub"), all.Attribute("alice", "sub"));
  EXPECT_EQ(functions->In(kSignedUp, "request.clientMetadata.from"), "test");
}

TEST_F(PostConfirmation, IsToldOfWhoHasRecovered) {
  pool.CreateReachable("alice");
  EXPECT_EQ(pool.TryFor("ForgotPassword", "alice"), kOk);
  EXPECT_EQ(
      pool.TryFor("ConfirmForgotPassword", "alice",
                  JoinedMembers(JoinedMembers(TextMember("ConfirmationCode", pool.LastCode()), R"("Password":"New-Passw0rd")"), kMetadata)),
      kOk);
  EXPECT_EQ(functions->Sources(), std::vector<std::string>{kRecovered});
  EXPECT_EQ(functions->In(kRecovered, "request.userAttributes.email"), "a@example.com");
  EXPECT_EQ(functions->In(kRecovered, "request.clientMetadata.from"), "test");
}

TEST_F(PostConfirmation, IsToldOfNobodyWhoHasNotConfirmed) {
  pool.SignUp("alice", kEmail);
  EXPECT_EQ(pool.TryConfirm("alice", OtherCode(pool.LastCode())), kWrongCode);
  EXPECT_EQ(pool.TryRecover("alice", "123456"), "UserNotConfirmedException: User is not confirmed.");
  EXPECT_TRUE(functions->Sources().empty());
}

TEST_F(PostConfirmation, ItsErrorIsToldAndTheUserStaysConfirmed) {
  functions->Throw("PostConfirmation", "too late");
  const std::string refused = Refused("PostConfirmation", "too late");
  pool.SignUp("alice", kEmail);
  EXPECT_EQ(pool.TryConfirm("alice", pool.LastCode()), refused);
  EXPECT_EQ(pool.Status("alice"), "CONFIRMED");
  pool.SignUp("bob");
  EXPECT_EQ(ConfirmAsAdministrator("bob"), refused);
  EXPECT_EQ(pool.Status("bob"), "CONFIRMED");
  pool.CreateReachable("carol");
  pool.TryFor("ForgotPassword", "carol");
  const std::string code = pool.LastCode();
  EXPECT_EQ(pool.TryRecover("carol", code), refused);
  EXPECT_EQ(pool.TryRecover("carol", code), kExpiredCode) << "the code is spent";
}

TEST_F(PostConfirmation, LeavesWhomPreSignUpHasConfirmedThere) {
  const SignUpPool both = PoolWith({"PreSignUp", "PostConfirmation"});
  functions->Respond("PreSignUp", R"({"autoConfirmUser":true})");
  functions->Throw("PostConfirmation", "too late");
  EXPECT_EQ(both.TrySignUp("alice", kEmail), Refused("PostConfirmation", "too late"));
  EXPECT_EQ(both.Status("alice"), "CONFIRMED");
}

}  // namespace
}  // namespace rockpool::support
