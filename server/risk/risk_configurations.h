// risk: threat protection: its configuration, how risky an event is and what that asks for, the record of events, the notices and logs of
// them. It decides nothing of a flow: flows ask it, and act on what it says.
//
// Between the risk configuration that is kept, of a pool or of an app client, and the API's answer.
#pragma once

#include <optional>
#include <string>

#include "server/api/types.h"
#include "server/util/clock.h"
#include "server/world/caller.h"
#include "storage/transaction.h"

namespace rockpool::risk {

// What is in force: the app client's own configuration, else the pool's, else none.
// Assumed: that an inherited one is shown as the pool's, without ClientId, as the reference describes that member. At the secondary replica
// in the region `replica` (empty: at the primary) with the sender of notices that was set there for that very configuration.
api::RiskConfigurationType RiskConfigurationInForce(const storage::Transaction& transaction, const std::string& user_pool_id,
                                                    const std::optional<std::string>& client_id, const std::string& replica);

// What the operations on risk configurations refuse although the model lets it pass.

// Addresses are ranges, and who is to notify has what it takes. Throws api::InvalidParameterException, and api::NotAuthorizedException for
// a sender that is not the caller's.
void CheckRiskConfiguration(const api::SetRiskConfigurationRequest& request, const world::Caller& caller);

// What SetRiskConfiguration does at a secondary replica: SourceArn and From of NotifyConfiguration are its own, and all else is as the
// primary has it (documented). `configuration` is the request's, nullopt where it takes one back. Throws as pools::RequireSame does.
// Assumed: an app client that inherits the pool's configuration has none there either.
void SetSenderOfNotices(storage::Transaction& transaction, const std::string& replica, const api::SetRiskConfigurationRequest& request,
                        const std::optional<api::RiskConfigurationType>& configuration, util::EpochMillis now);

}  // namespace rockpool::risk
