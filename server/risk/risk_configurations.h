// risk: threat protection; so far its configuration and the rules of that. It judges and decides nothing of a flow: flows ask it.
//
// Between the risk configuration that is kept, of a pool or of an app client, and the API's answer.
#pragma once

#include <optional>
#include <string>

#include "server/api/types.h"
#include "server/world/caller.h"
#include "storage/transaction.h"

namespace rockpool::risk {

// What is in force: the app client's own configuration, else the pool's, else none.
// Assumed: that an inherited one is shown as the pool's, without ClientId, as the reference describes that member.
api::RiskConfigurationType RiskConfigurationInForce(const storage::Transaction& transaction, const std::string& user_pool_id,
                                                    const std::optional<std::string>& client_id);

// What the operations on risk configurations refuse although the model lets it pass.

// Addresses are ranges, and who is to notify has what it takes. Throws api::InvalidParameterException, and api::NotAuthorizedException for
// a sender that is not the caller's.
void CheckRiskConfiguration(const api::SetRiskConfigurationRequest& request, const world::Caller& caller);

// Ranges of addresses in CIDR notation.

// An IPv4 or IPv6 address, a slash, and how many of its bits count. Bits behind those may be set.
bool IsIpRange(const std::string& text);

}  // namespace rockpool::risk
