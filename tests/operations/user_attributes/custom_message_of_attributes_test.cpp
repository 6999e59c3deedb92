// The words that a CustomMessage function gives the codes that verify addresses.
#include <gtest/gtest.h>

#include "tests/operations/sign_up/triggered_pool.h"

namespace rockpool::support {
namespace {

constexpr const char* kUpdate = "CustomMessage_UpdateUserAttribute";
constexpr const char* kVerify = "CustomMessage_VerifyUserAttribute";
const std::vector<NameAndValue> kNew{{"email", "new@example.com"}, {"phone_number", "+15551234567"}};

class CustomMessageOfAttributes : public TriggeredTest {
 protected:
  CustomMessageOfAttributes() { pool.CreateReachable("alice"); }

  std::string Update(const std::vector<NameAndValue>& attributes) const {
    return pool.TryHolding("alice", "UpdateUserAttributes", JoinedMembers(AttributesMember(attributes), kMetadata));
  }
  std::string UpdateAsAdministrator(const std::vector<NameAndValue>& attributes) const {
    return pool.Try("AdminUpdateUserAttributes",
                    JoinedMembers(JoinedMembers(TextMember("Username", "alice"), AttributesMember(attributes)), kMetadata));
  }
  std::string AskForCode() const {
    return pool.TryHolding("alice", "GetUserAttributeVerificationCode", JoinedMembers(R"("AttributeName":"email")", kMetadata));
  }

  SignUpPool pool = PoolWith({"CustomMessage"}, {.pool = std::string(kVerifiesBoth) + kSendsItself});
};

TEST_F(CustomMessageOfAttributes, AreAskedForOnceForEachMessageOfAnUpdate) {
  functions->Respond(kUpdate, kOwnWords);
  EXPECT_EQ(Update(kNew), kOk);
  EXPECT_EQ(functions->Sources(), (std::vector<std::string>{kUpdate, kUpdate}));
  EXPECT_EQ(functions->In(kUpdate, "callerContext.clientId"), pool.client());
  EXPECT_EQ(functions->In(kUpdate, "request.clientMetadata.from"), "test");
  EXPECT_EQ(functions->In(kUpdate, "request.userAttributes.email"), "new@example.com");
  const auto messages = MessagesOf(service, pool.id());
  ASSERT_EQ(messages.size(), 2U);
  EXPECT_EQ(messages[0].body, "Say " + messages[0].code + "!");
  EXPECT_EQ(messages[1].body, "Text " + messages[1].code + "!");
}

TEST_F(CustomMessageOfAttributes, AreAskedForWhereAnAdministratorUpdates) {
  functions->Respond(kUpdate, kOwnWords);
  EXPECT_EQ(UpdateAsAdministrator({{"email", "new@example.com"}}), kOk);
  EXPECT_EQ(functions->In(kUpdate, "callerContext.clientId"), "CLIENT_ID_NOT_APPLICABLE");
  EXPECT_EQ(functions->In(kUpdate, "request.clientMetadata.from"), "test");
  EXPECT_EQ(pool.LastMessage().body, "Say " + pool.LastCode() + "!");
}

TEST_F(CustomMessageOfAttributes, AreAskedForWhereTheUserWantsACode) {
  functions->Respond(kVerify, kOwnWords);
  EXPECT_EQ(AskForCode(), kOk);
  EXPECT_EQ(functions->Sources(), std::vector<std::string>{kVerify});
  EXPECT_EQ(functions->In(kVerify, "request.clientMetadata.from"), "test");
  EXPECT_EQ(pool.LastMessage().body, "Say " + pool.LastCode() + "!");
}

TEST_F(CustomMessageOfAttributes, ARefusalChangesNothing) {
  const std::string refused = Refused("CustomMessage", "no words");
  functions->Throw("CustomMessage", "no words");
  EXPECT_EQ(Update({{"email", "new@example.com"}, {"name", "Alice"}}), refused);
  EXPECT_EQ(UpdateAsAdministrator({{"email", "new@example.com"}, {"name", "Alice"}}), refused);
  EXPECT_EQ(AskForCode(), refused);
  EXPECT_EQ(pool.Attribute("alice", "email"), "a@example.com");
  EXPECT_EQ(pool.Attribute("alice", "name"), "");
  EXPECT_EQ(pool.CountMessages(), 0);
}

TEST_F(CustomMessageOfAttributes, AreNotAskedForAboutWhatIsRefusedOrSendsNothing) {
  EXPECT_EQ(Update({{"name", "Alice"}}), kOk);
  EXPECT_NE(Update({{"email", "nowhere"}}), kOk);
  EXPECT_EQ(UpdateAsAdministrator({{"email", "new@example.com"}, {"email_verified", "true"}}), kOk);
  EXPECT_TRUE(functions->Sources().empty());
}

}  // namespace
}  // namespace rockpool::support
