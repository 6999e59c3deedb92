#include "server/operations/quota.h"

#include <string>

#include "server/api/errors.h"

namespace rockpool::operations {
namespace {

[[noreturn]] void ThrowFull(std::size_t limit, std::string_view things, const std::string& owner) {
  // Assumed: the quotas are documented, their texts are not.
  throw api::LimitExceededException("Maximum number of " + std::string(things) + " reached for " + owner + ": " + std::to_string(limit) +
                                    ".");
}

}  // namespace

void RequireRoom(std::size_t count, std::size_t limit, std::string_view things, std::string_view user_pool_id) {
  if (count >= limit) {
    ThrowFull(limit, things, "user pool " + std::string(user_pool_id));
  }
}

void RequireRoomInAccount(std::size_t count, std::size_t limit, std::string_view things, std::string_view account) {
  if (count >= limit) {
    ThrowFull(limit, things, "account " + std::string(account));
  }
}

}  // namespace rockpool::operations
