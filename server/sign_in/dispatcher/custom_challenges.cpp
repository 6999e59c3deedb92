#include "server/sign_in/dispatcher/custom_challenges.h"

#include <cstddef>
#include <string>
#include <utility>

#include "server/api/codecs.h"
#include "server/api/errors.h"
#include "server/sign_in/triggers.h"
#include "server/triggers/events/sign_in_events.h"

namespace rockpool::sign_in {
namespace {

// Assumed: that there is a bound, and what happens there. A client could make its row grow with each answer.
constexpr std::size_t kMostOfAChallenge = 128 * 1024;
constexpr std::size_t kMostOfResults = 256 * 1024;

[[noreturn]] void RefuseAnswer(const Call& call, const std::string& why) {
  call.trace.Check("answers of functions");
  call.trace.Explain(why);
  throw api::InvalidLambdaResponseException("Unrecognizable lambda output");
}

[[noreturn]] void Fail(const Call& call, const std::string& why) {
  call.trace.Check("custom challenges");
  call.trace.Explain(why);
  throw api::NotAuthorizedException("Incorrect username or password.");
}

std::size_t SizeOf(const triggers::ChallengeParameters& parameters) {
  std::size_t size = 0;
  for (const auto& [name, value] : parameters) {
    size += name.size() + value.size();
  }
  return size;
}

void RequireBounded(const Call& call, const State& state, const triggers::CreatedChallenge& created) {
  const std::size_t metadata = created.metadata.value_or("").size();
  if (SizeOf(created.public_parameters) + SizeOf(created.private_parameters) + metadata > kMostOfAChallenge) {
    RefuseAnswer(call, "CreateAuthChallenge answers more than a sign-in keeps");
  }
  std::size_t results = metadata;
  for (const triggers::ChallengeResult& result : state.results) {
    results += result.challenge_name.size() + result.metadata.value_or("").size();
  }
  if (results > kMostOfResults) {
    RefuseAnswer(call, "the sign-in has had more challenges than it remembers");
  }
}

// Assumed: what a PASSWORD_VERIFIER is answered with that no SRP_A has been sent for, and what comes in its place where one has.
void RequireAskable(const Call& call, const State& state, const std::string& challenge) {
  const bool waits_for_proof = !state.srp_a.empty();
  if (waits_for_proof != (challenge == api::ToText(Question::PASSWORD_VERIFIER))) {
    RefuseAnswer(call, waits_for_proof ? "PASSWORD_VERIFIER must follow on SRP_A (the developer guide), not " + challenge
                                       : "there is no SRP_A that PASSWORD_VERIFIER could follow on");
  }
}

// Assumed, as of RequireAskable: a function that is unaware of SRP must not stand in for the password.
void RequireProof(const Call& call, const State& state) {
  if (!state.srp_a.empty()) {
    RefuseAnswer(call, "SRP_A was sent, and the password has not been proved: issueTokens must wait for PASSWORD_VERIFIER");
  }
}

Defined Created(Call& call, const Subject& subject, State& state, const std::string& challenge) {
  if (!triggers::HasCustomChallenges(call.pool())) {
    call.trace.Check("custom challenges");
    call.trace.Explain("a CUSTOM_CHALLENGE needs CreateAuthChallenge and VerifyAuthChallengeResponse");
    RefuseWithoutFunctions();
  }
  triggers::CreatedChallenge created =
      triggers::AskCreateAuthChallenge(OriginOf(call), PersonOf(subject), challenge, state.results, call.client_metadata);
  RequireBounded(call, state, created);
  state.private_parameters = std::move(created.private_parameters);
  state.challenge_metadata = std::move(created.metadata);
  return {Question::CUSTOM_CHALLENGE, std::move(created.public_parameters)};
}

}  // namespace

void RefuseWithoutFunctions() { throw api::InvalidParameterException("Custom auth lambda trigger is not configured for the user pool."); }

Defined AskWhatIsNext(Call& call, const Subject& subject, State& state) {
  const auto defined = triggers::AskDefineAuthChallenge(OriginOf(call), PersonOf(subject), state.results, call.client_metadata);
  if (defined.fails) {
    Fail(call, "DefineAuthChallenge says failAuthentication");
  }
  Defined next;
  if (defined.issues_tokens) {
    RequireProof(call, state);
    if (!subject.user) {
      Fail(call, "the pool has no such user");
    }
  } else if (defined.challenge_name) {
    RequireAskable(call, state, *defined.challenge_name);
    next = state.srp_a.empty() ? Created(call, subject, state, *defined.challenge_name) : Defined{Question::PASSWORD_VERIFIER, {}};
  } else {
    Fail(call, "DefineAuthChallenge says neither what is next nor that it is enough");
  }
  call.now = call.world.clock.Now();
  return next;
}

void AddResult(State& state, Question answered) {
  if (state.is_custom && answered != Question::CUSTOM_CHALLENGE) {
    state.results.push_back({std::string(api::ToText(answered)), true});
  }
}

}  // namespace rockpool::sign_in
