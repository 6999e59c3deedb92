// What of a pool's app clients and domains keeps it from a lower tier.
#pragma once

#include <string>
#include <vector>

#include "server/pools/tier.h"
#include "storage/transaction.h"

namespace rockpool::clients {

// Assumed: that these count, as the calls that set them up need the tier; the documentation names log export alone.
std::vector<pools::Feature> FeaturesInUse(const storage::Transaction& transaction, const std::string& user_pool_id);

}  // namespace rockpool::clients
