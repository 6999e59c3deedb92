#include "server/accounts/passkeys.h"
#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/tokens/access_token.h"
#include "storage/store.h"

namespace rockpool::operations {

api::DeleteWebAuthnCredentialResponse DeleteWebAuthnCredential(const Context& context,
                                                               const api::DeleteWebAuthnCredentialRequest& request) {
  const world::World& world = context.world;
  const tokens::AccessToken token = tokens::ReadAccessToken(world, request.AccessToken);
  world.store.Write([&](storage::Transaction& transaction) {
    const tokens::TokenHolder holder = tokens::RequireHolder(transaction, world.caches, token);
    if (!accounts::RemovePasskey(transaction, holder.user, request.CredentialId)) {
      throw api::ResourceNotFoundException("Credential does not exist.");  // Assumed
    }
  });
  return {};
}

}  // namespace rockpool::operations
