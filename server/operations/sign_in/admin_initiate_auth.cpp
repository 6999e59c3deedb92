#include "server/api/handlers.h"
#include "server/http/endpoint.h"
#include "server/operations/context.h"
#include "server/operations/sign_in/sign_in_calls.h"

namespace rockpool::operations {

http::Runs AdminInitiateAuthRuns(const api::AdminInitiateAuthRequest& request) { return InitiateRuns(request); }

api::AdminInitiateAuthResponse AdminInitiateAuth(const Context& context, const api::AdminInitiateAuthRequest& request) {
  return Initiate<api::AdminInitiateAuthResponse>(context, request);
}

}  // namespace rockpool::operations
