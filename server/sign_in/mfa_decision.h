// Which second factor a sign-in asks for: the table of AWS's developer guide ("MFA at sign-in"), and nothing else.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "server/accounts/user.h"
#include "server/pools/pool_in_use.h"
#include "server/sign_in/state.h"
#include "server/sign_in/step.h"

namespace rockpool::sign_in {

struct MfaDecision {
  std::optional<Question> question;  // nullopt: nothing is asked
  std::vector<Question> choices;     // of SELECT_MFA_TYPE and MFA_SETUP
};

// What the user has to prove, beside addresses.
struct SecondFactors {
  bool has_token = false;              // a verified authenticator
  bool has_passkey = false;            // one that can answer
  bool has_passkey_elsewhere = false;  // one that answers another relying party alone
};

SecondFactors SecondFactorsOf(const Subject& subject);

// Throws api::InvalidParameterException where the pool requires what the user has not and cannot set up.
MfaDecision DecideMfa(const pools::PoolInUse& pool, const accounts::User& user, const SecondFactors& has);

// Whether the user has turned passkeys on, they cannot answer here, and he has no other factor that could be asked. He is not to be let in
// without one then, nor by one that is set up in its place.
bool HasFactorOutOfReach(const pools::PoolInUse& pool, const accounts::User& user, const SecondFactors& has);

// Throws api::InvalidParameterException: a second factor must be asked for, and there is none.
[[noreturn]] void ThrowNoFactor();

// The second factors that may be asked for beside the one that DecideMfa names, the preferred one first: those that the user has turned on,
// or, where the pool requires MFA, those that he can answer but for a code at the only way to recover his password. None where MFA is off.
std::vector<Question> AskableFactorsOf(const pools::PoolInUse& pool, const accounts::User& user, const SecondFactors& has);

// The same where the risk of a sign-in asks for a second factor: of a user who has turned none on, what an OPTIONAL pool would ask if it
// were ON, as far as he has it (documented: an address, or an authenticator). Nothing of who has none, and where the pool has no MFA.
MfaDecision DecideMfaOfRisk(const pools::PoolInUse& pool, const accounts::User& user, const SecondFactors& has);

// Whether the pool offers the factor: SMS_MFA, EMAIL_OTP, SOFTWARE_TOKEN_MFA or WEB_AUTHN.
bool OffersFactor(const pools::PoolInUse& pool, Question factor);

// The attribute that a code of the factor is sent to, also where it is the first one; empty of what is no code that is sent.
std::string_view AttributeOf(Question factor);

}  // namespace rockpool::sign_in
