// Linking a person at a provider to a user, as an administrator's call and a trigger's rule do it.
#pragma once

#include <string>

#include "server/accounts/links.h"
#include "server/accounts/user.h"
#include "server/pools/pool_in_use.h"
#include "server/util/clock.h"
#include "storage/transaction.h"

namespace rockpool::accounts {

// From then on whom the provider calls so signs in as the user, who is kept. Throws, having written nothing: api::InvalidParameterException
// for a source that is too long, linked already or signed up by itself, api::LimitExceededException for one link or attribute too many.
void Link(storage::Transaction& transaction, const pools::PoolInUse& pool, const SourceName& source, const std::string& provider_type,
          util::EpochMillis now, User& user);

}  // namespace rockpool::accounts
