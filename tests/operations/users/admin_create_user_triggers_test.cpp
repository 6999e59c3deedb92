// The functions that AdminCreateUser asks: PreSignUp, which can only refuse, and CustomMessage for the invitation.
#include <gtest/gtest.h>

#include <memory>

#include "tests/operations/users/users.h"
#include "tests/support/fake_invoker.h"

namespace rockpool::support {
namespace {

constexpr const char* kPreSignUp = "PreSignUp_AdminCreateUser";
constexpr const char* kInvitation = "CustomMessage_AdminCreateUser";
constexpr const char* kMetadata = R"("ClientMetadata":{"from":"test"})";
constexpr const char* kOwnWords =
    R"({"smsMessage":"{username} has {####}","emailMessage":"Dear {username}, {####}","emailSubject":"Come"})";
constexpr const char* kSendsItself = R"(,"EmailConfiguration":{"EmailSendingAccount":"DEVELOPER",)"
                                     R"("SourceArn":"arn:aws:ses:us-east-1:123456789012:identity/a@example.com"})";

class AdminCreateUserTriggers : public testing::Test {
 protected:
  std::string Create(std::string_view name, std::string_view members = "") const {
    const std::string email = Attributes({{"email", "ada@example.com"}});
    return pool.TryOf("AdminCreateUser", name, JoinedMembers(email, members));
  }
  bool Exists(std::string_view name) const { return pool.TryOf("AdminGetUser", name) == kOk; }

  TestService service;
  std::shared_ptr<FakeInvoker> functions = FakeInvoker::Of(service);
  UsersPool pool{service, std::string(kSendsItself) + LambdaMember({"PreSignUp", "CustomMessage", "PostConfirmation"})};
};

TEST_F(AdminCreateUserTriggers, AsksPreSignUpAndThenCustomMessage) {
  EXPECT_EQ(Create("ada", JoinedMembers(kMetadata, R"("ValidationData":[{"Name":"why","Value":"because"}])")), kOk);
  EXPECT_EQ(functions->Sources(), (std::vector<std::string>{kPreSignUp, kInvitation}));
  EXPECT_EQ(functions->In(kPreSignUp, "userName"), "ada");
  EXPECT_EQ(functions->In(kPreSignUp, "callerContext.clientId"), "CLIENT_ID_NOT_APPLICABLE");
  EXPECT_EQ(functions->In(kPreSignUp, "request.userAttributes"), R"({"email":"ada@example.com"})");
  EXPECT_EQ(functions->In(kPreSignUp, "request.validationData"), R"({"why":"because"})");
  EXPECT_EQ(functions->In(kPreSignUp, "request.clientMetadata.from"), "test");
  EXPECT_EQ(functions->In(kInvitation, "request.clientMetadata.from"), "test");
  EXPECT_EQ(functions->In(kInvitation, "request.userAttributes.cognito:user_status"), "FORCE_CHANGE_PASSWORD");
}

TEST_F(AdminCreateUserTriggers, PreSignUpsFlagsCountForNothing) {
  functions->Respond(kPreSignUp, R"({"autoConfirmUser":true,"autoVerifyEmail":true})");
  EXPECT_EQ(Create("ada"), kOk);
  EXPECT_EQ(pool.StatusOf("ada"), "FORCE_CHANGE_PASSWORD");
  EXPECT_EQ(pool.AttributesOf("ada"), "email=ada@example.com");
  EXPECT_EQ(functions->CountOf("PostConfirmation_ConfirmSignUp"), 0U);
}

TEST_F(AdminCreateUserTriggers, EitherRefusalLeavesNobody) {
  functions->Throw(kPreSignUp, "no");
  EXPECT_EQ(Create("ada"), "UserLambdaValidationException: PreSignUp failed with error no.");
  EXPECT_FALSE(Exists("ada"));
  functions->Respond(kPreSignUp, "{}");
  functions->Throw(kInvitation, "no words");
  EXPECT_EQ(Create("ada"), "UserLambdaValidationException: CustomMessage failed with error no words.");
  EXPECT_FALSE(Exists("ada"));
  EXPECT_TRUE(pool.Messages().empty());
}

TEST_F(AdminCreateUserTriggers, PreSignUpIsAskedBeforeItIsLookedWhetherTheUserIsThere) {
  pool.Add("ada");
  functions->Forget();
  EXPECT_EQ(Create("ada"), "UsernameExistsException: User account already exists");
  EXPECT_EQ(functions->Sources(), std::vector<std::string>{kPreSignUp});
  functions->Throw(kPreSignUp, "not again");
  EXPECT_EQ(Create("ada"), "UserLambdaValidationException: PreSignUp failed with error not again.");
}

TEST_F(AdminCreateUserTriggers, CustomMessageWritesTheInvitationAndTheNextOne) {
  functions->Respond(kInvitation, kOwnWords);
  EXPECT_EQ(Create("ada", R"("TemporaryPassword":"Secret-1")"), kOk);
  EXPECT_EQ(pool.Messages().back().body, "Dear ada, Secret-1");
  EXPECT_EQ(pool.Messages().back().subject, "Come");
  EXPECT_EQ(Create("ada", JoinedMembers(kMetadata, R"("TemporaryPassword":"Secret-2","MessageAction":"RESEND")")), kOk);
  EXPECT_EQ(pool.Messages().back().body, "Dear ada, Secret-2");
  EXPECT_EQ(functions->Sources(), (std::vector<std::string>{kPreSignUp, kInvitation, kInvitation}));
}

TEST_F(AdminCreateUserTriggers, CustomMessageIsAskedOnceForEachMessage) {
  functions->Respond(kInvitation, kOwnWords);
  const std::string both = Attributes({{"email", "ada@example.com"}, {"phone_number", "+15551234567"}});
  EXPECT_EQ(pool.TryOf("AdminCreateUser", "ada",
                       JoinedMembers(both, R"("DesiredDeliveryMediums":["EMAIL","SMS"],"TemporaryPassword":"Secret-1")")),
            kOk);
  EXPECT_EQ(functions->CountOf(kInvitation), 2U);
  EXPECT_EQ(functions->CountOf(kPreSignUp), 1U);
  ASSERT_EQ(pool.Messages().size(), 2U);
  EXPECT_EQ(pool.Messages()[0].body, "Dear ada, Secret-1");
  EXPECT_EQ(pool.Messages()[1].body, "ada has Secret-1");
}

TEST_F(AdminCreateUserTriggers, ARefusedInvitationLeavesThePasswordOfBefore) {
  EXPECT_EQ(Create("ada"), kOk);
  functions->Throw(kInvitation, "no words");
  EXPECT_EQ(Create("ada", R"("MessageAction":"RESEND")"), "UserLambdaValidationException: CustomMessage failed with error no words.");
  EXPECT_EQ(pool.Messages().size(), 1U);
}

TEST_F(AdminCreateUserTriggers, CustomMessageIsNotAskedWhereTheMessageIsSuppressed) {
  EXPECT_EQ(Create("ada", R"("MessageAction":"SUPPRESS")"), kOk);
  EXPECT_EQ(functions->Sources(), std::vector<std::string>{kPreSignUp});
}

}  // namespace
}  // namespace rockpool::support
