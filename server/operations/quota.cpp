#include "server/operations/quota.h"

#include "server/api/errors.h"

namespace rockpool::operations {

// Assumed: the quotas are documented, their texts are not.
std::string QuotaText(std::size_t limit, std::string_view things, std::string_view user_pool_id) {
  return "Maximum number of " + std::string(things) + " reached for user pool " + std::string(user_pool_id) + ": " + std::to_string(limit) +
         ".";
}

void RequireRoom(std::size_t count, std::size_t limit, std::string_view things, std::string_view user_pool_id) {
  if (count >= limit) {
    throw api::LimitExceededException(QuotaText(limit, things, user_pool_id));
  }
}

}  // namespace rockpool::operations
