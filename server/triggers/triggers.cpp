#include "server/triggers/triggers.h"

#include <algorithm>
#include <array>

#include "server/api/codecs.h"
#include "server/pools/functions.h"

namespace rockpool::triggers {
namespace {

struct Word {
  Trigger trigger;
  std::string_view text;
};

constexpr std::array<Word, 13> kWords{{
    {Trigger::kPreSignUp, "PreSignUp"},
    {Trigger::kPostConfirmation, "PostConfirmation"},
    {Trigger::kPreAuthentication, "PreAuthentication"},
    {Trigger::kPostAuthentication, "PostAuthentication"},
    {Trigger::kDefineAuthChallenge, "DefineAuthChallenge"},
    {Trigger::kCreateAuthChallenge, "CreateAuthChallenge"},
    {Trigger::kVerifyAuthChallengeResponse, "VerifyAuthChallengeResponse"},
    {Trigger::kPreTokenGeneration, "PreTokenGeneration"},
    {Trigger::kUserMigration, "UserMigration"},
    {Trigger::kCustomMessage, "CustomMessage"},
    {Trigger::kCustomEmailSender, "CustomEmailSender"},
    {Trigger::kCustomSMSSender, "CustomSMSSender"},
    {Trigger::kInboundFederation, "InboundFederation"},
}};

std::optional<Function> OfVersionOne(const std::optional<std::string>& arn) {
  return arn ? std::optional(Function{*arn, "V1_0"}) : std::nullopt;
}

template <class Config>
std::optional<Function> OfVersion(const std::optional<Config>& config) {
  return config ? std::optional(Function{config->LambdaArn, std::string(api::ToText(config->LambdaVersion))}) : std::nullopt;
}

}  // namespace

std::string_view ToText(Trigger trigger) {
  const auto* const found = std::ranges::find(kWords, trigger, &Word::trigger);
  return found == kWords.end() ? std::string_view() : found->text;
}

std::optional<Trigger> TriggerOf(std::string_view word) {
  const auto* const found = std::ranges::find(kWords, word, &Word::text);
  return found == kWords.end() ? std::nullopt : std::optional(found->trigger);
}

std::optional<Function> FunctionOf(const pools::PoolInUse& pool, Trigger trigger) {
  if (!pool.settings.LambdaConfig) {
    return std::nullopt;
  }
  const api::LambdaConfigType& config = *pool.settings.LambdaConfig;
  switch (trigger) {
    case Trigger::kPreSignUp:
      return OfVersionOne(config.PreSignUp);
    case Trigger::kPostConfirmation:
      return OfVersionOne(config.PostConfirmation);
    case Trigger::kPreAuthentication:
      return OfVersionOne(config.PreAuthentication);
    case Trigger::kPostAuthentication:
      return OfVersionOne(config.PostAuthentication);
    case Trigger::kDefineAuthChallenge:
      return OfVersionOne(config.DefineAuthChallenge);
    case Trigger::kCreateAuthChallenge:
      return OfVersionOne(config.CreateAuthChallenge);
    case Trigger::kVerifyAuthChallengeResponse:
      return OfVersionOne(config.VerifyAuthChallengeResponse);
    case Trigger::kPreTokenGeneration:
      return config.PreTokenGenerationConfig ? OfVersion(config.PreTokenGenerationConfig) : OfVersionOne(config.PreTokenGeneration);
    case Trigger::kUserMigration:
      return OfVersionOne(config.UserMigration);
    case Trigger::kCustomMessage:
      return OfVersionOne(config.CustomMessage);
    case Trigger::kCustomEmailSender:
      return OfVersion(config.CustomEmailSender);
    case Trigger::kCustomSMSSender:
      return OfVersion(config.CustomSMSSender);
    case Trigger::kInboundFederation:
      return OfVersion(config.InboundFederation);
  }
  return std::nullopt;
}

bool HasFunctions(const pools::PoolInUse& pool) { return pools::HasFunctions(pool.settings); }

}  // namespace rockpool::triggers
