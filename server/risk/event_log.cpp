#include "server/risk/event_log.h"

#include <string_view>
#include <vector>

#include "server/api/codecs.h"
#include "server/api/json_object.h"
#include "server/messaging/pool_logs.h"
#include "server/risk/notices.h"
#include "server/util/lists.h"

namespace rockpool::risk {
namespace {

std::string_view DecisionText(const api::EventRiskType& risk) {
  switch (risk.RiskDecision.value_or(api::RiskDecisionType::NoRisk)) {
    case api::RiskDecisionType::NoRisk:
      return "PASS";
    case api::RiskDecisionType::AccountTakeover:
      return "ACCOUNT_TAKEOVER";
    case api::RiskDecisionType::Block:
      return "BLOCK";
  }
  return "";
}

template <class Enum>
std::string_view TextOf(const std::optional<Enum>& value) {
  return value ? api::ToText(*value) : std::string_view();
}

std::string_view FlagText(bool flag) { return flag ? "true" : "false"; }

std::vector<std::string> ChallengesOf(const api::AuthEventType& event) {
  std::vector<std::string> challenges;
  for (const api::ChallengeResponseType& said : util::MembersOf(event.ChallengeResponses)) {
    challenges.push_back(std::string(TextOf(said.ChallengeName)).append(":").append(TextOf(said.ChallengeResponse)));
  }
  return challenges;
}

}  // namespace

std::string UserLogLine(const api::AuthEventType& event, const LoggedBy& by, util::EpochMillis now) {
  const auto risk = event.EventRisk.value_or(api::EventRiskType());
  const auto context = event.EventContextData.value_or(api::EventContextDataType());
  const auto created = event.CreationDate.value_or(api::Timestamp{now});
  const std::string& pool = by.client.pool->id;
  api::JsonObject message;
  message.Add("version", std::string_view("1"));
  message.Add("eventId", event.EventId.value_or(""));
  message.Add("eventType", TextOf(event.EventType));
  message.Add("userSub", accounts::SubOf(by.user));
  message.Add("userName", by.user.username());
  message.Add("userPoolId", pool);
  message.Add("clientId", by.client.id);
  message.Add("creationDate", DateText(created.epoch_millis));
  message.Add("eventResponse", TextOf(event.EventResponse));
  message.Add("riskLevel", TextOf(risk.RiskLevel));
  message.Add("riskDecision", DecisionText(risk));
  message.Add("challenges", ChallengesOf(event));
  message.Add("deviceName", context.DeviceName.value_or(""));
  message.Add("ipAddress", context.IpAddress.value_or(""));
  message.Add("requestId", by.request_id);
  message.Add("idpName", std::string_view());
  message.Add("compromisedCredentialDetected", FlagText(risk.CompromisedCredentialsDetected.value_or(false)));
  message.Add("city", context.City.value_or(""));
  message.Add("country", context.Country.value_or(""));
  const auto& feedback = event.EventFeedback;
  message.Add("eventFeedbackValue", feedback ? api::ToText(feedback->FeedbackValue) : std::string_view());
  message.Add("eventFeedbackDate", feedback && feedback->FeedbackDate ? DateText(feedback->FeedbackDate->epoch_millis) : "");
  message.Add("eventFeedbackProvider", feedback ? feedback->Provider : "");
  message.Add("hasContextData", FlagText(by.has_context_data));
  return messaging::LogLine(pool, api::EventSourceName::userAuthEvents, message.Text(), now);
}

}  // namespace rockpool::risk
