#include "server/api/handlers.h"
#include "server/http/endpoint.h"
#include "server/operations/context.h"
#include "server/operations/sign_in/sign_in_calls.h"

namespace rockpool::operations {

http::Runs InitiateAuthRuns(const api::InitiateAuthRequest& request) { return InitiateRuns(request); }

api::InitiateAuthResponse InitiateAuth(const Context& context, const api::InitiateAuthRequest& request) {
  return Initiate<api::InitiateAuthResponse>(context, request);
}

}  // namespace rockpool::operations
