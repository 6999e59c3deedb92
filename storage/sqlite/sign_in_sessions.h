// The table `sign_in_sessions`.
#pragma once

#include "storage/sign_in_sessions.h"
#include "storage/sqlite/connection.h"

namespace rockpool::storage::sqlite {

class SignInSessions final : public storage::SignInSessions {
 public:
  explicit SignInSessions(Connection& connection) : connection_(connection) {}

  void Insert(const SignInSession& session) override;
  std::optional<SignInSession> Find(std::string_view digest) const override;
  bool Update(const SignInSession& session) override;
  bool UseUp(const SignInSession& session) override;
  void DeleteOfUser(std::int64_t user) override;

 private:
  Connection& connection_;
};

}  // namespace rockpool::storage::sqlite
