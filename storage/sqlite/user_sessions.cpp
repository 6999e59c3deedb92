#include "storage/sqlite/user_sessions.h"

#include <algorithm>
#include <cstdint>
#include <stdexcept>
#include <vector>

#include "storage/sqlite/statement.h"

namespace rockpool::storage::sqlite {
namespace {

// The session `s` of a family `f` whose user `u` and client `c` are in one living pool `p` that has not forgotten it.
constexpr std::string_view kFromLiving =
    " FROM user_sessions AS s CROSS JOIN refresh_families AS f ON f.id = s.family CROSS JOIN users AS u ON u.id = f.user "
    "CROSS JOIN pool_resources AS c ON c.id = f.app_client AND c.user_pool = u.user_pool "
    "CROSS JOIN user_pools AS p ON p.id = u.user_pool AND p.pool_id < CAST(x'FF' AS TEXT) AND s.family > p.sessions_deleted_through ";

// The same, for all of a user: he and his pool are looked for once, and not for each session. Whether the client is in the pool is not
// asked yet.
constexpr std::string_view kOfUser =
    " FROM users AS u CROSS JOIN user_pools AS p ON p.id = u.user_pool AND p.pool_id < CAST(x'FF' AS TEXT) "
    "CROSS JOIN user_sessions AS s ON s.user = u.id AND s.family > p.sessions_deleted_through "
    "CROSS JOIN refresh_families AS f ON f.id = s.family AND f.user = u.id ";

constexpr std::string_view kIsEnded = "f.is_revoked OR f.id <= u.revoked_through";

std::string SelectSession(std::string_view from, std::string_view condition) {
  return Joined(
      {"SELECT s.session_id, s.family, s.origin_session_id, s.device_type, s.ip_address, s.creation_millis, s.last_active_millis, "
       "f.user, c.key, f.expires_millis, ",
       kIsEnded, from, condition});
}

UserSession SessionIn(const Statement& row) {
  return {.session_id = row.Text(0),
          .family = row.Integer(1),
          .origin_session_id = row.Text(2),
          .device_type = row.Text(3),
          .ip_address = row.Text(4),
          .creation_millis = row.Integer(5),
          .last_active_millis = row.Integer(6),
          .user = row.Integer(7),
          .client_id = row.Text(8),
          .expires_millis = row.Integer(9),
          .is_ended = row.Integer(10) != 0};
}

// Whether app clients are in the pool, by the rows of both. A user comes through few of them, and has many sessions.
class ClientsOfPool {
 public:
  explicit ClientsOfPool(Connection& connection) : connection_(connection) {}

  bool Has(std::int64_t client, std::int64_t pool) {
    const auto known = std::ranges::find(known_, client, &Known::client);
    return known != known_.end() ? known->is_in_pool : known_.emplace_back(Known{client, IsIn(client, pool)}).is_in_pool;
  }

 private:
  struct Known {
    std::int64_t client;
    bool is_in_pool;
  };

  bool IsIn(std::int64_t client, std::int64_t pool) const {
    Statement find(connection_, "SELECT 1 FROM pool_resources WHERE id = ? AND user_pool = ?");
    return find.Bind(client, pool).Step();
  }

  Connection& connection_;
  std::vector<Known> known_;
};

std::optional<UserSession> Found(Statement& find) { return find.Step() ? std::optional(SessionIn(find)) : std::nullopt; }

}  // namespace

void UserSessions::Insert(const UserSession& session) {
  Statement insert(connection_,
                   "INSERT INTO user_sessions (family, session_id, user, origin_session_id, device_type, ip_address, creation_millis, "
                   "last_active_millis) SELECT f.id, ?, f.user, ?, ?, ?, ?, ? FROM refresh_families AS f WHERE f.id = ? "
                   "AND NOT EXISTS (SELECT 1 FROM user_sessions AS s WHERE s.family = f.id)");
  insert.Bind(session.session_id, session.origin_session_id, session.device_type, session.ip_address, session.creation_millis,
              session.last_active_millis, session.family);
  if (insert.Run() == 0) {
    throw std::logic_error("A session is kept of a sign-in that does not exist, or has one already.");
  }
}

std::optional<UserSession> UserSessions::Find(std::int64_t user, std::string_view session_id) const {
  static const std::string sql = SelectSession(kFromLiving, "WHERE s.user = ? AND s.session_id = ?");
  Statement find(connection_, sql);
  return Found(find.Bind(user, session_id));
}

std::optional<UserSession> UserSessions::FindOfFamily(std::int64_t family) const {
  static const std::string sql = SelectSession(kFromLiving, "WHERE s.family = ?");
  Statement find(connection_, sql);
  return Found(find.Bind(family));
}

std::vector<UserSession> UserSessions::ListOfUser(std::int64_t user) const {
  static const std::string sql =
      SelectSession(kOfUser, "CROSS JOIN pool_resources AS c ON c.id = f.app_client AND c.user_pool = u.user_pool WHERE u.id = ?");
  Statement list(connection_, sql);
  list.Bind(user);
  std::vector<UserSession> sessions;
  while (list.Step()) {
    sessions.push_back(SessionIn(list));
  }
  std::ranges::sort(sessions, {}, &UserSession::family);
  return sessions;
}

std::vector<SessionUse> UserSessions::ListUsesOfUser(std::int64_t user) const {
  static const std::string sql = Joined(
      {"SELECT s.family, s.last_active_millis, f.expires_millis, ", kIsEnded, ", f.app_client, u.user_pool", kOfUser, "WHERE u.id = ?"});
  Statement list(connection_, sql);
  list.Bind(user);
  ClientsOfPool clients(connection_);
  std::vector<SessionUse> uses;
  while (list.Step()) {
    if (clients.Has(list.Integer(4), list.Integer(5))) {
      uses.push_back({list.Integer(0), list.Integer(1), list.Integer(2), list.Integer(3) != 0});
    }
  }
  std::ranges::sort(uses, {}, &SessionUse::family);
  return uses;
}

bool UserSessions::Touch(const UserSession& session) {
  static const std::string sql =
      Joined({"UPDATE user_sessions SET last_active_millis = ?, device_type = ?, ip_address = ? WHERE family = (SELECT s.family",
              kFromLiving, "WHERE s.family = ? AND s.session_id = ?)"});
  Statement update(connection_, sql);
  return update.Bind(session.last_active_millis, session.device_type, session.ip_address, session.family, session.session_id).Run() > 0;
}

bool UserSessions::Delete(std::int64_t family) {
  static const std::string sql = Joined({"DELETE FROM user_sessions WHERE family = (SELECT s.family", kFromLiving, "WHERE s.family = ?)"});
  return Statement(connection_, sql).Bind(family).Run() > 0;
}

void UserSessions::DeleteOfPool(std::string_view user_pool_id) {
  // One row, however many sessions there are: later ones have families of greater numbers, whichever pool they are of.
  Statement(connection_,
            "UPDATE user_pools SET sessions_deleted_through = ifnull((SELECT max(family) FROM user_sessions), 0) WHERE pool_id = ?")
      .Bind(user_pool_id)
      .Run();
}

}  // namespace rockpool::storage::sqlite
