// How a sign-in begins: what a flow needs, and what it makes of it.
#pragma once

#include <string>

#include "server/sign_in/step.h"

namespace rockpool::sign_in {

// Of a flow that starts with a name and ends its first step with a judgement.
struct Opened {
  Subject subject;
  Judgement judgement;
};

// USER_PASSWORD_AUTH, ADMIN_USER_PASSWORD_AUTH. One exponentiation, whoever it is.
Opened OpenByPassword(Call& call, const Parameters& parameters);

// USER_SRP_AUTH: leads to PASSWORD_VERIFIER. One exponentiation, whoever it is.
Opened OpenBySrp(Call& call, const Parameters& parameters);

// CUSTOM_AUTH: leads to what the pool's DefineAuthChallenge says. With CHALLENGE_NAME `SRP_A` it begins SRP beside, for one exponentiation,
// whoever it is.
Opened OpenByFunctions(Call& call, const Parameters& parameters);

// Begins SRP for what the verifier is of, with A as the client sent it. One exponentiation. Throws api::InvalidParameterException if it is
// none that is safe.
void BeginSrp(const Call& call, const storage::PasswordVerifier& verifier, const std::string& srp_a, State& state);

// REFRESH_TOKEN and REFRESH_TOKEN_AUTH: needs no more than the token, and the secret hash over the username that its own tokens say.
api::AuthenticationResultType RefreshTokens(Call& call, const Parameters& parameters);

}  // namespace rockpool::sign_in
