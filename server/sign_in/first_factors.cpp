#include "server/sign_in/first_factors.h"

#include <algorithm>
#include <array>

#include "server/accounts/passkeys.h"
#include "server/accounts/passwords.h"
#include "server/pools/mfa.h"
#include "server/sign_in/mfa_decision.h"
#include "server/sign_in/session.h"
#include "server/sign_in/subject.h"

namespace rockpool::sign_in {
namespace {

using Factor = api::AuthFactorType;

struct Code {
  Question question;
  Factor factor;
};

constexpr std::array kCodes{Code{Question::EMAIL_OTP, Factor::EMAIL_OTP}, Code{Question::SMS_OTP, Factor::SMS_OTP}};
constexpr std::array kByPassword{Question::PASSWORD_SRP, Question::PASSWORD};

// PASSWORD is always among them.
bool Allows(const pools::PoolInUse& pool, Factor factor) {
  const auto allowed = pools::FirstFactorsOf(pool.settings.Policies);
  return std::ranges::find(allowed, factor) != allowed.end();
}

// Whether a second factor is to follow on a password: then a code cannot be the first one (documented).
bool IsFollowed(const pools::PoolInUse& pool, const Subject& subject) {
  switch (pools::MfaModeOf(pool.settings.MfaConfiguration)) {
    case api::UserPoolMfaType::OFF:
      return false;
    case api::UserPoolMfaType::ON:
      return true;
    case api::UserPoolMfaType::OPTIONAL:
      break;
  }
  if (!subject.user) {
    return false;
  }
  const SecondFactors has = SecondFactorsOf(subject);
  return DecideMfa(pool, *subject.user, has).question || HasFactorOutOfReach(pool, *subject.user, has);
}

// Assumed: who is not confirmed yet gets it at the address that he gave, for the code confirms both (documented of the code).
bool Receives(const Subject& subject, Question question) {
  if (!subject.user) {
    return true;
  }
  const std::string_view attribute = AttributeOf(question);
  return subject.user->status() == api::UserStatusType::UNCONFIRMED ? accounts::HasValue(*subject.user, attribute)
                                                                    : accounts::IsVerified(*subject.user, attribute);
}

// Users with a password that must be changed have nothing else (recorded), and those of providers no more than the password that an
// administrator may have given them (documented).
bool MayHaveOthers(const Subject& subject) {
  return !subject.user || (subject.user->status() != api::UserStatusType::FORCE_CHANGE_PASSWORD &&
                           subject.user->status() != api::UserStatusType::EXTERNAL_PROVIDER);
}

}  // namespace

std::vector<Question> FirstFactorsOf(const pools::PoolInUse& pool, const Subject& subject) {
  std::vector<Question> offered;
  if (!subject.user || accounts::HasPassword(subject.credentials)) {
    offered.assign(kByPassword.begin(), kByPassword.end());
  }
  if (!MayHaveOthers(subject)) {
    return offered;
  }
  const bool is_followed = IsFollowed(pool, subject);
  for (const Code& code : kCodes) {
    if (!is_followed && Allows(pool, code.factor) && Receives(subject, code.question)) {
      offered.push_back(code.question);
    }
  }
  const bool stands_for_both = pools::TakePasskeysForMfa(pool.factors);
  if (Allows(pool, Factor::WEB_AUTHN) && !subject.passkeys.empty() && (!is_followed || stands_for_both)) {
    offered.push_back(Question::WEB_AUTHN);
  }
  return offered;
}

Subject RequireStillOffered(const storage::Transaction& transaction, const Call& call, const accounts::User& user, Question factor) {
  Subject now;
  now.user = user;
  now.credentials = transaction.credentials().Find(user.number());
  LookAtPasskeys(transaction, call, now);
  RequireOffered(call, now, factor);
  return now;
}

void RequireOffered(const Call& call, const Subject& subject, Question factor) {
  const std::vector<Question> offered = FirstFactorsOf(call.pool(), subject);
  if (std::ranges::find(offered, factor) == offered.end()) {
    call.trace.Explain("the user is not offered that factor any more");
    ThrowInvalidSession();
  }
}

bool IsPasswordless(const State& state) {
  return state.has_first_factor && !state.methods.empty() && std::ranges::find(state.methods, "pwd") == state.methods.end();
}

void TakeFirstFactor(State& state, const Subject& subject, std::string_view method) {
  state.has_first_factor = true;
  AddMethod(state, method);
  state.password_digest = DigestOfPassword(subject.credentials.password);
  state.chosen.reset();
}

std::vector<Factor> ConfiguredFactorsOf(const storage::Transaction& transaction, const accounts::User& user) {
  const storage::Credentials credentials = transaction.credentials().Find(user.number());
  std::vector<Factor> factors;
  if (accounts::HasPassword(credentials)) {
    factors.push_back(Factor::PASSWORD);
  }
  for (const Code& code : kCodes) {
    if (accounts::IsVerified(user, AttributeOf(code.question))) {
      factors.push_back(code.factor);
    }
  }
  if (!accounts::PasskeysOf(transaction, user).empty()) {
    factors.push_back(Factor::WEB_AUTHN);
  }
  if (credentials.software_token) {
    factors.push_back(Factor::SOFTWARE_TOKEN);
  }
  return factors;
}

}  // namespace rockpool::sign_in
