#include "server/risk/assessment.h"

#include <string>
#include <vector>

#include "server/api/errors.h"
#include "server/risk/addresses.h"
#include "server/risk/rules.h"
#include "server/util/lists.h"

namespace rockpool::risk {
namespace {

using Action = api::AccountTakeoverEventActionType;
using Decision = api::RiskDecisionType;
using Level = api::RiskLevelType;

std::optional<api::EventFilterType> FilterOf(api::EventType type) {
  switch (type) {
    case api::EventType::SignIn:
      return api::EventFilterType::SIGN_IN;
    case api::EventType::SignUp:
      return api::EventFilterType::SIGN_UP;
    case api::EventType::PasswordChange:
      return api::EventFilterType::PASSWORD_CHANGE;
    default:
      return std::nullopt;
  }
}

// Assumed: a pool that says nothing of compromised passwords looks for them, and lets them pass.
bool LooksForPasswords(const api::RiskConfigurationType& configuration, api::EventType type) {
  const auto filter = FilterOf(type);
  const auto& compromised = configuration.CompromisedCredentialsRiskConfiguration;
  return filter && (!compromised || util::Contains(compromised->EventFilter, *filter));
}

bool RefusesPasswords(const api::RiskConfigurationType& configuration) {
  const auto& compromised = configuration.CompromisedCredentialsRiskConfiguration;
  return compromised && compromised->Actions.EventAction == api::CompromisedCredentialsEventActionType::BLOCK;
}

std::optional<api::AccountTakeoverActionType> ActionOn(const api::RiskConfigurationType& configuration, Level level) {
  const auto& takeover = configuration.AccountTakeoverRiskConfiguration;
  if (!takeover) {
    return std::nullopt;
  }
  switch (level) {
    case Level::Low:
      return takeover->Actions.LowAction;
    case Level::Medium:
      return takeover->Actions.MediumAction;
    case Level::High:
      return takeover->Actions.HighAction;
  }
  return std::nullopt;
}

Answer AnswerOf(Action action) {
  switch (action) {
    case Action::BLOCK:
      return Answer::kRefuseRisk;
    case Action::MFA_IF_CONFIGURED:
      return Answer::kMfaIfPossible;
    case Action::MFA_REQUIRED:
      return Answer::kMfa;
    case Action::NO_ACTION:
      return Answer::kPass;
  }
  return Answer::kPass;
}

// A level of the event, and what the configuration asks for on that level.
void TakeLevel(const api::RiskConfigurationType& configuration, const Assessed& event, Level level, Assessment& assessment) {
  assessment.risk.RiskDecision = Decision::AccountTakeover;
  assessment.risk.RiskLevel = level;
  const auto action = event.mode == Mode::kEnforced && event.type == api::EventType::SignIn ? ActionOn(configuration, level) : std::nullopt;
  if (action) {
    assessment.answer = AnswerOf(action->EventAction);
    if (action->Notify) {
      assessment.notice = configuration.AccountTakeoverRiskConfiguration->NotifyConfiguration;
    }
  }
}

void TakePassword(const api::RiskConfigurationType& configuration, const Assessed& event, Assessment& assessment) {
  assessment.risk.CompromisedCredentialsDetected = true;
  if (event.mode == Mode::kEnforced && RefusesPasswords(configuration)) {
    assessment.answer = Answer::kRefusePassword;
  }
}

bool IsIn(const std::optional<std::vector<std::string>>& ranges, const std::string& address) { return ranges && IsInAny(*ranges, address); }

}  // namespace

Assessment Assess(const world::World& world, const api::RiskConfigurationType& configuration, const Assessed& event) {
  Assessment assessment;
  assessment.risk.RiskDecision = Decision::NoRisk;
  assessment.risk.CompromisedCredentialsDetected = false;
  const auto exceptions = configuration.RiskExceptionConfiguration.value_or(api::RiskExceptionConfigurationType());
  if (IsIn(exceptions.BlockedIPRangeList, event.sender.address)) {
    assessment.risk.RiskDecision = Decision::Block;
    assessment.answer = event.mode == Mode::kEnforced ? Answer::kRefuseAddress : Answer::kPass;
    return assessment;
  }
  const auto& rules = world.settings.Of<Settings>().rules;
  if (!rules) {
    return assessment;
  }
  const auto rule = rules->Take(event.client.pool->id, event.user, event.sender.address);
  // An address that is always allowed is never risky (documented); the password may be known all the same (Assumed).
  if (rule && rule->level && !IsIn(exceptions.SkippedIPRangeList, event.sender.address)) {
    TakeLevel(configuration, event, *rule->level, assessment);
  }
  if (event.password && LooksForPasswords(configuration, event.type) &&
      ((rule && rule->is_compromised) || rules->IsCompromised(*event.password)) && !IsRefusal(assessment.answer)) {
    TakePassword(configuration, event, assessment);
  }
  if (IsRefusal(assessment.answer)) {
    assessment.risk.RiskDecision = Decision::Block;
  }
  return assessment;
}

void RefuseWithoutFactor(Assessment& assessment) {
  assessment.answer = Answer::kRefuseRisk;
  assessment.risk.RiskDecision = Decision::Block;
}

std::exception_ptr RefusalOf(Answer answer, api::EventType type) {
  if (answer == Answer::kRefuseAddress) {
    return std::make_exception_ptr(api::NotAuthorizedException("Request not allowed due to security reasons."));
  }
  if (answer == Answer::kRefusePassword && type != api::EventType::SignIn) {
    return std::make_exception_ptr(api::InvalidPasswordException("Provided password cannot be used for security reasons."));
  }
  return std::make_exception_ptr(api::NotAuthorizedException("Unable to login because of security reasons."));
}

}  // namespace rockpool::risk
