// sign_in/flows: how a sign-in begins, or goes on with a refresh token: what each flow needs, and what it makes of it. It may not know the
// challenges, nor what comes next.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "server/sign_in/step.h"
#include "server/sign_in/target.h"

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

// USER_AUTH: leads to what the client prefers and the user can be asked, else to SELECT_CHALLENGE; with the password at hand it is judged
// at once.
Opened OpenByChoice(Call& call, const Parameters& parameters);

// Whether OpenByChoice proves nothing, and what follows on it is a question that sends no code: it takes microseconds then, where no
// functions are called.
bool OnlyAsks(const Parameters& parameters);

// USER_AUTH with the session that ConfirmSignUp gave: whose code confirmed has proved the first factor by it.
Opened OpenBySignUp(Call& call, const Parameters& parameters, const std::string& session);

// At the hosted pages: towards a level, with what the target's holder has proved there before, when his password had that digest. nullopt
// where nothing is missing of the first level that he can reach. `begins` runs where something is, before the
// functions do; not inside a transaction. Throws `Incorrect username or password.` if the user or his password is another one by now.
std::optional<Opened> OpenByCredit(Call& call, const std::string& username, const Target& target, const std::string& password_digest,
                                   const std::function<void()>& begins);

// REFRESH_TOKEN and REFRESH_TOKEN_AUTH: needs no more than the token, and the secret hash over the username that its own tokens say.
api::AuthenticationResultType RefreshTokens(Call& call, const Parameters& parameters);

}  // namespace rockpool::sign_in
