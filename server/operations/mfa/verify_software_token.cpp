#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/sign_in/dispatcher/software_tokens.h"

namespace rockpool::operations {

api::VerifySoftwareTokenResponse VerifySoftwareToken(const Context& context, const api::VerifySoftwareTokenRequest& request) {
  return sign_in::VerifyToken(context.world, request);
}

}  // namespace rockpool::operations
