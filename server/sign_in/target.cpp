#include "server/sign_in/target.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "server/api/errors.h"
#include "server/api/service_exception.h"
#include "server/clients/client_in_use.h"
#include "server/sign_in/first_factors.h"
#include "server/sign_in/mfa_decision.h"
#include "server/sign_in/subject.h"
#include "server/tokens/access_token.h"

namespace rockpool::sign_in {
namespace {

// Assumed, as all texts here are.
[[noreturn]] void RefuseToken() { throw api::NotAuthorizedException("Invalid Access Token"); }

std::optional<std::int64_t> MaxAgeIn(const Parameters& parameters) {
  const auto text = Find(parameters, "MAX_AGE");
  if (!text) {
    return std::nullopt;
  }
  std::int64_t seconds = 0;
  const char* const end = text->data() + text->size();
  const auto read = std::from_chars(text->data(), end, seconds);
  if (read.ec != std::errc() || read.ptr != end || seconds < 0) {
    throw api::InvalidParameterException("Invalid MAX_AGE.");
  }
  return seconds;
}

tokens::AccessToken ReadToken(const Call& call, const std::string& text) {
  try {
    return tokens::ReadAccessToken(call.world, text);
  } catch (const api::ServiceException& refusal) {
    call.trace.Explain(refusal.message());
    RefuseToken();
  }
}

// The pages of an app client that lets nobody choose have asked for the password, and nothing may stand in for it. So they ask who has none
// as they ask nobody.
Reach ReachAt(const Call& call, const Subject& subject) {
  Reach reach = ReachOf(call.pool(), subject);
  if (call.door == Door::kHosted && !clients::AllowsFlow(*call.client, api::ExplicitAuthFlowsType::ALLOW_USER_AUTH)) {
    reach.first = {Question::PASSWORD_SRP, Question::PASSWORD};
  }
  return reach;
}

// Assumed: that a token of another app client of the pool counts for nothing.
std::int64_t RequireHolderOf(Call& call, const tokens::AccessToken& token) {
  struct Seen {
    std::int64_t holder = 0;
    std::optional<storage::FamilyStanding> family;
  };
  const auto [holder, family] = call.rounds.Look([&](const storage::Transaction& transaction) {
    const auto user = transaction.users().Find(call.pool().id, token.username);
    return user ? Seen{user->number, transaction.refresh_families().FindStanding(user->number, token.event_id)} : Seen();
  });
  if (!family || family->is_revoked || family->client_id != call.client->id) {
    call.trace.Explain("the access token was revoked, or is another client's");
    RefuseToken();
  }
  return holder;
}

// A password that must be changed is to be proved first (recorded: such users have nothing else to begin with), so that nothing counts that
// was proved before an administrator set it.
Methods CreditOf(const Subject& subject, const Target& target) {
  const bool begins_anew = subject.user && subject.user->status() == api::UserStatusType::FORCE_CHANGE_PASSWORD;
  return begins_anew ? Methods() : target.proved;
}

struct Way {
  int level = 0;
  Missing missing;
};

// To the first of the levels that the subject can reach; nullopt where there is none.
std::optional<Way> WayTo(const Call& call, const Subject& subject, const Target& target, const Methods& credit) {
  const Reach reach = ReachAt(call, subject);
  const auto level = ReachableOf(target.levels, credit, reach);
  auto missing = level ? MissingFor(*level, credit, reach) : std::nullopt;
  return missing ? std::optional(Way{*level, *std::move(missing)}) : std::nullopt;
}

}  // namespace

void RefuseUnreachable() { throw api::InvalidParameterException("User has no factors that satisfy the requested ACR values."); }

Target ReadTarget(Call& call, const Parameters& parameters) {
  const auto names = Find(parameters, "TARGET_ACR_VALUES");
  const auto token_text = Find(parameters, "ACCESS_TOKEN");
  if (!names) {
    if (token_text) {
      throw api::InvalidParameterException("ACCESS_TOKEN requires TARGET_ACR_VALUES.");
    }
    return {};
  }
  call.trace.Check("level");
  if (call.pool().settings.UserPoolTier == api::UserPoolTierType::LITE) {
    throw api::FeatureUnavailableInTierException("This feature is not available in the current tier.");
  }
  Target target{LevelsNamed(call.pool().settings, *names)};
  if (target.levels.empty()) {
    throw api::InvalidParameterException("Invalid TARGET_ACR_VALUES.");
  }
  const auto max_age = MaxAgeIn(parameters);
  if (!token_text) {
    return target;
  }
  const tokens::AccessToken token = ReadToken(call, *token_text);
  target.holder = RequireHolderOf(call, token);
  if (std::ranges::find(token.amr, method::kFederated) != token.amr.end()) {
    call.trace.Explain("a provider says what the token proves, and not the pool: it counts for nothing");
  } else if (!max_age || (*max_age > 0 && call.now / 1000 - token.auth_time <= *max_age)) {
    target.proved = token.amr;
  } else {
    call.trace.Explain("the token is older than MAX_AGE, and counts for nothing");
  }
  return target;
}

Reach ReachOf(const pools::PoolInUse& pool, const Subject& subject) {
  return {FirstFactorsOf(pool, subject),
          subject.user ? AskableFactorsOf(pool, *subject.user, SecondFactorsOf(subject)) : std::vector<Question>()};
}

bool IsReached(const Call& call, const Subject& subject, const Target& target) {
  const auto way = WayTo(call, subject, target, CreditOf(subject, target));
  return way && way->missing == Missing{};
}

void AimAt(const Call& call, const Subject& subject, const Target& target, State& state) {
  if (target.levels.empty()) {
    return;
  }
  call.trace.Check("level");
  if (target.holder && (!subject.user || subject.user->number() != *target.holder)) {
    call.trace.Explain("the access token is another user's");
    RefuseToken();
  }
  const Methods credit = CreditOf(subject, target);
  const auto way = WayTo(call, subject, target, credit);
  if (!way) {
    RefuseUnreachable();
  }
  if (way->missing == Missing{}) {
    throw api::InvalidParameterException("Token already satisfies the requested ACR values.");
  }
  state.target_level = way->level;
  for (const std::string& proved : AmrOf(credit)) {
    if (proved != method::kSeveral) {
      AddMethod(state, proved);
    }
  }
  state.has_second_factor = HasSecondFactor(credit, ReachOf(call.pool(), subject).second);
  state.choices = way->missing.first;
  if (way->missing.first.empty()) {
    state.has_first_factor = true;
    state.password_digest = DigestOfPassword(subject.credentials.password);
  }
}

}  // namespace rockpool::sign_in
