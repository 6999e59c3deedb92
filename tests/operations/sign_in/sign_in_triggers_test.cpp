// The functions around a sign-in: who is asked before, who is told after, and what each may know.
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "server/clients/client_in_use.h"
#include "server/sign_in/dispatcher/dispatcher.h"
#include "tests/operations/sign_in/sign_in_pool.h"
#include "tests/support/fake_invoker.h"
#include "tests/support/refusal.h"

namespace rockpool::support {
namespace {

constexpr const char* kPre = "PreAuthentication_Authentication";
constexpr const char* kPost = "PostAuthentication_Authentication";
constexpr const char* kMessage = "CustomMessage_Authentication";
constexpr const char* kHidingClient =
    R"("ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH","ALLOW_USER_SRP_AUTH"],"PreventUserExistenceErrors":"ENABLED")";
const Pairs kWithPhone{{"phone_number", "+491701234567"}};

class SignInTriggers : public testing::Test {
 protected:
  SignInTriggers() { pool.AddUser("alice", kWithPhone); }

  Answer BeginSrp(const std::string& name = "alice") {
    return pool.Initiate("USER_SRP_AUTH", {{"USERNAME", name}, {"SRP_A", SrpClient().public_hex()}});
  }
  sign_in::Entry Entry() {
    return {service.world(), caller, "POST /login", pool.client(), [this](const storage::Transaction& transaction) {
              return clients::UseClient(transaction, service.world().caches, pool.client());
            }};
  }
  sign_in::HostedReply OpenHosted(const std::string& password = kRightPassword) {
    return sign_in::OpenHosted(Entry(), {api::AuthFlowType::USER_PASSWORD_AUTH, {{"USERNAME", "alice"}, {"PASSWORD", password}}});
  }

  TestService service;
  std::shared_ptr<FakeInvoker> functions = FakeInvoker::Of(service);
  world::Caller caller;
  SignInPool pool{service, LambdaMember({"PreAuthentication", "PostAuthentication", "CustomMessage"})};
};

TEST_F(SignInTriggers, AreAskedBeforeAndToldAfter) {
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "tokens");
  EXPECT_EQ(functions->Sources(), (Sources{kPre, kPost}));
  for (const char* source : {kPre, kPost}) {
    EXPECT_EQ(functions->In(source, "userName"), "alice") << source;
    EXPECT_EQ(functions->In(source, "request.userAttributes.phone_number"), "+491701234567") << source;
    EXPECT_EQ(functions->In(source, "request.userAttributes.cognito:user_status"), "CONFIRMED") << source;
    EXPECT_EQ(functions->In(source, "callerContext.clientId"), pool.client()) << source;
  }
  EXPECT_EQ(functions->In(kPost, "request.newDeviceUsed"), "false");
}

TEST_F(SignInTriggers, KnowNothingOfAWrongPasswordAtTheEnd) {
  EXPECT_EQ(NextOf(pool.ByPassword("alice", "Wrong-Pass1")), "NotAuthorizedException: Incorrect username or password.");
  EXPECT_EQ(functions->Sources(), (Sources{kPre}));
}

TEST_F(SignInTriggers, AreAskedBeforeTheStateOfTheUserIsLookedAt) {
  EXPECT_EQ(pool.TryOn("AdminDisableUser", "alice"), kOk);
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "NotAuthorizedException: User is disabled.");
  EXPECT_EQ(functions->Sources(), (Sources{kPre}));
}

TEST_F(SignInTriggers, AreAskedWhenSrpBeginsAndToldWhenItEnds) {
  const Answer asked = BeginSrp();
  EXPECT_EQ(functions->Sources(), (Sources{kPre}));
  EXPECT_EQ(NextOf(pool.Prove(asked)), "tokens");
  EXPECT_EQ(functions->Sources(), (Sources{kPre, kPost}));
}

TEST_F(SignInTriggers, LeaveTheEndOfASignInAtThePagesAWriteOfItsOwn) {
  sign_in::Entry entry = Entry();
  bool has_concluded = false;
  entry.conclude = [&](world::LookCallCommit&, const sign_in::SignedIn&, const sign_in::EndOfSignIn&) { has_concluded = true; };
  const sign_in::Opening opening{api::AuthFlowType::USER_PASSWORD_AUTH, {{"USERNAME", "alice"}, {"PASSWORD", kRightPassword}}};
  EXPECT_TRUE(sign_in::OpenHosted(entry, opening).signed_in);
  EXPECT_FALSE(has_concluded) << "what follows is kept by itself";
  EXPECT_EQ(functions->Sources(), (Sources{kPre, kPost}));
}

TEST_F(SignInTriggers, AreNotCalledByARefresh) {
  const std::string token = pool.ByPassword("alice").TextAt("AuthenticationResult.RefreshToken");
  functions->Forget();
  EXPECT_EQ(NextOf(pool.Initiate("REFRESH_TOKEN_AUTH", {{"REFRESH_TOKEN", token}})), "tokens");
  EXPECT_EQ(functions->Sources(), Sources());
}

TEST_F(SignInTriggers, AreAskedForNobodyWhereTheClientHidesWhoExists) {
  EXPECT_EQ(NextOf(pool.ByPassword("nobody")), "UserNotFoundException: User does not exist.");
  EXPECT_EQ(functions->Sources(), Sources());
  pool.UseClient(pool.AddClient(kHidingClient));
  EXPECT_EQ(NextOf(pool.ByPassword("nobody")), "NotAuthorizedException: Incorrect username or password.");
  EXPECT_EQ(functions->Sources(), (Sources{kPre}));
  EXPECT_EQ(functions->In(kPre, "request.userNotFound"), "true");
  EXPECT_EQ(functions->In(kPre, "request.userAttributes"), "{}");
  EXPECT_EQ(functions->In(kPre, "userName"), "nobody");
  EXPECT_EQ(NextOf(BeginSrp("nobody")), "PASSWORD_VERIFIER");
  EXPECT_EQ(functions->CountOf(kPre), 2U);
}

TEST_F(SignInTriggers, HideNobodyBehindWhatTheyCost) {
  pool.UseClient(pool.AddClient(kHidingClient));
  const auto writes_of = [&](const std::string& name) {
    const auto before = service.writes();
    EXPECT_EQ(NextOf(pool.ByPassword(name, "Wrong-Pass1")), "NotAuthorizedException: Incorrect username or password.");
    return service.writes() - before;
  };
  EXPECT_EQ(writes_of("nobody"), writes_of("alice"));
}

TEST_F(SignInTriggers, RefuseBeforeAnythingIsCounted) {
  functions->Throw("PreAuthentication", "not now");
  for (int i = 0; i < 6; ++i) {
    EXPECT_EQ(NextOf(pool.ByPassword("alice", "Wrong-Pass1")),
              "UserLambdaValidationException: PreAuthentication failed with error not now.");
  }
  EXPECT_EQ(NextOf(BeginSrp()), "UserLambdaValidationException: PreAuthentication failed with error not now.");
  functions->Respond("PreAuthentication", "{}");
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "tokens");
}

TEST_F(SignInTriggers, RefuseAtTheEndWithTheSessionUsedUp) {
  functions->Throw("PostAuthentication", "too late");
  const char* refusal = "UserLambdaValidationException: PostAuthentication failed with error too late.";
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), refusal);
  const Answer asked = BeginSrp();
  EXPECT_EQ(NextOf(pool.Prove(asked)), refusal);
  EXPECT_EQ(NextOf(pool.Prove(asked)), "NotAuthorizedException: Invalid session for the user, session can only be used once.");
  EXPECT_EQ(functions->CountOf(kPost), 2U);
  EXPECT_EQ(pool.LastTraced(), "session: refused (the session has been answered before)");
}

TEST_F(SignInTriggers, LeaveTheirRefusalsInTheTrace) {
  functions->Throw("PreAuthentication", "not now");
  pool.ByPassword("alice");
  EXPECT_EQ(pool.LastTraced().substr(0, 26), "PreAuthentication: refused");
  functions->Respond("PreAuthentication", "{}");
  functions->Throw("PostAuthentication", "too late");
  pool.ByPassword("alice");
  EXPECT_EQ(pool.LastTraced().substr(0, 27), "PostAuthentication: refused");
}

TEST_F(SignInTriggers, SeeWhatTheyChangeThemselves) {
  functions->Do("PreAuthentication", [&](const triggers::Invocation& invocation) {
    EXPECT_EQ(pool.TryOn("AdminDisableUser", "alice"), kOk);
    return triggers::Outcome{triggers::Outcome::Kind::kAnswered, invocation.event, "", 1};
  });
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "NotAuthorizedException: User is disabled.");
}

TEST_F(SignInTriggers, GiveNoTokensToWhomTheyDisable) {
  functions->Do("PostAuthentication", [&](const triggers::Invocation& invocation) {
    EXPECT_EQ(pool.TryOn("AdminDisableUser", "alice"), kOk);
    return triggers::Outcome{triggers::Outcome::Kind::kAnswered, invocation.event, "", 1};
  });
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "NotAuthorizedException: User is disabled.");
}

TEST_F(SignInTriggers, GetTheMetadataOfAnOpeningAsValidationDataAndOfAnAnswerAsItIs) {
  pool.SendMetadata(R"({"from":"opening"})");
  const Answer asked = BeginSrp();
  EXPECT_EQ(functions->In(kPre, "request.validationData.from"), "opening");
  pool.SendMetadata(R"({"from":"answer"})");
  EXPECT_EQ(NextOf(pool.Prove(asked)), "tokens");
  EXPECT_EQ(functions->In(kPost, "request.clientMetadata.from"), "answer");
  pool.SendMetadata(R"({"from":"opening"})");
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "tokens");
  EXPECT_EQ(functions->In(kPost, "request.clientMetadata"), "-");
  pool.SendMetadata("");
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "tokens");
  EXPECT_EQ(functions->In(kPre, "request.validationData"), "null");
}

TEST_F(SignInTriggers, WriteTheMessageWithTheCode) {
  SetMfa(pool, "ON", "sms");
  functions->Respond(kMessage, R"({"smsMessage":"Your word is {####}!"})");
  pool.SendMetadata(R"({"from":"opening"})");
  const Answer asked = pool.ByPassword("alice");
  ASSERT_EQ(NextOf(asked), "SMS_MFA");
  EXPECT_EQ(functions->Sources(), (Sources{kPre, kMessage}));
  EXPECT_EQ(functions->In(kMessage, "request.codeParameter"), "{####}");
  EXPECT_EQ(functions->In(kMessage, "request.clientMetadata"), "-") << "InitiateAuth's does not get there";
  const auto messages = service.world().store.Read([&](const storage::Transaction& transaction) {
    return transaction.messages().List({pool.id(), "", "", 0}, 10);
  });
  ASSERT_EQ(messages.size(), 1U);
  EXPECT_EQ(messages[0].body, "Your word is " + pool.SentCode() + "!");
  EXPECT_EQ(NextOf(pool.Respond("SMS_MFA", asked.TextAt("Session"), {{"USERNAME", "alice"}, {"SMS_MFA_CODE", pool.SentCode()}})), "tokens");
  EXPECT_EQ(functions->Sources(), (Sources{kPre, kMessage, kPost}));
}

TEST_F(SignInTriggers, GetTheMetadataOfAnAnswerThatLeadsToACode) {
  SetMfa(pool, "ON", "sms");
  const Answer asked = BeginSrp();
  pool.SendMetadata(R"({"from":"answer"})");
  EXPECT_EQ(NextOf(pool.Prove(asked)), "SMS_MFA");
  EXPECT_EQ(functions->In(kMessage, "request.clientMetadata.from"), "answer");
}

TEST_F(SignInTriggers, SendNothingWhereTheyRefuseToWrite) {
  SetMfa(pool, "ON", "sms");
  functions->Throw("CustomMessage", "no words");
  const Answer asked = BeginSrp();
  EXPECT_EQ(NextOf(pool.Prove(asked)), "UserLambdaValidationException: CustomMessage failed with error no words.");
  EXPECT_EQ(pool.SentTo(), "");
  EXPECT_EQ(NextOf(pool.Prove(asked)), "NotAuthorizedException: Invalid session for the user, session can only be used once.");
}

TEST_F(SignInTriggers, AreCalledForTheHostedPagesToo) {
  EXPECT_TRUE(OpenHosted().signed_in);
  EXPECT_EQ(functions->Sources(), (Sources{kPre, kPost}));
  functions->Throw("PostAuthentication", "too late");
  EXPECT_EQ(RefusalOf([&] { OpenHosted(); }), "UserLambdaValidationException: PostAuthentication failed with error too late.");
  functions->Throw("PreAuthentication", "not now");
  EXPECT_EQ(RefusalOf([&] { OpenHosted(); }), "UserLambdaValidationException: PreAuthentication failed with error not now.");
}

TEST(SignInWithoutItsTriggers, CostsWhatItCostsAPoolWithoutFunctions) {
  TestService service;
  const auto functions = FakeInvoker::Of(service);
  SignInPool pool(service, LambdaMember({"PostConfirmation", "DefineAuthChallenge"}));
  pool.AddUser("alice");
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "tokens");  // the pool has its keys then
  const auto writes = service.writes();
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "tokens");
  EXPECT_EQ(service.writes() - writes, 1);
  EXPECT_EQ(functions->Sources(), Sources());
}

}  // namespace
}  // namespace rockpool::support
