// Whom AdminCreateUser writes to, and what: the first time, and again.
#include <gtest/gtest.h>

#include "server/accounts/passwords.h"
#include "tests/operations/users/users.h"

namespace rockpool::support {
namespace {

using Invitation = PoolTest<UsersPool>;

const std::string kBoth = Attributes({{"email", "ada@example.com"}, {"phone_number", "+15551234567"}});
constexpr const char* kPassword = R"("TemporaryPassword":"Secret-1",)";

// Like "SMS +15551234567".
std::string SentTo(const UsersPool& pool) {
  std::string sent;
  for (const storage::Message& message : pool.Messages()) {
    sent += (sent.empty() ? "" : ", ") + message.medium + " " + message.destination;
  }
  return sent;
}

TEST_F(Invitation, GoesByTextMessageUnlessTheCallSaysOtherwise) {
  ASSERT_EQ(pool.TryOf("AdminCreateUser", "ada", kPassword + kBoth), kOk);
  ASSERT_EQ(SentTo(pool), "SMS +15551234567");
  const storage::Message message = pool.Messages().front();
  EXPECT_EQ(message.purpose, "CustomMessage_AdminCreateUser");
  EXPECT_EQ(message.username, "ada");
  EXPECT_EQ(message.client_id, "");
  EXPECT_EQ(message.temporary_password, "Secret-1");
  EXPECT_EQ(message.code, "");
  EXPECT_EQ(message.subject, "");
  EXPECT_EQ(message.body, "Your username is ada and temporary password is Secret-1. ");
}

TEST_F(Invitation, GoesByEachMediumThatIsWishedFor) {
  ASSERT_EQ(pool.TryOf("AdminCreateUser", "ada", kBoth + R"(,"DesiredDeliveryMediums":["EMAIL","SMS"])"), kOk);
  EXPECT_EQ(SentTo(pool), "EMAIL ada@example.com, SMS +15551234567");
  EXPECT_EQ(pool.Messages().front().subject, "Your temporary password");
}

TEST_F(Invitation, SkipsAMediumWithoutAddress) {
  const std::string email = Attributes({{"email", "ada@example.com"}});
  ASSERT_EQ(pool.TryOf("AdminCreateUser", "ada", email + R"(,"DesiredDeliveryMediums":["SMS","EMAIL"])"), kOk);
  EXPECT_EQ(SentTo(pool), "EMAIL ada@example.com");
}

TEST_F(Invitation, GoesByAnotherMediumIfNoneIsLeft) {
  ASSERT_EQ(pool.TryOf("AdminCreateUser", "ada", Attributes({{"email", "ada@example.com"}})), kOk);
  EXPECT_EQ(SentTo(pool), "EMAIL ada@example.com");
}

TEST_F(Invitation, IsNotSentToWhoHasNoAddress) {
  EXPECT_EQ(pool.TryOf("AdminCreateUser", "ada"), kOk);
  EXPECT_EQ(SentTo(pool), "");
}

TEST_F(Invitation, IsNotSentIfItIsSuppressed) {
  EXPECT_EQ(pool.TryOf("AdminCreateUser", "ada", kBoth + R"(,"MessageAction":"SUPPRESS")"), kOk);
  EXPECT_EQ(SentTo(pool), "");
}

TEST_F(Invitation, IsNotSentByACallThatIsRefused) {
  pool.Add("ada");
  EXPECT_NE(pool.TryOf("AdminCreateUser", "ada", kBoth), kOk);
  EXPECT_EQ(SentTo(pool), "");
}

TEST_F(Invitation, TellsADrawnPasswordThatThePolicyTakes) {
  ASSERT_EQ(pool.TryOf("AdminCreateUser", "ada", kBoth), kOk);
  const std::string drawn = pool.Messages().front().temporary_password;
  EXPECT_EQ(pool.TryOf("AdminSetUserPassword", "ada", TextMember("Password", drawn)), kOk);
  EXPECT_NE(pool.Messages().front().body.find(drawn), std::string::npos);
}

TEST_F(Invitation, IsInTheWordsOfThePool) {
  const UsersPool own(service, R"(,"AdminCreateUserConfig":{"InviteMessageTemplate":{"SMSMessage":"{username}: {####}",)"
                               R"("EmailSubject":"Hello","EmailMessage":"{####} is yours, {username}"}})");
  ASSERT_EQ(own.TryOf("AdminCreateUser", "ada", kPassword + kBoth + R"(,"DesiredDeliveryMediums":["SMS","EMAIL"])"), kOk);
  ASSERT_EQ(own.Messages().size(), 2U);
  EXPECT_EQ(own.Messages()[0].body, "ada: Secret-1");
  EXPECT_EQ(own.Messages()[1].subject, "Hello");
  EXPECT_EQ(own.Messages()[1].body, "Secret-1 is yours, ada");
}

TEST_F(Invitation, NamesTheAddressInPoolsThatNameByIt) {
  const UsersPool named(service, kNamedByEmail);
  ASSERT_EQ(named.TryOf("AdminCreateUser", "ada@example.com", R"("TemporaryPassword":"Secret-1")"), kOk);
  EXPECT_EQ(named.Messages().front().body, "Your username is ada@example.com and temporary password is Secret-1. ");
}

TEST_F(Invitation, GoesOutAgainWithANewPasswordAndANewPeriod) {
  pool.Add("ada", kBoth);
  service.clock.Advance(86'400'000);
  const Answer again = pool.Of("AdminCreateUser", "ada", R"("MessageAction":"RESEND","TemporaryPassword":"Secret-2")");
  EXPECT_EQ(OutcomeOf(again), kOk);
  EXPECT_EQ(again.TextAt("User.Username"), "ada");
  EXPECT_EQ(again.TextAt("User.UserStatus"), "FORCE_CHANGE_PASSWORD");
  EXPECT_EQ(pool.Messages().back().temporary_password, "Secret-2");
  const auto credentials = service.world().store.Read([&](const storage::Transaction& transaction) {
    return transaction.credentials().Find(transaction.users().Find(pool.id(), "ada")->number);
  });
  EXPECT_EQ(credentials.password_set_millis, service.clock.Now());
}

TEST_F(Invitation, DrawsANewPasswordIfNoneIsGivenAgain) {
  ASSERT_EQ(pool.TryOf("AdminCreateUser", "ada", kPassword + kBoth), kOk);
  ASSERT_EQ(pool.TryOf("AdminCreateUser", "ada", R"("MessageAction":"RESEND")"), kOk);
  ASSERT_EQ(pool.Messages().size(), 2U);
  EXPECT_NE(pool.Messages()[1].temporary_password, "Secret-1");
  EXPECT_NE(pool.Messages()[1].temporary_password, "");
}

TEST_F(Invitation, GoesOutAgainOnlyToWhoHasToChangeThePassword) {
  EXPECT_EQ(pool.TryOf("AdminCreateUser", "ada", R"("MessageAction":"RESEND")"), kNoUser);
  pool.Add("ada", kBoth);
  EXPECT_EQ(pool.TryOf("AdminCreateUser", "ada", R"("MessageAction":"RESEND","TemporaryPassword":"short")"),
            "InvalidPasswordException: Password did not conform with password policy: Password not long enough");
  ASSERT_EQ(pool.TryOf("AdminSetUserPassword", "ada", R"("Password":"Secret-1","Permanent":true)"), kOk);
  EXPECT_EQ(pool.TryOf("AdminCreateUser", "ada", R"("MessageAction":"RESEND","TemporaryPassword":"short")"),
            "UnsupportedUserStateException: Resend not possible. ada status is not FORCE_CHANGE_PASSWORD");
  EXPECT_EQ(SentTo(pool), "");
}

}  // namespace
}  // namespace rockpool::support
