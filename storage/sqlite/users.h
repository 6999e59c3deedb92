// The tables `users` and `user_search`.
#pragma once

#include "storage/sqlite/connection.h"
#include "storage/sqlite/graveyard.h"
#include "storage/sqlite/statement.h"
#include "storage/users.h"

namespace rockpool::storage::sqlite {

// The columns that UserOf reads, of `u` in the pool `p`. As many as kUserColumnCount.
inline constexpr std::string_view kUserColumns =
    "u.id, p.pool_id, u.username, u.creation_millis, u.last_modified_millis, u.revision, u.document";
inline constexpr int kUserColumnCount = 7;

User UserOf(const Statement& row);

class Users final : public storage::Users {
 public:
  // What is too much to be deleted at once goes to the graveyard.
  Users(Connection& connection, Graveyard& graveyard) : connection_(connection), graveyard_(graveyard) {}

  std::int64_t Insert(const User& user, const std::vector<SearchValue>& values) override;
  bool Update(const User& user, const std::vector<SearchValue>& values) override;
  std::optional<User> Find(std::string_view user_pool_id, std::string_view username) const override;
  std::optional<User> FindByNumber(std::int64_t number) const override;
  std::optional<std::int64_t> FindRevision(std::int64_t number) const override;
  std::optional<User> FindByAlias(std::string_view user_pool_id, std::string_view name, std::string_view value) const override;
  std::vector<SearchValue> ValuesOf(std::int64_t number) const override;
  std::vector<User> List(std::string_view user_pool_id, std::string_view prefix, std::string_view after, std::size_t limit) const override;
  std::vector<FoundUser> ListByValue(std::string_view user_pool_id, std::string_view name, std::string_view value,
                                     const std::optional<SearchMark>& after, std::size_t limit) const override;
  std::vector<FoundUser> ListByPrefix(std::string_view user_pool_id, std::string_view name, std::string_view prefix,
                                      const std::optional<SearchMark>& after, std::size_t limit) const override;
  std::size_t Count(std::string_view user_pool_id) const override;
  bool Delete(std::int64_t number) override;

 private:
  bool UpdateRecord(const User& user);
  void InsertValue(std::int64_t number, const SearchValue& value);
  void DeleteValue(std::int64_t number, const SearchValue& value);

  Connection& connection_;
  Graveyard& graveyard_;
};

}  // namespace rockpool::storage::sqlite
