#include <gtest/gtest.h>

#include "tests/operations/sign_up/sign_up_pool.h"

namespace rockpool::support {
namespace {

class GetUserAttributeVerificationCode : public PoolTest<SignUpPool> {
 protected:
  static Answer Ask(const SignUpPool& of, std::string_view attribute = "email") {
    return of.CallHolding("alice", "GetUserAttributeVerificationCode", TextMember("AttributeName", attribute));
  }
  static std::string Try(const SignUpPool& of, std::string_view attribute = "email") { return OutcomeOf(Ask(of, attribute)); }
  static std::string Verify(const SignUpPool& of, std::string_view code) {
    return of.TryHolding("alice", "VerifyUserAttribute", JoinedMembers(R"("AttributeName":"email")", TextMember("Code", code)));
  }
};

// New addresses wait for their code, and alice has given one.
class CodeOfAWaitingValue : public GetUserAttributeVerificationCode {
 protected:
  CodeOfAWaitingValue() {
    waiting.CreateReachable("alice");
    EXPECT_EQ(waiting.TryHolding("alice", "UpdateUserAttributes", AttributesMember({{"email", "new@example.com"}})), kOk);
  }

  const SignUpPool waiting{service,
                           {.pool = R"(,"AutoVerifiedAttributes":["email"],)"
                                    R"("UserAttributeUpdateSettings":{"AttributesRequireVerificationBeforeUpdate":["email"]})"}};
};

constexpr const char* kBadName = "InvalidParameterException: Invalid attribute name. Only phone_number and email can be verified.";

TEST_F(GetUserAttributeVerificationCode, SendsACode) {
  pool.Create("alice", {{"email", "first@example.com"}, {"phone_number", "+12345679934"}});
  EXPECT_EQ(Ask(pool).body, R"({"CodeDeliveryDetails":{"AttributeName":"email","DeliveryMedium":"EMAIL","Destination":"f***@e***"}})");
  const storage::Message message = pool.LastMessage();
  EXPECT_EQ(message.purpose, "CustomMessage_VerifyUserAttribute");
  EXPECT_EQ(message.destination, "first@example.com");
  EXPECT_EQ(message.client_id, pool.client());
  EXPECT_EQ(Ask(pool, "phone_number").body,
            R"({"CodeDeliveryDetails":{"AttributeName":"phone_number","DeliveryMedium":"SMS","Destination":"+*******9934"}})");
}

TEST_F(GetUserAttributeVerificationCode, SendsAFreshOneEachTimeAndTheOldOneIsVoid) {
  pool.Create("alice", {{"email", "a@example.com"}});
  Ask(pool);
  const std::string old = pool.LastCode();
  Ask(pool);
  ASSERT_NE(pool.LastCode(), old);
  EXPECT_EQ(Verify(pool, old), kWrongCode);
  EXPECT_EQ(Verify(pool, pool.LastCode()), kOk);
}

TEST_F(GetUserAttributeVerificationCode, SendsOneForAVerifiedAttributeTooWhichStaysVerified) {
  pool.CreateReachable("alice");
  EXPECT_EQ(Try(pool), kOk);
  EXPECT_EQ(pool.Attribute("alice", "email_verified"), "true");
  EXPECT_EQ(Verify(pool, pool.LastCode()), kOk);
  EXPECT_EQ(pool.Attribute("alice", "email_verified"), "true");
}

TEST_F(CodeOfAWaitingValue, GoesToTheValueThatWaits) {
  service.clock.Advance(20 * kHour);
  EXPECT_EQ(Ask(waiting).TextAt("CodeDeliveryDetails.Destination"), "n***@e***");
  EXPECT_EQ(waiting.LastMessage().destination, "new@example.com");
  service.clock.Advance(20 * kHour);
  EXPECT_EQ(Verify(waiting, waiting.LastCode()), kOk);
  EXPECT_EQ(waiting.Attribute("alice", "email"), "new@example.com");
}

TEST_F(CodeOfAWaitingValue, GoesToThePresentOneAfterADay) {
  service.clock.Advance(24 * kHour);
  EXPECT_EQ(Ask(waiting).TextAt("CodeDeliveryDetails.Destination"), "a***@e***");
}

TEST_F(GetUserAttributeVerificationCode, LooksAtTheTokenFirst) {
  ExpectTokenFirst(service, "GetUserAttributeVerificationCode", R"("AttributeName":"name")");
}

TEST_F(GetUserAttributeVerificationCode, KnowsNoOtherAttributes) {
  pool.Create("alice", {{"name", "Alice"}});
  for (const char* name : {"name", "custom:unknown", "email_verified", "Email"}) {
    EXPECT_EQ(Try(pool, name), kBadName) << name;
  }
}

TEST_F(GetUserAttributeVerificationCode, NeedsAValue) {
  pool.Create("alice");
  EXPECT_EQ(Try(pool), "InvalidParameterException: User does not have a valid registered email address");
  EXPECT_EQ(Try(pool, "phone_number"), "InvalidParameterException: User does not have a valid registered phone number");
  EXPECT_EQ(pool.CountMessages(), 0);
}

TEST_F(GetUserAttributeVerificationCode, IsRefusedAsTooOftenFiveTimesAnHourAfterAllElse) {
  TestService limited(WithLimits());
  const SignUpPool counted(limited);
  counted.Create("alice", {{"email", "a@example.com"}});
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(Try(counted, "name"), kBadName);
    ASSERT_EQ(Try(counted), kOk);
  }
  EXPECT_EQ(Try(counted), kTooOften);
  EXPECT_EQ(Try(counted, "name"), kBadName);
  EXPECT_EQ(Try(counted, "phone_number"), "InvalidParameterException: User does not have a valid registered phone number");
  limited.clock.Advance(kHour);
  EXPECT_EQ(Try(counted), kOk);
}

}  // namespace
}  // namespace rockpool::support
