#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/sign_in/dispatcher/software_tokens.h"

namespace rockpool::operations {

api::AssociateSoftwareTokenResponse AssociateSoftwareToken(const Context& context, const api::AssociateSoftwareTokenRequest& request) {
  return sign_in::AssociateToken(context.world, request);
}

}  // namespace rockpool::operations
