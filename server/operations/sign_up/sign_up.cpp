#include "server/accounts/names.h"
#include "server/api/handlers.h"
#include "server/clients/client_in_use.h"
#include "server/operations/context.h"
#include "server/operations/repeats.h"
#include "server/sign_up/calls.h"
#include "storage/transaction.h"

namespace rockpool::operations {

api::SignUpResponse SignUp(const Context& context, const api::SignUpRequest& request) {
  return sign_up::SignUp(context.world, context.caller, request, sign_up::By::kApplication);
}

Existence SignUpExists(const storage::Transaction& transaction, const Context& context, const api::SignUpRequest& request) {
  if (!transaction.resources(storage::ResourceKind::kAppClient).FindInStore(request.ClientId)) {
    return Existence::kNowhere;
  }
  const clients::SharedClient client = clients::UseClient(transaction, context.world.caches, request.ClientId);
  return accounts::FindUser(transaction, *client->pool, request.Username) ? Existence::kHere : Existence::kNowhere;
}

}  // namespace rockpool::operations
