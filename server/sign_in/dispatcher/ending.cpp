#include "server/sign_in/dispatcher/ending.h"

#include <exception>
#include <utility>

#include "server/accounts/devices.h"
#include "server/api/errors.h"
#include "server/sign_in/devices.h"
#include "server/sign_in/dispatcher/threats.h"
#include "server/sign_in/first_factors.h"
#include "server/sign_in/issue_tokens.h"
#include "server/sign_in/levels.h"
#include "server/sign_in/session.h"
#include "server/sign_in/standing.h"
#include "server/sign_in/subject.h"
#include "server/sign_in/triggers.h"
#include "server/triggers/events/sign_in_events.h"
#include "server/triggers/triggers.h"

namespace rockpool::sign_in {
namespace {

using triggers::TokenSource;
using triggers::Trigger;

TokenSource SourceOf(const State& state) {
  if (state.is_device_proved) {
    return TokenSource::kAuthenticateDevice;
  }
  return state.has_new_password ? TokenSource::kNewPasswordChallenge : TokenSource::kAuthentication;
}

// What a sign-in gets that comes from no device which the pool remembers.
std::optional<api::NewDeviceMetadataType> OfferDevice(const Call& call, const Subject& subject) {
  return HasDevices(call) && !subject.device ? std::optional(accounts::DrawDevice(call.pool(), call.world.random)) : std::nullopt;
}

// By the user, and not by a device in its place.
bool HasProvedFactor(const State& state) { return state.has_second_factor && !state.is_device_proved; }

// What the write that ends the sign-in checks and does. It lives no longer than what it is made of.
TokenGrant GrantFor(Call& call, const Subject& subject, const State& state, const std::optional<storage::SignInSession>& answered,
                    Before written, const Effects& effects) {
  TokenGrant grant = GrantOfApi(call.world, call.client, *subject.user, call.caller);
  grant.source = SourceOf(state);
  grant.client_metadata = call.client_metadata;
  grant.user_agent = call.caller.user_agent;
  grant.address = call.caller.address;
  grant.tell = OriginOf(call).tell;
  grant.event_id = state.event_id;
  grant.has_second_factor = HasProvedFactor(state);
  if (state.target_level != 0) {
    grant.acr = AcrOf(call.pool().settings, LevelOf(state.methods));
    grant.amr = AmrOf(state.methods);
  }
  if (subject.device) {
    grant.device_key = subject.device->key;
  }
  grant.in_the_write = [&call, &subject, &state, &answered, written, &effects](storage::Transaction& transaction, accounts::User& user) {
    if (written == Before::kNothing) {
      if (answered) {
        Settle(transaction, call.trace, *call.client, *answered, call.now);
      }
      if (!IsPasswordless(state)) {
        RequireMayGuess(transaction, call, subject, AnsweredQuestion(answered));
      }
    }
    RequireStatusForTokens(user);
    if (subject.device) {
      DateDevice(transaction, call, *subject.device, HasProvedFactor(state));
    }
    RequireProvedPassword(call, state, transaction.credentials().Find(user.number()), AnsweredQuestion(answered));
    if (effects) {
      effects(transaction, user);
    }
    NoteEnd(transaction, call, user);
  };
  return grant;
}

// See EndOfSignIn.
struct EndRefused {
  std::exception_ptr refusal;
};

// Ends it together with what the page keeps.
void Conclude(Call& call, const TokenGrant& grant, const SignedIn& signed_in) {
  const EndOfSignIn end = [&grant](storage::Transaction& transaction) {
    try {
      RequireStillGood(transaction, grant);
    } catch (const api::ServiceException&) {
      throw EndRefused{std::current_exception()};
    }
  };
  try {
    (*call.conclude)(call.rounds, signed_in, end);
  } catch (const EndRefused& refused) {
    std::rethrow_exception(refused.refusal);
  }
}

SignedIn EndByItself(Call& call, const TokenGrant& grant, const State& state) {
  return call.rounds.Commit([&](storage::Transaction& transaction) {
    transaction.SweepExpired(call.now, kSweptRows);
    accounts::User user = RequireStillGood(transaction, grant);
    std::string digest = DigestOfPassword(transaction.credentials().Find(user.number()).password);
    return SignedIn{std::move(user), call.now, std::move(digest), call.trace.call().sign_in, state.event_id, state.methods};
  });
}

SignedIn EndAtPages(Call& call, const TokenGrant& grant, const State& state) {
  // What functions are told of is written down before they are, and whatever they say.
  if (call.conclude == nullptr || EndsWithFunctions(call.pool())) {
    return EndByItself(call, grant, state);
  }
  // His password has that digest still, or the end refuses him (RequireProvedPassword).
  SignedIn signed_in{grant.user, call.now, state.password_digest, call.trace.call().sign_in, state.event_id, state.methods};
  Conclude(call, grant, signed_in);
  return signed_in;
}

}  // namespace

bool EndsWithFunctions(const pools::PoolInUse& pool) {
  return triggers::FunctionOf(pool, Trigger::kPostAuthentication) || triggers::FunctionOf(pool, Trigger::kPreTokenGeneration);
}

HostedReply End(Call& call, const Subject& subject, const State& state, const std::optional<storage::SignInSession>& answered,
                Before written, const Effects& effects) {
  TokenGrant grant = GrantFor(call, subject, state, answered, written, effects);
  auto new_device = OfferDevice(call, subject);
  if (new_device) {
    grant.device_key = new_device->DeviceKey;
  }
  triggers::TellPostAuthentication(OriginOf(call), PersonOf(subject), new_device.has_value(), call.client_metadata);
  call.trace.Check("tokens");
  HostedReply ended;
  if (call.door == Door::kHosted) {
    ended.signed_in = EndAtPages(call, grant, state);
    TellEvent(call);
    return ended;
  }
  ended.reply.AuthenticationResult = IssueTokens(call.world, call.rounds, grant);
  ended.reply.AuthenticationResult->NewDeviceMetadata = std::move(new_device);
  TellEvent(call);
  ended.reply.ChallengeParameters.emplace();  // an empty map (the API reference's samples)
  return ended;
}

}  // namespace rockpool::sign_in
