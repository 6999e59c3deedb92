// The table `group_members`.
#pragma once

#include "storage/group_members.h"
#include "storage/sqlite/connection.h"

namespace rockpool::storage::sqlite {

class GroupMembers final : public storage::GroupMembers {
 public:
  explicit GroupMembers(Connection& connection) : connection_(connection) {}

  bool Add(std::string_view user_pool_id, std::string_view group, std::int64_t user) override;
  bool Remove(std::string_view user_pool_id, std::string_view group, std::int64_t user) override;
  std::vector<PoolResource> GroupsOf(std::int64_t user, std::string_view after, std::size_t limit) const override;
  std::vector<GroupMember> MembersOf(std::string_view user_pool_id, std::string_view group, std::int64_t after,
                                     std::size_t limit) const override;
  std::size_t CountGroupsOf(std::int64_t user) const override;

 private:
  Connection& connection_;
};

}  // namespace rockpool::storage::sqlite
