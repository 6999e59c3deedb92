// Which users are in which groups.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "storage/pool_resources.h"
#include "storage/users.h"

namespace rockpool::storage {

struct GroupMember {
  std::int64_t number = 0;  // of the membership: the order of joining, unique in the store
  User user;
};

// A group is the pool's resource of kind kGroup under its name. Memberships end with the group and with the user.
class GroupMembers {
 public:
  virtual ~GroupMembers() = default;

  // False if the user is in the group already. Requires: both exist, in one pool (std::logic_error if not).
  virtual bool Add(std::string_view user_pool_id, std::string_view group, std::int64_t user) = 0;

  // False if the user was not in the group.
  virtual bool Remove(std::string_view user_pool_id, std::string_view group, std::int64_t user) = 0;

  // The groups of a user in the order of their names, from the first one after `after` (empty: from the beginning).
  virtual std::vector<PoolResource> GroupsOf(std::int64_t user, std::string_view after, std::size_t limit) const = 0;

  // The members of a group in the order of joining, from the first one after that number (0: from the beginning).
  virtual std::vector<GroupMember> MembersOf(std::string_view user_pool_id, std::string_view group, std::int64_t after,
                                             std::size_t limit) const = 0;

  // At most a hundred in a user's case, by quota: counted as they lie.
  virtual std::size_t CountGroupsOf(std::int64_t user) const = 0;
};

}  // namespace rockpool::storage
