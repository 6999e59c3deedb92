// Users of a pool as tests need them: created, with tokens, and what was sent to them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/accounts/user.h"
#include "server/api/types.h"
#include "server/crypto/srp.h"
#include "storage/messages.h"
#include "tests/support/test_service.h"

namespace rockpool::support {

// A password that every policy takes.
inline constexpr const char* kPassword = "Corr3ct-horse";

// The JSON list of attributes, as requests have them: Attributes({{"email", "a@example.com"}}).
struct NameAndValue {
  std::string_view name;
  std::string_view value;
};
std::string AttributeList(const std::vector<NameAndValue>& attributes);

// A confirmed user with kPassword, or another one, without a message to him. Verified flags may be among the attributes.
void CreateUser(TestService& service, std::string_view user_pool_id, std::string_view username,
                const std::vector<NameAndValue>& attributes = {}, std::string_view password = kPassword);

// As the store has him; fails the test and returns an empty one if nobody has the name.
accounts::User UserOf(TestService& service, std::string_view user_pool_id, std::string_view username);

// The value of one of his attributes; "" if he has none of the name.
std::string AttributeOf(TestService& service, std::string_view user_pool_id, std::string_view username, std::string_view attribute);

// "CONFIRMED" and the like.
std::string StatusOf(TestService& service, std::string_view user_pool_id, std::string_view username);

// Changes the user's status in the store, also to one that no built operation leads to: EXTERNAL_PROVIDER.
void SetStatus(TestService& service, std::string_view user_pool_id, std::string_view username, api::UserStatusType status);

// Makes the factor ("EMAIL_OTP", "SMS_MFA", "SOFTWARE_TOKEN_MFA") the preferred second one, without asking whether it can be.
void PreferFactor(TestService& service, std::string_view user_pool_id, std::string_view username, std::string_view factor);

// What a sign-in of the user would end with, without a password: sign_in::IssueTokens for the app client.
api::AuthenticationResultType TokensOf(TestService& service, std::string_view client_id, std::string_view username);

// The access token alone.
std::string TokenOf(TestService& service, std::string_view client_id, std::string_view username);

// All that was sent to users of the pool, the newest last.
std::vector<storage::Message> MessagesOf(TestService& service, std::string_view user_pool_id);

// The newest one, and its code. Both fail the test if there is none.
storage::Message LastMessageOf(TestService& service, std::string_view user_pool_id);
std::string LastCodeOf(TestService& service, std::string_view user_pool_id);

// What calls cost that who asks must not see: so nobody is not told from somebody by the time.
struct Cost {
  std::uint64_t exponentiations = 0;
  std::int64_t writes = 0;

  bool operator==(const Cost&) const = default;
};

// Of `call`, alone in the process.
template <class Call>
Cost CostOf(TestService& service, const Call& call) {
  const std::uint64_t exponentiations = crypto::SrpExponentiations();
  const std::int64_t writes = service.writes();
  call();
  return {crypto::SrpExponentiations() - exponentiations, service.writes() - writes};
}

// Another code than the one that is given.
std::string OtherCode(const std::string& code);

// base64(HMAC-SHA256(secret, username + client id)).
std::string SecretHash(std::string_view secret, std::string_view username, std::string_view client_id);

}  // namespace rockpool::support
