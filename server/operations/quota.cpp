#include "server/operations/quota.h"

#include "server/api/errors.h"

namespace rockpool::operations {
namespace {

// Assumed: the quotas are documented, their texts are not.
std::string TextFor(std::size_t limit, std::string_view things, const std::string& owner) {
  return "Maximum number of " + std::string(things) + " reached for " + owner + ": " + std::to_string(limit) + ".";
}

}  // namespace

std::string QuotaText(std::size_t limit, std::string_view things, std::string_view user_pool_id) {
  return TextFor(limit, things, "user pool " + std::string(user_pool_id));
}

void RequireRoom(std::size_t count, std::size_t limit, std::string_view things, std::string_view user_pool_id) {
  if (count >= limit) {
    throw api::LimitExceededException(QuotaText(limit, things, user_pool_id));
  }
}

void RequireRoomInAccount(std::size_t count, std::size_t limit, std::string_view things, std::string_view account) {
  if (count >= limit) {
    throw api::LimitExceededException(TextFor(limit, things, "account " + std::string(account)));
  }
}

}  // namespace rockpool::operations
