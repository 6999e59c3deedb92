#include "server/pools/functions.h"

#include <atomic>

namespace rockpool::pools {
namespace {

std::atomic<bool> have_seen_functions = false;

}  // namespace

bool HasFunctions(const api::UserPoolType& pool) {
  if (!pool.LambdaConfig) {
    return false;
  }
  const api::LambdaConfigType& config = *pool.LambdaConfig;
  return config.PreSignUp || config.PostConfirmation || config.PreAuthentication || config.PostAuthentication ||
         config.DefineAuthChallenge || config.CreateAuthChallenge || config.VerifyAuthChallengeResponse || config.PreTokenGeneration ||
         config.PreTokenGenerationConfig || config.UserMigration || config.CustomMessage || config.CustomEmailSender ||
         config.CustomSMSSender || config.InboundFederation;
}

void NoteFunctions(const api::UserPoolType& pool) {
  if (HasFunctions(pool)) {
    have_seen_functions.store(true, std::memory_order_relaxed);
  }
}

bool HaveSeenFunctions() { return have_seen_functions.load(std::memory_order_relaxed); }

}  // namespace rockpool::pools
