// The door of the hosted pages: the same way as by the API, without secret hashes and flows, and with nothing but who it is at its end.
#include <gtest/gtest.h>

#include "server/api/codecs.h"
#include "server/clients/client_in_use.h"
#include "server/sign_in/dispatcher/dispatcher.h"
#include "server/sign_in/dispatcher/software_tokens.h"
#include "server/sign_in/subject.h"
#include "storage/store.h"
#include "tests/operations/sign_in/sign_in_errors.h"
#include "tests/operations/sign_in/sign_in_pool.h"
#include "tests/support/refusal.h"
#include "tests/support/users.h"
#include "tests/support/watched_store.h"

namespace rockpool::support {
namespace {

using sign_in::HostedReply;
using sign_in::Question;

constexpr const char* kWrongPassword = "NotAuthorizedException: Incorrect username or password.";
// Allows nothing at all but refreshing, and has a secret.
constexpr const char* kOfPagesAlone = R"("GenerateSecret":true,"ExplicitAuthFlows":["ALLOW_REFRESH_TOKEN_AUTH"])";
constexpr const char* kFollowed = "who_has_signed_in";
const sign_in::Opening kAliceAtTheDoor{api::AuthFlowType::USER_PASSWORD_AUTH, {{"USERNAME", "alice"}, {"PASSWORD", kRightPassword}}};
const Pairs kPhoneToAsk{{"phone_number", "+491701234567"}};

class HostedDoor : public testing::Test {
 protected:
  sign_in::Entry Entry() {
    return {service.world(), caller, "POST /login", pool.client(), [this](const storage::Transaction& transaction) {
              return clients::UseClient(transaction, service.world().caches, pool.client());
            }};
  }
  HostedReply Open(const std::string& name = "alice", const std::string& password = kRightPassword) {
    return sign_in::OpenHosted(Entry(), {api::AuthFlowType::USER_PASSWORD_AUTH, {{"USERNAME", name}, {"PASSWORD", password}}});
  }
  HostedReply Respond(Question question, const HostedReply& asked, sign_in::Parameters responses) {
    responses.emplace("USERNAME", "alice");
    return sign_in::RespondHosted(Entry(), {question, asked.reply.Session, std::move(responses)});
  }
  HostedReply Continue(const std::string& digest, const std::string& name = "alice") {
    return sign_in::ContinueHosted(Entry(), name, digest);
  }
  std::string DigestOf(const std::string& name = "alice") {
    const std::int64_t user = UserOf(service, pool.id(), name).number();
    return service.world().store.Read(
        [&](const storage::Transaction& transaction) { return sign_in::DigestOfPassword(transaction.credentials().Find(user).password); });
  }
  static std::string Next(const HostedReply& reply) {
    EXPECT_FALSE(reply.reply.AuthenticationResult);
    EXPECT_NE(reply.signed_in.has_value(), reply.reply.ChallengeName.has_value());
    return reply.signed_in ? "signed in as " + reply.signed_in->user.username() : std::string(api::ToText(*reply.reply.ChallengeName));
  }
  std::size_t Families() {
    return service.world().store.Read([&](const storage::Transaction& transaction) {
      std::size_t found = 0;
      for (std::int64_t number = 1; number < 10; ++number) {
        found += transaction.refresh_families().Find(number).has_value() ? 1 : 0;
      }
      return found;
    });
  }
  // The entry of a page that keeps the name of who has signed in, in the write that ends the sign-in.
  sign_in::Entry Concluding() {
    sign_in::Entry entry = Entry();
    entry.conclude = [](world::LookCallCommit& rounds, const sign_in::SignedIn& signed_in, const sign_in::EndOfSignIn& end) {
      rounds.Commit([&](storage::Transaction& transaction) {
        end(transaction);
        transaction.properties().Put(kFollowed, signed_in.user.username());
      });
    };
    return entry;
  }
  std::string Followed() {
    return service.world().store.Read(
        [](const storage::Transaction& transaction) { return transaction.properties().Find(kFollowed).value_or(""); });
  }
  // A code that is not the right one.
  static std::string Wrong(std::string code) {
    code[0] = code[0] == '9' ? '0' : static_cast<char>(code[0] + 1);
    return code;
  }

  TestService service;
  world::Caller caller;
  SignInPool pool{service, "", kOfPagesAlone};
};

TEST_F(HostedDoor, LetsUsersChooseWhateverTheClientAllows) {
  EXPECT_EQ(pool.Try("UpdateUserPool", R"("Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD","EMAIL_OTP"]}})"), kOk);
  pool.AddUser("erin", {{"email", "erin@example.com"}, {"email_verified", "true"}});
  const auto respond = [&](Question question, const HostedReply& asked, sign_in::Parameters responses) {
    responses.emplace("USERNAME", "erin");
    return sign_in::RespondHosted(Entry(), {question, asked.reply.Session, std::move(responses)});
  };
  const HostedReply asked = sign_in::OpenHosted(Entry(), {api::AuthFlowType::USER_AUTH, {{"USERNAME", "erin"}}});
  ASSERT_EQ(Next(asked), "SELECT_CHALLENGE");
  EXPECT_EQ(asked.reply.AvailableChallenges, (std::vector{Question::PASSWORD_SRP, Question::PASSWORD, Question::EMAIL_OTP}));
  const HostedReply sent = respond(Question::SELECT_CHALLENGE, asked, {{"ANSWER", "EMAIL_OTP"}});
  ASSERT_EQ(Next(sent), "EMAIL_OTP");
  EXPECT_EQ(Next(respond(Question::EMAIL_OTP, sent, {{"EMAIL_OTP_CODE", pool.SentCode()}})), "signed in as erin");
}

TEST_F(HostedDoor, EndsWithWhoItIsAndNoTokensWhateverTheClientAllows) {
  pool.AddUser("alice");
  EXPECT_EQ(NextOf(pool.ByPassword("alice")), "InvalidParameterException: USER_PASSWORD_AUTH flow not enabled for this client");
  const HostedReply reply = Open();
  EXPECT_EQ(Next(reply), "signed in as alice");
  EXPECT_EQ(reply.signed_in->authenticated_millis, service.clock.Now());
  EXPECT_EQ(Families(), 0U);
}

TEST_F(HostedDoor, EndsInTheWriteThatKeepsWhatFollows) {
  pool.AddUser("alice");
  const std::int64_t before = service.writes();
  const HostedReply reply = sign_in::OpenHosted(Concluding(), kAliceAtTheDoor);
  EXPECT_EQ(Next(reply), "signed in as alice");
  EXPECT_EQ(service.writes() - before, 1);
  EXPECT_EQ(Followed(), "alice");
}

TEST_F(HostedDoor, KeepsNothingOfWhatFollowsOnAnEndThatIsRefused) {
  pool.AddUser("alice");
  WatchedStore::BeforeNextWrite([&] { EXPECT_EQ(pool.TryOn("AdminDisableUser", "alice"), kOk); });
  EXPECT_EQ(RefusalOf([&] { sign_in::OpenHosted(Concluding(), kAliceAtTheDoor); }), "NotAuthorizedException: User is disabled.");
  EXPECT_EQ(Followed(), "");
  EXPECT_EQ(service.traces->Json("", "", 0).find(R"("outcome":"signed in")"), std::string::npos);
}

TEST_F(HostedDoor, KeepsWhatFollowsBehindTheLastAnswerAlone) {
  pool.AddUser("alice", kPhoneToAsk);
  SetMfa(pool, "ON", "sms");
  const HostedReply asked = sign_in::OpenHosted(Concluding(), kAliceAtTheDoor);
  ASSERT_EQ(Next(asked), "SMS_MFA");
  EXPECT_EQ(Followed(), "") << "it has not ended";
  const sign_in::Response right{Question::SMS_MFA, asked.reply.Session, {{"USERNAME", "alice"}, {"SMS_MFA_CODE", pool.SentCode()}}};
  EXPECT_EQ(Next(sign_in::RespondHosted(Concluding(), right)), "signed in as alice");
  EXPECT_EQ(Followed(), "alice");
  EXPECT_NE(RefusalOf([&] { sign_in::RespondHosted(Concluding(), right); }), "accepted");
}

TEST_F(HostedDoor, GoesOnWithTheClientThatWasSeenInTheSameContentsAlone) {
  pool.AddUser("alice");
  sign_in::Entry entry = Entry();
  sign_in::SeenClient seen = service.world().store.Read([&](const storage::Transaction& transaction) {
    return sign_in::SeenClient{entry.find_client(transaction), transaction.generation()};
  });
  entry.find_client = nullptr;
  entry.seen = seen;
  EXPECT_EQ(Next(sign_in::OpenHosted(entry, kAliceAtTheDoor)), "signed in as alice");
  ++seen.generation;
  entry.seen = seen;
  EXPECT_EQ(RefusalOf([&] { sign_in::OpenHosted(entry, kAliceAtTheDoor); }), "InternalErrorException: The state was reset.");
}

TEST_F(HostedDoor, LeavesTheWaysOfThePageInTheTrace) {
  pool.AddUser("alice");
  Open();
  const std::string traced = service.traces->Json("", "", 0);
  EXPECT_NE(traced.find(R"("operation":"POST /login")"), std::string::npos) << traced;
  EXPECT_NE(traced.find(R"("outcome":"signed in")"), std::string::npos) << traced;
  EXPECT_EQ(traced.find("secret hash"), std::string::npos) << traced;
}

TEST_F(HostedDoor, RefusesAsTheApiDoesAndCountsTheFailures) {
  pool.AddUser("alice");
  EXPECT_EQ(RefusalOf([&] { Open("nobody"); }), "UserNotFoundException: User does not exist.");
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(RefusalOf([&] { Open("alice", "Wrong-Pass1"); }), kWrongPassword);
  }
  EXPECT_EQ(RefusalOf([&] { Open(); }), "NotAuthorizedException: Password attempts exceeded");
  service.clock.Advance(3'600'000);
  EXPECT_EQ(Next(Open()), "signed in as alice");
  EXPECT_EQ(RefusalOf([&] { Open("alice", "Wrong-Pass1"); }), kWrongPassword);
  EXPECT_EQ(Next(Open()), "signed in as alice") << "the failures before are forgotten";
}

TEST_F(HostedDoor, RefusesWhoMayNotSignIn) {
  pool.AddUser("alice");
  SetStatus(service, pool.id(), "alice", api::UserStatusType::UNCONFIRMED);
  EXPECT_EQ(RefusalOf([&] { Open(); }), "UserNotConfirmedException: User is not confirmed.");
  SetStatus(service, pool.id(), "alice", api::UserStatusType::RESET_REQUIRED);
  EXPECT_EQ(RefusalOf([&] { Open(); }), "PasswordResetRequiredException: Password reset required for the user");
  EXPECT_EQ(pool.TryOn("AdminDisableUser", "alice"), kOk);
  EXPECT_EQ(RefusalOf([&] { Open(); }), "NotAuthorizedException: User is disabled.");
}

TEST_F(HostedDoor, AsksForANewPassword) {
  pool.Invite("alice");
  const HostedReply asked = Open();
  ASSERT_EQ(Next(asked), "NEW_PASSWORD_REQUIRED");
  EXPECT_EQ(Next(Respond(Question::NEW_PASSWORD_REQUIRED, asked, {{"NEW_PASSWORD", "New-Password2"}})), "signed in as alice");
  EXPECT_EQ(pool.Show("alice").TextAt("UserStatus"), "CONFIRMED");
  EXPECT_EQ(Next(Open("alice", "New-Password2")), "signed in as alice");
}

TEST_F(HostedDoor, AsksForASecondFactor) {
  pool.AddUser("alice", kPhoneToAsk);
  SetMfa(pool, "ON", "sms");
  const HostedReply asked = Open();
  ASSERT_EQ(Next(asked), "SMS_MFA");
  const std::string code = pool.SentCode();
  EXPECT_EQ(RefusalOf([&] {
              Respond(Question::SMS_MFA, asked, {{"SMS_MFA_CODE", Wrong(code)}});
            }),
            "CodeMismatchException: Invalid code or auth state for the user.");
  EXPECT_EQ(Next(Respond(Question::SMS_MFA, asked, {{"SMS_MFA_CODE", code}})), "signed in as alice");
  EXPECT_EQ(RefusalOf([&] {
              Respond(Question::SMS_MFA, asked, {{"SMS_MFA_CODE", code}});
            }),
            "NotAuthorizedException: Invalid session for the user, session can only be used once.");
  EXPECT_EQ(Families(), 0U);
}

TEST_F(HostedDoor, SetsAnAuthenticatorUp) {
  pool.AddUser("alice");
  SetMfa(pool, "ON", "token");
  HostedReply asked = Open();
  ASSERT_EQ(Next(asked), "MFA_SETUP");
  asked.reply.Session = sign_in::AssociateToken(service.world(), {.AccessToken = {}, .Session = asked.reply.Session}).Session;
  api::VerifySoftwareTokenRequest verify;
  verify.Session = asked.reply.Session;
  verify.UserCode = pool.CodeOf("alice");
  asked.reply.Session = sign_in::VerifyToken(service.world(), verify).Session;
  EXPECT_EQ(Next(Respond(Question::MFA_SETUP, asked, {})), "signed in as alice");
}

TEST_F(HostedDoor, HasSessionsOfItsOwn) {
  pool.UseClient(pool.AddClient(R"("ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH"])"));
  pool.AddUser("alice", kPhoneToAsk);
  SetMfa(pool, "ON", "sms");
  const HostedReply hosted = Open();
  const std::string code = pool.SentCode();
  EXPECT_EQ(NextOf(pool.Respond("SMS_MFA", *hosted.reply.Session, {{"USERNAME", "alice"}, {"SMS_MFA_CODE", code}})), kInvalidSession);
  EXPECT_EQ(Next(Respond(Question::SMS_MFA, hosted, {{"SMS_MFA_CODE", code}})), "signed in as alice") << "it has cost the session nothing";
  HostedReply of_api;
  of_api.reply.Session = pool.ByPassword("alice").TextAt("Session");
  EXPECT_EQ(RefusalOf([&] { Respond(Question::SMS_MFA, of_api, {{"SMS_MFA_CODE", pool.SentCode()}}); }), kInvalidSession);
}

TEST_F(HostedDoor, EndsWithNobodyWhoWasDisabledOrSetAnewMeanwhile) {
  pool.AddUser("alice", kPhoneToAsk);
  SetMfa(pool, "ON", "sms");
  const HostedReply asked = Open();
  const std::string code = pool.SentCode();
  EXPECT_EQ(pool.TryOn("AdminSetUserPassword", "alice", TextMember("Password", "New-Password2") + R"(,"Permanent":true)"), kOk);
  EXPECT_EQ(RefusalOf([&] { Respond(Question::SMS_MFA, asked, {{"SMS_MFA_CODE", code}}); }), kInvalidSession);
  const HostedReply again = Open("alice", "New-Password2");
  EXPECT_EQ(pool.TryOn("AdminDisableUser", "alice"), kOk);
  EXPECT_NE(RefusalOf([&] { Respond(Question::SMS_MFA, again, {{"SMS_MFA_CODE", pool.SentCode()}}); }), "accepted");
}

TEST_F(HostedDoor, GoesOnForWhoHasJustSetHisPassword) {
  pool.AddUser("alice");
  EXPECT_EQ(Next(Continue(DigestOf())), "signed in as alice");
  EXPECT_EQ(Families(), 0U);
  EXPECT_NE(service.traces->Json("", "", 0).find(R"("asked":"sign-up")"), std::string::npos);
}

TEST_F(HostedDoor, AsksWhoHasJustSetHisPasswordForAllElse) {
  pool.AddUser("alice", kPhoneToAsk);
  SetMfa(pool, "ON", "sms");
  const HostedReply asked = Continue(DigestOf());
  ASSERT_EQ(Next(asked), "SMS_MFA");
  EXPECT_EQ(Next(Respond(Question::SMS_MFA, asked, {{"SMS_MFA_CODE", pool.SentCode()}})), "signed in as alice");
}

TEST_F(HostedDoor, GoesOnWithNoOtherPasswordThanTheOneThatWasSet) {
  pool.AddUser("alice");
  pool.AddUser("bob");
  const std::string digest = DigestOf();
  EXPECT_EQ(RefusalOf([&] { Continue(digest, "bob"); }), kWrongPassword);
  EXPECT_EQ(RefusalOf([&] { Continue(digest, "nobody"); }), "UserNotFoundException: User does not exist.");
  EXPECT_EQ(pool.TryOn("AdminSetUserPassword", "alice", TextMember("Password", kRightPassword) + R"(,"Permanent":true)"), kOk);
  EXPECT_EQ(RefusalOf([&] { Continue(digest); }), kWrongPassword) << "the same password, but set anew";
  EXPECT_EQ(Next(Continue(DigestOf())), "signed in as alice");
}

TEST_F(HostedDoor, GoesOnForNobodyWithoutAPassword) {
  EXPECT_EQ(pool.TryOn("AdminCreateUser", "alice", R"("MessageAction":"SUPPRESS")"), kOk);
  SetStatus(service, pool.id(), "alice", api::UserStatusType::CONFIRMED);
  const std::int64_t user = UserOf(service, pool.id(), "alice").number();
  service.world().store.Write([&](storage::Transaction& transaction) { transaction.credentials().Put(user, {}); });
  EXPECT_EQ(DigestOf(), "");
  EXPECT_EQ(RefusalOf([&] { Continue(""); }), kWrongPassword);
}

TEST_F(HostedDoor, GoesOnForNobodyWhoMayNotSignIn) {
  pool.AddUser("alice");
  SetStatus(service, pool.id(), "alice", api::UserStatusType::UNCONFIRMED);
  EXPECT_EQ(RefusalOf([&] { Continue(DigestOf()); }), "UserNotConfirmedException: User is not confirmed.");
  EXPECT_EQ(pool.TryOn("AdminDisableUser", "alice"), kOk);
  EXPECT_EQ(RefusalOf([&] { Continue(DigestOf()); }), "NotAuthorizedException: User is disabled.");
}

}  // namespace
}  // namespace rockpool::support
