// What a secondary replica has of its own beside its tags: how it sends e-mail, SMS and notices of threat protection, the functions that it
// calls, and the logs that it exports (the developer guide, "Multi-Region replication": regional configurations). All else is the
// primary's, and a request in the replica's region that says it otherwise is refused (API reference of UpdateUserPool and
// SetRiskConfiguration). Assumed: where nothing was set there the primary's count.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/api/types.h"
#include "server/pools/pool_in_use.h"
#include "server/util/clock.h"
#include "server/world/caller.h"
#include "storage/transaction.h"

namespace rockpool::pools {

// The pool with the settings of the secondary replica that serves the call: itself where none does, and where nothing was set there.
SharedPool AsServed(const storage::Transaction& transaction, const world::Caller& caller, SharedPool pool);

// The same, of what is shown of the pool with that id.
void ShowReplicaSettings(const storage::Transaction& transaction, const world::Caller& caller, const std::string& user_pool_id,
                         api::UserPoolType& pool);

// The caller as the rules of a region see him: where a secondary replica serves him he is in that region, and not in the primary's.
world::Caller AtReplica(world::Caller caller);

// Throws api::InvalidParameterException unless all that is not the replica's own is as the primary has it.
void RequireSame(bool is_same);

// What UpdateUserPool does at a secondary replica, which serves the call: EmailConfiguration, SmsConfiguration and LambdaConfig of the
// request take the place of all three, by the rules of the replica's region. `pool` are the primary's settings, and `request` is with what
// an update keeps. Throws as RequireSame does for what is otherwise in the request, or in what it leaves to a default, and
// api::InvalidParameterException for what breaks the rules and what leaves a factor or a verification of the pool's without its sender.
void SetReplicaSettings(storage::Transaction& transaction, const world::Caller& caller, const api::UserPoolType& pool,
                        const api::UpdateUserPoolRequest& request, util::EpochMillis now);

// What SetUserPoolMfaConfig does there: this sender alone is the replica's own, until the next SetReplicaSettings.
void SetReplicaSms(storage::Transaction& transaction, const world::Caller& caller, const std::string& user_pool_id,
                   const std::optional<api::SmsConfigurationType>& sms, util::EpochMillis now);

// Which logs are exported by the replica in that region, or by the primary (""); nullopt where nothing was set.
std::optional<api::LogDeliveryConfigurationType> FindLogDelivery(const storage::Transaction& transaction, const std::string& user_pool_id,
                                                                 const std::string& replica);
void SetLogDelivery(storage::Transaction& transaction, const std::string& replica, const api::LogDeliveryConfigurationType& configuration,
                    util::EpochMillis now);

// Under what the store keeps another setting of the replica's, among those of ResourceKind::kReplicaTags. They end with it.
std::string KeyAtReplica(const std::string& region, std::string_view what);

// With the replica in that region.
void DeleteReplicaSettings(storage::Transaction& transaction, const std::string& user_pool_id, const std::string& region);

}  // namespace rockpool::pools
