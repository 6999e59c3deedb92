#include "server/operations/quota.h"

#include <string>

#include "server/api/errors.h"

namespace rockpool::operations {

void RequireRoom(std::size_t count, std::size_t limit, std::string_view things, std::string_view user_pool_id) {
  if (count >= limit) {
    // Assumed: the quotas are documented, their texts are not.
    throw api::LimitExceededException("Maximum number of " + std::string(things) + " reached for user pool " + std::string(user_pool_id) +
                                      ": " + std::to_string(limit) + ".");
  }
}

}  // namespace rockpool::operations
