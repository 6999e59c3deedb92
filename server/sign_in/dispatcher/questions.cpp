#include "server/sign_in/dispatcher/questions.h"

#include <string_view>
#include <utility>

#include "server/accounts/names.h"
#include "server/api/codecs.h"
#include "server/crypto/digest.h"
#include "server/messaging/codes.h"
#include "server/messaging/dispatch.h"
#include "server/messaging/messages.h"
#include "server/sign_in/challenges/challenge.h"
#include "server/sign_in/mfa_decision.h"
#include "server/sign_in/session.h"
#include "server/sign_in/triggers.h"
#include "server/sign_up/refusals.h"
#include "server/web_authn/options.h"

namespace rockpool::sign_in {
namespace {

constexpr auto kPurpose = messaging::MessagePurpose::kAuthentication;

std::string DigestFor(const Drawn& drawn, Question question) {
  return crypto::Sha256(IsNamedBySecretBlock(question) ? drawn.secret_block : drawn.session);
}

messaging::Destination DestinationOf(const Posed& posed) {
  return messaging::DestinationOf(AttributeOf(posed.question), posed.state.code_address);
}

void SendCode(storage::Transaction& transaction, const Call& call, const Drawn& drawn, triggers::CustomTexts texts, Posed& posed) {
  messaging::Letter letter;
  letter.purpose = kPurpose;
  letter.client_id = call.client->id;
  letter.code = drawn.code;
  letter.texts = std::move(texts);
  letter.replica = call.caller.replica;
  posed.message = messaging::Compose(call.pool(), *posed.subject.user, DestinationOf(posed), letter, call.now);
  messaging::Send(transaction, *posed.message);
  posed.state.code_digest = DigestOfCode(DigestFor(drawn, posed.question), drawn.code);
}

// The row is there, and leads nowhere until the code is known.
void SendCodeInWordsOfItsOwn(Call& call, const Drawn& drawn, Posed& posed) {
  const auto texts =
      messaging::AskForTexts(OriginOf(call), PersonOf(posed.subject), kPurpose, DestinationOf(posed).medium, call.client_metadata);
  call.rounds.Commit([&](storage::Transaction& transaction) {
    storage::SignInSession row =
        RequireOpen(transaction, call.trace, *call.client, DigestFor(drawn, posed.question), posed.question, call.now);
    SendCode(transaction, call, drawn, texts, posed);
    row.document = ToDocument(posed.state);
    transaction.sign_in_sessions().Update(row);
  });
}

}  // namespace

Drawn DrawFor(const State& state, util::Random& random) {
  Drawn drawn;
  if (!state.srp_a.empty()) {
    drawn.secret_block = DrawSecretBlock(random);
  }
  if (state.has_first_factor || state.is_custom || state.is_choice) {
    drawn.session = DrawSession(random);
  }
  if (state.has_first_factor) {
    drawn.code = messaging::DrawCode(random);
  } else if (state.is_choice) {
    drawn.code = messaging::DrawLongCode(random);
  }
  if (state.has_first_factor || state.is_choice) {
    drawn.web_authn_challenge = web_authn::DrawChallenge(random);
  }
  return drawn;
}

void WriteQuestion(storage::Transaction& transaction, const Call& call, const Drawn& drawn, Posed& posed) {
  storage::SignInSession row;
  row.digest = DigestFor(drawn, posed.question);
  row.user_pool_id = call.pool().id;
  row.client_id = call.client->id;
  if (posed.subject.user) {
    row.user = posed.subject.user->number();
  }
  row.challenge = api::ToText(posed.question);
  row.expires_millis = KeptUntil(*call.client, posed.state, call.now);
  if (posed.question == Question::WEB_AUTHN) {
    posed.state.web_authn_challenge = drawn.web_authn_challenge;
  }
  const std::string_view attribute = AttributeOf(posed.question);
  if (!attribute.empty() && !posed.subject.user) {
    sign_up::WriteAsForCode(transaction, call.pool(), posed.state.nobody, call.now);
  } else if (!attribute.empty()) {
    const std::string* address = accounts::FindAttribute(*posed.subject.user, attribute);
    posed.state.code_address = address != nullptr ? *address : "";
    if (!messaging::AsksForTexts(call.pool(), DestinationOf(posed).medium)) {
      SendCode(transaction, call, drawn, {}, posed);
    }
  }
  if (IsNamedBySecretBlock(posed.question) && !drawn.session.empty()) {
    posed.state.session_digest = DigestOfSession(drawn.session);
  }
  row.document = ToDocument(posed.state);
  transaction.sign_in_sessions().Insert(row);
  transaction.SweepExpired(call.now, kSweptRows);
}

HostedReply Ask(Call& call, const Drawn& drawn, Posed posed) {
  if (posed.subject.user && !AttributeOf(posed.question).empty()) {
    if (!posed.message) {
      SendCodeInWordsOfItsOwn(call, drawn, posed);
    }
    messaging::Dispatch(OriginOf(call), *posed.subject.user, *posed.message, call.client_metadata, {}, call.caller.replica);
  }
  HostedReply asked;
  Reply& reply = asked.reply;
  reply.ChallengeName = posed.question;
  if (posed.state.is_choice && !posed.state.has_first_factor) {
    reply.AvailableChallenges = posed.state.choices;
  }
  reply.ChallengeParameters = ChallengeOf(posed.question).Ask(call, {posed.subject, posed.state, drawn.secret_block, posed.shown});
  if (!drawn.session.empty()) {
    reply.Session = drawn.session;  // plain SRP has its SECRET_BLOCK
  }
  return asked;
}

}  // namespace rockpool::sign_in
