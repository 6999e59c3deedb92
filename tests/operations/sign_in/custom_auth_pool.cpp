#include "tests/operations/sign_in/custom_auth_pool.h"

namespace rockpool::support {
namespace {

constexpr rapidjson::SizeType kTries = 3;

rapidjson::Document Parsed(const triggers::Invocation& invocation) {
  rapidjson::Document event;
  event.Parse(invocation.event.data(), invocation.event.size());
  return event;
}

triggers::Outcome Answered(const triggers::Invocation& invocation, const std::string& members) {
  return {triggers::Outcome::Kind::kAnswered, WithResponse(invocation.event, members), "", 1};
}

// After SRP_A the proof; then sums, until one is right.
triggers::Outcome UsualDefinition(const triggers::Invocation& invocation) {
  const rapidjson::Document event = Parsed(invocation);
  const auto& session = event["request"]["session"];
  rapidjson::SizeType tries = 0;
  bool is_right = false;
  for (const auto& entry : session.GetArray()) {
    const bool is_custom = std::string_view(entry["challengeName"].GetString()) == "CUSTOM_CHALLENGE";
    tries += is_custom ? 1 : 0;
    is_right = is_custom && entry["challengeResult"].GetBool();
  }
  const bool is_begun = session.Size() == 1 && std::string_view(session[0]["challengeName"].GetString()) == "SRP_A";
  return Answered(invocation, is_begun          ? R"({"challengeName":"PASSWORD_VERIFIER"})"
                              : is_right        ? R"({"issueTokens":true,"failAuthentication":false})"
                              : tries >= kTries ? R"({"issueTokens":false,"failAuthentication":true})"
                                                : R"({"challengeName":"CUSTOM_CHALLENGE","issueTokens":false})");
}

triggers::Outcome UsualVerification(const triggers::Invocation& invocation) {
  const rapidjson::Document event = Parsed(invocation);
  const auto& request = event["request"];
  const auto& kept = request["privateChallengeParameters"];
  const bool is_right = kept.HasMember("sum") && request["challengeAnswer"] == kept["sum"];
  return Answered(invocation, std::string(R"({"answerCorrect":)") + (is_right ? "true}" : "false}"));
}

std::vector<std::string> With(std::vector<std::string> triggers) {
  for (const char* trigger : {"DefineAuthChallenge", "CreateAuthChallenge", "VerifyAuthChallengeResponse"}) {
    triggers.emplace_back(trigger);
  }
  return triggers;
}

}  // namespace

std::string CustomFlows(const std::string& more) {
  return R"("ExplicitAuthFlows":["ALLOW_CUSTOM_AUTH","ALLOW_USER_PASSWORD_AUTH","ALLOW_USER_SRP_AUTH","ALLOW_REFRESH_TOKEN_AUTH"])" + more;
}

CustomAuthPool::CustomAuthPool(const std::vector<std::string>& triggers, const std::string& of_pool, const std::string& of_client)
    : pool(service, LambdaMember(With(triggers)) + of_pool, CustomFlows(of_client)) {
  functions->Do("DefineAuthChallenge", UsualDefinition);
  functions->Do("VerifyAuthChallengeResponse", UsualVerification);
  functions->Respond("CreateAuthChallenge", R"({"publicChallengeParameters":{"question":"1+1"},"privateChallengeParameters":{"sum":"2"},)"
                                            R"("challengeMetadata":"SUM"})");
}

Answer CustomAuthPool::Open(const std::string& name, const Pairs& more) const {
  Pairs parameters = more;
  parameters["USERNAME"] = name;
  return pool.Initiate("CUSTOM_AUTH", parameters);
}

Answer CustomAuthPool::OpenBySrp(const std::string& name) const {
  return Open(name, {{"CHALLENGE_NAME", "SRP_A"}, {"SRP_A", SrpClient().public_hex()}});
}

Answer CustomAuthPool::Prove(const Answer& asked, const std::string& password) const {
  return pool.Respond("PASSWORD_VERIFIER", asked.TextAt("Session"), pool.ProofOf(asked, password));
}

Answer CustomAuthPool::Give(const Answer& asked, const std::string& answer, const std::string& name) const {
  return pool.Respond("CUSTOM_CHALLENGE", asked.TextAt("Session"), {{"USERNAME", name}, {"ANSWER", answer}});
}

std::string LastHistory(const FakeInvoker& functions) {
  const rapidjson::Document event = functions.EventOf(kDefine);
  std::string history;
  for (const auto& entry : event["request"]["session"].GetArray()) {
    history += (history.empty() ? "" : ", ") + std::string(entry["challengeName"].GetString()) +
               (entry["challengeResult"].GetBool() ? " true" : " false");
    if (entry.HasMember("challengeMetadata") && entry["challengeMetadata"].IsString()) {
      history += " (" + std::string(entry["challengeMetadata"].GetString()) + ")";
    }
  }
  return history;
}

}  // namespace rockpool::support
