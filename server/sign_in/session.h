// The rows behind session strings and secret blocks: questions that were asked and wait for an answer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server/clients/auth_sessions.h"
#include "server/clients/client_in_use.h"
#include "server/sign_in/state.h"
#include "server/sign_in/trace.h"
#include "server/util/clock.h"
#include "server/util/random.h"
#include "server/world/look_call_commit.h"
#include "storage/sign_in_sessions.h"
#include "storage/transaction.h"

namespace rockpool::sign_in {

using clients::DigestOfSession;
using clients::DrawSession;
using clients::ThrowInvalidSession;

// Until when the row of a session that is issued now is kept: as clients::KeptUntil, but that the pages give three minutes whatever the app
// client says. That is documented of second factors, and assumed of what else they ask.
util::EpochMillis KeptUntil(const clients::ClientInUse& client, const State& state, util::EpochMillis now);

// The bytes behind SECRET_BLOCK, which names the row of a PASSWORD_VERIFIER.
std::string DrawSecretBlock(util::Random& random);

// Under which its row is kept, of a SECRET_BLOCK as it comes back; nullopt for what is no text of one.
std::optional<std::string> DigestOfSecretBlock(std::string_view secret_block);

// Whether its row goes by a secret block, and not by a session.
bool IsNamedBySecretBlock(Question question);

// How many wrong answers end a session: three codes for VerifySoftwareToken (recorded, aws-blocks), nine others. Assumed: the nine; six
// were seen to leave it open.
std::int64_t TriesOf(Question question);

// Whether a password, or its proof, can be the answer.
bool IsAnsweredByPassword(Question question);

// The row that waits for an answer to that question. Throws api::NotAuthorizedException in AWS's words for one that was answered, has
// expired, is of another client or asks something else, and if there is none.
storage::SignInSession RequireOpen(const storage::Transaction& transaction, Trace& trace, const clients::ClientInUse& client,
                                   std::string_view digest, Question question, util::EpochMillis now);

// Uses that row up, in the write that its answer ends in: throws as RequireOpen does if another answer has come in between.
void UseUp(storage::Transaction& transaction, Trace& trace, const clients::ClientInUse& client, const storage::SignInSession& answered,
           util::EpochMillis now);

// The same before the answer is judged, in a write of its own, so that of several answers at once a function is asked about one. From then
// on `answered` says that it is used. Not inside a transaction.
void UseUpFirst(world::LookCallCommit& rounds, Trace& trace, const clients::ClientInUse& client, storage::SignInSession& answered,
                util::EpochMillis now);

// UseUp, or, of what UseUpFirst has used up, nothing but a look: throws `Invalid session for the user.` if the sign-in was ended meanwhile.
void Settle(storage::Transaction& transaction, Trace& trace, const clients::ClientInUse& client, const storage::SignInSession& answered,
            util::EpochMillis now);

// Which question was answered; nullopt where a sign-in begins.
std::optional<Question> AnsweredQuestion(const std::optional<storage::SignInSession>& answered);

// How many rows of what has expired each write of a sign-in sweeps: more than one, so that questions which nobody answers do not pile up.
inline constexpr std::size_t kSweptRows = 4;

}  // namespace rockpool::sign_in
