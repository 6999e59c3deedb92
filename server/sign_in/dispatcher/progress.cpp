#include "server/sign_in/dispatcher/progress.h"

#include <cstddef>
#include <exception>
#include <string>
#include <utility>

#include "server/accounts/attempts.h"
#include "server/accounts/names.h"
#include "server/api/codecs.h"
#include "server/api/errors.h"
#include "server/clients/app_clients.h"
#include "server/crypto/base64.h"
#include "server/crypto/digest.h"
#include "server/messaging/codes.h"
#include "server/messaging/messages.h"
#include "server/sign_in/challenges/challenge.h"
#include "server/sign_in/issue_tokens.h"
#include "server/sign_in/mfa_decision.h"
#include "server/sign_in/session.h"
#include "server/sign_in/subject.h"
#include "server/sign_in/triggers.h"

namespace rockpool::sign_in {
namespace {

// More than one, so that questions which nobody answers do not pile up.
constexpr std::size_t kSweptRows = 4;

// What comes next: a question, or, without one, tokens.
struct Next {
  std::optional<Question> question;
  std::vector<Question> choices;
};

// The order is AWS's.
Next Decide(const Call& call, const Subject& subject, const State& state) {
  if (!state.has_first_factor) {
    return {Question::PASSWORD_VERIFIER, {}};
  }
  const accounts::User& user = *subject.user;
  if (user.status() == api::UserStatusType::FORCE_CHANGE_PASSWORD) {
    return {Question::NEW_PASSWORD_REQUIRED, {}};
  }
  if (state.has_second_factor) {
    return {};
  }
  if (state.chosen) {
    return {state.chosen, {}};
  }
  MfaDecision decision = DecideMfa(call.pool(), user, subject.credentials.software_token.has_value());
  return {decision.question, std::move(decision.choices)};
}

std::optional<Question> AnsweredQuestion(const std::optional<storage::SignInSession>& answered) {
  return answered ? QuestionOf(answered->challenge) : std::nullopt;
}

// It may have been set anew since it was proved: while this call computed, or, of a later answer, at any time.
void RequireProvedPassword(const Call& call, const State& state, const storage::Credentials& credentials,
                           std::optional<Question> answered) {
  const bool was_just_proved = !answered || answered == Question::PASSWORD_VERIFIER;
  if (!was_just_proved) {
    return RequireSamePassword(call.trace, state, credentials);
  }
  if (state.has_first_factor && state.password_digest != DigestOfPassword(credentials.password)) {
    call.trace.Explain("the password was set anew while it was checked");
    throw api::NotAuthorizedException("Incorrect username or password.");
  }
}

// Drawn before the write that needs it.
struct Drawn {
  std::string secret_block;  // bytes; of PASSWORD_VERIFIER
  std::string session;       // of the other questions, as is the code
  std::string code;
};

Drawn DrawFor(const State& state, util::Random& random) {
  return state.has_first_factor ? Drawn{"", DrawSession(random), messaging::DrawCode(random)} : Drawn{DrawSecretBlock(random), "", ""};
}

// What the write came to.
struct Written {
  Subject subject;
  State state;
  std::optional<Question> question;
  std::optional<storage::Message> message;
};

void UseUp(storage::Transaction& transaction, Call& call, const storage::SignInSession& answered) {
  // Another answer may have come in between.
  storage::SignInSession row =
      RequireOpen(transaction, call.trace, *call.client, answered.digest, *QuestionOf(answered.challenge), call.now);
  row.is_used = true;
  transaction.sign_in_sessions().Update(row);
}

void WriteQuestion(storage::Transaction& transaction, const Call& call, const Drawn& drawn, Written& written) {
  storage::SignInSession row;
  row.digest = crypto::Sha256(written.question == Question::PASSWORD_VERIFIER ? drawn.secret_block : drawn.session);
  row.user_pool_id = call.pool().id;
  row.client_id = call.client->id;
  if (written.subject.user) {
    row.user = written.subject.user->number();
  }
  row.challenge = api::ToText(*written.question);
  row.expires_millis = KeptUntil(*call.client, call.now);
  if (const std::string_view attribute = AttributeOf(*written.question); !attribute.empty()) {
    const accounts::User& user = *written.subject.user;
    const std::string* address = accounts::FindAttribute(user, attribute);
    messaging::Letter letter;
    letter.purpose = messaging::MessagePurpose::kAuthentication;
    letter.client_id = call.client->id;
    letter.code = drawn.code;
    written.message =
        messaging::Compose(call.pool(), user, messaging::DestinationOf(attribute, address != nullptr ? *address : ""), letter, call.now);
    messaging::Send(transaction, *written.message);
    written.state.code_address = address != nullptr ? *address : "";
    written.state.code_digest = DigestOfCode(row.digest, drawn.code);
  }
  row.document = ToDocument(written.state);
  transaction.sign_in_sessions().Insert(row);
  transaction.SweepExpired(call.now, kSweptRows);
}

// The user as he is now, with what the answer effects.
void Effect(storage::Transaction& transaction, const Call& call, const Right& right, std::optional<Question> answered, Written& written) {
  Subject& subject = written.subject;
  auto record = transaction.users().FindByNumber(subject.user->number());
  if (!record) {
    ThrowInvalidSession();
  }
  subject.user = accounts::Decode(*std::move(record));
  subject.credentials = transaction.credentials().Find(subject.user->number());
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
              const std::optional<storage::SignInSession>& answered) {
  clients::RequireClient(transaction, call.client->id);  // it may have been deleted
  if (answered) {
    UseUp(transaction, call, *answered);
  }
  Written written{subject, right.state, std::nullopt, std::nullopt};
  if (written.subject.user) {
    if (right.state.has_first_factor) {
      RequireMayGuess(transaction, call, written.subject, AnsweredQuestion(answered));
    }
    Effect(transaction, call, right, AnsweredQuestion(answered), written);
  }
  Next next = Decide(call, written.subject, written.state);
  written.question = next.question;
  written.state.choices = std::move(next.choices);
  if (written.question) {
    WriteQuestion(transaction, call, drawn, written);
  } else {
    accounts::ForgetWrongPasswords(transaction, call.pool().id, written.subject.lock_name);
  }
  return written;
}

enum class Before {
  kNothing,  // was written down, so that what such a write checks and uses up is checked and used up here
  kAll,
};

// What the write that ends the sign-in checks and does. It lives no longer than what it is made of.
TokenGrant GrantFor(Call& call, const Subject& subject, const State& state, const std::optional<storage::SignInSession>& answered,
                    Before written) {
  TokenGrant grant = GrantOfApi(call.world, call.client, *subject.user, call.caller);
  grant.in_the_write = [&call, &subject, &state, &answered, written](storage::Transaction& transaction, const accounts::User& user) {
    if (written == Before::kNothing) {
      if (answered) {
        UseUp(transaction, call, *answered);
      }
      RequireMayGuess(transaction, call, subject, AnsweredQuestion(answered));
    }
    if (user.status() == api::UserStatusType::RESET_REQUIRED) {
      throw api::PasswordResetRequiredException("Password reset required for the user");
    }
    RequireProvedPassword(call, state, transaction.credentials().Find(user.number()), AnsweredQuestion(answered));
  };
  return grant;
}

// Nothing is asked any more: the API gets tokens, the hosted pages get to know who it is.
HostedReply End(Call& call, const TokenGrant& grant) {
  call.trace.Check("tokens");
  TellSkippedTriggers(call, call.door == Door::kHosted ? Moment::kSignedIn : Moment::kTokens);
  HostedReply ended;
  if (call.door == Door::kHosted) {
    ended.signed_in = call.rounds.Commit([&](storage::Transaction& transaction) {
      transaction.SweepExpired(call.now, kSweptRows);
      accounts::User user = RequireStillGood(transaction, grant);
      std::string digest = DigestOfPassword(transaction.credentials().Find(user.number()).password);
      return SignedIn{std::move(user), call.now, std::move(digest), call.trace.call().sign_in};
    });
    return ended;
  }
  ended.reply.AuthenticationResult = IssueTokens(call.world, call.rounds, grant);
  ended.reply.ChallengeParameters.emplace();  // an empty map (the API reference's samples)
  return ended;
}

}  // namespace

HostedReply Proceed(Call& call, const Subject& subject, const Right& right, const std::optional<storage::SignInSession>& answered) {
  call.trace.Check("next step");
  // The usual sign-in by a password or its proof has nothing to write down before its tokens.
  if (right.state.has_first_factor && !right.effects && subject.failures == 0 && !Decide(call, subject, right.state).question) {
    return End(call, GrantFor(call, subject, right.state, answered, Before::kNothing));
  }
  const Drawn drawn = DrawFor(right.state, call.world.random);
  const Written written =
      call.rounds.Commit([&](storage::Transaction& transaction) { return Write(transaction, call, subject, right, drawn, answered); });
  if (written.message) {
    messaging::Announce(*written.message);
    TellSkippedTriggers(call, Moment::kCode);
  }
  if (!written.question) {
    return End(call, GrantFor(call, written.subject, written.state, answered, Before::kAll));
  }
  HostedReply asked;
  Reply& reply = asked.reply;
  reply.ChallengeName = written.question;
  reply.ChallengeParameters = ChallengeOf(*written.question).Ask(call, {written.subject, written.state, drawn.secret_block});
  if (written.question != Question::PASSWORD_VERIFIER) {
    reply.Session = drawn.session;  // PASSWORD_VERIFIER has its SECRET_BLOCK
  }
  return asked;
}

void Refuse(Call& call, const Subject& subject, const Wrong& wrong, const std::optional<storage::SignInSession>& answered) {
  const bool has_ended = call.rounds.Commit([&](storage::Transaction& transaction) {
    transaction.SweepExpired(call.now, kSweptRows);
    if (wrong.counts_for_lockout) {
      RequireMayGuess(transaction, call, subject, AnsweredQuestion(answered));
      accounts::CountWrongPassword(transaction, call.pool().id, subject.lock_name, call.now);
    }
    if (!answered) {
      return false;
    }
    const Question question = *QuestionOf(answered->challenge);
    storage::SignInSession row = RequireOpen(transaction, call.trace, *call.client, answered->digest, question, call.now);
    row.wrong_answers += wrong.costs == Costs::kATry ? 1 : 0;
    const bool was_last_try = row.wrong_answers >= TriesOf(question);
    row.is_used = wrong.costs == Costs::kTheSession || was_last_try;
    transaction.sign_in_sessions().Update(row);
    return was_last_try;
  });
  if (has_ended) {
    call.trace.Explain("the last wrong code that the session takes");
    ThrowInvalidSession();
  }
  std::rethrow_exception(wrong.refusal);
}

}  // namespace rockpool::sign_in
