#include "server/accounts/names.h"
#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/operations/links/provider_user.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

// From now on a password signs nobody in as the user until one is set anew.
void EndPassword(storage::Transaction& transaction, const accounts::User& user) {
  storage::Credentials credentials = transaction.credentials().Find(user.number());
  credentials.password.reset();
  credentials.imported_hash.reset();
  transaction.credentials().Put(user.number(), credentials);
}

// By the subject, or before the first sign-in by what it was linked by (the API reference).
accounts::Identity RequireLink(const storage::Transaction& transaction, const pools::PoolInUse& pool, const accounts::SourceName& named) {
  const std::optional<accounts::Identity> identity = accounts::FindIdentity(transaction, pool, named);
  if (!identity) {
    throw api::UserNotFoundException("User does not exist.");
  }
  if (identity->is_primary || !identity->subject.empty()) {
    throw api::InvalidParameterException("Account isn't linked to anyone else, verify that the account has been linked");
  }
  return *identity;
}

}  // namespace

api::AdminDisableProviderForUserResponse AdminDisableProviderForUser(const Context& context,
                                                                     const api::AdminDisableProviderForUserRequest& request) {
  const util::EpochMillis now = context.world.clock.Now();
  context.world.store.Write([&](storage::Transaction& transaction) {
    const pools::SharedPool pool = pools::UsePool(transaction, context.world.caches, context.caller, request.UserPoolId);
    const accounts::SourceName named = RequireNamed(request.User);
    if (named.provider == kOfThePool) {
      accounts::User user = accounts::RequireUser(transaction, *pool, named.value);
      EndPassword(transaction, user);
      accounts::Save(transaction, *pool, now, user);
      return;
    }
    RequireProvider(transaction, *pool, named.provider);
    const accounts::Identity identity = RequireLink(transaction, *pool, named);
    accounts::User user = accounts::Decode(transaction.users().FindByNumber(identity.user).value());
    accounts::RemoveIdentity(transaction, *pool, identity, user);
    accounts::Save(transaction, *pool, now, user);
  });
  return {};
}

}  // namespace rockpool::operations
