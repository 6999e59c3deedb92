#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/operations/mfa/auth_factors.h"
#include "server/tokens/access_token.h"
#include "storage/store.h"

namespace rockpool::operations {

api::GetUserAuthFactorsResponse GetUserAuthFactors(const Context& context, const api::GetUserAuthFactorsRequest& request) {
  const tokens::AccessToken token = tokens::ReadAccessToken(context.world, request.AccessToken);
  return context.world.store.Read([&](const storage::Transaction& transaction) {
    const tokens::TokenHolder holder = tokens::RequireHolder(transaction, context.world.caches, token);
    return AuthFactorsOf<api::GetUserAuthFactorsResponse>(transaction, holder.user);
  });
}

}  // namespace rockpool::operations
