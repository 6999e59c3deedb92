#include "storage/sqlite/repositories.h"
#include "storage/sqlite/revision.h"
#include "storage/sqlite/statement.h"

namespace rockpool::storage::sqlite {
namespace {

UserPool PoolOf(const Statement& row) {
  return {.account = row.Text(0),
          .region = row.Text(1),
          .id = row.Text(2),
          .name = row.Text(3),
          .document = row.Text(6),
          .creation_millis = row.Integer(4),
          .last_modified_millis = row.Integer(5),
          .session_limit = row.Integer(8),
          .revision = row.Integer(7)};
}

// With the columns that PoolOf reads, of the pools for which the condition holds.
std::string SelectPool(std::string_view condition) {
  return "SELECT account, region, pool_id, name, creation_millis, last_modified_millis, document, revision, session_limit "
         "FROM user_pools WHERE " +
         std::string(condition);
}

}  // namespace

void UserPools::Insert(const UserPool& pool) {
  Statement insert(
      connection_,
      "INSERT INTO user_pools (account, region, pool_id, name, creation_millis, last_modified_millis, document, revision, session_limit) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  insert
      .Bind(pool.account, pool.region, pool.id, pool.name, pool.creation_millis, pool.last_modified_millis, pool.document, FreshRevision(),
            pool.session_limit)
      .Run();
}

bool UserPools::Update(const UserPool& pool) {
  Statement update(
      connection_,
      "UPDATE user_pools SET name = ?, last_modified_millis = ?, document = ?, revision = ?, session_limit = ? WHERE pool_id = ?");
  return update.Bind(pool.name, pool.last_modified_millis, pool.document, FreshRevision(), pool.session_limit, pool.id).Run() > 0;
}

bool UserPools::Exists(std::string_view account, std::string_view region, std::string_view id) const {
  Statement find(connection_, "SELECT 1 FROM user_pools WHERE account = ? AND region = ? AND pool_id = ?");
  return find.Bind(account, region, id).Step();
}

std::optional<UserPool> UserPools::Find(std::string_view account, std::string_view region, std::string_view id) const {
  static const std::string sql = SelectPool("account = ? AND region = ? AND pool_id = ?");
  Statement find(connection_, sql);
  return find.Bind(account, region, id).Step() ? std::optional(PoolOf(find)) : std::nullopt;
}

std::optional<UserPool> UserPools::FindById(std::string_view id) const {
  static const std::string sql = SelectPool("pool_id = ?");
  Statement find(connection_, sql);
  return find.Bind(id).Step() ? std::optional(PoolOf(find)) : std::nullopt;
}

std::optional<UserPoolVersion> UserPools::FindVersion(std::string_view id) const {
  Statement find(connection_,
                 "SELECT p.revision, coalesce(m.revision, -1) FROM user_pools AS p "
                 "LEFT JOIN pool_resources AS m ON m.user_pool = p.id AND m.kind = 'mfa_configuration' WHERE p.pool_id = ?");
  return find.Bind(id).Step() ? std::optional(UserPoolVersion{find.Integer(0), find.Integer(1)}) : std::nullopt;
}

std::vector<UserPool> UserPools::List(std::string_view account, std::string_view region, std::string_view after, std::size_t limit) const {
  static const std::string sql = SelectPool("account = ? AND region = ? AND pool_id > ? ORDER BY pool_id LIMIT ?");
  Statement list(connection_, sql);
  list.Bind(account, region, after, LimitOf(limit));
  std::vector<UserPool> pools;
  while (list.Step()) {
    pools.push_back(PoolOf(list));
  }
  return pools;
}

std::size_t UserPools::Count(std::string_view account, std::string_view region) const {
  Statement count(connection_, "SELECT count FROM account_counts WHERE account = ? AND region = ? AND kind = 'user_pool'");
  return CountIn(count.Bind(account, region));
}

bool UserPools::IsEmpty() const {
  Statement find(connection_, "SELECT pool_id FROM user_pools WHERE pool_id < ? LIMIT 1");
  return !find.Bind(kDeadNames).Step();
}

bool UserPools::Delete(std::string_view id) { return graveyard_.DeleteUserPool(id); }

}  // namespace rockpool::storage::sqlite
