#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/pools/certificates.h"
#include "server/pools/user_pools.h"

namespace rockpool::operations {

api::GetSigningCertificateResponse GetSigningCertificate(const Context& context, const api::GetSigningCertificateRequest& request) {
  return {pools::EnsureSigningCertificate(context.world, request.UserPoolId, [&](const storage::Transaction& transaction) {
    pools::RequirePool(transaction, context.caller, request.UserPoolId);
  })};
}

}  // namespace rockpool::operations
