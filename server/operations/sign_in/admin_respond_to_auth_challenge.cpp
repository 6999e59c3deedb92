#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/operations/sign_in/sign_in_calls.h"

namespace rockpool::operations {

api::AdminRespondToAuthChallengeResponse AdminRespondToAuthChallenge(const Context& context,
                                                                     const api::AdminRespondToAuthChallengeRequest& request) {
  return RespondTo<api::AdminRespondToAuthChallengeResponse>(context, request);
}

}  // namespace rockpool::operations
