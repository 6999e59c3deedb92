#include <utility>

#include "server/accounts/links.h"
#include "server/accounts/names.h"
#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/operations/links/provider_user.h"
#include "server/operations/repeats.h"
#include "server/util/strings.h"
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

// Throws for a source that has been linked, or that has signed up by itself.
void RefuseKnownSource(const storage::Transaction& transaction, const pools::PoolInUse& pool, const accounts::SourceName& source) {
  const std::optional<accounts::Identity> linked = accounts::FindIdentity(transaction, pool, source);
  if (linked && !linked->is_primary) {
    throw api::InvalidParameterException("SourceUser is already linked to DestinationUser");
  }
  if (linked || transaction.users().Find(pool.id, accounts::Fold(pool, source.provider + "_" + source.value))) {
    throw api::InvalidParameterException(
        "Merging is not currently supported, provide a SourceUser that has not been signed up in order to link");
  }
}

// Whether a user of the pool's own is called as the source would be.
bool IsNativeName(const storage::Transaction& transaction, const pools::PoolInUse& pool, const accounts::SourceName& source) {
  const auto namesake = transaction.users().Find(pool.id, accounts::Fold(pool, source.provider + "_" + source.value));
  return namesake && !accounts::IsOfProvider(accounts::Decode(*namesake));
}

// Whether provider, attribute and value together are longer than AWS keeps (aws/aws-sdk-js#6985).
bool IsTooLong(const accounts::SourceName& source) {
  return util::Utf16Length(source.provider) + util::Utf16Length(source.attribute) + util::Utf16Length(source.value) >
         accounts::kLongestSource;
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
    if (IsTooLong(source)) {
      throw api::InvalidParameterException("SourceUser is too long.");
    }
    RefuseKnownSource(transaction, *pool, source);
    if (accounts::CountLinks(transaction, user) >= accounts::kMostLinks) {
      throw api::LimitExceededException("Maximum number of identities linked to the user exceeded.");
    }
    if (accounts::IsOneAttributeTooMany(transaction, *pool, source)) {
      throw api::LimitExceededException("Maximum number of source attributes of the identity provider exceeded.");
    }
    accounts::Identity identity;
    identity.source = source;
    identity.provider_type = provider->type;
    identity.linked_millis = now;
    accounts::AddIdentity(transaction, *pool, std::move(identity), user);
    accounts::Save(transaction, *pool, now, user);
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
