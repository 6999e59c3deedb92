// CUSTOM_AUTH: what the functions of a pool say comes next.
#pragma once

#include <optional>

#include "server/sign_in/step.h"

namespace rockpool::sign_in {

// A question, PASSWORD_VERIFIER or CUSTOM_CHALLENGE; nullopt: tokens, which only a user is promised.
struct Defined {
  std::optional<Question> question;
  Parameters shown;  // of a CUSTOM_CHALLENGE: what the client is to know
};

// Throws api::InvalidParameterException: a function of the pool is missing that this sign-in needs.
[[noreturn]] void RefuseWithoutFunctions();

// Asks DefineAuthChallenge, and CreateAuthChallenge for a challenge that is to be made up, of which the state keeps what its answer is
// verified by. Blocks: what must be the consequence of one answer is claimed before. The call's time is that of afterwards.
//
// Throws api::NotAuthorizedException `Incorrect username or password.` if they say that it has failed, say nothing, or would give tokens to
// nobody; api::InvalidLambdaResponseException for a question that cannot be asked now, and for tokens while the proof of the password is
// outstanding; as RefuseWithoutFunctions for a challenge that the pool cannot make up or judge; and what the functions are refused with.
Defined AskWhatIsNext(Call& call, const Subject& subject, State& state);

// What the functions are told of an answer that the service has judged itself, and found right.
void AddResult(State& state, Question answered);

}  // namespace rockpool::sign_in
