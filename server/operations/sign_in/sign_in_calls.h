// Between the four operations of a sign-in, of which two name the pool and are signed, and the sign-in itself.
#pragma once

#include <utility>

#include "server/api/operation.h"
#include "server/clients/client_in_use.h"
#include "server/http/endpoint.h"
#include "server/operations/context.h"
#include "server/pools/pool_in_use.h"
#include "server/pools/replicas/replica_settings.h"
#include "server/sign_in/dispatcher/dispatcher.h"
#include "server/sign_in/flows/flow.h"

namespace rockpool::operations {

template <class Request>
constexpr bool kNamesPool = requires(const Request& request) {
  request.UserPoolId;
};

// `context` and `request` outlive it.
template <class Request>
sign_in::Entry EntryOf(const Context& context, const Request& request) {
  const auto find_client = [&context, &request](const storage::Transaction& transaction) {
    const world::Caches& caches = context.world.caches;
    if constexpr (kNamesPool<Request>) {
      auto pool = pools::UsePool(transaction, caches, context.caller, request.UserPoolId);
      return clients::UseClientOf(transaction, pools::AsServed(transaction, context.caller, std::move(pool)), request.ClientId);
    } else {
      return clients::AsServed(transaction, context.caller, clients::UseClient(transaction, caches, request.ClientId));
    }
  };
  sign_in::Entry entry{context.world, context.caller, context.operation.name, request.ClientId, find_client, request.ClientMetadata};
  if constexpr (kNamesPool<Request>) {
    entry.context.of_server = request.ContextData;
  } else {
    entry.context.of_user = request.UserContextData;
  }
  return entry;
}

template <class Response>
Response AnswerOf(sign_in::Reply&& reply) {
  Response response;
  response.ChallengeName = reply.ChallengeName;
  response.ChallengeParameters = std::move(reply.ChallengeParameters);
  response.Session = std::move(reply.Session);
  response.AvailableChallenges = std::move(reply.AvailableChallenges);
  response.AuthenticationResult = std::move(reply.AuthenticationResult);
  return response;
}

// Where a sign-in begins: most prove a password or sign tokens at once, or verify one.
template <class Request>
http::Runs InitiateRuns(const Request& request) {
  const bool only_asks = request.AuthFlow == api::AuthFlowType::USER_AUTH && !request.Session &&
                         (!request.AuthParameters || sign_in::OnlyAsks(*request.AuthParameters));
  return only_asks ? http::Runs::kHere : http::Runs::kComputes;
}

template <class Response, class Request>
Response Initiate(const Context& context, const Request& request) {
  return AnswerOf<Response>(
      sign_in::Open(EntryOf(context, request),
                    {request.AuthFlow, request.AuthParameters.value_or(sign_in::Parameters()), kNamesPool<Request>, request.Session}));
}

template <class Response, class Request>
Response RespondTo(const Context& context, const Request& request) {
  return AnswerOf<Response>(sign_in::Respond(
      EntryOf(context, request), {request.ChallengeName, request.Session, request.ChallengeResponses.value_or(sign_in::Parameters())}));
}

}  // namespace rockpool::operations
