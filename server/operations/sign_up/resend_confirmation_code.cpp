#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/sign_up/calls.h"

namespace rockpool::operations {

api::ResendConfirmationCodeResponse ResendConfirmationCode(const Context& context, const api::ResendConfirmationCodeRequest& request) {
  return sign_up::ResendConfirmationCode(context.world, context.caller, request, sign_up::By::kApplication);
}

}  // namespace rockpool::operations
