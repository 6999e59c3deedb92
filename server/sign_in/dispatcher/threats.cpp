#include "server/sign_in/dispatcher/threats.h"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>

#include "server/accounts/names.h"
#include "server/api/codecs.h"
#include "server/api/errors.h"
#include "server/pools/tier.h"
#include "server/risk/mode.h"
#include "server/sign_in/first_factors.h"
#include "server/sign_in/levels.h"
#include "server/sign_in/mfa_decision.h"
#include "server/sign_in/triggers.h"
#include "server/util/random.h"

namespace rockpool::sign_in {
namespace {

using api::EventResponseType;
using risk::Answer;

constexpr auto kType = api::EventType::SignIn;

risk::Scene SceneOf(const Call& call) {
  return {call.world, *call.client, call.caller, call.context != nullptr ? *call.context : risk::RequestContext()};
}

bool HasPassword(const State& state) { return std::ranges::find(state.methods, method::kPassword) != state.methods.end(); }

// One judgement, with what was known before it.
struct Judged {
  const Subject& subject;
  const accounts::User& user;  // the subject's, or nobody
  const std::optional<storage::SignInSession>& answered;
  const Parameters& sent;
  State before;
  Right* right;  // nullptr: it is wrong

  bool is_custom() const { return right != nullptr ? right->state.is_custom : before.is_custom; }
  bool has_first_factor() const { return right != nullptr && right->state.has_first_factor; }

  // A first factor was judged now. CUSTOM_AUTH, where functions say what one is, is judged when it begins.
  bool IsEvent() const {
    if (before.has_first_factor) {
      return false;
    }
    return right == nullptr || right->state.has_first_factor || (right->state.is_custom && !answered);
  }

  // An access token stands for the first factor. A password that comes along was not looked at: it may be anybody's.
  bool IsByToken() const { return !answered && right != nullptr && right->state.target_level != 0 && right->state.choices.empty(); }

  // Whether what was judged was a password, or its proof.
  bool IsOfPassword() const {
    if (right != nullptr) {
      return HasPassword(right->state) && !HasPassword(before) && !IsByToken();
    }
    const auto question = answered ? QuestionOf(answered->challenge) : std::nullopt;
    const bool is_passkey = question == Question::SELECT_CHALLENGE && Find(sent, "ANSWER") == api::ToText(Question::WEB_AUTHN);
    return !is_passkey && question != Question::EMAIL_OTP && question != Question::SMS_OTP && question != Question::WEB_AUTHN;
  }

  // SRP sends none.
  std::optional<std::string> RightPassword() const { return has_first_factor() && IsOfPassword() ? Find(sent, "PASSWORD") : std::nullopt; }
};

api::ChallengeResponse ResponseOf(bool is_right) { return is_right ? api::ChallengeResponse::Success : api::ChallengeResponse::Failure; }

Wrong Refused(Call& call, Answer answer, const Judgement& judgement) {
  call.trace.Explain(answer == Answer::kRefuseAddress    ? "the address is in a blocked range"
                     : answer == Answer::kRefusePassword ? "the password is known to others"
                                                         : "the risk of the sign-in");
  Wrong wrong{risk::RefusalOf(answer, kType), Costs::kTheSession};
  const auto* was_wrong = std::get_if<Wrong>(&judgement);
  wrong.counts_for_lockout = was_wrong != nullptr && was_wrong->counts_for_lockout;
  return wrong;
}

// A second factor, as the risk wants it, of who can give one.
void AskForSecondFactor(Call& call, const Judged& judged) {
  const bool is_without_factors = judged.is_custom() && !judged.has_first_factor() && judged.right->state.srp_a.empty();
  if (!is_without_factors && DecideMfaOfRisk(call.pool(), judged.user, SecondFactorsOf(judged.subject)).question) {
    judged.right->state.must_have_second_factor = true;
    judged.right->state.has_second_factor = false;  // so far it can only have been proved in another sign-in, which had another risk
    call.event->AsksForMfa();
  } else if (call.event->answer() == Answer::kMfa) {
    call.event->RefuseWithoutFactor();
  }
}

void GoOn(Call& call, const Judged& judged) {
  call.event.emplace(risk::OpenEvent::GoOn(SceneOf(call), judged.before.event_id, judged.before.event_millis, call.now));
  if (!judged.before.has_first_factor && judged.IsOfPassword() && (judged.right == nullptr || judged.has_first_factor())) {
    call.event->SetChallenge(api::ChallengeName::Password, ResponseOf(judged.right != nullptr));
  } else if (judged.before.has_first_factor && (judged.right == nullptr || judged.right->state.has_second_factor)) {
    call.event->SetChallenge(api::ChallengeName::Mfa, ResponseOf(judged.right != nullptr));
  }
}

// Each attempt at a first factor that fails is an event of its own; the right one has the id that is in its tokens. Returns what takes the
// place of the judgement.
std::optional<Wrong> Begin(Call& call, const Judged& judged, risk::Mode mode, const Judgement& judgement) {
  call.trace.Check("threat protection");
  std::string id = judged.right != nullptr ? judged.right->state.event_id : util::RandomUuid(call.world.random);
  const auto password = judged.RightPassword();
  call.event.emplace(risk::OpenEvent::Begin(SceneOf(call), call.rounds, kType, mode, std::move(id), judged.user, password, call.now));
  if (judged.IsOfPassword() && (judged.right == nullptr || judged.has_first_factor())) {
    call.event->SetChallenge(api::ChallengeName::Password, ResponseOf(judged.right != nullptr));
  }
  const Answer answer = call.event->answer();
  const bool is_passwordless = judged.has_first_factor() && IsPasswordless(judged.right->state);
  if (judged.right != nullptr && !is_passwordless && (answer == Answer::kMfa || answer == Answer::kMfaIfPossible)) {
    AskForSecondFactor(call, judged);
  }
  return risk::IsRefusal(call.event->answer()) ? std::optional(Refused(call, call.event->answer(), judgement)) : std::nullopt;
}

}  // namespace

Judgement WithThreatsInMind(Call& call, const Subject& subject, Judgement judgement, const std::optional<storage::SignInSession>& answered,
                            const Parameters& sent) {
  if (!pools::HasThreatProtection(call.pool().settings.UserPoolAddOns)) {
    return judgement;
  }
  const accounts::User nobody = subject.user ? accounts::User() : risk::NobodyCalled(subject.username);
  const Judged judged{subject,
                      subject.user ? *subject.user : nobody,
                      answered,
                      sent,
                      answered ? FromDocument(answered->document) : State(),
                      std::get_if<Right>(&judgement)};
  const auto mode = risk::ModeOf(call.pool(), judged.is_custom() ? risk::SignInKind::kCustom : risk::SignInKind::kStandard);
  if (!mode) {
    return judgement;
  }
  if (judged.before.has_event) {
    GoOn(call, judged);
    return judgement;
  }
  if (judged.IsEvent()) {
    if (auto refused = Begin(call, judged, *mode, judgement)) {
      return *std::move(refused);
    }
  }
  return judgement;
}

void NoteQuestion(storage::Transaction& transaction, Call& call, const Subject& subject, State& state) {
  if (call.event && subject.user) {
    call.event->Write(transaction, *subject.user, EventResponseType::InProgress);
    state.has_event = true;
    state.event_millis = call.event->begun_millis();
  }
}

void NoteEnd(storage::Transaction& transaction, Call& call, const accounts::User& user) {
  if (call.event) {
    call.event->Write(transaction, user, EventResponseType::Pass);
  }
}

void NoteRefusal(storage::Transaction& transaction, Call& call, const Subject& subject, bool ends) {
  auto user = call.event && subject.user ? accounts::FindStill(transaction, *subject.user) : std::nullopt;
  if (!user) {
    return;
  }
  if (call.event->answer() == Answer::kRefusePassword) {
    user->content.UserStatus = api::UserStatusType::RESET_REQUIRED;
    accounts::Save(transaction, call.pool(), call.now, *user);
  }
  call.event->Write(transaction, *user, ends || !call.event->is_kept() ? EventResponseType::Fail : EventResponseType::InProgress);
}

void NotingRefusal(Call& call, const Subject& subject, const std::function<void()>& ask) {
  try {
    ask();
  } catch (const api::NotAuthorizedException&) {
    if (call.event && subject.user) {
      call.rounds.Commit([&](storage::Transaction& transaction) { NoteRefusal(transaction, call, subject, true); });
      TellEvent(call);
    }
    throw;
  }
}

void TellEvent(Call& call) noexcept {
  if (call.event) {
    call.event->Tell(OriginOf(call), call.client_metadata);
  }
}

}  // namespace rockpool::sign_in
