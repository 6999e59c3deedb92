#include "server/sign_in/session.h"

#include <array>
#include <cstddef>

#include "server/api/codecs.h"
#include "server/crypto/base64.h"
#include "server/crypto/digest.h"

namespace rockpool::sign_in {
namespace {

constexpr std::size_t kSecretBlockBytes = 1024;

}  // namespace

util::EpochMillis KeptUntil(const clients::ClientInUse& client, const State& state, util::EpochMillis now) {
  return state.is_hosted ? clients::KeptByDefault(now) : clients::KeptUntil(client, now);
}

std::string DrawSecretBlock(util::Random& random) {
  std::array<unsigned char, kSecretBlockBytes> bytes{};
  random.Fill(bytes);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::optional<std::string> DigestOfSecretBlock(std::string_view secret_block) {
  const auto bytes = crypto::Base64Decode(secret_block);
  return bytes ? std::optional(crypto::Sha256(*bytes)) : std::nullopt;
}

bool IsNamedBySecretBlock(Question question) {
  return question == Question::PASSWORD_VERIFIER || question == Question::DEVICE_PASSWORD_VERIFIER;
}

std::int64_t TriesOf(Question question) {
  constexpr std::int64_t kOfSetUp = 3;
  constexpr std::int64_t kOfOthers = 9;
  return question == Question::MFA_SETUP ? kOfSetUp : kOfOthers;
}

bool IsAnsweredByPassword(Question question) {
  switch (question) {
    case Question::PASSWORD_VERIFIER:
    case Question::PASSWORD:
    case Question::SELECT_CHALLENGE:
      return true;
    default:
      return false;
  }
}

storage::SignInSession RequireOpen(const storage::Transaction& transaction, Trace& trace, const clients::ClientInUse& client,
                                   std::string_view digest, Question question, util::EpochMillis now) {
  auto row = transaction.sign_in_sessions().Find(digest);
  if (!row) {
    trace.Explain("there is no such session");
    ThrowInvalidSession();
  }
  if (row->client_id != client.id || row->user_pool_id != client.pool->id) {
    trace.Explain("the session is of another app client");
    ThrowInvalidSession();
  }
  const auto asked = QuestionOf(row->challenge);
  if (asked != question) {
    // Assumed: the text.
    trace.Explain("the session asks for " + row->challenge + ", not for " + std::string(api::ToText(question)));
    ThrowInvalidSession();
  }
  if (row->is_used && row->wrong_answers >= TriesOf(question)) {
    trace.Explain("too many wrong answers have ended the session");
    ThrowInvalidSession();
  }
  if (row->is_used) {
    trace.Explain("the session has been answered before");
    clients::ThrowUsedSession();
  }
  if (const util::EpochMillis expiry = clients::ExpiryOf(*row); expiry <= now) {
    trace.Explain("the session expired " + std::to_string((now - expiry) / 1000) + " s ago");
    clients::ThrowExpiredSession();
  }
  return *std::move(row);
}

void UseUp(storage::Transaction& transaction, Trace& trace, const clients::ClientInUse& client, const storage::SignInSession& answered,
           util::EpochMillis now) {
  if (clients::ExpiryOf(answered) > now && transaction.sign_in_sessions().UseUp(answered)) {
    return;  // the usual answer, whose row is as it was found
  }
  storage::SignInSession row = RequireOpen(transaction, trace, client, answered.digest, *QuestionOf(answered.challenge), now);
  row.is_used = true;
  transaction.sign_in_sessions().Update(row);
}

void UseUpFirst(world::LookCallCommit& rounds, Trace& trace, const clients::ClientInUse& client, storage::SignInSession& answered,
                util::EpochMillis now) {
  rounds.Commit([&](storage::Transaction& transaction) { UseUp(transaction, trace, client, answered, now); });
  answered.is_used = true;
}

void Settle(storage::Transaction& transaction, Trace& trace, const clients::ClientInUse& client, const storage::SignInSession& answered,
            util::EpochMillis now) {
  if (!answered.is_used) {
    return UseUp(transaction, trace, client, answered, now);
  }
  const auto row = transaction.sign_in_sessions().Find(answered.digest);
  if (!row || !row->is_used) {
    trace.Explain("the sign-in was ended while its answer was judged");
    ThrowInvalidSession();
  }
}

std::optional<Question> AnsweredQuestion(const std::optional<storage::SignInSession>& answered) {
  return answered ? QuestionOf(answered->challenge) : std::nullopt;
}

}  // namespace rockpool::sign_in
