#include <optional>
#include <string>
#include <vector>

#include "server/api/errors.h"
#include "server/pools/identifiers.h"
#include "server/pools/rules/pool_rules.h"
#include "server/world/caller.h"

namespace rockpool::pools {
namespace {

std::vector<std::string_view> FunctionsOf(const api::LambdaConfigType& lambdas) {
  std::vector<std::string_view> functions;
  for (const std::optional<std::string>* function :
       {&lambdas.PreSignUp, &lambdas.CustomMessage, &lambdas.PostConfirmation, &lambdas.PreAuthentication, &lambdas.PostAuthentication,
        &lambdas.DefineAuthChallenge, &lambdas.CreateAuthChallenge, &lambdas.VerifyAuthChallengeResponse, &lambdas.PreTokenGeneration,
        &lambdas.UserMigration}) {
    if (*function) {
      functions.push_back(**function);
    }
  }
  const auto add = [&functions](const auto& versioned) {
    if (versioned) {
      functions.push_back(versioned->LambdaArn);
    }
  };
  add(lambdas.PreTokenGenerationConfig);
  add(lambdas.CustomSMSSender);
  add(lambdas.CustomEmailSender);
  add(lambdas.InboundFederation);
  return functions;
}

void CheckSenderKey(const api::LambdaConfigType& lambdas, std::string_view region) {
  if (!lambdas.CustomSMSSender && !lambdas.CustomEmailSender) {
    return;
  }
  if (!lambdas.KMSKeyID) {
    throw api::InvalidParameterException("KMSKeyId parameter is required when Custom SMS/Email Lambda trigger is used.");
  }
  const std::string_view key_region = RegionOfArn(*lambdas.KMSKeyID);
  if (key_region != region) {
    throw api::InvalidParameterException("Encountered error when CreateGrant was attempted on the input KMS key - Invalid arn " +
                                         std::string(key_region));
  }
}

}  // namespace

template <class Request>
void CheckLambdaRules(const Request& request, const world::Caller& caller) {
  if (!request.LambdaConfig) {
    return;
  }
  const api::LambdaConfigType& lambdas = *request.LambdaConfig;
  if (lambdas.PreTokenGeneration && lambdas.PreTokenGenerationConfig &&
      lambdas.PreTokenGeneration != lambdas.PreTokenGenerationConfig->LambdaArn) {
    throw api::InvalidParameterException("Cannot use PreTokenGenerationLambda and PreTokenGeneration with different Lambda function ARN's");
  }
  for (const std::string_view function : FunctionsOf(lambdas)) {
    if (RegionOfArn(function) != caller.region) {
      throw api::InvalidParameterException("Cross-region lambda functions are not supported");
    }
  }
  CheckSenderKey(lambdas, caller.region);
}

template void CheckLambdaRules(const api::CreateUserPoolRequest& request, const world::Caller& caller);
template void CheckLambdaRules(const api::UpdateUserPoolRequest& request, const world::Caller& caller);

}  // namespace rockpool::pools
