#include "server/sign_in/subject.h"

#include <cstddef>
#include <utility>

#include "server/accounts/attempts.h"
#include "server/accounts/names.h"
#include "server/accounts/passwords.h"
#include "server/accounts/settings.h"
#include "server/accounts/sub.h"
#include "server/api/errors.h"
#include "server/crypto/digest.h"
#include "server/pools/mfa.h"
#include "server/sign_in/mfa_preference.h"
#include "server/sign_in/relying_party.h"
#include "server/sign_in/session.h"
#include "server/sign_in/standing.h"
#include "server/util/random.h"
#include "server/util/strings.h"

namespace rockpool::sign_in {
namespace {

storage::PasswordVerifier VerifierOfNobody(const Call& call, std::string_view name) {
  return accounts::VerifierOfNobody(call.world.settings.Of<accounts::Settings>(), call.pool(), name);
}

// Always the same for a name, in the form of a sub. Rests on what nobody sees of the made-up password.
std::string MadeUpSub(const storage::PasswordVerifier& nobody) {
  const auto digest = crypto::HmacSha256(nobody.verifier, "username");
  return accounts::SubOfBytes(crypto::BytesOf(digest).substr(0, 16));
}

// What is kept of a name that nobody has, which may be of any length: no longer than a username can be.
std::string Bounded(std::string folded) {
  constexpr std::size_t kLongestUsername = 128;
  return util::Utf16Length(folded) > kLongestUsername ? "#" + util::HexEncode(crypto::Sha256(folded)) : std::move(folded);
}

// `folded` is bounded.
Subject Nobody(const storage::Transaction& transaction, const Call& call, std::string folded) {
  Subject nobody;
  nobody.verifier = VerifierOfNobody(call, folded);
  nobody.username = accounts::NamesByAttribute(call.pool()) ? MadeUpSub(nobody.verifier) : folded;
  nobody.lock_name = std::move(folded);
  nobody.failures = accounts::WrongPasswordsOf(transaction, call.pool().id, LockOf(call, nobody.lock_name), call.now);
  return nobody;
}

Subject Somebody(const storage::Transaction& transaction, const Call& call, accounts::User user) {
  Subject somebody;
  somebody.username = user.username();
  somebody.lock_name = user.username();
  somebody.credentials = transaction.credentials().Find(user.number());
  // Who has no password is checked against one that nobody has, and so costs the same.
  somebody.verifier = somebody.credentials.password ? *somebody.credentials.password : VerifierOfNobody(call, user.username());
  somebody.failures = accounts::WrongPasswordsOf(transaction, call.pool().id, LockOf(call, somebody.lock_name), call.now);
  somebody.user = std::move(user);
  LookAtPasskeys(transaction, call, somebody);
  call.trace.call().username = somebody.username;
  return somebody;
}

}  // namespace

std::optional<Subject> FindSubject(const storage::Transaction& transaction, const Call& call, std::string_view name) {
  if (auto user = accounts::FindUser(transaction, call.pool(), name)) {
    return Somebody(transaction, call, *std::move(user));
  }
  call.trace.Explain("the pool has no such user");
  return std::nullopt;
}

Subject NobodyOf(const storage::Transaction& transaction, const Call& call, std::string_view name) {
  const std::string folded = accounts::Fold(call.pool(), name);
  Subject nobody = Nobody(transaction, call, Bounded(folded));
  if (nobody.lock_name == folded) {
    nobody.typed = name;
  }
  return nobody;
}

Subject HideOrRefuse(const storage::Transaction& transaction, const Call& call, std::string_view name) {
  if (!clients::HidesWhoExists(*call.client)) {
    throw api::UserNotFoundException("User does not exist.");
  }
  return NobodyOf(transaction, call, name);
}

Subject SubjectOfSession(const storage::Transaction& transaction, const Call& call, const storage::SignInSession& row, const State& state,
                         std::string_view name) {
  const std::string folded = accounts::Fold(call.pool(), name);
  if (!row.user) {
    if (Bounded(folded) != state.nobody && folded != state.username) {
      call.trace.Explain("USERNAME is not who the session is for");
      ThrowInvalidSession();
    }
    return Nobody(transaction, call, state.nobody);
  }
  auto user = transaction.users().FindByNumber(*row.user);
  if (!user) {
    call.trace.Explain("the user was deleted");
    ThrowInvalidSession();
  }
  if (folded != user->username) {
    const auto named = accounts::FindUser(transaction, call.pool(), name);
    if (!named || named->number() != *row.user) {
      call.trace.Explain("USERNAME is not who the session is for");
      ThrowInvalidSession();
    }
  }
  Subject subject = Somebody(transaction, call, accounts::Decode(*std::move(user)));
  RequireSamePassword(call.trace, state, subject.credentials);
  return subject;
}

void LookAtPasskeys(const storage::Transaction& transaction, const Call& call, Subject& subject) {
  subject.relying_party.reset();
  subject.passkeys.clear();
  subject.has_passkeys_elsewhere = false;
  if (!accounts::AllowsPasskeys(call.pool()) && !IsOn(*subject.user, Question::WEB_AUTHN)) {
    return;
  }
  subject.relying_party = FindRelyingPartyAt(transaction, call.pool(), call.page_host);
  subject.passkeys = accounts::PasskeysOf(transaction, *subject.user);
  subject.has_passkeys_elsewhere = std::erase_if(subject.passkeys, [&](const accounts::Passkey& passkey) {
                                     return !subject.relying_party || passkey.relying_party_id != subject.relying_party->id;
                                   }) > 0;
}

std::string DigestOfPassword(const std::optional<storage::PasswordVerifier>& password) {
  return password ? crypto::Sha256(password->salt + password->verifier) : "";
}

void RequireSamePassword(Trace& trace, const State& state, const storage::Credentials& credentials) {
  if (state.has_first_factor && state.password_digest != DigestOfPassword(credentials.password)) {
    // Assumed: that a sign-in under way ends with its password, and the text.
    trace.Explain("the password was set anew since it was proved");
    ThrowInvalidSession();
  }
}

void RequireProvedPassword(const Call& call, const State& state, const storage::Credentials& credentials,
                           std::optional<Question> answered) {
  const bool was_just_proved = !answered || IsAnsweredByPassword(*answered);
  if (!was_just_proved) {
    return RequireSamePassword(call.trace, state, credentials);
  }
  if (state.has_first_factor && state.password_digest != DigestOfPassword(credentials.password)) {
    call.trace.Explain("the password was set anew while it was checked");
    throw api::NotAuthorizedException("Incorrect username or password.");
  }
}

State StateOf(const Subject& subject, const Call& call) {
  State state;
  state.sign_in = util::RandomUuid(call.world.random);
  state.event_id = util::RandomUuid(call.world.random);
  state.username = subject.username;
  state.is_hosted = call.door == Door::kHosted;
  if (!subject.user) {
    state.nobody = subject.lock_name;
    state.typed = subject.typed;
  }
  call.trace.call().sign_in = state.sign_in;
  return state;
}

}  // namespace rockpool::sign_in
