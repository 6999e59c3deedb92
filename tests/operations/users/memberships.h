// Users in groups.
#pragma once

#include <string>

#include "tests/operations/users/users.h"

namespace rockpool::support {

class MembersPool : public UsersPool {
 public:
  using UsersPool::UsersPool;

  void AddGroup(const std::string& group) const { EXPECT_EQ(Try("CreateGroup", TextMember("GroupName", group)), kOk); }
  std::string TryJoin(const std::string& name, const std::string& group) const {
    return TryOf("AdminAddUserToGroup", name, TextMember("GroupName", group));
  }
  void Join(const std::string& name, const std::string& group) const { EXPECT_EQ(TryJoin(name, group), kOk); }

  // Like "a b": the groups of the user, and the users of the group.
  std::string GroupsOf(const std::string& name) const {
    const Answer answer = Of("AdminListGroupsForUser", name);
    std::string groups;
    for (rapidjson::SizeType i = 0; i < answer.At("Groups").Size(); ++i) {
      groups += (i == 0 ? "" : " ") + answer.TextAt("Groups." + std::to_string(i) + ".GroupName");
    }
    return groups;
  }
  std::string MembersOf(const std::string& group) const { return NamesIn(Call("ListUsersInGroup", TextMember("GroupName", group))); }
};

}  // namespace rockpool::support
