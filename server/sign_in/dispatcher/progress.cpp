#include "server/sign_in/dispatcher/progress.h"

#include <exception>
#include <memory>
#include <optional>
#include <utility>

#include "server/accounts/attempts.h"
#include "server/accounts/names.h"
#include "server/clients/app_clients.h"
#include "server/sign_in/devices.h"
#include "server/sign_in/dispatcher/custom_challenges.h"
#include "server/sign_in/dispatcher/decision.h"
#include "server/sign_in/dispatcher/ending.h"
#include "server/sign_in/dispatcher/questions.h"
#include "server/sign_in/dispatcher/threats.h"
#include "server/sign_in/first_factors.h"
#include "server/sign_in/session.h"
#include "server/sign_in/standing.h"
#include "server/sign_in/subject.h"

namespace rockpool::sign_in {
namespace {

using Answered = std::optional<storage::SignInSession>;

// What the write came to: a question with all that belongs to it, or how it goes on without one.
struct Written {
  Subject subject;
  State state;
  std::optional<Posed> posed;
  bool asks_functions = false;
};

// Whether nothing need be read again. Where nothing is proved yet it is the answer that counts, and it is judged by the credentials and
// passkeys of its own time: so the question may be of those that the call has seen, if the user is who he was then.
bool AsksAsSeen(const storage::Transaction& transaction, const Subject& subject, const Right& right, const Answered& answered) {
  const bool is_first = !answered && !right.effects && !right.state.has_first_factor;
  return is_first && transaction.users().FindRevision(subject.user->number()) == subject.user->record.revision;
}

// As he is in the store, with the device that he signs in on.
void ReadAnew(const storage::Transaction& transaction, const Call& call, const State& state, Subject& subject) {
  auto still = accounts::FindStill(transaction, *subject.user);
  if (!still) {
    ThrowInvalidSession();
  }
  subject.user = std::move(still);
  subject.credentials = transaction.credentials().Find(subject.user->number());
  if (MayKnowDevice(subject, state)) {
    subject.device = DeviceOf(transaction, call, *subject.user, state);
  }
  LookAtPasskeys(transaction, call, subject);
}

// The user as he is now, with what the answer effects.
void Effect(storage::Transaction& transaction, const Call& call, const Right& right, std::optional<Question> answered, Written& written) {
  Subject& subject = written.subject;
  ReadAnew(transaction, call, right.state, subject);
  RequireProvedPassword(call, right.state, subject.credentials, answered);
  if (right.effects) {
    const api::AdminGetUserResponse before = subject.user->content;
    right.effects(transaction, *subject.user);
    if (subject.user->content != before) {
      accounts::Save(transaction, call.pool(), call.now, *subject.user);
    }
    subject.credentials = transaction.credentials().Find(subject.user->number());
  }
  if (written.state.has_first_factor) {
    written.state.password_digest = DigestOfPassword(subject.credentials.password);  // the answer may have set a new one
  }
}

Written Write(storage::Transaction& transaction, Call& call, const Subject& subject, const Right& right, const Drawn& drawn,
              const Answered& answered) {
  clients::RequireClient(transaction, call.client->id);  // it may have been deleted
  Written written{subject, right.state, std::nullopt};
  if (answered) {
    Settle(transaction, call.trace, *call.client, *answered, call.now);  // the answer comes once, and its consequences too
    AddResult(written.state, *AnsweredQuestion(answered));
  }
  if (written.subject.user) {
    if (right.state.has_first_factor && !IsPasswordless(right.state)) {
      RequireMayGuess(transaction, call, written.subject, AnsweredQuestion(answered));
    }
    if (!AsksAsSeen(transaction, subject, right, answered)) {
      Effect(transaction, call, right, AnsweredQuestion(answered), written);
    }
  }
  Next next = Decide(call, written.subject, written.state);
  written.asks_functions = next.asks_functions;
  written.state.choices = std::move(next.choices);
  if (next.question) {
    NoteQuestion(transaction, call, written.subject, written.state);
    written.posed = Posed{std::move(written.subject), std::move(written.state), *next.question};
    WriteQuestion(transaction, call, drawn, *written.posed);
  } else if (written.state.has_first_factor) {
    accounts::ForgetWrongPasswords(transaction, call.pool().id, LockOf(call, written.subject.lock_name));
  }
  return written;
}

// In CUSTOM_AUTH. What was answered is used up: its consequences come once.
HostedReply GoOnByFunctions(Call& call, const Subject& subject, State state, const Answered& answered) {
  Defined defined;
  NotingRefusal(call, subject, [&] { defined = AskWhatIsNext(call, subject, state); });
  call.trace.Check("next step");
  if (!defined.question) {
    state.is_enough = true;
    Subject on_device = subject;
    on_device.device = LookAtDevice(call, subject, state);
    Next next = Decide(call, on_device, state);
    if (!next.question) {
      return End(call, on_device, state, answered, Before::kAll);
    }
    state.choices = std::move(next.choices);
    defined.question = next.question;
  }
  const Drawn drawn = DrawFor(state, call.world.random);
  Posed posed = call.rounds.Commit([&](storage::Transaction& transaction) {
    clients::RequireClient(transaction, call.client->id);
    Posed asked{subject, state, *defined.question, defined.shown};
    if (asked.subject.user) {
      ReadAnew(transaction, call, state, asked.subject);
      RequireProvedPassword(call, state, asked.subject.credentials, AnsweredQuestion(answered));
    }
    NoteQuestion(transaction, call, asked.subject, asked.state);
    WriteQuestion(transaction, call, drawn, asked);
    return asked;
  });
  TellEvent(call);
  return Ask(call, drawn, std::move(posed));
}

// The usual sign-in by a password, its proof, a passkey or an authenticator has nothing to write down before its tokens.
bool EndsAtOnce(const Call& call, const Subject& subject, const Right& right) {
  const bool can_wait = !right.effects || right.effects_change_no_user;
  if (!right.state.has_first_factor || !can_wait || subject.failures != 0 || EndsWithFunctions(call.pool())) {
    return false;
  }
  const Next next = Decide(call, subject, right.state);
  return !next.question && !next.asks_functions;
}

}  // namespace

HostedReply Proceed(Call& call, const Subject& subject, const Right& right, const Answered& answered) {
  call.trace.Check("next step");
  if (EndsAtOnce(call, subject, right)) {
    return End(call, subject, right.state, answered, Before::kNothing, right.effects);
  }
  if (right.state.is_custom && !answered) {
    return GoOnByFunctions(call, subject, right.state, answered);  // nothing has been proved that could be proved twice
  }
  const Drawn drawn = DrawFor(right.state, call.world.random);
  const auto written = call.rounds.Commit([&](storage::Transaction& transaction) {
    return std::make_unique<Written>(Write(transaction, call, subject, right, drawn, answered));  // it is large to be moved about
  });
  if (written->posed) {
    TellEvent(call);
    return Ask(call, drawn, *std::move(written->posed));
  }
  return written->asks_functions ? GoOnByFunctions(call, written->subject, std::move(written->state), answered)
                                 : End(call, written->subject, written->state, answered, Before::kAll);
}

void Refuse(Call& call, const Subject& subject, const Wrong& wrong, const Answered& answered) {
  const bool has_ended = call.rounds.Commit([&](storage::Transaction& transaction) {
    transaction.SweepExpired(call.now, kSweptRows);
    if (wrong.counts_for_lockout && !call.is_guess_counted) {
      RequireMayGuess(transaction, call, subject, AnsweredQuestion(answered));
      accounts::CountWrongPassword(transaction, call.pool().id, LockOf(call, subject.lock_name), call.now);
    }
    if (!answered) {
      NoteRefusal(transaction, call, subject, true);
      return false;
    }
    if (answered->is_used) {
      NoteRefusal(transaction, call, subject, true);  // the guess counts whatever has become of its session
      return false;
    }
    const Question question = *QuestionOf(answered->challenge);
    storage::SignInSession row = RequireOpen(transaction, call.trace, *call.client, answered->digest, question, call.now);
    row.wrong_answers += wrong.costs == Costs::kATry ? 1 : 0;
    const bool was_last_try = row.wrong_answers >= TriesOf(question);
    row.is_used = wrong.costs == Costs::kTheSession || was_last_try;
    transaction.sign_in_sessions().Update(row);
    NoteRefusal(transaction, call, subject, row.is_used);
    return was_last_try;
  });
  TellEvent(call);
  if (has_ended) {
    call.trace.Explain("the last wrong code that the session takes");
    ThrowInvalidSession();
  }
  std::rethrow_exception(wrong.refusal);
}

}  // namespace rockpool::sign_in
