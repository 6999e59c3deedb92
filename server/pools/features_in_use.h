// What of a user pool keeps it from a lower tier.
#pragma once

#include <string>
#include <vector>

#include "server/pools/tier.h"
#include "storage/transaction.h"

namespace rockpool::pools {

// Replicas, and logs of users' activity. Assumed: that replicas count; the documentation names log export alone.
std::vector<Feature> FeaturesInUse(const storage::Transaction& transaction, const std::string& user_pool_id);

}  // namespace rockpool::pools
