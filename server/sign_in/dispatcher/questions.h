// Asking a question: its row, the code that is sent with some, and what the client is shown.
#pragma once

#include <optional>
#include <string>

#include "server/sign_in/dispatcher/dispatcher.h"
#include "server/sign_in/step.h"
#include "server/util/random.h"
#include "storage/messages.h"
#include "storage/transaction.h"

namespace rockpool::sign_in {

// Drawn before the write that needs it.
struct Drawn {
  std::string secret_block;  // bytes; of PASSWORD_VERIFIER and of a device's
  std::string session;       // of the other questions, and of that one in CUSTOM_AUTH and USER_AUTH
  std::string code;
  std::string web_authn_challenge;  // as options have it
};

// What the question needs that can follow on the state.
Drawn DrawFor(const State& state, util::Random& random);

// A question that is asked of somebody, with what has been proved before.
struct Posed {
  Subject subject;
  State state;
  Question question;
  Parameters shown = {};                                   // what CreateAuthChallenge lets the client know
  std::optional<storage::Message> message = std::nullopt;  // that is in the outbox
};

// Writes its row, and puts the message with the code into the outbox, unless CustomMessage is to be asked for its words first.
void WriteQuestion(storage::Transaction& transaction, const Call& call, const Drawn& drawn, Posed& posed);

// Asks the question whose row has been written. Sends the code after CustomMessage has been asked for its words: then it blocks, writes
// once more, and throws what the function is refused with.
HostedReply Ask(Call& call, const Drawn& drawn, Posed posed);

}  // namespace rockpool::sign_in
