#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/operations/sign_in/sign_in_calls.h"

namespace rockpool::operations {

api::RespondToAuthChallengeResponse RespondToAuthChallenge(const Context& context, const api::RespondToAuthChallengeRequest& request) {
  return RespondTo<api::RespondToAuthChallengeResponse>(context, request);
}

}  // namespace rockpool::operations
