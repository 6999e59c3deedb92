#include "storage/sqlite/sign_in_sessions.h"

#include <stdexcept>

#include "storage/sqlite/graveyard.h"
#include "storage/sqlite/statement.h"

namespace rockpool::storage::sqlite {
namespace {

// The session `s` of a digest, if its client `c` is in a living pool, and its user, if it has one, in the same and has not ended it.
constexpr std::string_view kFromLiving =
    " FROM sign_in_sessions AS s CROSS JOIN pool_resources AS c ON c.id = s.app_client CROSS JOIN user_pools AS p ON p.id = c.user_pool "
    "WHERE s.digest = ? AND p.pool_id < CAST(x'FF' AS TEXT) "
    "AND (s.user IS NULL OR (SELECT u.user_pool FROM users AS u WHERE u.id = s.user AND s.id > u.sessions_ended_through) = c.user_pool)";

}  // namespace

void SignInSessions::Insert(const SignInSession& session) {
  Statement insert(connection_,
                   "INSERT INTO sign_in_sessions (digest, app_client, user, challenge, is_used, wrong_answers, expires_millis, document) "
                   "SELECT ?1, c.id, ?2, ?3, ?4, ?5, ?6, ?7 "
                   "FROM user_pools AS p CROSS JOIN pool_resources AS c ON c.user_pool = p.id "
                   "WHERE p.pool_id = ?8 AND c.kind = 'app_client' AND c.key = ?9 "
                   "AND (?2 IS NULL OR (SELECT u.user_pool FROM users AS u WHERE u.id = ?2) = p.id)");
  insert.Bind(Blob{session.digest}, session.user, session.challenge, std::int64_t{session.is_used ? 1 : 0}, session.wrong_answers,
              session.expires_millis, session.document, session.user_pool_id, session.client_id);
  if (insert.Run() == 0) {
    throw std::logic_error("A sign-in begins with an app client, or by a user, that does not exist.");
  }
}

std::optional<SignInSession> SignInSessions::Find(std::string_view digest) const {
  static const std::string sql = Joined(
      {"SELECT s.digest, p.pool_id, c.key, s.user, s.challenge, s.is_used, s.wrong_answers, s.expires_millis, s.document", kFromLiving});
  Statement find(connection_, sql);
  if (!find.Bind(Blob{digest}).Step()) {
    return std::nullopt;
  }
  return SignInSession{.digest = find.Text(0),
                       .user_pool_id = find.Text(1),
                       .client_id = find.Text(2),
                       .user = find.IsNull(3) ? std::nullopt : std::optional(find.Integer(3)),
                       .challenge = find.Text(4),
                       .document = find.Text(8),
                       .is_used = find.Integer(5) != 0,
                       .wrong_answers = find.Integer(6),
                       .expires_millis = find.Integer(7)};
}

bool SignInSessions::Update(const SignInSession& session) {
  static const std::string sql =
      Joined({"UPDATE sign_in_sessions SET challenge = ?, is_used = ?, wrong_answers = ?, expires_millis = ?, "
              "document = ? WHERE id = (SELECT s.id",
              kFromLiving, ")"});
  Statement update(connection_, sql);
  update.Bind(session.challenge, std::int64_t{session.is_used ? 1 : 0}, session.wrong_answers, session.expires_millis, session.document,
              Blob{session.digest});
  return update.Run() > 0;
}

bool SignInSessions::UseUp(const SignInSession& session) {
  // A date that is written, be it the same, is written to its index, too: one page more.
  static const std::string sql = Joined({"UPDATE sign_in_sessions SET is_used = 1 WHERE id = (SELECT s.id", kFromLiving,
                                         " AND s.is_used = 0 AND s.challenge = ? AND s.expires_millis = ?)"});
  return Statement(connection_, sql).Bind(Blob{session.digest}, session.challenge, session.expires_millis).Run() > 0;
}

void SignInSessions::DeleteOfUser(std::int64_t user) {
  // One row, however many sessions there are, for anybody can begin some for anybody: later ones have greater numbers.
  Statement(connection_,
            "UPDATE users SET sessions_ended_through = ifnull((SELECT max(s.id) FROM sign_in_sessions AS s WHERE s.user = users.id), 0) "
            "WHERE id = ?")
      .Bind(user)
      .Run();
}

}  // namespace rockpool::storage::sqlite
