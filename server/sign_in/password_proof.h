// Proving a password, in whichever flow or challenge it is done: by itself, or by SRP.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/sign_in/step.h"

namespace rockpool::sign_in {

// AuthParameters and ChallengeResponses have no constraints of the model; no password is longer than those that are.
bool CanBePassword(std::string_view text);

// Whether it is the subject's. One exponentiation, whoever it is, unless it can be nobody's. The right one of who was imported with a hash
// of it is the subject's own from then on: its verifier is kept, outside of policy and history. Before that SRP fails as for a wrong one,
// and a check costs what the hash costs. Throws as RequireMayEnter does for the right one.
std::optional<Wrong> CheckPassword(Call& call, Subject& subject, const std::string& password);

// The password, or its proof, was right.
void TakePassword(State& state, const Subject& subject);

// A password that answers a question of a sign-in under way. Throws as RequireMayTry and RequireMayEnter do.
Judgement JudgePassword(Call& call, const Subject& subject, const State& state, const std::string& password);

// Begins SRP in the state, with A as the client sent it. One exponentiation. Throws api::InvalidParameterException if it is none that is
// safe.
void BeginSrp(const Call& call, const Subject& subject, const std::string& srp_a, State& state);
// The same for another secret than the password.
void BeginSrp(const Call& call, const storage::PasswordVerifier& verifier, const std::string& srp_a, State& state);

}  // namespace rockpool::sign_in
