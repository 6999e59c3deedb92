// What the calls of a sign-in are refused with most often, as OutcomeOf and NextOf tell it.
#pragma once

namespace rockpool::support {

inline constexpr const char* kIncorrectPassword = "NotAuthorizedException: Incorrect username or password.";
inline constexpr const char* kUsedSession = "NotAuthorizedException: Invalid session for the user, session can only be used once.";
inline constexpr const char* kInvalidSession = "NotAuthorizedException: Invalid session for the user.";
inline constexpr const char* kMismatchedCode = "CodeMismatchException: Invalid code or auth state for the user.";
inline constexpr const char* kNotThere = "UserNotFoundException: User does not exist.";

}  // namespace rockpool::support
