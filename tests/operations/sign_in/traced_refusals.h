// What a sign-in is refused for, row by row, and what the trace says then.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tests/operations/sign_in/sign_in_pool.h"

namespace rockpool::support {

struct TracedRefusal {
  const char* what;
  std::function<Answer(SignInPool&)> refused;
  std::string outcome;  // {} stands for the app client's id, here and in `traced`
  std::string traced;   // as SignInPool::LastTraced
};
using TracedRefusals = std::vector<TracedRefusal>;

TracedRefusals RefusedFlows();
TracedRefusals RefusedUsers();
TracedRefusals RefusedRefreshes();
TracedRefusals RefusedSessions();
TracedRefusals RefusedNewPasswords();
TracedRefusals RefusedSecondFactors();
TracedRefusals RefusedAuthenticators();

inline constexpr const char* kWrongPassword = "Wrong-Pass1";

// The session that the right password leads to.
inline std::string SessionOf(const SignInPool& pool, const std::string& name = "alice") { return pool.ByPassword(name).TextAt("Session"); }

// An answer to NEW_PASSWORD_REQUIRED and to SMS_MFA by "alice".
inline Answer NewPassword(const SignInPool& pool, std::string_view session, const std::string& password = "New-Password2") {
  return pool.Respond("NEW_PASSWORD_REQUIRED", session, {{"USERNAME", "alice"}, {"NEW_PASSWORD", password}});
}
inline Answer GiveSmsCode(const SignInPool& pool, const std::string& session, const std::string& code) {
  return pool.Respond("SMS_MFA", session, {{"USERNAME", "alice"}, {"SMS_MFA_CODE", code}});
}

// A code that is not the one.
inline std::string OtherThan(std::string code) {
  code[0] = code[0] == '9' ? '0' : static_cast<char>(code[0] + 1);
  return code;
}

// "alice", whom the pool asks for a code that goes to her telephone, or for one of her authenticator.
inline void RequireSms(SignInPool& pool) {
  pool.AddUser("alice", {{"phone_number", "+491701234567"}});
  SetMfa(pool, "ON", "sms");
}
inline void RequireToken(SignInPool& pool) {
  SetMfa(pool, "OPTIONAL", "token");
  pool.AddUser("alice");
  pool.AddToken("alice");
  SetMfa(pool, "ON", "token");
}

}  // namespace rockpool::support
