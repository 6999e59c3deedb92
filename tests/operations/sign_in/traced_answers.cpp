// How an answer is refused for its session, and a new password.
#include <string>

#include "tests/operations/sign_in/traced_refusals.h"

namespace rockpool::support {
namespace {

constexpr const char* kSchema = R"(,"Schema":[{"Name":"given_name","Required":true,"Mutable":true}])";

// Answers with an attribute beside the password.
Answer WithAttribute(const SignInPool& pool, const std::string& name, const std::string& value) {
  return pool.Respond("NEW_PASSWORD_REQUIRED", SessionOf(pool),
                      {{"USERNAME", "alice"}, {"NEW_PASSWORD", "New-Password2"}, {"userAttributes." + name, value}});
}

}  // namespace

TracedRefusals RefusedSessions() {
  const std::string invalid = "NotAuthorizedException: Invalid session for the user.";
  return {
      {"garbage", [](SignInPool& pool) { return NewPassword(pool, "a session of twenty or more characters"); }, invalid,
       "session: refused (there is no such session)"},
      {"a secret block",
       [](SignInPool& pool) {
         return pool.Respond("PASSWORD_VERIFIER", "",
                             {{"USERNAME", "alice"},
                              {"PASSWORD_CLAIM_SECRET_BLOCK", "none!"},
                              {"PASSWORD_CLAIM_SIGNATURE", "x"},
                              {"TIMESTAMP", kTimestamp}});
       },
       invalid, "session: refused (the secret block is none)"},
      {"used",
       [](SignInPool& pool) {
         pool.Invite("alice");
         const std::string session = SessionOf(pool);
         NewPassword(pool, session);
         return NewPassword(pool, session);
       },
       "NotAuthorizedException: Invalid session for the user, session can only be used once.",
       "session: refused (the session has been answered before)"},
      {"expired",
       [](SignInPool& pool) {
         pool.Invite("alice");
         const std::string session = SessionOf(pool);
         pool.service().clock.Advance(220'000);
         return NewPassword(pool, session);
       },
       "NotAuthorizedException: Invalid session for the user, session is expired.", "session: refused (the session expired 40 s ago)"},
      {"another client",
       [](SignInPool& pool) {
         pool.Invite("alice");
         const std::string session = SessionOf(pool);
         pool.UseClient(pool.AddClient());
         return NewPassword(pool, session);
       },
       invalid, "session: refused (the session is of another app client)"},
      {"another challenge",
       [](SignInPool& pool) {
         pool.Invite("alice");
         return GiveSmsCode(pool, SessionOf(pool), "123456");
       },
       invalid, "session: refused (the session asks for NEW_PASSWORD_REQUIRED, not for SMS_MFA)"},
      {"another user",
       [](SignInPool& pool) {
         pool.Invite("alice");
         pool.Invite("bob");
         return NewPassword(pool, SessionOf(pool, "bob"));
       },
       invalid, "session: refused (USERNAME is not who the session is for)"},
      {"a missing session", [](SignInPool& pool) { return NewPassword(pool, ""); },
       "InvalidParameterException: Missing required parameter Session", "session: refused (Missing required parameter Session)"},
      {"a missing answer",
       [](SignInPool& pool) {
         pool.Invite("alice");
         return pool.Respond("NEW_PASSWORD_REQUIRED", SessionOf(pool), {{"USERNAME", "alice"}});
       },
       "InvalidParameterException: Missing required parameter NEW_PASSWORD",
       "required parameters: refused (Missing required parameter NEW_PASSWORD)"},
      {"a password that was set anew",
       [](SignInPool& pool) {
         RequireSms(pool);
         const std::string session = SessionOf(pool);
         pool.TryOn("AdminSetUserPassword", "alice", TextMember("Password", kRightPassword) + R"(,"Permanent":true)");
         return GiveSmsCode(pool, session, pool.SentCode());
       },
       invalid, "session: refused (the password was set anew since it was proved)"},
      {"a user who is gone",
       [](SignInPool& pool) {
         pool.Invite("alice");
         const std::string session = SessionOf(pool);
         pool.TryOn("AdminDeleteUser", "alice");
         return NewPassword(pool, session);
       },
       invalid, "session: refused (there is no such session)"},
  };
}

TracedRefusals RefusedNewPasswords() {
  const std::string policy = "Password did not conform with policy: Password not long enough";
  const std::string pattern = R"(1 validation error detected: Value at 'challengeResponses.NEW_PASSWORD' failed to satisfy constraint: )"
                              R"(Member must satisfy regular expression pattern: ^[\S]+.*[\S]+$)";
  return {
      {"a weak password",
       [](SignInPool& pool) {
         pool.Invite("alice");
         return NewPassword(pool, SessionOf(pool), "Sh0rt!");
       },
       "InvalidPasswordException: " + policy, "password policy: refused (" + policy + ")"},
      {"an attribute",
       [](SignInPool& pool) {
         pool.Invite("alice", {{"email", "a@example.com"}});
         return pool.Respond("NEW_PASSWORD_REQUIRED", SessionOf(pool),
                             {{"USERNAME", "alice"}, {"NEW_PASSWORD", "New-Password2"}, {"userAttributes.email", "b@example.com"}});
       },
       "NotAuthorizedException: Cannot modify an already provided email",
       "new attributes: refused (Cannot modify an already provided email)"},
      {"a text that is no password",
       [](SignInPool& pool) {
         pool.Invite("alice");
         return NewPassword(pool, SessionOf(pool), " New-Password2");
       },
       "InvalidParameterException: " + pattern, "answer: refused (" + pattern + ")"},
      {"a missing attribute",
       [](SignInPool& pool) {
         const SignInPool strict(pool.service(), kSchema);
         strict.Invite("alice");
         return NewPassword(strict, SessionOf(strict));
       },
       "InvalidParameterException: Invalid attributes given, given_name is missing",
       "new attributes: refused (Invalid attributes given, given_name is missing)"},
      {"a verified flag",
       [](SignInPool& pool) {
         pool.Invite("alice");
         return WithAttribute(pool, "email_verified", "true");
       },
       "InvalidParameterException: Cannot modify the non-mutable attribute email_verified",
       "new attributes: refused (Cannot modify the non-mutable attribute email_verified)"},
      {"an attribute that the client may not write",
       [](SignInPool& pool) {
         pool.Invite("alice");
         pool.UseClient(pool.AddClient(R"("ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH"],"WriteAttributes":["email"])"));
         return WithAttribute(pool, "name", "Alice");
       },
       "NotAuthorizedException: A client attempted to write unauthorized attribute",
       "new attributes: refused (A client attempted to write unauthorized attribute)"},
      {"a password of before",
       [](SignInPool& pool) {
         const SignInPool strict(pool.service(), R"(,"Policies":{"PasswordPolicy":{"PasswordHistorySize":2}})");
         strict.Invite("alice");
         return NewPassword(strict, SessionOf(strict), kRightPassword);
       },
       "PasswordHistoryPolicyViolationException: Password has previously been used",
       "password history: refused (Password has previously been used)"},
  };
}

}  // namespace rockpool::support
