// A pool whose functions a test plays: what they were sent, and what they answer.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/triggers/invoker.h"
#include "server/triggers/origin.h"
#include "server/world/world.h"
#include "tests/support/fake_world.h"
#include "tests/support/refusal.h"
#include "tests/unit/accounts/pools.h"

namespace rockpool::triggers {

// As the service's error has it.
inline constexpr const char* kUnrecognizable = "InvalidLambdaResponseException: Unrecognizable lambda output";

inline constexpr const char* kAccepted = "accepted";

// Every trigger has a function, named after it; PreTokenGeneration is of the version.
inline std::string AllFunctions(std::string_view version = "V1_0") {
  std::string config = R"("LambdaConfig":{)";
  for (const char* trigger : {"PreSignUp", "PostConfirmation", "PreAuthentication", "PostAuthentication", "DefineAuthChallenge",
                              "CreateAuthChallenge", "VerifyAuthChallengeResponse", "UserMigration", "CustomMessage"}) {
    config.append("\"").append(trigger).append(R"(":"arn:)").append(trigger).append("\",");
  }
  for (const char* trigger : {"CustomSMSSender", "CustomEmailSender", "InboundFederation"}) {
    config.append("\"").append(trigger).append(R"(":{"LambdaVersion":"V1_0","LambdaArn":"arn:)").append(trigger).append("\"},");
  }
  return config.append(R"("PreTokenGenerationConfig":{"LambdaVersion":")")
      .append(version)
      .append(R"(","LambdaArn":"arn:PreTokenGeneration"}})");
}

class AskedPool {
 public:
  explicit AskedPool(const std::string& settings = AllFunctions()) : pool(accounts::PoolOf("{" + settings + "}")), world(fake_.world) {
    world.settings.Put(Settings{.invoker = functions_});
  }

  Origin FromClient() {
    return {world, pool, "client", "aws-sdk-nodejs/2.987.0 linux/v14 promise",
            [this](std::string_view trigger, std::string_view verdict, std::string_view reason) {
              told.push_back(std::string(trigger) + " " + std::string(verdict) + ": " + std::string(reason));
            }};
  }
  Origin FromAdministrator() { return {world, pool, "", "curl/8.0", nullptr}; }

  // What the next calls come to.
  void Answers(const std::string& response) {
    functions_->outcome = {.kind = Outcome::Kind::kAnswered, .text = R"({"version":"1","response":)" + response + "}", .hint = ""};
  }
  void ComesTo(Outcome::Kind kind, const std::string& text, const std::string& hint = "") {
    functions_->outcome = {.kind = kind, .text = text, .hint = hint};
  }

  const std::vector<Invocation>& invocations() const { return functions_->invocations; }

  // Of the last call; empty if there was none.
  std::string Event() const { return invocations().empty() ? "" : invocations().back().event; }

 private:
  struct Functions final : Invoker {
    Outcome Invoke(const Invocation& invocation) noexcept override {
      invocations.push_back(invocation);
      return outcome;
    }
    Outcome outcome{.kind = Outcome::Kind::kAnswered, .text = R"({"response":{}})", .hint = ""};
    std::vector<Invocation> invocations;
  };

  support::FakeWorld fake_;
  std::shared_ptr<Functions> functions_ = std::make_shared<Functions>();

 public:
  pools::PoolInUse pool;
  world::World& world;
  std::vector<std::string> told;  // "PreSignUp refused: ..."
};

// The members of every event but request and response, as the service writes them for the client of AskedPool.
inline std::string Envelope(std::string_view source, std::string_view username, std::string_view rest) {
  return std::string(R"({"version":"1","region":"us-east-1","userPoolId":"us-east-1_Example","userName":")")
      .append(username)
      .append(R"(","callerContext":{"awsSdkVersion":"aws-sdk-nodejs-2.987.0","clientId":"client"},"triggerSource":")")
      .append(source)
      .append("\",")
      .append(rest)
      .append("}");
}
inline std::string EnvelopeWithSourceInFront(std::string_view version, std::string_view source, std::string_view username,
                                             std::string_view rest) {
  return std::string(R"({"version":")")
      .append(version)
      .append(R"(","triggerSource":")")
      .append(source)
      .append(R"(","region":"us-east-1","userPoolId":"us-east-1_Example","userName":")")
      .append(username)
      .append(R"(","callerContext":{"awsSdkVersion":"aws-sdk-nodejs-2.987.0","clientId":"client"},)")
      .append(rest)
      .append("}");
}

// A user of the pool with an address, and what an event says of him.
inline Person Ada(const AskedPool& asked) {
  return PersonOf(accounts::UserOf(asked.pool, "ada", {{"email", "ada@example.com"}, {"email_verified", "true"}}));
}
inline constexpr const char* kAda =
    R"("userAttributes":{"sub":"sub-of-ada","cognito:user_status":"CONFIRMED","email":"ada@example.com","email_verified":"true"})";

inline Metadata Given(std::map<std::string, std::string, std::less<>> values) { return values; }
inline const Metadata kTenant = Given({{"tenant", "blue"}});

}  // namespace rockpool::triggers
