// The table `user_sessions`.
#pragma once

#include "storage/sqlite/connection.h"
#include "storage/user_sessions.h"

namespace rockpool::storage::sqlite {

class UserSessions final : public storage::UserSessions {
 public:
  explicit UserSessions(Connection& connection) : connection_(connection) {}

  void Insert(const UserSession& session) override;
  std::optional<UserSession> Find(std::int64_t user, std::string_view session_id) const override;
  std::optional<UserSession> FindOfFamily(std::int64_t family) const override;
  std::vector<UserSession> ListOfUser(std::int64_t user) const override;
  std::vector<SessionUse> ListUsesOfUser(std::int64_t user) const override;
  bool Touch(const UserSession& session) override;
  bool Delete(std::int64_t family) override;
  void DeleteOfPool(std::string_view user_pool_id) override;

 private:
  Connection& connection_;
};

}  // namespace rockpool::storage::sqlite
