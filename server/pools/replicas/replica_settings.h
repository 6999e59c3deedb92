// What a secondary replica has of its own beside its tags: how it sends e-mail and SMS, the functions that it calls, and the logs that it
// exports (the developer guide, "Multi-Region replication": regional settings). Assumed: where nothing was set there the primary's count.
#pragma once

#include <optional>
#include <string>

#include "server/api/types.h"
#include "server/pools/pool_in_use.h"
#include "server/util/clock.h"
#include "server/world/caller.h"
#include "storage/transaction.h"

namespace rockpool::pools {

// The pool with the settings of the secondary replica that serves the call: itself where none does, and where nothing was set there.
SharedPool AsServed(const storage::Transaction& transaction, const world::Caller& caller, SharedPool pool);

// The same, of what is shown.
void ShowReplicaSettings(const storage::Transaction& transaction, const world::Caller& caller, api::UserPoolType& pool);

// What UpdateUserPool does at a secondary replica, which serves the call: EmailConfiguration, SmsConfiguration and LambdaConfig of the
// request take the place of all three, by the rules of the replica's region. Throws api::InvalidParameterException for what breaks them,
// for what leaves a factor or a verification of the pool's, whose settings `pool` are, without its sender, and for any other member, which
// is the primary's (Assumed: that it is refused, and the text).
void SetReplicaSettings(storage::Transaction& transaction, const world::Caller& caller, const api::UserPoolType& pool,
                        const api::UpdateUserPoolRequest& request, util::EpochMillis now);

// Which logs are exported by the replica in that region, or by the primary (""); nullopt where nothing was set.
std::optional<api::LogDeliveryConfigurationType> FindLogDelivery(const storage::Transaction& transaction, const std::string& user_pool_id,
                                                                 const std::string& replica);
void SetLogDelivery(storage::Transaction& transaction, const std::string& replica, const api::LogDeliveryConfigurationType& configuration,
                    util::EpochMillis now);

// With the replica in that region.
void DeleteReplicaSettings(storage::Transaction& transaction, const std::string& user_pool_id, const std::string& region);

}  // namespace rockpool::pools
