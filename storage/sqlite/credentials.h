// The tables `credentials` and `password_history`.
#pragma once

#include "storage/credentials.h"
#include "storage/sqlite/connection.h"

namespace rockpool::storage::sqlite {

class CredentialsOfUsers final : public storage::CredentialsOfUsers {
 public:
  explicit CredentialsOfUsers(Connection& connection) : connection_(connection) {}

  Credentials Find(std::int64_t user) const override;
  void Put(std::int64_t user, const Credentials& credentials) override;
  std::vector<PasswordVerifier> History(std::int64_t user, std::size_t most) const override;
  void Remember(std::int64_t user, const PasswordVerifier& password, std::size_t most) override;

 private:
  Connection& connection_;
};

}  // namespace rockpool::storage::sqlite
