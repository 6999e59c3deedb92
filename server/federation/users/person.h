// Who a person at a provider is in the pool: whom he was signed up as, or is linked to.
#pragma once

#include <optional>
#include <string>

#include "server/accounts/links.h"
#include "server/accounts/user.h"
#include "server/federation/claims.h"
#include "server/identity_providers/provider_in_use.h"
#include "server/pools/pool_in_use.h"
#include "storage/transaction.h"

namespace rockpool::federation {

struct Person {
  std::optional<accounts::User> user;          // nullopt: he signs in for the first time
  std::optional<accounts::Identity> identity;  // the one that shows in the user's attribute
  bool is_found_by_claim = false;              // for the first time: the subject is to be remembered
};

accounts::SourceName SubjectOf(const identity_providers::ProviderInUse& provider, const Claims& claims);

// Of the user that the person is signed up as.
std::string UsernameOf(const pools::PoolInUse& pool, const identity_providers::ProviderInUse& provider, const Claims& claims);

// By the subject, else by a claim that he was linked by. Throws Refusal for a subject that differs from a known one in case alone, for
// another subject than the linked claim has had before, and for one whose username is taken or no name.
Person FindPerson(const storage::Transaction& transaction, const pools::PoolInUse& pool, const identity_providers::ProviderInUse& provider,
                  const Claims& claims);

}  // namespace rockpool::federation
