#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/sign_up/calls.h"

namespace rockpool::operations {

api::ConfirmSignUpResponse ConfirmSignUp(const Context& context, const api::ConfirmSignUpRequest& request) {
  return sign_up::ConfirmSignUp(context.world, context.caller, request, sign_up::By::kApplication);
}

}  // namespace rockpool::operations
