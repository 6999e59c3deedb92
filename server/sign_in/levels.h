// Authentication levels (ACR): what a pool calls them, which one a sign-in has reached, and which one a user can reach. Pure rules, for the
// flow USER_AUTH of the API and for `acr_values` of the hosted pages. Source: the developer guide on ACR and AMR.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/api/types.h"
#include "server/sign_in/state.h"

namespace rockpool::sign_in {

// What was proved, in the order proved, by the names of the claim `amr`.
using Methods = std::vector<std::string>;

namespace method {
inline constexpr const char* kPassword = "pwd";  // plain or by SRP
inline constexpr const char* kAuthenticator = "otp";
inline constexpr const char* kSms = "sms";
inline constexpr const char* kEmail = "email_otp";
inline constexpr const char* kPlatformPasskey = "swk";
inline constexpr const char* kRoamingPasskey = "hwk";
inline constexpr const char* kFederated = "fed";  // by a provider, which may say how: none of the pool's factors
inline constexpr const char* kSeveral = "mfa";    // none of its own: more than one of the others
}  // namespace method

// 1 to 4 by the table of the guide; 0 where it has none: of nothing, of an authenticator's code alone, of a provider.
int LevelOf(std::span<const std::string> methods);

// The claim `amr`: each method once, and `mfa` last behind two or more; `fed` is no factor, and does not count.
Methods AmrOf(std::span<const std::string> methods);

// The claim `acr`: what the pool calls the level, 1 to 4.
const std::string& AcrOf(const api::UserPoolType& pool, int level);

// The levels that a text asks for, names with blanks between them, the first one that counts most first. Names that the pool does not have
// are passed over; so it may be empty.
std::vector<int> LevelsNamed(const api::UserPoolType& pool, std::string_view acr_values);

// What somebody can be asked for at present, by names of challenges. First factors, as FirstFactorsOf has them: PASSWORD and PASSWORD_SRP,
// EMAIL_OTP, SMS_OTP, WEB_AUTHN. Behind a password, as AskableFactorsOf has them: SMS_MFA, EMAIL_OTP, SOFTWARE_TOKEN_MFA, WEB_AUTHN.
struct Reach {
  std::vector<Question> first;
  std::vector<Question> second;
};

// What leads from what was proved to a level or above it: the first factors that remain, or, where none is needed any more, the second
// ones. Both empty: nothing is missing. nullopt: the user cannot get there, for nobody is led to set up a factor.
struct Missing {
  std::vector<Question> first;
  std::vector<Question> second;

  bool operator==(const Missing&) const = default;
};
std::optional<Missing> MissingFor(int level, std::span<const std::string> proved, const Reach& reach);

// The first of the levels that can be reached from what was proved; nullopt where none can.
std::optional<int> ReachableOf(std::span<const int> levels, std::span<const std::string> proved, const Reach& reach);

// Whether a password was proved, and behind it one of those second factors. A code that was the first factor is none of its own.
bool HasSecondFactor(std::span<const std::string> proved, std::span<const Question> second);

}  // namespace rockpool::sign_in
