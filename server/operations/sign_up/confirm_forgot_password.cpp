#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/sign_up/calls.h"

namespace rockpool::operations {

api::ConfirmForgotPasswordResponse ConfirmForgotPassword(const Context& context, const api::ConfirmForgotPasswordRequest& request) {
  return sign_up::ConfirmForgotPassword(context.world, context.caller, request, sign_up::By::kApplication);
}

}  // namespace rockpool::operations
