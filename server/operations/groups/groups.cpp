#include "server/operations/groups/groups.h"

#include <utility>

#include "server/api/errors.h"
#include "server/operations/pool_resources.h"
#include "server/operations/user_pools/arn.h"

namespace rockpool::operations {
namespace {

// The account of callers whose key names none. They take roles of any account along: their configuration has the real one's.
constexpr std::string_view kNoAccount = "000000000000";

}  // namespace

storage::PoolResource FindGroup(const storage::Transaction& transaction, std::string_view user_pool_id, std::string_view name) {
  auto record = transaction.resources(storage::ResourceKind::kGroup).Find(user_pool_id, name);
  if (!record) {
    throw api::ResourceNotFoundException("Group not found.");
  }
  return *std::move(record);
}

api::GroupType ShownGroup(const storage::PoolResource& record) {
  auto group = ContentOf<api::GroupType>(record);
  group.CreationDate = api::Timestamp{record.creation_millis};
  group.LastModifiedDate = api::Timestamp{record.last_modified_millis};
  return group;
}

void CheckRole(const Context& context, const std::optional<std::string>& role_arn) {
  if (role_arn && context.account != kNoAccount && AccountOfArn(*role_arn) != context.account) {
    throw api::InvalidParameterException("Cross-account pass role is not allowed.");  // Assumed: the type
  }
}

}  // namespace rockpool::operations
