#include "tests/operations/auth_events/threat_pool.h"

namespace rockpool::support {
namespace {

std::string LineOf(const rapidjson::Value& event) {
  const auto& risk = event["EventRisk"];
  std::string text =
      std::string(event["EventType"].GetString()) + " " + event["EventResponse"].GetString() + " " + risk["RiskDecision"].GetString();
  if (risk.HasMember("RiskLevel")) {
    text += std::string("(") + risk["RiskLevel"].GetString() + ")";
  }
  if (risk["CompromisedCredentialsDetected"].GetBool()) {
    text += " compromised";
  }
  std::string challenges;
  for (const auto& said : event["ChallengeResponses"].GetArray()) {
    challenges +=
        (challenges.empty() ? "" : ", ") + std::string(said["ChallengeName"].GetString()) + " " + said["ChallengeResponse"].GetString();
  }
  return text + " [" + challenges + "]";
}

}  // namespace

std::vector<std::string> ThreatPool::Events(const std::string& name) const {
  std::vector<std::string> events;
  const Answer answer = List(name);
  EXPECT_EQ(OutcomeOf(answer), kOk);
  for (const auto& event : answer.At("AuthEvents").GetArray()) {
    events.push_back(LineOf(event));
  }
  return events;
}

std::string ThreatPool::Event(const std::string& name) const {
  const auto events = Events(name);
  return events.empty() ? "none" : events.front();
}

}  // namespace rockpool::support
