#include "storage/sqlite/pages.h"

#include <stdexcept>

#include "storage/sqlite/statement.h"

namespace rockpool::storage::sqlite {
namespace {

// The code `a` of a digest behind which its user `u` and its client `c` are in one living pool `p`.
constexpr std::string_view kFromLivingCodes =
    " FROM authorization_codes AS a CROSS JOIN users AS u ON u.id = a.user "
    "CROSS JOIN pool_resources AS c ON c.id = a.app_client AND c.user_pool = u.user_pool "
    "CROSS JOIN user_pools AS p ON p.id = u.user_pool WHERE a.digest = ? AND p.pool_id < CAST(x'FF' AS TEXT)";

// A session `s` whose user `u` is in a living pool `p` that has not ended it.
constexpr std::string_view kFromLivingSessions =
    " FROM browser_sessions AS s CROSS JOIN users AS u ON u.id = s.user CROSS JOIN user_pools AS p ON p.id = u.user_pool "
    "AND p.pool_id < CAST(x'FF' AS TEXT) AND s.id > p.browser_sessions_ended_through WHERE ";
constexpr std::string_view kOfDigest = "s.digest = ?";
constexpr std::string_view kIsTracked = " AND s.session_id <> '' AND s.id > p.browser_sessions_untracked_through";

std::string SelectSession(std::string_view condition, std::string_view further = "") {
  return Joined(
      {"SELECT s.digest, p.pool_id, s.user, s.provider, s.authenticated_millis, s.expires_millis, s.document, "
       "iif(s.id > p.browser_sessions_untracked_through, s.session_id, ''), s.client_id, s.last_active_millis, s.device_type, s.ip_address",
       kFromLivingSessions, condition, further});
}

BrowserSession SessionIn(const Statement& row) {
  return {.digest = row.Text(0),
          .user_pool_id = row.Text(1),
          .user = row.Integer(2),
          .provider = row.Text(3),
          .document = row.Text(6),
          .authenticated_millis = row.Integer(4),
          .expires_millis = row.Integer(5),
          .session_id = row.Text(7),
          .client_id = row.Text(8),
          .last_active_millis = row.Integer(9),
          .device_type = row.Text(10),
          .ip_address = row.Text(11)};
}

// The flow `f` of a digest whose client `c` is in a living pool `p`.
constexpr std::string_view kFromLivingFlows =
    " FROM page_flows AS f CROSS JOIN pool_resources AS c ON c.id = f.app_client CROSS JOIN user_pools AS p ON p.id = c.user_pool "
    "WHERE f.digest = ? AND p.pool_id < CAST(x'FF' AS TEXT)";

}  // namespace

void AuthorizationCodes::Insert(const AuthorizationCode& code) {
  Statement insert(connection_,
                   "INSERT INTO authorization_codes (digest, app_client, user, is_used, expires_millis, document) "
                   "SELECT ?, c.id, u.id, ?, ?, ? "
                   "FROM user_pools AS p CROSS JOIN pool_resources AS c ON c.user_pool = p.id CROSS JOIN users AS u ON u.user_pool = p.id "
                   "WHERE p.pool_id = ? AND c.kind = 'app_client' AND c.key = ? AND u.id = ?");
  insert.Bind(Blob{code.digest}, std::int64_t{code.is_used ? 1 : 0}, code.expires_millis, code.document, code.user_pool_id, code.client_id,
              code.user);
  if (insert.Run() == 0) {
    throw std::logic_error("An authorization code is kept for an app client, or of a user, that does not exist.");
  }
}

std::optional<AuthorizationCode> AuthorizationCodes::Find(std::string_view digest) const {
  static const std::string sql =
      Joined({"SELECT a.digest, p.pool_id, c.key, a.user, a.is_used, a.expires_millis, a.document", kFromLivingCodes});
  Statement find(connection_, sql);
  if (!find.Bind(Blob{digest}).Step()) {
    return std::nullopt;
  }
  return AuthorizationCode{.digest = find.Text(0),
                           .user_pool_id = find.Text(1),
                           .client_id = find.Text(2),
                           .user = find.Integer(3),
                           .document = find.Text(6),
                           .is_used = find.Integer(4) != 0,
                           .expires_millis = find.Integer(5)};
}

bool AuthorizationCodes::Spend(std::string_view digest, std::int64_t now) {
  static const std::string sql =
      Joined({"UPDATE authorization_codes SET is_used = 1 WHERE is_used = 0 AND expires_millis > ? AND "
              "id = (SELECT a.id",
              kFromLivingCodes, ")"});
  return Statement(connection_, sql).Bind(now, Blob{digest}).Run() > 0;
}

void AuthorizationCodes::DeleteOfUser(std::int64_t user) {
  Statement(connection_, "DELETE FROM authorization_codes WHERE user = ?").Bind(user).Run();
}

void BrowserSessions::Insert(const BrowserSession& session) {
  Statement insert(connection_,
                   "INSERT INTO browser_sessions (digest, user, provider, authenticated_millis, expires_millis, document, session_id, "
                   "client_id, last_active_millis, device_type, ip_address) SELECT ?, u.id, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM user_pools AS p "
                   "CROSS JOIN users AS u ON u.user_pool = p.id "
                   "WHERE p.pool_id = ? AND u.id = ?");
  insert.Bind(Blob{session.digest}, session.provider, session.authenticated_millis, session.expires_millis, session.document,
              session.session_id, session.client_id, session.last_active_millis, session.device_type, session.ip_address,
              session.user_pool_id, session.user);
  if (insert.Run() == 0) {
    throw std::logic_error("A browser session is kept of a user that does not exist.");
  }
}

std::optional<BrowserSession> BrowserSessions::Find(std::string_view digest) const {
  static const std::string sql = SelectSession(kOfDigest);
  Statement find(connection_, sql);
  return find.Bind(Blob{digest}).Step() ? std::optional(SessionIn(find)) : std::nullopt;
}

std::optional<BrowserSession> BrowserSessions::FindBySessionId(std::string_view session_id) const {
  static const std::string sql = SelectSession("s.session_id = ?", kIsTracked);
  Statement find(connection_, sql);
  return find.Bind(session_id).Step() ? std::optional(SessionIn(find)) : std::nullopt;
}

std::vector<BrowserSession> BrowserSessions::ListTrackedOfUser(std::int64_t user, std::size_t limit) const {
  static const std::string sql = SelectSession("s.user = ?", Joined({kIsTracked, " ORDER BY s.id DESC LIMIT ?"}));
  Statement list(connection_, sql);
  list.Bind(user, LimitOf(limit));
  std::vector<BrowserSession> sessions;
  while (list.Step()) {
    sessions.push_back(SessionIn(list));
  }
  return sessions;
}

bool BrowserSessions::Touch(const BrowserSession& session) {
  static const std::string sql =
      Joined({"UPDATE browser_sessions SET last_active_millis = ?, device_type = ?, ip_address = ? WHERE id = (SELECT s.id",
              kFromLivingSessions, kOfDigest, ")"});
  Statement update(connection_, sql);
  return update.Bind(session.last_active_millis, session.device_type, session.ip_address, Blob{session.digest}).Run() > 0;
}

bool BrowserSessions::Delete(std::string_view digest) {
  static const std::string sql = Joined({"DELETE FROM browser_sessions WHERE id = (SELECT s.id", kFromLivingSessions, kOfDigest, ")"});
  return Statement(connection_, sql).Bind(Blob{digest}).Run() > 0;
}

void BrowserSessions::DeleteOfUser(std::int64_t user) {
  Statement(connection_, "DELETE FROM browser_sessions WHERE user = ?").Bind(user).Run();
}

void BrowserSessions::DeleteOfPool(std::string_view user_pool_id) {
  // One row, however many sessions there are: later ones have greater numbers, whichever pool they are of.
  Statement(connection_,
            "UPDATE user_pools SET browser_sessions_ended_through = ifnull((SELECT max(id) FROM browser_sessions), 0) WHERE pool_id = ?")
      .Bind(user_pool_id)
      .Run();
}

void BrowserSessions::UntrackOfPool(std::string_view user_pool_id) {
  Statement(
      connection_,
      "UPDATE user_pools SET browser_sessions_untracked_through = ifnull((SELECT max(id) FROM browser_sessions), 0) WHERE pool_id = ?")
      .Bind(user_pool_id)
      .Run();
}

void PageFlows::Insert(const PageFlow& flow) {
  Statement insert(connection_,
                   "INSERT INTO page_flows (digest, app_client, expires_millis, document) SELECT ?, c.id, ?, ? "
                   "FROM user_pools AS p CROSS JOIN pool_resources AS c ON c.user_pool = p.id "
                   "WHERE p.pool_id = ? AND c.kind = 'app_client' AND c.key = ?");
  insert.Bind(Blob{flow.digest}, flow.expires_millis, flow.document, flow.user_pool_id, flow.client_id);
  if (insert.Run() == 0) {
    throw std::logic_error("A browser is on its way to an app client that does not exist.");
  }
}

std::optional<PageFlow> PageFlows::Find(std::string_view digest) const {
  static const std::string sql = Joined({"SELECT f.digest, p.pool_id, c.key, f.expires_millis, f.document", kFromLivingFlows});
  Statement find(connection_, sql);
  if (!find.Bind(Blob{digest}).Step()) {
    return std::nullopt;
  }
  return PageFlow{.digest = find.Text(0),
                  .user_pool_id = find.Text(1),
                  .client_id = find.Text(2),
                  .document = find.Text(4),
                  .expires_millis = find.Integer(3)};
}

bool PageFlows::Update(const PageFlow& flow) {
  static const std::string sql =
      Joined({"UPDATE page_flows SET expires_millis = ?, document = ? WHERE id = (SELECT f.id", kFromLivingFlows, ")"});
  return Statement(connection_, sql).Bind(flow.expires_millis, flow.document, Blob{flow.digest}).Run() > 0;
}

bool PageFlows::Delete(std::string_view digest) {
  static const std::string sql = Joined({"DELETE FROM page_flows WHERE id = (SELECT f.id", kFromLivingFlows, ")"});
  return Statement(connection_, sql).Bind(Blob{digest}).Run() > 0;
}

}  // namespace rockpool::storage::sqlite
