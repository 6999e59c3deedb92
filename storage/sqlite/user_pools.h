// The table `user_pools`.
#pragma once

#include "storage/sqlite/connection.h"
#include "storage/user_pools.h"

namespace rockpool::storage::sqlite {

class UserPools final : public storage::UserPools {
 public:
  explicit UserPools(Connection& connection) : connection_(connection) {}

  void Insert(const UserPool& pool) override;
  bool Update(const UserPool& pool) override;
  bool Exists(std::string_view account, std::string_view region, std::string_view id) const override;
  std::optional<UserPool> Find(std::string_view account, std::string_view region, std::string_view id) const override;
  std::optional<UserPool> FindById(std::string_view id) const override;
  std::vector<UserPool> List(std::string_view account, std::string_view region, std::string_view after, std::size_t limit) const override;
  std::size_t Count(std::string_view account, std::string_view region) const override;
  bool IsEmpty() const override;
  bool Delete(std::string_view id) override;

 private:
  Connection& connection_;
};

}  // namespace rockpool::storage::sqlite
