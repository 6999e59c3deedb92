#include "server/pools/quotas.h"

#include <algorithm>
#include <string>

#include "server/api/errors.h"
#include "server/api/operation.h"

namespace rockpool::pools {
namespace {

// Assumed: the quotas are documented, their texts are not.
std::string TextFor(std::size_t limit, std::string_view things, std::string_view owner) {
  return "Maximum number of " + std::string(things) + " reached for " + std::string(owner) + ": " + std::to_string(limit) + ".";
}

void RequireRoomFor(std::size_t count, std::size_t limit, std::string_view things, std::string_view kind_of_owner, std::string_view owner) {
  if (count >= limit) {
    throw api::LimitExceededException(TextFor(limit, things, std::string(kind_of_owner) + " " + std::string(owner)));
  }
}

}  // namespace

void RequireAtMost(const api::Operation& operation, std::size_t count, std::size_t limit, std::string_view things, std::string_view owner) {
  if (count <= limit) {
    return;
  }
  const auto errors = operation.errors;
  if (std::ranges::find(errors, "LimitExceededException") == errors.end()) {
    throw api::InvalidParameterException(TextFor(limit, things, owner));
  }
  throw api::LimitExceededException(TextFor(limit, things, owner));
}

void RequireRoom(std::size_t count, std::size_t limit, std::string_view things, std::string_view user_pool_id) {
  RequireRoomFor(count, limit, things, "user pool", user_pool_id);
}

void RequireRoomInAccount(std::size_t count, std::size_t limit, std::string_view things, std::string_view account) {
  RequireRoomFor(count, limit, things, "account", account);
}

}  // namespace rockpool::pools
