#include "server/sign_in/dispatcher/software_tokens.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <utility>

#include "server/api/codecs.h"
#include "server/api/errors.h"
#include "server/crypto/base32.h"
#include "server/crypto/digest.h"
#include "server/crypto/totp.h"
#include "server/sign_in/authenticator_code.h"
#include "server/sign_in/mfa_decision.h"
#include "server/sign_in/session.h"
#include "server/sign_in/subject.h"
#include "server/sign_in/trace.h"
#include "server/tokens/access_token.h"
#include "server/util/random.h"
#include "server/world/look_call_commit.h"

namespace rockpool::sign_in {
namespace {

constexpr std::size_t kSecretBytes = 32;  // 52 characters, as AWS's

std::string DrawSecret(util::Random& random) {
  std::array<unsigned char, kSecretBytes> bytes{};
  random.Fill(bytes);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// Whose authenticator it is: by a token, or by the session of a sign-in, of which no client is named.
struct Holder {
  clients::SharedClient client;
  std::int64_t user = 0;
  std::optional<storage::SignInSession> row;
  State state;  // the row's
};

// An authenticator that the session itself has set up may be verified again; any other second factor that the user has by now makes it
// worthless, since it comes from the password alone.
bool IsStillToSetUp(const Holder& holder, const accounts::User& user, const storage::Credentials& credentials) {
  const auto& token = credentials.software_token;
  const bool is_its_own = token && crypto::Sha256(token->secret) == holder.state.token_digest;
  return DecideMfa(*holder.client->pool, user, {token && !is_its_own}).question == Question::MFA_SETUP;
}

// One of the two operations, as far as they have the same way.
class SetUp {
 public:
  SetUp(const world::World& world, Trace& trace, const std::optional<std::string>& access_token, const std::optional<std::string>& session)
      : world_(world), trace_(trace), now_(world.clock.Now()) {
    trace.Check("access token or session");
    // Assumed: both texts.
    if (!access_token && !session) {
      throw api::InvalidParameterException("Either AccessToken or Session is required.");
    }
    if (access_token && session) {
      throw api::InvalidParameterException("AccessToken and Session cannot both be given.");
    }
    if (access_token) {
      trace.Check("access token");
      token_ = tokens::ReadAccessToken(world, *access_token);
    } else {
      trace.Check("session");
      digest_ = DigestOfSession(*session);
      next_session_ = DrawSession(world.random);
    }
  }

  util::EpochMillis now() const { return now_; }

  Holder Find(const storage::Transaction& transaction) const {
    Holder holder;
    if (token_) {
      tokens::TokenHolder found = tokens::RequireHolder(transaction, world_.caches, *token_);
      holder.client = std::move(found.client);
      holder.user = found.user.number();
      trace_.call().username = found.user.username();
    } else {
      const auto row = transaction.sign_in_sessions().Find(digest_);
      if (!row || !row->user) {
        trace_.Explain("there is no such session");
        ThrowInvalidSession();
      }
      holder.client = clients::UseClient(transaction, world_.caches, row->client_id);
      holder.row = RequireOpen(transaction, trace_, *holder.client, digest_, Question::MFA_SETUP, now_);
      holder.user = *row->user;
      holder.state = FromDocument(row->document);
      const State& state = holder.state;
      trace_.call().sign_in = state.sign_in;
      trace_.call().username = state.username;
      if (std::ranges::find(state.choices, Question::SOFTWARE_TOKEN_MFA) == state.choices.end()) {
        ThrowNotEnabled();
      }
      RequireStillNeeded(transaction, holder);
    }
    trace_.call().user_pool_id = holder.client->pool->id;
    trace_.call().client_id = holder.client->id;
    trace_.Check("authenticators are enabled");
    if (!OffersFactor(*holder.client->pool, Question::SOFTWARE_TOKEN_MFA)) {
      ThrowNotEnabled();
    }
    return holder;
  }

  // The session is used up; the next one goes on with the holder's state. nullopt if a token was given.
  std::optional<std::string> GoOn(storage::Transaction& transaction, const Holder& holder) const {
    if (!holder.row) {
      return std::nullopt;
    }
    storage::SignInSession answered = *holder.row;
    answered.is_used = true;
    transaction.sign_in_sessions().Update(answered);
    storage::SignInSession next = *holder.row;
    next.digest = crypto::Sha256(next_session_);
    next.wrong_answers = 0;
    next.document = ToDocument(holder.state);
    next.expires_millis = KeptUntil(*holder.client, holder.state, now_);
    transaction.sign_in_sessions().Insert(next);
    return next_session_;
  }

 private:
  void RequireStillNeeded(const storage::Transaction& transaction, const Holder& holder) const {
    auto user = transaction.users().FindByNumber(holder.user);
    if (!user) {
      ThrowInvalidSession();
    }
    const storage::Credentials credentials = transaction.credentials().Find(holder.user);
    RequireSamePassword(trace_, holder.state, credentials);
    if (!IsStillToSetUp(holder, accounts::Decode(*std::move(user)), credentials)) {
      trace_.Explain("the user has got a second factor since");
      ThrowInvalidSession();
    }
  }

  [[noreturn]] static void ThrowNotEnabled() {
    throw api::SoftwareTokenMFANotFoundException("Software Token MFA has not been enabled by the userPool");
  }

  const world::World& world_;
  Trace& trace_;
  util::EpochMillis now_;
  std::optional<tokens::AccessToken> token_;
  std::string digest_;
  std::string next_session_;
};

// Without what another sign-in, or the holder of a token, has associated in the midst of this one.
storage::Credentials SecretsFor(const storage::Transaction& transaction, const Holder& holder) {
  storage::Credentials credentials = transaction.credentials().Find(holder.user);
  const auto& pending = credentials.pending_token_secret;
  if (holder.row && pending && crypto::Sha256(*pending) != holder.state.pending_digest) {
    credentials.pending_token_secret.reset();
  }
  return credentials;
}

[[noreturn]] void ThrowMismatch() { throw api::EnableSoftwareTokenMFAException("Code mismatch and fail enable Software Token MFA"); }

// The credentials with the secret verified that the code is of; nullopt if it is of none. Throws if the code has been given before.
std::optional<storage::Credentials> Verified(storage::Credentials credentials, const api::VerifySoftwareTokenRequest& request,
                                             util::EpochMillis now) {
  if (!credentials.pending_token_secret && !credentials.software_token) {
    // Recorded (amazon-archives/amazon-cognito-identity-js#630) of an answer at sign-in. Assumed: the same here.
    throw api::SoftwareTokenMFANotFoundException("Software Token MFA does not exist for the user.");
  }
  // Who verifies again what is verified gives a code of it.
  storage::SoftwareToken token =
      credentials.pending_token_secret ? storage::SoftwareToken{*credentials.pending_token_secret, "", 0} : *credentials.software_token;
  const auto step = crypto::MatchTotp(token.secret, request.UserCode, now);
  if (!step) {
    return std::nullopt;
  }
  if (IsUsed(token, *step, now)) {
    throw api::EnableSoftwareTokenMFAException("Your software token has already been used once.");
  }
  token.last_step = *step;
  token.friendly_name = request.FriendlyDeviceName.value_or(token.friendly_name);
  credentials.software_token = std::move(token);
  credentials.pending_token_secret.reset();
  return credentials;
}

}  // namespace

api::AssociateSoftwareTokenResponse AssociateToken(const world::World& world, const api::AssociateSoftwareTokenRequest& request) {
  api::AssociateSoftwareTokenResponse response;
  Traced(world, "AssociateSoftwareToken", [&](Trace& trace) {
    const SetUp set_up(world, trace, request.AccessToken, request.Session);
    const std::string secret = DrawSecret(world.random);
    response.Session = world.store.Write([&](storage::Transaction& transaction) {
      Holder holder = set_up.Find(transaction);
      storage::Credentials credentials = transaction.credentials().Find(holder.user);
      credentials.pending_token_secret = secret;
      transaction.credentials().Put(holder.user, credentials);
      holder.state.pending_digest = crypto::Sha256(secret);
      return set_up.GoOn(transaction, holder);
    });
    response.SecretCode = crypto::Base32Encode(secret);
    return std::string("associated");
  });
  return response;
}

api::VerifySoftwareTokenResponse VerifyToken(const world::World& world, const api::VerifySoftwareTokenRequest& request) {
  api::VerifySoftwareTokenResponse response;
  Traced(world, "VerifySoftwareToken", [&](Trace& trace) {
    const SetUp set_up(world, trace, request.AccessToken, request.Session);
    auto [is_verified, next_session] = world.store.Write([&](storage::Transaction& transaction) {
      Holder holder = set_up.Find(transaction);
      trace.Check("code");
      std::pair<bool, std::optional<std::string>> outcome;
      const auto verified = Verified(SecretsFor(transaction, holder), request, set_up.now());
      if (verified) {
        transaction.credentials().Put(holder.user, *verified);
        holder.state.pending_digest.clear();
        holder.state.token_digest = crypto::Sha256(verified->software_token->secret);
        outcome = {true, set_up.GoOn(transaction, holder)};
      } else if (holder.row) {
        holder.row->is_used = ++holder.row->wrong_answers >= TriesOf(Question::MFA_SETUP);
        transaction.sign_in_sessions().Update(*holder.row);
      }
      return outcome;
    });
    if (!is_verified) {
      trace.Explain("the code is none of this moment");
      ThrowMismatch();
    }
    response.Session = std::move(next_session);
    response.Status = api::VerifySoftwareTokenResponseType::SUCCESS;
    return std::string("verified");
  });
  return response;
}

}  // namespace rockpool::sign_in
