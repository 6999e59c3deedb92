// How an answer is refused for its code, and an authenticator that is set up.
#include <string>

#include "tests/operations/sign_in/traced_refusals.h"

namespace rockpool::support {
namespace {

Answer GiveTokenCode(const SignInPool& pool, const std::string& code) {
  return pool.Respond("SOFTWARE_TOKEN_MFA", SessionOf(pool), {{"USERNAME", "alice"}, {"SOFTWARE_TOKEN_MFA_CODE", code}});
}

Answer Associate(const SignInPool& pool, const std::string& session) {
  return pool.service().Call("AssociateSoftwareToken", "{" + TextMember("Session", session) + "}");
}

Answer Verify(const SignInPool& pool, const std::string& session, const std::string& code) {
  return pool.service().Call("VerifySoftwareToken", "{" + TextMember("Session", session) + "," + TextMember("UserCode", code) + "}");
}

// The session of an authenticator that "alice" has to set up, and has associated.
std::string AssociatedSession(SignInPool& pool) {
  pool.AddUser("alice");
  SetMfa(pool, "ON", "token");
  return Associate(pool, SessionOf(pool)).TextAt("Session");
}

std::string AccessTokenMember(const SignInPool& pool) {
  pool.AddUser("alice");
  return TextMember("AccessToken", pool.AccessTokenOf("alice"));
}

// Whom it asks to choose between the two.
void LetChoose(SignInPool& pool) {
  SetMfa(pool, "OPTIONAL", "sms token");
  pool.AddUser("alice", {{"phone_number", "+491701234567"}});
  pool.AddToken("alice");
  pool.TryOn("AdminSetUserMFAPreference", "alice", R"("SMSMfaSettings":{"Enabled":true},"SoftwareTokenMfaSettings":{"Enabled":true})");
}

constexpr const char* kByPhone = R"(,"AccountRecoverySetting":{"RecoveryMechanisms":[{"Name":"verified_phone_number","Priority":1}]})";

}  // namespace

TracedRefusals RefusedSecondFactors() {
  const std::string invalid = "NotAuthorizedException: Invalid session for the user.";
  const std::string mismatch = "CodeMismatchException: Invalid code or auth state for the user.";
  const std::string used = "Your software token has already been used once.";
  return {
      {"a wrong code",
       [](SignInPool& pool) {
         RequireSms(pool);
         const std::string session = SessionOf(pool);
         return GiveSmsCode(pool, session, OtherThan(pool.SentCode()));
       },
       mismatch, "answer: refused (the code is not the one that was sent)"},
      {"the ninth wrong code",
       [](SignInPool& pool) {
         RequireSms(pool);
         const std::string session = SessionOf(pool);
         for (int i = 0; i < 8; ++i) {
           GiveSmsCode(pool, session, OtherThan(pool.SentCode()));
         }
         return GiveSmsCode(pool, session, OtherThan(pool.SentCode()));
       },
       invalid, "answer: refused (the last wrong code that the session takes)"},
      {"after nine wrong codes",
       [](SignInPool& pool) {
         RequireSms(pool);
         const std::string session = SessionOf(pool);
         for (int i = 0; i < 9; ++i) {
           GiveSmsCode(pool, session, OtherThan(pool.SentCode()));
         }
         return GiveSmsCode(pool, session, pool.SentCode());
       },
       invalid, "session: refused (too many wrong answers have ended the session)"},
      {"a code for an address of before",
       [](SignInPool& pool) {
         RequireSms(pool);
         const std::string session = SessionOf(pool);
         pool.TryOn("AdminUpdateUserAttributes", "alice", R"("UserAttributes":[{"Name":"phone_number","Value":"+491709999999"}])");
         return GiveSmsCode(pool, session, pool.SentCode());
       },
       mismatch, "answer: refused (the code was sent to an address that is not the user's any more)"},
      {"a code after nine wrong ones in another session",
       [](SignInPool& pool) {
         RequireSms(pool);
         const std::string first = SessionOf(pool);
         const std::string wrong = OtherThan(pool.SentCode());
         const std::string second = SessionOf(pool);
         for (int i = 0; i < 9; ++i) {
           GiveSmsCode(pool, first, wrong);
         }
         return GiveSmsCode(pool, second, pool.SentCode());
       },
       "NotAuthorizedException: Password attempts exceeded", "lockout: refused (Password attempts exceeded)"},
      {"a missing code",
       [](SignInPool& pool) {
         RequireSms(pool);
         return pool.Respond("SMS_MFA", SessionOf(pool), {{"USERNAME", "alice"}});
       },
       "InvalidParameterException: Missing required parameter SMS_MFA_CODE",
       "required parameters: refused (Missing required parameter SMS_MFA_CODE)"},
      {"a wrong code of an authenticator",
       [](SignInPool& pool) {
         RequireToken(pool);
         return GiveTokenCode(pool, OtherThan(pool.CodeOf("alice")));
       },
       "CodeMismatchException: Invalid code received for user", "answer: refused (the code is none of this moment)"},
      {"a code twice",
       [](SignInPool& pool) {
         RequireToken(pool);
         GiveTokenCode(pool, pool.CodeOf("alice"));
         return GiveTokenCode(pool, pool.CodeOf("alice"));
       },
       "ExpiredCodeException: " + used, "answer: refused (" + used + ")"},
      {"an authenticator that was deleted",
       [](SignInPool& pool) {
         RequireToken(pool);
         const std::string code = pool.CodeOf("alice");
         const std::string session = SessionOf(pool);
         pool.TryOn("AdminDeleteSoftwareToken", "alice");
         return pool.Respond("SOFTWARE_TOKEN_MFA", session, {{"USERNAME", "alice"}, {"SOFTWARE_TOKEN_MFA_CODE", code}});
       },
       "CodeMismatchException: Invalid code received for user", "answer: refused (the user has no authenticator any more)"},
      {"no factor",
       [](SignInPool& pool) {
         pool.AddUser("alice");
         SetMfa(pool, "ON", "sms");
         return pool.ByPassword("alice");
       },
       "InvalidParameterException: MFA is required but the user has no available MFA method.",
       "next step: refused (MFA is required but the user has no available MFA method.)"},
      {"a choice that is none",
       [](SignInPool& pool) {
         LetChoose(pool);
         return pool.Respond("SELECT_MFA_TYPE", SessionOf(pool), {{"USERNAME", "alice"}, {"ANSWER", "EMAIL_OTP"}});
       },
       "InvalidParameterException: Selected MFA type is not available.", "answer: refused (Selected MFA type is not available.)"},
  };
}

TracedRefusals RefusedAuthenticators() {
  const std::string invalid = "NotAuthorizedException: Invalid session for the user.";
  const std::string nothing = "Software Token MFA does not exist for the user.";
  const std::string disabled = "Software Token MFA has not been enabled by the userPool";
  const std::string mismatch = "EnableSoftwareTokenMFAException: Code mismatch and fail enable Software Token MFA";
  const std::string used = "Your software token has already been used once.";
  return {
      {"a setup without an authenticator",
       [](SignInPool& pool) {
         pool.AddUser("alice");
         SetMfa(pool, "ON", "token");
         return pool.Respond("MFA_SETUP", SessionOf(pool), {{"USERNAME", "alice"}});
       },
       "InvalidParameterException: User has not verified software token mfa", "answer: refused (User has not verified software token mfa)"},
      {"an address that is none",
       [](SignInPool& pool) {
         const SignInPool by_email(pool.service(), std::string(kWithEmail) + kByPhone);
         SetMfa(by_email, "ON", "email");
         by_email.AddUser("alice");
         return by_email.Respond("MFA_SETUP", SessionOf(by_email), {{"USERNAME", "alice"}, {"EMAIL", "no address"}});
       },
       "InvalidParameterException: Invalid email address format.", "answer: refused (Invalid email address format.)"},
      {"a session for an authenticator", [](SignInPool& pool) { return Associate(pool, "a session of twenty or more characters"); },
       invalid, "session: refused (there is no such session)"},
      {"a wrong code for a new authenticator",
       [](SignInPool& pool) {
         const std::string session = AssociatedSession(pool);
         return Verify(pool, session, OtherThan(pool.CodeOf("alice")));
       },
       mismatch, "code: refused (the code is none of this moment)"},
      {"after three wrong codes for a new authenticator",
       [](SignInPool& pool) {
         const std::string session = AssociatedSession(pool);
         for (int i = 0; i < 3; ++i) {
           Verify(pool, session, OtherThan(pool.CodeOf("alice")));
         }
         return Verify(pool, session, pool.CodeOf("alice"));
       },
       invalid, "session: refused (too many wrong answers have ended the session)"},
      {"a code twice for an authenticator",
       [](SignInPool& pool) {
         const std::string session = AssociatedSession(pool);
         const std::string code = pool.CodeOf("alice");
         return Verify(pool, Verify(pool, session, code).TextAt("Session"), code);
       },
       "EnableSoftwareTokenMFAException: " + used, "code: refused (" + used + ")"},
      {"a code for nothing",
       [](SignInPool& pool) {
         pool.AddUser("alice");
         SetMfa(pool, "ON", "token");
         return Verify(pool, SessionOf(pool), "123456");
       },
       "SoftwareTokenMFANotFoundException: " + nothing, "code: refused (" + nothing + ")"},
      {"a pool without authenticators",
       [](SignInPool& pool) { return pool.service().Call("AssociateSoftwareToken", "{" + AccessTokenMember(pool) + "}"); },
       "SoftwareTokenMFANotFoundException: " + disabled, "authenticators are enabled: refused (" + disabled + ")"},
      {"a token that is none",
       [](SignInPool& pool) { return pool.service().Call("AssociateSoftwareToken", R"({"AccessToken":"garbage"})"); },
       "NotAuthorizedException: Invalid Access Token", "access token: refused (Invalid Access Token)"},
      {"neither token nor session", [](SignInPool& pool) { return pool.service().Call("AssociateSoftwareToken", "{}"); },
       "InvalidParameterException: Either AccessToken or Session is required.",
       "access token or session: refused (Either AccessToken or Session is required.)"},
  };
}

}  // namespace rockpool::support
