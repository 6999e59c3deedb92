#include "storage/sqlite/codes.h"

#include <stdexcept>

#include "storage/sqlite/graveyard.h"
#include "storage/sqlite/statement.h"

namespace rockpool::storage::sqlite {

void Codes::Put(const Code& code) {
  static const std::string sql =
      Joined({"INSERT INTO codes (purpose, digest, attribute, pending_value, expires_millis, user) "
              "SELECT ?, ?, ?, ?, ?, u.id FROM users AS u WHERE u.id = ",
              kLivingUser,
              " ON CONFLICT (user, purpose) DO UPDATE SET digest = excluded.digest, "
              "attribute = excluded.attribute, pending_value = excluded.pending_value, "
              "expires_millis = excluded.expires_millis"});
  Statement put(connection_, sql);
  put.Bind(code.purpose, Blob{code.digest}, code.attribute, code.pending_value, code.expires_millis, code.user);
  if (put.Run() == 0) {
    throw std::logic_error("A code is kept for a user who does not exist.");
  }
}

std::optional<Code> Codes::Find(std::int64_t user, std::string_view purpose) const {
  static const std::string sql = Joined(
      {"SELECT purpose, digest, attribute, pending_value, expires_millis FROM codes WHERE user = ", kLivingUser, " AND purpose = ?"});
  Statement find(connection_, sql);
  if (!find.Bind(user, purpose).Step()) {
    return std::nullopt;
  }
  return Code{.user = user,
              .purpose = find.Text(0),
              .digest = find.Text(1),
              .attribute = find.Text(2),
              .pending_value = find.Text(3),
              .expires_millis = find.Integer(4)};
}

bool Codes::Delete(std::int64_t user, std::string_view purpose) {
  static const std::string sql = Joined({"DELETE FROM codes WHERE user = ", kLivingUser, " AND purpose = ?"});
  return Statement(connection_, sql).Bind(user, purpose).Run() > 0;
}

std::optional<Attempts> AttemptsOfSubjects::Find(std::string_view user_pool_id, std::string_view subject, std::string_view kind) const {
  Statement find(connection_,
                 "SELECT count, first_millis, last_millis, expires_millis FROM attempts "
                 "WHERE user_pool = (SELECT id FROM user_pools WHERE pool_id = ?) AND subject = ? AND kind = ?");
  if (!find.Bind(user_pool_id, subject, kind).Step()) {
    return std::nullopt;
  }
  return Attempts{.user_pool_id = std::string(user_pool_id),
                  .subject = std::string(subject),
                  .kind = std::string(kind),
                  .count = find.Integer(0),
                  .first_millis = find.Integer(1),
                  .last_millis = find.Integer(2),
                  .expires_millis = find.Integer(3)};
}

void AttemptsOfSubjects::Put(const Attempts& attempts) {
  Statement put(connection_,
                "INSERT INTO attempts (user_pool, subject, kind, count, first_millis, last_millis, expires_millis) "
                "SELECT id, ?, ?, ?, ?, ?, ? FROM user_pools WHERE pool_id = ? "
                "ON CONFLICT (user_pool, subject, kind) DO UPDATE SET count = excluded.count, first_millis = excluded.first_millis, "
                "last_millis = excluded.last_millis, expires_millis = excluded.expires_millis");
  put.Bind(attempts.subject, attempts.kind, attempts.count, attempts.first_millis, attempts.last_millis, attempts.expires_millis,
           attempts.user_pool_id);
  if (put.Run() == 0) {
    throw std::logic_error("Attempts are counted in a user pool that does not exist.");
  }
}

bool AttemptsOfSubjects::Delete(std::string_view user_pool_id, std::string_view subject, std::string_view kind) {
  Statement remove(connection_,
                   "DELETE FROM attempts "
                   "WHERE user_pool = (SELECT id FROM user_pools WHERE pool_id = ?) AND subject = ? AND kind = ?");
  return remove.Bind(user_pool_id, subject, kind).Run() > 0;
}

}  // namespace rockpool::storage::sqlite
