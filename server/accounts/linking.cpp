#include "server/accounts/linking.h"

#include <optional>
#include <utility>

#include "server/accounts/names.h"
#include "server/api/errors.h"
#include "server/util/strings.h"

namespace rockpool::accounts {
namespace {

// Throws for a source that has been linked, or that has signed up by itself.
void RefuseKnownSource(const storage::Transaction& transaction, const pools::PoolInUse& pool, const SourceName& source) {
  const std::optional<Identity> linked = FindIdentity(transaction, pool, source);
  if (linked && !linked->is_primary) {
    throw api::InvalidParameterException("SourceUser is already linked to DestinationUser");
  }
  if (linked || transaction.users().Find(pool.id, Fold(pool, source.provider + "_" + source.value))) {
    throw api::InvalidParameterException(
        "Merging is not currently supported, provide a SourceUser that has not been signed up in order to link");
  }
}

// Whether provider, attribute and value together are longer than AWS keeps (aws/aws-sdk-js#6985).
bool IsTooLong(const SourceName& source) {
  return util::Utf16Length(source.provider) + util::Utf16Length(source.attribute) + util::Utf16Length(source.value) > kLongestSource;
}

}  // namespace

void Link(storage::Transaction& transaction, const pools::PoolInUse& pool, const SourceName& source, const std::string& provider_type,
          util::EpochMillis now, User& user) {
  if (IsTooLong(source)) {
    throw api::InvalidParameterException("SourceUser is too long.");
  }
  RefuseKnownSource(transaction, pool, source);
  if (CountLinks(transaction, user) >= kMostLinks) {
    throw api::LimitExceededException("Maximum number of identities linked to the user exceeded.");
  }
  if (IsOneAttributeTooMany(transaction, pool, source)) {
    throw api::LimitExceededException("Maximum number of source attributes of the identity provider exceeded.");
  }
  Identity identity;
  identity.source = source;
  identity.provider_type = provider_type;
  identity.linked_millis = now;
  AddIdentity(transaction, pool, std::move(identity), user);
  Save(transaction, pool, now, user);
}

}  // namespace rockpool::accounts
