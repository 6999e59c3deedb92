// triggers: the Lambda functions of a pool: which there are, what each is sent and may answer, where it runs, how it is called, and what
// was called. It may not know what follows from an answer: sign_up, sign_in, messaging and federation act on it.
//
// Which functions a pool has.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/pools/pool_in_use.h"

namespace rockpool::triggers {

enum class Trigger {
  kPreSignUp,
  kPostConfirmation,
  kPreAuthentication,
  kPostAuthentication,
  kDefineAuthChallenge,
  kCreateAuthChallenge,
  kVerifyAuthChallengeResponse,
  kPreTokenGeneration,
  kUserMigration,
  kCustomMessage,
  kCustomEmailSender,
  kCustomSMSSender,
  kInboundFederation,
};

// AWS's word, as its errors have it: "PreSignUp".
std::string_view ToText(Trigger trigger);

// nullopt for what is no trigger's word.
std::optional<Trigger> TriggerOf(std::string_view word);

struct Function {
  std::string arn;
  std::string version;  // of the event: "V1_0", "V2_0", "V3_0"
};

// The pool's function for the trigger; nullopt where it has none.
std::optional<Function> FunctionOf(const pools::PoolInUse& pool, Trigger trigger);

// Whether it has any at all: then a call that may run one may wait.
bool HasFunctions(const pools::PoolInUse& pool);

}  // namespace rockpool::triggers
