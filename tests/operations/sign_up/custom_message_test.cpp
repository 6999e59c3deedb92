// The words that a CustomMessage function gives the messages of sign-up and recovery, and what follows when it refuses.
#include <gtest/gtest.h>

#include "tests/operations/sign_up/triggered_pool.h"

namespace rockpool::support {
namespace {

const std::vector<NameAndValue> kEmail{{"email", "a@example.com"}};
constexpr const char* kAgain = "CustomMessage_ResendCode";
constexpr const char* kForgotten = "CustomMessage_ForgotPassword";

class CustomMessage : public TriggeredTest {
 protected:
  std::string Reset(std::string_view username) const {
    return pool.Try("AdminResetUserPassword", JoinedMembers(TextMember("Username", username), kMetadata));
  }
  void ExpectOwnWords(const SignUpPool& of) const {
    EXPECT_EQ(of.LastMessage().body, "Say " + of.LastCode() + "!");
    EXPECT_EQ(of.LastMessage().subject, "Say it");
  }

  SignUpPool pool = PoolWith({"CustomMessage"}, {.pool = std::string(kVerifiesEmail) + kSendsItself});
  SignUpPool hiding = PoolWith({"CustomMessage"}, {.client = kHides});
};

TEST_F(CustomMessage, WritesTheMessageOfASignUp) {
  functions->Respond("CustomMessage", kOwnWords);
  const Answer answer = pool.SignUp("alice", kEmail, kMetadata);
  EXPECT_EQ(answer.TextAt("CodeDeliveryDetails.Destination"), "a***@e***");
  ExpectOwnWords(pool);
  EXPECT_EQ(pool.CountMessages(), 1);
  EXPECT_EQ(functions->Sources(), std::vector<std::string>{"CustomMessage_SignUp"});
  EXPECT_EQ(functions->In("CustomMessage_SignUp", "request.clientMetadata.from"), "test");
  EXPECT_EQ(functions->In("CustomMessage_SignUp", "request.userAttributes.sub"), pool.Attribute("alice", "sub"));
  EXPECT_EQ(functions->In("CustomMessage_SignUp", "request.userAttributes.cognito:user_status"), "UNCONFIRMED");
  EXPECT_EQ(pool.TryConfirm("alice", pool.LastCode()), kOk);
}

TEST_F(CustomMessage, LeavesThePoolsWordsWhereItSaysNothing) {
  EXPECT_EQ(pool.TrySignUp("alice", kEmail), kOk);
  EXPECT_EQ(pool.LastMessage().body, "Your verification code is " + pool.LastCode() + ". ");
}

TEST_F(CustomMessage, LeavesWhoSignsUpThereWithoutACodeWhereItRefuses) {
  functions->Throw("CustomMessage", "no words");
  EXPECT_EQ(pool.TrySignUp("alice", kEmail), Refused("CustomMessage", "no words"));
  EXPECT_EQ(pool.Status("alice"), "UNCONFIRMED");
  EXPECT_EQ(pool.CountMessages(), 0);
  EXPECT_EQ(pool.TryConfirm("alice", "123456"), kExpiredCode);
  functions->Respond("CustomMessage", kOwnWords);
  EXPECT_EQ(pool.TryFor("ResendConfirmationCode", "alice"), kOk);
  EXPECT_EQ(pool.TryConfirm("alice", pool.LastCode()), kOk);
}

TEST_F(CustomMessage, SendsNoCodeToWhoIsConfirmedMeanwhile) {
  functions->Do("CustomMessage_SignUp", [&](const triggers::Invocation& invocation) {
    EXPECT_EQ(pool.Try("AdminConfirmSignUp", R"("Username":"alice")"), kOk);
    return triggers::Outcome{triggers::Outcome::Kind::kAnswered, invocation.event, "", 1};
  });
  const Answer answer = pool.SignUp("alice", kEmail);
  EXPECT_EQ(OutcomeOf(answer), kOk);
  EXPECT_FALSE(answer.Has("CodeDeliveryDetails"));
  EXPECT_EQ(pool.CountMessages(), 0);
}

TEST_F(CustomMessage, WritesTheNextCodesOfASignUp) {
  pool.SignUp("alice", kEmail);
  functions->Respond(kAgain, kOwnWords);
  EXPECT_EQ(pool.TryFor("ResendConfirmationCode", "alice", kMetadata), kOk);
  ExpectOwnWords(pool);
  EXPECT_EQ(functions->In(kAgain, "request.clientMetadata.from"), "test");
  EXPECT_EQ(functions->In(kAgain, "callerContext.clientId"), pool.client());
}

TEST_F(CustomMessage, WritesTheCodesOfRecoveryWhoeverAsksForOne) {
  functions->Respond(kForgotten, kOwnWords);
  pool.CreateReachable("alice");
  EXPECT_EQ(pool.TryFor("ForgotPassword", "alice", kMetadata), kOk);
  ExpectOwnWords(pool);
  EXPECT_EQ(functions->In(kForgotten, "callerContext.clientId"), pool.client());
  EXPECT_EQ(Reset("alice"), kOk);
  ExpectOwnWords(pool);
  EXPECT_EQ(pool.CountMessages(), 2);
  EXPECT_EQ(functions->In(kForgotten, "callerContext.clientId"), "CLIENT_ID_NOT_APPLICABLE");
  EXPECT_EQ(functions->In(kForgotten, "request.userAttributes.cognito:user_status"), "RESET_REQUIRED") << "as a custom sender sees him";
  EXPECT_EQ(functions->In(kForgotten, "request.clientMetadata.from"), "test");
  EXPECT_EQ(functions->CountOf(kForgotten), 2U) << "once for each message";
}

TEST_F(CustomMessage, ChangesNothingWhereItRefuses) {
  pool.CreateReachable("alice");
  pool.TryFor("ForgotPassword", "alice");
  const std::string code = pool.LastCode();
  functions->Throw("CustomMessage", "no words");
  EXPECT_EQ(pool.TryFor("ForgotPassword", "alice"), Refused("CustomMessage", "no words"));
  EXPECT_EQ(Reset("alice"), Refused("CustomMessage", "no words"));
  EXPECT_EQ(pool.Status("alice"), "CONFIRMED");
  EXPECT_EQ(pool.CountMessages(), 1);
  EXPECT_EQ(pool.TryRecover("alice", code), kOk) << "the code before is still good";
}

TEST_F(CustomMessage, IsNotAskedOfWhomNoMessageReaches) {
  pool.Create("alice");
  EXPECT_EQ(pool.TryFor("ForgotPassword", "alice"), kUnreachable);
  EXPECT_EQ(pool.TryFor("ForgotPassword", "nobody"), kNoSuchUser);
  EXPECT_EQ(pool.TrySignUp("bob"), kOk);
  EXPECT_TRUE(functions->Sources().empty());
}

TEST_F(CustomMessage, IsNotAskedWhereACustomSenderTakesItsPlace) {
  const SignUpPool both = PoolWith({"CustomMessage", "CustomEmailSender"});
  EXPECT_EQ(both.TrySignUp("alice", kEmail), kOk);
  EXPECT_EQ(functions->CountOf("CustomMessage_SignUp"), 0U);
  EXPECT_EQ(both.CountMessages(), 1);
}

TEST_F(CustomMessage, TellsOfItsFailuresWhateverTheClientHides) {
  hiding.CreateReachable("alice");
  hiding.SignUp("bob", kEmail);
  const auto before = hiding.CountMessages();
  for (const auto& [operation, username] : {std::pair("ForgotPassword", "alice"), std::pair("ResendConfirmationCode", "bob")}) {
    functions->Throw("CustomMessage", "no words");
    EXPECT_EQ(hiding.TryFor(operation, username), Refused("CustomMessage", "no words"));
    functions->Miss("CustomMessage", "AccessDeniedException");
    EXPECT_EQ(hiding.TryFor(operation, username),
              "UnexpectedLambdaException: CustomMessage invocation failed due to error AccessDeniedException.");
    functions->Return("CustomMessage", "null");
    EXPECT_EQ(hiding.TryFor(operation, username), kUnrecognizable);
    EXPECT_EQ(hiding.TryFor(operation, "nobody"), kOk) << "nobody is simulated, and no function is asked about him";
  }
  EXPECT_EQ(hiding.CountMessages(), before);
  EXPECT_EQ(hiding.TryRecover("alice", "123456"), kExpiredCode);
}

TEST_F(CustomMessage, CostsAPoolWithoutItNothing) {
  const SignUpPool other = PoolWith({"PreAuthentication"});
  other.CreateReachable("alice");
  const auto cost = CostOf(service, [&] { EXPECT_EQ(other.TryFor("ForgotPassword", "alice"), kOk); });
  EXPECT_EQ(cost.writes, 1);
}

TEST_F(CustomMessage, IsAskedAgainOfWhoHasAnotherAddressByThen) {
  pool.CreateReachable("alice");
  functions->Do(kForgotten, [&](const triggers::Invocation& invocation) {
    if (functions->CountOf(kForgotten) == 1) {
      pool.Change("alice", {{"email", "new@example.com"}, {"email_verified", "true"}});
    }
    return triggers::Outcome{triggers::Outcome::Kind::kAnswered, WithResponse(invocation.event, kOwnWords), "", 1};
  });
  EXPECT_EQ(pool.TryFor("ForgotPassword", "alice"), kOk);
  EXPECT_EQ(functions->CountOf(kForgotten), 2U);
  EXPECT_EQ(functions->In(kForgotten, "request.userAttributes.email"), "new@example.com");
  EXPECT_EQ(pool.LastMessage().destination, "new@example.com");
  EXPECT_EQ(pool.CountMessages(), 1);
}

}  // namespace
}  // namespace rockpool::support
