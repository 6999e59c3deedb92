#include "server/sign_in/dispatcher/decision.h"

#include <algorithm>
#include <utility>

#include "server/api/codecs.h"
#include "server/pools/replicas/replicas.h"
#include "server/sign_in/devices.h"
#include "server/sign_in/first_factors.h"
#include "server/sign_in/levels.h"
#include "server/sign_in/mfa_decision.h"
#include "server/sign_in/target.h"

namespace rockpool::sign_in {
namespace {

// Of USER_AUTH: what was chosen, as far as it goes without an answer.
Next DecideFirstFactor(const State& state) {
  if (!state.srp_a.empty()) {
    return {Question::PASSWORD_VERIFIER, state.choices};
  }
  return {state.chosen.value_or(Question::SELECT_CHALLENGE), state.choices};
}

// What is missing of the level that was asked for, behind the first factor; nullopt: nothing. Assumed: of several factors that will do the
// user's preferred one is asked, else he chooses.
std::optional<Next> DecideTowardsTarget(const Call& call, const Subject& subject, const State& state) {
  if (state.target_level == 0 || LevelOf(state.methods) >= state.target_level) {
    return std::nullopt;
  }
  const auto missing = MissingFor(state.target_level, state.methods, ReachOf(call.pool(), subject));
  if (!missing || missing->second.empty()) {
    call.trace.Explain("the user has lost the factor that would have led to the level");
    RefuseUnreachable();
  }
  const auto& factors = missing->second;
  if (state.chosen && std::ranges::find(factors, *state.chosen) != factors.end()) {
    return Next{state.chosen};
  }
  const bool is_preferred = api::ToText(factors.front()) == subject.user->content.PreferredMfaSetting.value_or("");
  return factors.size() == 1 || is_preferred ? Next{factors.front()} : Next{Question::SELECT_MFA_TYPE, factors};
}

// The order is AWS's.
Next DecideBehindFirstFactor(const Call& call, const Subject& subject, const State& state) {
  const accounts::User& user = *subject.user;
  if (user.status() == api::UserStatusType::FORCE_CHANGE_PASSWORD) {
    return {Question::NEW_PASSWORD_REQUIRED};
  }
  if (auto next = DecideTowardsTarget(call, subject, state)) {
    return *std::move(next);
  }
  if (state.has_second_factor || IsPasswordless(state)) {
    return {};
  }
  if (MustProveDevice(call, subject, state)) {
    // Where functions have the last word it comes behind that (documented), and they are not kept waiting for another factor.
    return state.is_custom && !state.is_enough ? Next{} : Next{DeviceQuestion(state)};
  }
  if (state.chosen) {
    return {state.chosen};
  }
  const SecondFactors has = SecondFactorsOf(subject);
  if (HasFactorOutOfReach(call.pool(), user, has)) {
    call.trace.Explain("the passkeys that the user has turned on as his second factor are another relying party's");
    ThrowNoFactor();
  }
  MfaDecision decision = state.must_have_second_factor ? DecideMfaOfRisk(call.pool(), user, has) : DecideMfa(call.pool(), user, has);
  return {decision.question, std::move(decision.choices)};
}

// What a secondary replica has not (the developer guide): what changes the user, and authenticators.
bool NeedsPrimary(Question question) {
  return question == Question::NEW_PASSWORD_REQUIRED || question == Question::MFA_SETUP || question == Question::SOFTWARE_TOKEN_MFA;
}

// A code that is the first factor confirms who has signed up: he is not sent one where that cannot be written.
bool LeadsToConfirmation(Question question, const Subject& subject, const State& state) {
  return !state.has_first_factor && !AttributeOf(question).empty() && subject.user &&
         subject.user->status() == api::UserStatusType::UNCONFIRMED;
}

}  // namespace

Next Decide(const Call& call, const Subject& subject, const State& state) {
  Next next;
  if (state.has_first_factor) {
    next = DecideBehindFirstFactor(call, subject, state);
  } else if (state.is_enough) {
    if (MustProveDevice(call, subject, state)) {
      next.question = DeviceQuestion(state);
    }
  } else if (state.is_choice) {
    next = DecideFirstFactor(state);
  } else if (!state.is_custom) {
    next.question = Question::PASSWORD_VERIFIER;
  }
  if (next.question && (NeedsPrimary(*next.question) || LeadsToConfirmation(*next.question, subject, state))) {
    pools::RequirePrimary(call.caller);
  }
  // In CUSTOM_AUTH the functions have the last word, and without a password the only one: there is no second factor then (documented).
  // Assumed: nor a new password in place of a temporary one.
  next.asks_functions = state.is_custom && !state.is_enough && !next.question;
  return next;
}

}  // namespace rockpool::sign_in
