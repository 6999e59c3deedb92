#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/sign_up/calls.h"

namespace rockpool::operations {

api::ForgotPasswordResponse ForgotPassword(const Context& context, const api::ForgotPasswordRequest& request) {
  return sign_up::ForgotPassword(context.world, context.caller, request, sign_up::By::kApplication);
}

}  // namespace rockpool::operations
