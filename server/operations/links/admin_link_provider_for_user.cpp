#include <utility>

#include "server/accounts/linking.h"
#include "server/accounts/links.h"
#include "server/accounts/names.h"
#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/operations/links/provider_user.h"
#include "server/operations/repeats.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

accounts::User RequireDestination(const storage::Transaction& transaction, const pools::PoolInUse& pool,
                                  const accounts::SourceName& destination) {
  // Whatever ProviderAttributeName says: a person is known by the subject (the API reference).
  std::optional<accounts::User> user =
      FindUserOfProvider(transaction, pool, {destination.provider, std::string(accounts::kSubjectAttribute), destination.value});
  if (!user) {
    throw api::UserNotFoundException("User does not exist.");
  }
  return *std::move(user);
}

// Whether a user of the pool's own is called as the source would be.
bool IsNativeName(const storage::Transaction& transaction, const pools::PoolInUse& pool, const accounts::SourceName& source) {
  const auto namesake = transaction.users().Find(pool.id, accounts::Fold(pool, source.provider + "_" + source.value));
  return namesake && !accounts::IsOfProvider(accounts::Decode(*namesake));
}

}  // namespace

api::AdminLinkProviderForUserResponse AdminLinkProviderForUser(const Context& context,
                                                               const api::AdminLinkProviderForUserRequest& request) {
  const util::EpochMillis now = context.world.clock.Now();
  context.world.store.Write([&](storage::Transaction& transaction) {
    const pools::SharedPool pool = pools::UsePool(transaction, context.world.caches, context.caller, request.UserPoolId);
    const accounts::SourceName destination = RequireNamed(request.DestinationUser);
    const accounts::SourceName source = RequireNamed(request.SourceUser);
    accounts::User user = RequireDestination(transaction, *pool, destination);
    std::optional<storage::IdentityProvider> provider;
    if (source.provider != kOfThePool) {
      provider = RequireProvider(transaction, *pool, source.provider);
    }
    if (!provider || IsNativeName(transaction, *pool, source)) {
      throw api::InvalidParameterException(
          "Invalid SourceUser: Cognito users with a username/password may not be passed in as a SourceUser, only as a DestinationUser");
    }
    accounts::Link(transaction, *pool, source, provider->type, now, user);
  });
  return {};
}

// Linked to whomever.
Existence AdminLinkProviderForUserExists(const storage::Transaction& transaction, const Context& context,
                                         const api::AdminLinkProviderForUserRequest& request) {
  if (InOwnPool(transaction, context, request.UserPoolId, true) == Existence::kNowhere) {
    return Existence::kNowhere;
  }
  const auto pool = pools::UsePool(transaction, context.world.caches, context.caller, request.UserPoolId);
  return accounts::FindIdentity(transaction, *pool, RequireNamed(request.SourceUser)) ? Existence::kHere : Existence::kNowhere;
}

}  // namespace rockpool::operations
