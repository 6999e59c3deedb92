#include "server/sign_in/triggers.h"

#include <array>
#include <string_view>

#include "server/util/log.h"

namespace rockpool::sign_in {
namespace {

struct Trigger {
  std::string_view name;
  bool is_configured = false;
};

constexpr std::size_t kMostOfAMoment = 3;

std::array<Trigger, kMostOfAMoment> TriggersOf(const api::LambdaConfigType& config, Moment moment) {
  switch (moment) {
    case Moment::kBegin:
      return {{{"PreAuthentication", config.PreAuthentication.has_value()}}};
    case Moment::kUnknownUser:
      return {{{"UserMigration", config.UserMigration.has_value()}}};
    case Moment::kCode:
      return {{{"CustomMessage", config.CustomMessage.has_value()},
               {"CustomSMSSender", config.CustomSMSSender.has_value()},
               {"CustomEmailSender", config.CustomEmailSender.has_value()}}};
    case Moment::kSignedIn:
      return {{{"PostAuthentication", config.PostAuthentication.has_value()}}};
    case Moment::kTokens:
      return {{{"PostAuthentication", config.PostAuthentication.has_value()},
               {"PreTokenGeneration", config.PreTokenGeneration || config.PreTokenGenerationConfig}}};
    case Moment::kRefresh:
      return {{{"PreTokenGeneration", config.PreTokenGeneration || config.PreTokenGenerationConfig}}};
  }
  return {};
}

}  // namespace

void TellSkippedTriggers(const Call& call, Moment moment) { TellSkippedTriggers(call.trace, call.pool(), moment); }

void TellSkippedTriggers(Trace& trace, const pools::PoolInUse& pool, Moment moment) {
  const auto& config = pool.settings.LambdaConfig;
  if (!config) {
    return;
  }
  for (const Trigger& trigger : TriggersOf(*config, moment)) {
    if (trigger.is_configured) {
      trace.Skip(trigger.name, "rockpool does not call Lambda triggers yet");
      util::Log(util::LogLevel::kInfo, "a Lambda trigger was not called: rockpool does not call them yet",
                {{"pool", pool.id}, {"trigger", trigger.name}});
    }
  }
}

triggers::Origin OriginOf(const Call& call) {
  return {call.world, call.pool(), call.client->id, call.caller.user_agent,
          [&trace = call.trace](std::string_view trigger, std::string_view verdict, std::string_view reason) {
            trace.Tell(trigger, verdict, reason);
          }};
}

}  // namespace rockpool::sign_in
