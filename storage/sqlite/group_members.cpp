#include "storage/sqlite/group_members.h"

#include <stdexcept>

#include "storage/sqlite/graveyard.h"
#include "storage/sqlite/repositories.h"
#include "storage/sqlite/statement.h"
#include "storage/sqlite/users.h"

namespace rockpool::storage::sqlite {
namespace {

// A user or a group that waits to be swept is in another pool than what it was a member of, or had as a member.
constexpr std::string_view kFromGroupsOfUser =
    " FROM users AS u CROSS JOIN user_pools AS p ON p.id = u.user_pool CROSS JOIN group_members AS m ON m.user = u.id "
    "CROSS JOIN pool_resources AS r ON r.id = m.user_group AND r.user_pool = u.user_pool WHERE u.id = ? AND ";

}  // namespace

bool GroupMembers::Add(std::string_view user_pool_id, std::string_view group, std::int64_t user) {
  constexpr std::string_view kBoth =
      " FROM user_pools AS p CROSS JOIN pool_resources AS r ON r.user_pool = p.id AND r.kind = 'group' "
      "CROSS JOIN users AS u ON u.user_pool = p.id WHERE p.pool_id = ? AND r.key = ? AND u.id = ?";
  static const std::string both_exist = Joined({"SELECT 1", kBoth});
  static const std::string add = Joined({"INSERT INTO group_members (user, group_name, user_group) SELECT u.id, r.key, r.id", kBoth,
                                         " ON CONFLICT (user, group_name, user_group) DO NOTHING"});
  if (!Statement(connection_, both_exist).Bind(user_pool_id, group, user).Step()) {
    throw std::logic_error("A user is added to a group, and one of them does not exist.");
  }
  return Statement(connection_, add).Bind(user_pool_id, group, user).Run() > 0;
}

bool GroupMembers::Remove(std::string_view user_pool_id, std::string_view group, std::int64_t user) {
  static const std::string sql = Joined({"DELETE FROM group_members WHERE user = ", kLivingUser,
                                         " AND group_name = ? AND user_group = (SELECT r.id FROM user_pools AS p "
                                         "CROSS JOIN pool_resources AS r ON r.user_pool = p.id "
                                         "WHERE p.pool_id = ? AND r.kind = 'group' AND r.key = ?)"});
  return Statement(connection_, sql).Bind(user, group, user_pool_id, group).Run() > 0;
}

std::vector<PoolResource> GroupMembers::GroupsOf(std::int64_t user, std::string_view after, std::size_t limit) const {
  static const std::string sql =
      Joined({"SELECT ", kResourceColumns, kFromGroupsOfUser, kPoolLives, " AND m.group_name > ? ORDER BY m.group_name LIMIT ?"});
  Statement list(connection_, sql);
  list.Bind(user, after, LimitOf(limit));
  return AllResources(list);
}

std::vector<GroupMember> GroupMembers::MembersOf(std::string_view user_pool_id, std::string_view group, std::int64_t after,
                                                 std::size_t limit) const {
  static const std::string sql = Joined({"SELECT ", kUserColumns,
                                         ", m.id FROM user_pools AS p CROSS JOIN pool_resources AS r ON r.user_pool = p.id "
                                         "CROSS JOIN group_members AS m ON m.user_group = r.id "
                                         "CROSS JOIN users AS u ON u.id = m.user AND u.user_pool = p.id "
                                         "WHERE p.pool_id = ? AND r.kind = 'group' AND r.key = ? AND m.id > ? ORDER BY m.id LIMIT ?"});
  Statement list(connection_, sql);
  list.Bind(user_pool_id, group, after, LimitOf(limit));
  std::vector<GroupMember> members;
  while (list.Step()) {
    members.push_back({list.Integer(kUserColumnCount), UserOf(list)});
  }
  return members;
}

std::size_t GroupMembers::CountGroupsOf(std::int64_t user) const {
  static const std::string sql = Joined({"SELECT count(*)", kFromGroupsOfUser, kPoolLives});
  Statement count(connection_, sql);
  return CountIn(count.Bind(user));
}

}  // namespace rockpool::storage::sqlite
