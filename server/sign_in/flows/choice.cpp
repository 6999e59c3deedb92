// USER_AUTH.
#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "server/api/codecs.h"
#include "server/api/errors.h"
#include "server/sign_in/arrival.h"
#include "server/sign_in/first_factors.h"
#include "server/sign_in/flows/flow.h"
#include "server/sign_in/password_proof.h"
#include "server/sign_in/session.h"
#include "server/sign_in/standing.h"
#include "server/sign_in/subject.h"
#include "server/sign_in/target.h"
#include "server/sign_up/session.h"

namespace rockpool::sign_in {
namespace {

constexpr std::string_view kPreferred = "PREFERRED_CHALLENGE";

// What the client would be asked first. What it has to send along is required whether the user may be asked it or not.
std::optional<Question> PreferredIn(const Parameters& parameters) {
  const auto name = Find(parameters, kPreferred);
  if (!name || name->empty()) {
    return std::nullopt;
  }
  const auto preferred = QuestionOf(*name);
  switch (preferred.value_or(Question::ADMIN_NO_SRP_AUTH)) {
    case Question::PASSWORD:
      Require(parameters, "PASSWORD");  // recorded (aws-blocks)
      break;
    case Question::PASSWORD_SRP:
      Require(parameters, "SRP_A");
      break;
    case Question::EMAIL_OTP:
    case Question::SMS_OTP:
    case Question::WEB_AUTHN:
      break;
    default:
      throw api::InvalidParameterException("Invalid challenge type.");  // Assumed: the text
  }
  return preferred;
}

[[noreturn]] void RefuseWithoutFactors(const Call& call) {
  // Assumed: in the words for a wrong password, which tell nothing.
  call.trace.Explain("the user has nothing of what the pool allows to begin with");
  throw api::NotAuthorizedException("Incorrect username or password.");
}

// Whom UserMigration may know has his password, and nothing that is known here. Where nobody is hidden nothing else need look as if.
void LeavePasswordAlone(State& state) {
  std::erase_if(state.choices, [](Question question) { return question != Question::PASSWORD; });
  if (state.choices.empty()) {
    throw api::UserNotFoundException("User does not exist.");
  }
}

bool IsOffered(const State& state, Question question) { return std::ranges::find(state.choices, question) != state.choices.end(); }

// What is preferred is asked where it can be; else the user chooses (documented).
Judgement Begin(Call& call, const Subject& subject, const Parameters& parameters, std::optional<Question> preferred,
                const Target& target = {}) {
  call.trace.Check("first factors");
  State state = StateOf(subject, call);
  state.is_choice = true;
  state.choices = FirstFactorsOf(call.pool(), subject);
  if (state.choices.empty()) {
    RefuseWithoutFactors(call);
  }
  AimAt(call, subject, target, state);
  if (!subject.user && !clients::HidesWhoExists(*call.client)) {
    LeavePasswordAlone(state);
  }
  if (state.has_first_factor || !preferred || !IsOffered(state, *preferred)) {
    return Right{std::move(state)};
  }
  if (preferred == Question::PASSWORD) {
    Subject proved = subject;
    if (auto wrong = CheckPassword(call, proved, Require(parameters, "PASSWORD"))) {
      return *std::move(wrong);
    }
    TakePassword(state, proved);
    return Right{std::move(state)};
  }
  state.chosen = preferred;
  if (preferred == Question::PASSWORD_SRP) {
    BeginSrp(call, subject, Require(parameters, "SRP_A"), state);
  }
  return Right{std::move(state)};
}

// The functions of the pool take their time, in which an administrator may do much.
void RequireSameHolder(const Call& call, const Subject& subject, const Target& target, const std::string& password_digest) {
  call.trace.Check("password");
  if (!subject.user || subject.user->number() != target.holder || DigestOfPassword(subject.credentials.password) != password_digest) {
    call.trace.Explain("the user or his password is another one since it was proved");
    throw api::NotAuthorizedException("Incorrect username or password.");
  }
}

}  // namespace

bool OnlyAsks(const Parameters& parameters) {
  const auto preferred = Find(parameters, kPreferred).value_or("");
  return (preferred.empty() || preferred == api::ToText(Question::WEB_AUTHN)) && !parameters.contains("ACCESS_TOKEN");
}

Opened OpenByChoice(Call& call, const Parameters& parameters) {
  call.trace.Check("required parameters");
  const std::string& name = Require(parameters, "USERNAME");
  const auto preferred = PreferredIn(parameters);
  CheckHashOf(call, name, parameters);
  const Target target = ReadTarget(call, parameters);
  Arriving arriving{name};
  if (preferred == Question::PASSWORD && CanBePassword(Require(parameters, "PASSWORD"))) {
    arriving.password = Require(parameters, "PASSWORD");  // the pool's UserMigration is asked for no other factor (documented)
  }
  arriving.may_bring_password = !preferred;
  // Assumed: that the state of the user is told before anything is chosen. A code must not go to who is disabled.
  arriving.rules = [&call, preferred](const storage::Transaction& transaction, const Subject& subject) {
    preferred == Question::PASSWORD ? RequireMayTry(transaction, call, subject) : RequireGoodStanding(call, subject);
  };
  Subject subject = Arrive(call, arriving);
  Judgement judgement = Begin(call, subject, parameters, preferred, target);
  return {std::move(subject), std::move(judgement)};
}

Opened OpenBySignUp(Call& call, const Parameters& parameters, const std::string& session) {
  constexpr auto kKind = sign_up::SessionKind::kConfirmed;
  // The parameters are ignored (documented) as far as a secret does not need the name. Assumed: a name that is given is the user's.
  const std::string name = Find(parameters, "USERNAME").value_or("");
  CheckHashOf(call, name, parameters);
  call.trace.Check("session");
  struct Confirmed {
    std::string username;
    Question medium;
  };
  const auto confirmed = call.rounds.Look([&](const storage::Transaction& transaction) {
    const storage::SignInSession row = sign_up::RequireSession(transaction, *call.client, kKind, session, call.now);
    const auto user = transaction.users().FindByNumber(*row.user);
    const auto named = name.empty() ? std::nullopt : FindSubject(transaction, call, name);
    if (!user || (!name.empty() && (!named || named->user->number() != *row.user))) {
      call.trace.Explain("USERNAME is not who the session is for");
      ThrowInvalidSession();
    }
    const bool is_email = sign_up::AttributeOf(row) == "email";
    return Confirmed{user->username, is_email ? Question::EMAIL_OTP : Question::SMS_OTP};
  });
  Subject subject = Arrive(call, {confirmed.username, std::nullopt, [&call](const storage::Transaction&, const Subject& found) {
                                    RequireMayEnterWithoutPassword(call, found);
                                  }});
  const auto offered = FirstFactorsOf(call.pool(), subject);
  if (!subject.user || std::ranges::find(offered, confirmed.medium) == offered.end()) {
    // Documented: the session is for who could sign in with a code by that medium. Assumed: others choose as without it.
    call.trace.Explain("the medium of the confirmation is no first factor of the user");
    Judgement judgement = Begin(call, subject, parameters, PreferredIn(parameters));
    return {std::move(subject), std::move(judgement)};
  }
  Right right{StateOf(subject, call)};
  right.state.is_choice = true;
  TakeFirstFactor(right.state, subject, confirmed.medium == Question::EMAIL_OTP ? "email_otp" : "sms");
  right.effects = [&call, session, medium = confirmed.medium](storage::Transaction& transaction, accounts::User& user) {
    RequireStillOffered(transaction, call, user, medium);
    sign_up::UseUp(transaction, sign_up::RequireSession(transaction, *call.client, kKind, session, call.now));
  };
  return {std::move(subject), std::move(right)};
}

std::optional<Opened> OpenByCredit(Call& call, const std::string& username, const Target& target, const std::string& password_digest,
                                   const std::function<void()>& begins) {
  const auto found = call.rounds.Look([&](const storage::Transaction& transaction) { return FindSubject(transaction, call, username); })
                         .value_or(Subject());
  RequireSameHolder(call, found, target, password_digest);
  if (IsReached(call, found, target)) {
    return std::nullopt;
  }
  if (begins) {
    begins();
  }
  Subject subject = Arrive(call, {username, std::nullopt, [&call](const storage::Transaction&, const Subject& arrived) {
                                    RequireMayEnterWithoutPassword(call, arrived);
                                  }});
  RequireSameHolder(call, subject, target, password_digest);
  if (IsReached(call, subject, target)) {  // the functions have had their time
    return std::nullopt;
  }
  Judgement judgement = Begin(call, subject, {}, std::nullopt, target);
  return Opened{std::move(subject), std::move(judgement)};
}

}  // namespace rockpool::sign_in
