// risk: threat protection; so far its configuration and the rules of that. It judges and decides nothing of a flow: flows ask it.
//
// Between the risk configuration that is kept, of a pool or of an app client, and the API's answer.
#pragma once

#include <optional>
#include <string>

#include "server/api/types.h"
#include "storage/transaction.h"

namespace rockpool::risk {

// What is in force: the app client's own configuration, else the pool's, else none.
// Assumed: that an inherited one is shown as the pool's, without ClientId, as the reference describes that member.
api::RiskConfigurationType RiskConfigurationInForce(const storage::Transaction& transaction, const std::string& user_pool_id,
                                                    const std::optional<std::string>& client_id);

}  // namespace rockpool::risk
