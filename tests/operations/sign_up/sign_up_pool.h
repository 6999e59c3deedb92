// A pool with an app client, and the calls by which people sign up, recover and verify themselves, so that a test says what it is about.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "tests/operations/pool_caller.h"
#include "tests/support/users.h"

namespace rockpool::support {

inline constexpr const char* kVerifiesEmail = R"(,"AutoVerifiedAttributes":["email"])";
inline constexpr const char* kVerifiesBoth = R"(,"AutoVerifiedAttributes":["email","phone_number"],)"
                                             R"("SmsConfiguration":{"SnsCallerArn":"arn:aws:iam::123456789012:role/Sms"})";
inline constexpr const char* kEmailAlias = R"(,"AutoVerifiedAttributes":["email"],"AliasAttributes":["email"])";
inline constexpr const char* kNamesAreEmails = R"(,"AutoVerifiedAttributes":["email"],"UsernameAttributes":["email"])";
inline constexpr const char* kHides = R"("PreventUserExistenceErrors":"ENABLED")";

inline constexpr const char* kNoSuchUser = "UserNotFoundException: Username/client id combination not found.";
inline constexpr const char* kExpiredCode = "ExpiredCodeException: Invalid code provided, please request a code again.";
inline constexpr const char* kWrongCode = "CodeMismatchException: Invalid verification code provided, please try again.";
inline constexpr const char* kTooOften = "LimitExceededException: Attempt limit exceeded, please try after some time.";
inline constexpr const char* kUnreachable =
    "InvalidParameterException: Cannot reset password for the user as there is no registered/verified email or phone_number";

inline constexpr util::EpochMillis kHour = 60LL * 60 * 1000;

// Hourly limits as AWS has them.
Settings WithLimits();

struct PoolKind {
  std::string pool = kVerifiesEmail;  // follows the request that creates the pool
  std::string client{};               // like "GenerateSecret":true
};

class SignUpPool : public PoolCaller {
 public:
  explicit SignUpPool(TestService& service, const PoolKind& kind = {});

  const std::string& client() const { return client_; }
  const std::string& secret() const { return secret_; }

  // A public operation by a name; `members` follow.
  Answer CallFor(std::string_view operation, std::string_view username, std::string_view members = "") const;
  std::string TryFor(std::string_view operation, std::string_view username, std::string_view members = "") const;

  // SignUp with kPassword.
  Answer SignUp(std::string_view username, const std::vector<NameAndValue>& attributes = {}, std::string_view members = "") const;
  std::string TrySignUp(std::string_view username, const std::vector<NameAndValue>& attributes = {}, std::string_view members = "") const;

  std::string TryConfirm(std::string_view username, std::string_view code, std::string_view members = "") const;
  std::string TryRecover(std::string_view username, std::string_view code, std::string_view password = kPassword) const;

  // A confirmed user of this pool: support::CreateUser.
  void Create(std::string_view username, const std::vector<NameAndValue>& attributes = {}) const;
  // One with a verified address a@example.com.
  void CreateReachable(std::string_view username) const;

  // An operation with an access token of the user's.
  Answer CallHolding(std::string_view username, std::string_view operation, std::string_view members = "") const;
  std::string TryHolding(std::string_view username, std::string_view operation, std::string_view members = "") const;

  std::string Attribute(std::string_view username, std::string_view attribute) const;
  std::string Status(std::string_view username) const;
  // A member of an operation's request by an administrator: AdminUpdateUserAttributes.
  void Change(std::string_view username, const std::vector<NameAndValue>& attributes) const;
  void Disable(std::string_view username) const;

  std::string LastCode() const { return LastCodeOf(service_, id()); }
  storage::Message LastMessage() const { return LastMessageOf(service_, id()); }
  std::size_t CountMessages() const { return MessagesOf(service_, id()).size(); }

 private:
  TestService& service_;
  std::string client_;
  std::string secret_;
};

// Like "UserAttributes":[...].
std::string AttributesMember(const std::vector<NameAndValue>& attributes);

// Fails unless the public operation looks for the app client first and for its secret then, and the rest is told after it: `next` is what
// the call by the name "nobody" is told, which comes with `members`.
void ExpectClientThenSecret(TestService& service, std::string_view operation, std::string_view members, std::string_view next);

// Fails unless the operation looks at its access token before anything else: all that can be wrong with one.
void ExpectTokenFirst(TestService& service, std::string_view operation, std::string_view members);

// What two threads that make the call at once are told.
template <class Attempt>
std::multiset<std::string> OutcomesOfTwo(const Attempt& attempt) {
  std::string other;
  std::thread thread([&] { other = attempt(); });
  const std::string own = attempt();
  thread.join();
  return {own, other};
}

// Fails unless two rows were written for the name of nobody, as a code and its message are for a user.
void ExpectRowsOfNobody(TestService& service, std::string_view user_pool_id, std::string_view name);

// Fails unless a call `attempt` by hour and user is one too many, after `most` of them that were told `before`.
template <class Attempt>
void ExpectLimit(int most, const std::string& before, FakeClock& clock, const Attempt& attempt) {
  for (int i = 0; i < most; ++i) {
    ASSERT_EQ(attempt(), before) << i;
  }
  EXPECT_EQ(attempt(), kTooOften);
  clock.Advance(kHour - 1);
  EXPECT_EQ(attempt(), kTooOften);
  clock.Advance(1);
  EXPECT_NE(attempt(), kTooOften);
}

}  // namespace rockpool::support
